#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "args/args.h"

namespace {

struct Read {
  bool good = false, json = false;
  std::string file, why;
  long long count = 0;
};

Read read(const std::vector<const char*>& arguments) {
  Read r;
  const std::array<args::Option, 3> options{
      args::flag("--json", r.json), args::text("--file", "a file to write", r.file),
      args::Option{"--count", "a whole number from 1 to 9",
                   [&](const std::string& text, std::string&) { return args::whole_number(text, 1, 9, r.count); }}};
  r.good = args::read(arguments, options, r.why);
  return r;
}

}  // namespace

TEST_CASE("arguments are read in turn, and of an option given twice the last holds") {
  const Read r = read({"--count", "3", "--json", "--file", "a.csv", "--count", "4"});
  CHECK(r.good);
  CHECK(r.json);
  CHECK(r.file == "a.csv");
  CHECK(r.count == 4);
}

TEST_CASE("a bad argument is named, with what is accepted") {
  CHECK(read({"--jsno"}).why == "unknown option '--jsno'; the nearest is --json; accepted are --json --file --count");
  CHECK(read({"--json", "--count"}).why == "--count needs a value: a whole number from 1 to 9");
  CHECK(read({"--count", "12", "--json"}).why == "--count '12': accepted is a whole number from 1 to 9");
  CHECK(read({"--file", ""}).why == "--file '': accepted is a file to write");
  CHECK_FALSE(read({"--count", "12", "--json"}).json);
}

TEST_CASE("a value may stand behind a '=', with more of them in it; a flag has none") {
  const Read r = read({"--count=4", "--file=a=b.csv"});
  CHECK(r.good);
  CHECK(r.count == 4);
  CHECK(r.file == "a=b.csv");
  CHECK(read({"--json=yes"}).why == "--json takes no value, not 'yes'");
  CHECK(read({"--file="}).why == "--file '': accepted is a file to write");
  CHECK(read({"--file", "--json"}).why == "--file needs a value: a file to write");
  CHECK(read({"=3"}).why.starts_with("unknown option '=3'; the nearest is --"));
}

TEST_CASE("the nearest of some names takes the fewest slips: letters left out, added, changed or swapped") {
  const std::vector<std::string> names{"--rate", "--seed", "--optimizer", "--points"};
  CHECK(args::nearest("--raet", names) == "--rate");
  CHECK(args::nearest("--optimiser", names) == "--optimizer");
  CHECK(args::nearest("seed", names) == "--seed");
  CHECK(args::nearest("--pionts", names) == "--points");
  CHECK(args::nearest("--sede", names) == "--seed");
  CHECK(args::nearest("", {}).empty());
}

TEST_CASE("a number is the whole text, in its range") {
  double number = 7;
  for (const char* text : {"", "12abc", "0x1", "1,5", " 1", "1 ", "nan", "inf", "1e", "0.04", "61", "1e999"}) {
    CAPTURE(text);
    CHECK_FALSE(args::number(text, 0.05, 60, number));
    CHECK(number == 7);
  }
  CHECK(args::number("2.5e-1", 0.05, 60, number));
  CHECK(number == 0.25);
}

TEST_CASE("a whole number is digits and nothing else, in its range") {
  for (const char* text : {"", "-3", "+3", " 3", "3 ", "3x", "0x3", "3.0", "1e0", "0", "10", "99999999999999999999"}) {
    long long number = 7;
    CAPTURE(text);
    CHECK_FALSE(args::whole_number(text, 1, 9, number));
    CHECK(number == 7);
  }
  long long number = 0;
  CHECK(args::whole_number("007", 1, 9, number));
  CHECK(number == 7);
}

TEST_CASE("an unknown preset is answered with the list of presets") {
  lab::Experiment e;
  std::string accepts;
  CHECK_FALSE(args::take_preset("moon", e, accepts));
  CHECK(accepts.find(" moons ") != accepts.npos);
  CHECK(args::take_preset("moons", e, accepts));
  CHECK(e.source == net::Source::moons);
}
