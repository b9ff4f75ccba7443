#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lab/session.h"

using lab::ArmKind, lab::Change, lab::Experiment, lab::FieldId, lab::Session;

namespace {

std::vector<std::string> notices;

Session read(const std::string& text) {
  notices.clear();
  return lab::read_link(text, notices);
}

Session two_arms() {
  Session s;
  s.start.source = net::Source::moons;
  s.start.arms = 2;
  s.start.arm[0] = lab::Arm{ArmKind::combined};
  s.start.arm[0].lambda = 0.1f;
  s.start.arm[0].keep[1] = 1.0f / 3;
  s.start.arm[1] = lab::Arm{ArmKind::l2};
  s.start.arm[1].name = lab::arm_name("ß & ü; 100 %");
  s.start.arm[1].muted = true;
  s.start.reference = 1;
  s.start.rate = 1e-7f;
  s.changes = {{500, {FieldId::keep, 2, 0, 0.7f, {}}},     {500, {FieldId::rate, 0, 0, 1.0f / 7, {}}},
               {700, {FieldId::hold, 5, 1, 2, {}}},        {800, {FieldId::hold, 4, 0, 1, {}}},
               {810, {FieldId::hold, 4, 0, 0, {}}},        {900, {FieldId::weight, 17, 1, -0.25f, {}}},
               {901, {FieldId::early_stop, 0, 0, 250, {}}}};
  s.iteration = 2000;
  return s;
}

void check_same(const Session& a, const Session& b) {
  for (const lab::Field& field : lab::fields()) {
    CAPTURE(field.key);
    CHECK(lab::format(a.start, field.id) == lab::format(b.start, field.id));
  }
  CHECK(a.iteration == b.iteration);
  REQUIRE(a.changes.size() == b.changes.size());
  for (std::size_t i = 0; i < a.changes.size(); ++i) {
    CHECK(a.changes[i].iteration == b.changes[i].iteration);
    CHECK(a.changes[i].edit == b.changes[i].edit);
  }
}

}  // namespace

TEST_CASE("the default experiment has no link, and an empty link is the default experiment") {
  CHECK(lab::write_link(Session{}) == "");
  for (const std::string text : {"", "#", "v1", "#v1", "#v1&"}) {
    const Session s = read(text);
    CHECK(s.start == Experiment{});
    CHECK(notices.empty());
  }
}

TEST_CASE("a link says what differs from the default, in words") {
  const std::string link = lab::write_link(two_arms());
  CHECK(link ==
        "v1&data=moons&arms=combined,l2&reference=1&keep=1,0.33333334,0.5&l2=0.1;0.9&name=;%C3%9F%20%26%20%C3%BC"
        "%253B%20100%20%2525&mute=no;yes&rate=1e-7&do=500:keep.0.2=0.7;500:rate=0.14285715;700:hold.1.5=dropped;"
        "800:hold.0.4=kept;810:hold.0.4=random;900:weight.1.17=-0.25;901:early-stop.0=250&at=2000");
  check_same(read(link), two_arms());
  CHECK(notices.empty());
}

TEST_CASE("every preset survives its link") {
  for (const lab::Preset& preset : lab::presets()) {
    CAPTURE(preset.key);
    Session s;
    s.start = preset.experiment;
    CHECK(read('#' + lab::write_link(s)).start == preset.experiment);
    CHECK(notices.empty());
  }
}

