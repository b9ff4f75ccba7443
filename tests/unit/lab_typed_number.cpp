#include <doctest/doctest.h>

#include <cfloat>
#include <string>

#include "ink/text.h"
#include "lab/typed_number.h"

using lab::NumberField, lab::read_typed;
using Answer = lab::TypedNumber::Answer;

namespace {

const NumberField points{.low = 10, .high = 2000, .whole = true};
const NumberField keep{.low = 0.05f, .high = 1, .share = true};
const NumberField labels{.low = 0, .high = 0.5f, .share = true, .shown = 100};
const NumberField weight{.low = -FLT_MAX, .high = FLT_MAX};
const NumberField lambda{.low = 0, .high = 1000};

void check(const NumberField& field, const std::string& text, float value, Answer answer = Answer::taken) {
  CAPTURE(text);
  const lab::TypedNumber read = read_typed(text, field);
  CHECK(read.answer == answer);
  CHECK(read.value == doctest::Approx(value).epsilon(1e-6));
}

void refuse(const NumberField& field, const std::string& text) {
  CAPTURE(text);
  CHECK(read_typed(text, field).answer == Answer::refused);
}

}  // namespace

TEST_CASE("the whole text is a number, or nothing is read") {
  for (const char* text :
       {"",           " ",        "12abc",
        "abc",        "1 2",      "1,2,3",
        "1..5",       "--1",      "+-1",
        "1e",         "e3",       "1e3.5",
        "0x10",       "1/2",      "nan",
        "inf",        "1e999",    ".",
        ",",          "-",        "%",
        "80 %%",      "1,00,000", "0,500,000",
        "1234,567.8", "1.5·11²",  "1.5·10",
        "12\xff",     "5 €",      "                                                                    1"})
    refuse(weight, text);
  for (const char* text : {"80 %", "300,5", "300.5", "0.5"}) refuse(points, text);
}

TEST_CASE("a thousand in a field of whole numbers is a thousand, however it is written") {
  for (const char* text :
       {"1000",     "1,000",    "1.000",  "1 000",        "1\u00a0000", "1\u2009000", "1\u202f000", "1'000",
        "1’000",    "1٬000",    " 1000 ", "\u200b1000\n", "+1000",      "1e3",        "1000.",      "1000.0",
        "1,000.00", "1.000,00", "1.0e3",  "١٠٠٠",         "۱٬۰۰۰",      "１０００",   "１，０００"})
    check(points, text, 1000);
  check({.low = 0, .high = 1e7f, .whole = true}, "1,234,567", 1234567);
  check({.low = 0, .high = 1e7f, .whole = true}, "1 234 567", 1234567);
}

TEST_CASE("a fraction has a point or a comma, signs and digits of any keyboard, and an exponent") {
  check(weight, "0,5", 0.5f);
  check(weight, "-1,25", -1.25f);
  check(weight, "−1.25", -1.25f);
  check(weight, "－１．２５", -1.25f);
  check(weight, "- 1.25", -1.25f);
  check(weight, "–1,25", -1.25f);
  check(weight, "+.5", 0.5f);
  check(weight, "5.", 5);
  check(weight, "1e-3", 0.001f);
  check(weight, "1,5E-3", 0.0015f);
  check(weight, "1.2·10⁻⁵", 1.2e-5f);
  check(weight, "1,2 × 10⁷", 1.2e7f);
  check(weight, "٠٫٥", 0.5f);
  check(weight, "۱٬۲۳۴٫۵", 1234.5f);
  check(weight, "1,234.5", 1234.5f);
  check(weight, "1.234,5", 1234.5f);
  check(weight, "1'234.5", 1234.5f);
  check(weight, "1 234,5", 1234.5f);
  check(weight, "0,500", 0.5f);
  check(weight, "1234,567", 1234.567f);
}

TEST_CASE("1,250 where both would do is read as a fraction, and that is told; 1.250 is as the page writes it") {
  check(weight, "1,250", 1.25f, Answer::doubtful);
  check(weight, "1.250", 1.25f);
  check(weight, "1,250e2", 125);
  check(keep, "0,750", 0.75f);
  check(keep, "1,000", 1);
  check({.low = 100, .high = 5000}, "1,250", 1250);
  check({.low = 2, .high = 10}, "1,250", 2, Answer::least);
}

TEST_CASE("a percentage is read where a share is asked for") {
  for (const char* text : {"80 %", "80%", "80\u202f%", "٨٠٪", "８０％", "80,0 %", "0.8", ",8"}) check(keep, text, 0.8f);
  for (const char* text : {"20", "20 %", "20,0", "2e1"}) check(labels, text, 0.2f);
  refuse(lambda, "80 %");
}

TEST_CASE("beyond the range its end is taken, and told") {
  check(points, "1", 10, Answer::least);
  check(points, "5,000", 2000, Answer::most);
  check(keep, "80", 1, Answer::most);
  check(keep, "−1", 0.05f, Answer::least);
  check(keep, "0.05", 0.05f);
  check({.low = 0, .high = 0.9999f}, "0.9999", 0.9999f);
}

TEST_CASE("what the page writes is read back") {
  for (const std::int64_t n : {0, 12, 999, 1633, 20000, 1234567}) {
    check({.low = 0, .high = 1e7f, .whole = true}, view::grouped(n).chars, static_cast<float>(n));
  }
  for (const double x : {0.0, -0.25, 0.13, 41.2, 935.0, 1.2e7, -1.2e-5})
    check({.low = -1e8f, .high = 1e8f}, view::figure(x).chars, static_cast<float>(x));
  check(weight, view::Words().add("%.4g", -1.2345).chars, -1.234f);
}
