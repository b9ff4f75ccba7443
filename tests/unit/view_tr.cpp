#include "view/tr.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "view/arm_name.h"

using view::tr;

namespace {

std::uint32_t fnv(const std::string& text) {
  std::uint32_t h = 2166136261u;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

void append(std::string& out, std::size_t number) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>(number >> 8 * i);
}

// As web/setup/po.mjs makes it, of pairs in the order of their hashes.
std::string table(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string out, words;
  append(out, pairs.size());
  for (const auto& pair : pairs) append(out, fnv(pair.first));
  for (const auto& pair : pairs) {
    append(out, 4 + 8 * pairs.size() + words.size());
    words += pair.second + '\0';
  }
  return out + words;
}

}  // namespace

TEST_CASE("without a language tr() gives back what it is given; with one its words, and English where there are none") {
  const char* english = "units of %s";
  CHECK(tr(english) == english);
  std::vector<std::pair<std::string, std::string>> pairs{{english, "Einheiten von %s"}, {"mask", "Maske"}};
  if (fnv(pairs[0].first) > fnv(pairs[1].first)) std::swap(pairs[0], pairs[1]);
  REQUIRE(view::speak(table(pairs)));
  CHECK(std::string(tr(english)) == "Einheiten von %s");
  CHECK(std::string(tr("mask")) == "Maske");
  const char* unknown = "arm";
  CHECK(tr(unknown) == unknown);

  // what is no table changes nothing
  std::string bad = table(pairs);
  bad.pop_back();
  CHECK_FALSE(view::speak(bad));
  bad = table(pairs);
  bad[4 + 8] = 0;  // an offset among the numbers
  CHECK_FALSE(view::speak(bad));
  CHECK_FALSE(view::speak(std::string("\xff\xff\xff\xff\0", 5)));
  CHECK_FALSE(view::speak(""));
  CHECK(std::string(tr("mask")) == "Maske");

  CHECK(view::speak(table({})));
  CHECK(tr(english) == english);
}

TEST_CASE("an arm's name by its kind is in the language that is spoken, with its number; the visitor's stays") {
  lab::Snapshot run;
  run.arms = 4;
  run.arm[0].name = lab::arm_name("none");
  for (int a : {1, 2}) run.arm[static_cast<std::size_t>(a)].kind = lab::ArmKind::dropout;
  run.arm[1].name = lab::arm_name("dropout");
  run.arm[2].name = lab::arm_name("dropout 2");
  run.arm[3].name = lab::arm_name("none");  // typed
  run.arm[3].named = true;
  const auto name = [&](int arm) { return std::string(view::arm_name(run, arm)); };
  CHECK(name(2) == "dropout 2");
  std::vector<std::pair<std::string, std::string>> pairs{{"none", "ohne"}, {"dropout", "Ausfall"}};
  if (fnv(pairs[0].first) > fnv(pairs[1].first)) std::swap(pairs[0], pairs[1]);
  REQUIRE(view::speak(table(pairs)));
  CHECK(name(0) == "ohne");
  CHECK(name(1) == "Ausfall");
  CHECK(name(2) == "Ausfall 2");
  CHECK(name(3) == "none");
  CHECK(view::speak(table({})));
}