TEST_CASE("each bad value of a link falls back alone, and a notice names it") {
  const std::string good = "v1&data=moons&points=300&keep=1,0.5,0.5&seed=7&do=10:rate=0.1&at=20";
  const struct {
    const char *part, *named;
  } bad[] = {{"data=mooons", "mooons"},
             {"points=0", "'0'"},
             {"layers=20,,3", "20,,3"},
             {"optimizer=%FF", "optimizer"},
             {"arms=none,x", "none,x"},
             {"l2=-1", "λ '-1'"},
             {"no-such-field=3", "no-such-field"},
             {"rate=nan", "nan"},
             {"batch=%zz", "%zz"},
             {"reference=3", "reference"},
             {"name=%25zz", "%zz"},
             {"mute=maybe", "maybe"}};
  for (const auto& [part, named] : bad) {
    CAPTURE(part);
    const std::string key = std::string(part).substr(0, std::string(part).find('='));
    std::string with = good;
    if (const std::size_t old = with.find('&' + key + '='); old != with.npos)
      with.erase(old, with.find('&', old + 1) - old);
    const Session wanted = read(with);
    const Session s = read(with + '&' + part);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].find(named) != notices[0].npos);
    check_same(s, wanted);
  }
  const char* bad_changes[] = {
      "x:rate=1",           "10:rate=0",     "10:rate",       "10:seed=4",       "10:rate.0=0.1",
      "10:keep.0=0.5",      "10:keep.3.0=1", "10:keep.0.3=1", "10:hold.0.0=off", "10:weight.0.0=inf",
      "1000001:rate=0.001", "10:l2.0=-1",    "-1:rate=0.1",   "10:name.0=x",     "10:early-stop.0=0.5"};
  for (const std::string change : bad_changes) {
    CAPTURE(change);
    const Session s = read("v1&do=5:rate=0.2;" + change + ";7:rate=0.4&at=9");
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].find(change) != notices[0].npos);
    CHECK(s.changes.size() == 2);
  }
  CHECK(read("v1&at=soon&seed=9").start.seed == 9);
  CHECK(notices.size() == 1);
  CHECK(notices[0] == "'soon' is no iteration: the link is not replayed to it.");
  CHECK(read("v1&at=1e9").iteration == lab::max_replay);
  CHECK(notices == std::vector<std::string>{"The link is replayed to iteration 1000000, no further."});
}

TEST_CASE("a link of a later version gives what is known of it; garbage gives the default") {
  CHECK(read("#v2&seed=9&wings=3").start.seed == 9);
  CHECK(notices.size() == 2);
  CHECK(read("#about").start == Experiment{});
  CHECK(notices == std::vector<std::string>{"'about' is no link to an experiment: the default is shown."});
  const auto version = [](const std::string& word) {
    read("#" + word + "&seed=9");
    REQUIRE(notices.size() == 1);
    return notices[0];
  };
  for (const std::string word : {"v2", "v10", "v999999"})
    CHECK(version(word) == "The link is of a later version, " + word + ": of it, what is known here is used.");
  for (const std::string word : {"v", "v0", "v01", "w2", "v2x", "v1000000", "2"})
    CHECK(version(word) == "'" + word + "' is no beginning of a link: what is known of the rest is used.");
  CHECK(read("seed=9").start.seed == 9);
  CHECK(notices.empty());
  CHECK(read("v1&SEED=9").start == Experiment{});
  CHECK(notices.size() == 1);
}

