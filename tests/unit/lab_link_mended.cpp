#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lab/session.h"

using lab::Session;

namespace {

std::vector<std::string> notices;

Session read(const std::string& text) {
  notices.clear();
  return lab::read_link(text, notices);
}

// A run with all that links hold: fields, a name that needs codes, own data, drawn points, a story.
std::string own_link(int rows) {
  std::string csv = "width,height,kind\n";
  for (int i = 0; i < rows; ++i)
    csv += std::to_string(i) + ".5," + std::to_string(i % 7) + (i % 2 ? ",a&b\n" : ",\"c; 5 %\"\n");
  Session s;
  s.data = std::make_shared<const lab::OwnData>(lab::read_own_data(csv, "my rows.csv").data);
  s.start.arm[1].name = lab::arm_name("ß & ü; 100 %");
  s.start.rate = 0.02f;
  s.drawn = {{1.5f, 2, 0}, {3, -0.25f, 1}};
  s.changes = {{100, {lab::FieldId::rate, 0, 0, 0.005f, {}}}, {150, {lab::FieldId::keep, 1, 1, 0.7f, {}}}};
  s.iteration = 400;
  return lab::write_link(s);
}

std::string encoded(const std::string& text, const std::string& signs) {
  std::string out;
  for (const char c : text) {
    if (signs.find(c) == signs.npos) {
      out += c;
      continue;
    }
    constexpr const char* digits = "0123456789ABCDEF";
    (out += '%') += digits[static_cast<unsigned char>(c) / 16];
    out += digits[static_cast<unsigned char>(c) % 16];
  }
  return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

void check_reads_as(const std::string& link, const std::string& sent) {
  CAPTURE(sent.substr(0, 300));
  const Session s = read(sent);
  CHECK(notices == std::vector<std::string>{});
  CHECK(lab::write_link(s) == link);
}

}  // namespace

TEST_CASE("what chat programs and mail do to a link is undone") {
  const std::string short_link = "v1&data=moons&rate=0.02&do=100:rate=0.005;150:keep.1.1=0.7&at=400";
  for (const std::string& link : {short_link, own_link(40)}) {
    check_reads_as(link, link);
    check_reads_as(link, replaced(link, "&", "&amp;"));
    check_reads_as(link, replaced(link, "&", "&amp;amp;"));
    check_reads_as(link, replaced(link, "&", "&#38;"));
    for (const std::string signs : {"&=;:,%/#", "&=%", "&%"}) {
      check_reads_as(link, encoded(link, signs));
      check_reads_as(link, encoded('#' + link, signs));
      check_reads_as(link, encoded("https://course.example/lab/#" + link, signs));
    }
    for (const std::string begin : {"#", "#!", "##", "#/", "https://course.example/lab/index.html?lang=de#", " \n",
                                    "\u200b", "(", "\"", "<", "“", "#%22"})
      check_reads_as(link, begin + link);
    for (const std::string end : {".", ",",  ")",      ").",     "\"",  "”",   "’",         ">",         "]", "!", "…",
                                  " ", "\n", "\u200b", "\ufeff", "%20", "%22", "%E2%80%9D", "%E2%80%8B", "*", "`"})
      check_reads_as(link, link + end);
    check_reads_as(link, "V" + link.substr(1));
    check_reads_as(link, "#!V" + link.substr(1));
    check_reads_as(link, replaced(link, "&", "\n&"));
    check_reads_as(link, replaced(link, "&", "&\r\n    "));
    if (link == short_link) check_reads_as(link, replaced(link, "&", "%20&%20"));  // a name may end with a blank
    check_reads_as(link, replaced(link, ";", ";\u200b"));
  }
}

TEST_CASE("a name ends as it was written, a quote behind it is none of it") {
  CHECK(std::string(read("v1&arms=dropout&name=Wow!").start.arm[0].name.data()) == "Wow!");
  CHECK(std::string(read("v1&arms=dropout&name=Wow!\"").start.arm[0].name.data()) == "Wow!");
  CHECK(std::string(read("v1&arms=dropout&name=two words").start.arm[0].name.data()) == "two words");
}

TEST_CASE("what is wrong in a link is told of what was really done with it") {
  CHECK(read("w1&seed=9").start.seed == 9);
  CHECK(notices == std::vector<std::string>{"'w1' is no beginning of a link: what is known of the rest is used."});
  CHECK(read("about").start == lab::Experiment{});
  CHECK(notices == std::vector<std::string>{"'about' is no link to an experiment: the default is shown."});
  read("%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9%f0&=;;9");
  CHECK(notices[0] == "'%f0' is no link to an experiment: the default is shown.");
  CHECK(read("v1&rate=0.02%").start.rate == lab::Experiment{}.rate);
  CHECK(notices.size() == 1);
}

TEST_CASE("a link that was cut is known as cut wherever it was, and what stands at the cut is left out") {
  const std::string link = own_link(60);
  const Session whole = read(link);
  REQUIRE(notices.empty());
  const std::size_t from = link.find("&data=");
  for (std::size_t size = from; size < link.size(); ++size) {
    const Session s = read(link.substr(0, size));
    CAPTURE(link.substr(size < 20 ? 0 : size - 20, 20));
    REQUIRE(notices.size() >= 1);
    CHECK(notices[0].find("was cut on its way") != notices[0].npos);
    if (s.data) {
      const auto& rows = s.data->table.values;
      const auto& all = whole.data->table.values;
      REQUIRE(rows.size() <= all.size());
      CHECK(std::equal(rows.begin(), rows.end(), all.begin()));
    }
    for (const lab::Change& change : s.changes) {
      CHECK((change.edit.field == lab::FieldId::rate ? change.edit.value == 0.005f : change.edit.value == 0.7f));
    }
    CHECK((s.iteration == 0 || s.iteration == 100 || s.iteration == 150));
    CHECK((s.start.rate == 0.02f || s.start.rate == lab::Experiment{}.rate));
  }
}

TEST_CASE("a long story tells its length, a short one does not, and old links without one still open") {
  Session s;
  for (int i = 0; i < 100; ++i)
    s.changes.push_back({i, {lab::FieldId::rate, 0, 0, 0.01f + 1e-4f * static_cast<float>(i), {}}});
  s.iteration = 200;
  const std::string link = lab::write_link(s);
  CHECK(link.starts_with("v1&length="));
  check_reads_as(link, link);
  const std::string old = "v1" + link.substr(link.find("&do="));
  check_reads_as(link, old);
  read(link.substr(0, link.size() / 2));
  CHECK(notices.size() == 1);
  CHECK(notices[0].find("Only 4") == 0);  // of a hundred
  s.changes.resize(3);
  CHECK(lab::write_link(s).starts_with("v1&do="));
}
