// Numbers, lists and escapes as text.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "../../src/lab/experiment/text.h"

namespace {

std::string unescaped(const std::string& text) {
  std::string out = "left over";
  return lab::unescape(text, out) ? out : "refused";
}

}  // namespace

TEST_CASE("a number is a finite decimal one and nothing else") {
  const struct {
    const char* text;
    double number;
  } good[] = {{"3", 3},
              {"-0.5", -0.5},
              {"+2", 2},
              {"1e-3", 1e-3},
              {"1E3", 1000},
              {".25", 0.25},
              {"7.", 7},
              {"0", 0},
              {"-0", 0},
              {"12345678901234567890123456789012345", 12345678901234567890123456789012345.0},
              {"9876543210", 9876543210.0}};
  for (const auto& [text, number] : good) {
    CAPTURE(text);
    double out = 99;
    CHECK(lab::read_number(text, out));
    CHECK(out == number);
  }
  for (const std::string text : {"", " 3", "3 ", "0x3", "nan", "inf", "3,5", "1e999", "-1e999", "--1", "1e", "e", ".",
                                 "-", "3a", "1234567890123456789012345678901234567890"}) {
    CAPTURE(text);
    double out = 99;
    CHECK_FALSE(lab::read_number(text, out));
    CHECK(out == 99);
  }
}

TEST_CASE("a number's shortest text is read back as the very float") {
  const struct {
    float number;
    const char* text;
  } known[] = {{0, "0"},
               {1, "1"},
               {-2.5f, "-2.5"},
               {0.1f, "0.1"},
               {1.0f / 3, "0.33333334"},
               {1e-7f, "1e-7"},
               {-3e-10f, "-3e-10"},
               {1e10f, "1e10"},
               {2e20f, "2e20"},
               {1234567, "1234567"},
               {100000, "100000"},
               {16777216, "16777216"},
               {0.123456791f, "0.12345679"}};
  for (const auto& [number, text] : known) CHECK(lab::shortest(number) == text);
  for (float number = 1e-30f; number < 1e30f; number *= 1.7f) {
    double back = 0;
    CAPTURE(number);
    CHECK(lab::read_number(lab::shortest(number), back));
    CHECK(static_cast<float>(back) == number);
  }
}

TEST_CASE("a list is cut at every separator, and an empty text is one empty part") {
  using Parts = std::vector<std::string_view>;
  CHECK(lab::split("a,b,c", ',') == Parts{"a", "b", "c"});
  CHECK(lab::split("", ',') == Parts{""});
  CHECK(lab::split(",a,", ',') == Parts{"", "a", ""});
  CHECK(lab::split("a;b,c", ';') == Parts{"a", "b,c"});
}

TEST_CASE("what an address must not hold is escaped, and comes back; what is no escape is refused") {
  CHECK(lab::escape("a;b%c", ";%") == "a%3Bb%25c");
  CHECK(lab::escape("a;b%c", "") == "a;b%c");
  CHECK(lab::escape(std::string("\t\x1f \x7f~\n", 6), "") == "%09%1F %7F~%0A");
  CHECK(lab::escape("\xc3\xbc", "\xc3") == "%C3\xbc");
  CHECK(unescaped("a%3Bb%25c%c3%bC") == "a;b%c\xc3\xbc");
  CHECK(unescaped("plain") == "plain");
  CHECK(unescaped("%00") == std::string(1, '\0'));
  CHECK(unescaped("%aF%09%90") == "\xaf\x09\x90");
  for (const std::string text : {"%", "a%4", "%g0", "%0g", "%G0", "%:0", "%/0", "%@0", "%`0", "%-1"}) {
    CAPTURE(text);
    CHECK(unescaped(text) == "refused");
  }
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(unescaped(lab::escape(all, "%;&")) == all);
}

TEST_CASE("text is UTF-8 up to the first byte that is none") {
  for (const std::string whole :
       {"", "plain", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
        "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "a\xc3\xbc\xe6\x84\x9b\xf0\x9f\x98\x80z"}) {
    CAPTURE(whole);
    CHECK(lab::sound_utf8(whole) == whole.size());
    CHECK(lab::sound_utf8(whole + whole) == 2 * whole.size());
  }
  for (const std::string bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xdf\xc0", "\xe0\x9f\xbf", "\xe0\x80\x80",
        "\xed\xa0\x80", "\xed\xbf\xbf", "\xe6\x84", "\xe6\x84z", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xff", "\xf0\x9f\x98", "\xf0\x9f\x98z"}) {
    CAPTURE(bad);
    CHECK(lab::sound_utf8("ab" + bad) == 2);
  }
}