TEST_CASE("a link of 100 kB is read to its limit, with a handful of notices") {
  for (const std::string piece : {"x", "&", "a=1&", "%", ";", "&points=20;", "1:rate=1;"}) {
    std::string text = "v1&seed=9&do=";
    while (text.size() < 100'000) text += piece;
    const Session s = read(text);
    CHECK(notices.size() <= 9);
    CHECK(notices.empty() == (piece == "&"));  // parts without anything in them
  }
}

TEST_CASE("what is cut off at the limit is cut between items") {
  std::string text = "v1&do=";
  while (text.size() < 100'000) text += "100:rate=0.25;";
  for (const Change& change : read(text).changes) CHECK(change.edit.value == 0.25f);
}

TEST_CASE("a story too long for a link ends before the first change left out") {
  Session s = two_arms();
  for (int i = 0; i < 4000; ++i)
    s.changes.push_back({1000 + i, {FieldId::keep, 1, 0, 0.5f + 1e-5f * static_cast<float>(i), {}}});
  s.iteration = 10'000;
  const std::string link = lab::write_link(s);
  CHECK(link.size() <= lab::max_link);
  const Session back = read(link);
  CHECK(notices.empty());
  REQUIRE(back.changes.size() == lab::max_changes);
  CHECK(back.iteration == s.changes[lab::max_changes].iteration);
  CHECK(back.changes.back().edit == s.changes[lab::max_changes - 1].edit);
}

TEST_CASE("small data of one's own travel in the link, to the bit; larger ones are missed in words") {
  std::string rows = "width,\"height, in %\",kind\n";
  for (int i = 0; i < 40; ++i) {
    rows += std::to_string(i / 7.0) + "," + std::to_string(1.0 / (i + 1)) + (i % 3 ? ",a&b\n" : ",\"c;,%\"\n");
  }
  Session s;
  const lab::OwnData data = lab::read_own_data(rows, "my rows.csv").data;
  s.data = std::make_shared<const lab::OwnData>(data);
  REQUIRE(data.fits_link());
  const Session back = read(lab::write_link(s));
  CHECK(notices.empty());
  REQUIRE(back.data);
  CHECK(back.data->name == "my rows.csv");
  CHECK(back.data->features == data.features);
  CHECK(back.data->classes == data.classes);
  CHECK(back.data->table.values == data.table.values);
  CHECK(back.data->table.labels == data.table.labels);
  CHECK(back.data->mean == data.mean);
  CHECK(back.data->deviation == data.deviation);

  for (int i = 0; i < 5000; ++i) rows += "1.25,2.5,x\n";
  s.data = std::make_shared<const lab::OwnData>(lab::read_own_data(rows, "large.csv").data);
  CHECK(lab::write_link(s) == "v1&data=own");
  CHECK_FALSE(read("v1&data=own&seed=5").data);
  CHECK(notices.size() == 1);
  CHECK_FALSE(read("v1&own=x&classes=a&rows=1,2,0;3,4,0").data);
  CHECK(notices.size() == 1);
  CHECK(read("v1&own=x&classes=a,b&rows=1,2,0;3,4,1;5,6,0;x,6,0;1,2,2;1.5e30,2,1;1,2,0.5;1,2,-1").data->table.rows() ==
        3);
  CHECK(notices.size() == 1);
}

TEST_CASE("a name stands in a link as it is, but for what addresses change") {
  const std::string rows = "1,a\n2,a\n3,b\n4,b\n";
  Session s;
  for (int c = 0x20; c < 0x7f; ++c) {
    lab::OwnData data = lab::read_own_data(rows, "rows.csv").data;
    const char sign = static_cast<char>(c);
    data.name = std::string("<") + sign + '>';
    s.data = std::make_shared<const lab::OwnData>(data);
    const bool plain = (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
                       std::string("-._~,;:!*@/=").find(sign) != std::string::npos;
    const std::string link = lab::write_link(s);
    CAPTURE(link);
    CHECK((link.find(std::string("%3C") + sign + "%3E") != link.npos) == plain);
    const Session back = read(link);
    CHECK(notices.empty());
    REQUIRE(back.data);
    CHECK(back.data->name == data.name);
  }
}

TEST_CASE("data of 20,000 bytes and of 100 features fit a link, one more of either does not") {
  lab::OwnData data;
  data.features = {"x"};
  data.classes = {"a", "b"};
  data.table.features = 1;
  for (int i = 0; i < 4997; ++i) {  // "1,0;" each, without the last ';' but with thrice the four bytes "x" and "a,b"
    data.table.values.push_back(1);
    data.table.labels.push_back(i % 2 ? "a" : "b");
  }
  data.table.values[0] = 11;
  CHECK(data.fits_link());
  data.table.values[0] = 111;
  CHECK_FALSE(data.fits_link());

  for (const std::size_t features : {std::size_t{100}, std::size_t{101}}) {
    data.table = {};
    data.table.features = static_cast<int>(features);
    data.table.values.assign(67 * features, 1);  // three times so many bytes would be too many
    data.table.labels.assign(67, "a");
    data.features.assign(features, "x");
    CAPTURE(features);
    CHECK(data.fits_link() == (features == 100));
  }
}

TEST_CASE("seven hidden layers have eight keep_probs, and no ninth") {
  const std::string seven = "v1&layers=4,4,4,4,4,4,4&arms=dropout&keep=1,0.9,0.8,0.7,0.6,0.5,0.4,0.3";
  const Session s = read(seven);
  CHECK(notices.empty());
  CHECK(s.start.arm[0].keep == decltype(s.start.arm[0].keep){1, 0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.3f});
  CHECK(lab::write_link(s) == seven);
  CHECK(read(seven + ",0.2").start.arm[0].keep == Experiment{}.arm[0].keep);
  CHECK(notices.size() == 1);
}
