#include <doctest/doctest.h>

#include <set>
#include <string>

#include "lab/experiment.h"
#include "lab/session.h"

using lab::ArmKind, lab::Experiment, lab::FieldId;

namespace {

// An experiment that differs from the default in every field.
Experiment other() {
  Experiment e;
  e.source = net::Source::moons;
  e.points = 250;
  e.noise = 0.15f;
  e.flip = 0.1f;
  e.hidden = 3;
  e.units = {64, 32, 7};
  e.activation = net::Activation::tanh;
  e.initialization = net::Initialization::xavier;
  e.mask_per = net::MaskPer::batch;
  e.scaling = net::Scaling::classic;
  e.arms = 4;
  e.arm = {lab::Arm{ArmKind::dropout}, lab::Arm{ArmKind::combined}, lab::Arm{ArmKind::max_norm},
           lab::Arm{ArmKind::none}};
  e.arm[0].keep = {1, 0.7f, 0.5f, 0.1f, 0.5f, 0.5f, 0.5f, 0.5f};
  e.arm[1].keep = {0.8f, 0.333333343f, 1, 0.9f, 0.5f, 0.5f, 0.5f, 0.5f};
  e.arm[1].lambda = 0.003f;
  e.arm[1].max_norm = 2;
  e.arm[2].max_norm = 4.5f;
  e.arm[1].input_noise = 0.25f;
  e.arm[1].early_stop = 77;
  e.arm[1].name = lab::arm_name("50 %; naïve");
  e.arm[3].name = lab::arm_name("a quiet one");
  e.arm[3].muted = true;
  e.reference = 2;
  e.optimizer = net::OptimizerKind::averaged_momentum;
  e.rate = 1e-4f;
  e.momentum = 0.95f;
  e.batch = 32;
  e.seed = 2147483647;
  return e;
}

}  // namespace

TEST_CASE("every field goes to text and back, and leaves the other fields alone") {
  const Experiment from = other();
  for (const lab::Field& field : lab::fields()) {
    CAPTURE(field.key);
    const std::string text = lab::format(from, field.id);
    CHECK(text != lab::format(Experiment{}, field.id));
    Experiment to;
    if (field.id >= FieldId::reference && field.id <= FieldId::mute) to.arm = from.arm, to.arms = from.arms;
    if (field.id == FieldId::keep) to.hidden = from.hidden;  // a list of keep_prob is as long as the network is deep
    const Experiment before = to;
    std::string why;
    REQUIRE(lab::parse(to, field.id, text, why));
    CHECK(lab::format(to, field.id) == text);
    for (const lab::Field& rest : lab::fields()) {
      const bool follows = field.id == FieldId::layers || field.id == FieldId::arms;  // their settings change length
      if (rest.id == field.id || (follows && rest.id >= FieldId::arms && rest.id <= FieldId::mute)) continue;
      CHECK(lab::format(to, rest.id) == lab::format(before, rest.id));
    }
  }
}

TEST_CASE("all fields read in the table's order give the very experiment") {
  const Experiment from = other();
  Experiment to;
  std::string why;
  for (const lab::Field& field : lab::fields()) REQUIRE(lab::parse(to, field.id, lab::format(from, field.id), why));
  CHECK(to.arm[1].keep == from.arm[1].keep);  // 1/3 to the bit
  for (lab::Arm& arm : to.arm) {              // what an arm does not look at is not written
    const lab::Arm& wanted = from.arm[static_cast<std::size_t>(&arm - to.arm.data())];
    if (!lab::drops(arm.kind)) arm.keep = wanted.keep;
    if (!lab::acts(arm.kind, FieldId::lambda)) arm.lambda = wanted.lambda;
    if (!lab::acts(arm.kind, FieldId::max_norm)) arm.max_norm = wanted.max_norm;
    if (!lab::acts(arm.kind, FieldId::input_noise)) arm.input_noise = wanted.input_noise;
    if (!lab::acts(arm.kind, FieldId::early_stop)) arm.early_stop = wanted.early_stop;
  }
  CHECK(to == from);
}

TEST_CASE("each bad value is refused alone, in words that name the field and what it accepts") {
  const struct {
    FieldId id;
    const char* text;
  } bad[] = {
      {FieldId::data, "mooons"},
      {FieldId::data, ""},
      {FieldId::points, "0"},
      {FieldId::points, "20001"},
      {FieldId::points, "3.5"},
      {FieldId::points, "1e99"},
      {FieldId::noise, "-0.1"},
      {FieldId::noise, "nan"},
      {FieldId::noise, "0x1"},
      {FieldId::flip, "0.51"},
      {FieldId::layers, "20,,3"},
      {FieldId::layers, "1,2,3,4,5,6,7,8"},
      {FieldId::layers, "20,0"},
      {FieldId::layers, "20, 3"},
      {FieldId::activation, "softmax"},
      {FieldId::init, "He"},
      {FieldId::mask_per, "unit"},
      {FieldId::scaling, "inverted "},
      {FieldId::arms, "none,dropuot"},
      {FieldId::arms, "none,none,none,none,none"},
      {FieldId::keep, "1,0"},
      {FieldId::keep, "1;1;1"},
      {FieldId::keep, "1.01"},
      {FieldId::lambda, "inf"},
      {FieldId::lambda, "-1"},
      {FieldId::max_norm, "x"},
      {FieldId::input_noise, "11"},
      {FieldId::early_stop, "-1"},
      {FieldId::reference, "4"},
      {FieldId::reference, "-1"},
      {FieldId::name, "100%"},
      {FieldId::name, "a name that is much too long"},
      {FieldId::name, "\xc3("},
      {FieldId::name, "%0A"},
      {FieldId::mute, "1"},
      {FieldId::optimizer, "adamw"},
      {FieldId::rate, "0"},
      {FieldId::rate, "1e7"},
      {FieldId::momentum, "1"},
      {FieldId::batch, "0"},
      {FieldId::batch, "Full"},
      {FieldId::seed, "2147483648"},
      {FieldId::seed, "-1"},
  };
  std::set<FieldId> seen;
  for (const auto& [id, text] : bad) {
    CAPTURE(text);
    Experiment e = other();
    std::string why;
    CHECK_FALSE(lab::parse(e, id, text, why));
    CHECK(e == other());
    CHECK(why.find(lab::field(id).name) != why.npos);
    CHECK(why.find(lab::field(id).accepts) != why.npos);
    seen.insert(id);
  }
  CHECK(seen.size() == lab::fields().size());
  Experiment e;
  std::string why;
  CHECK_FALSE(lab::parse(e, FieldId::layers, std::string(100'000, '9'), why));
  CHECK(why.size() < 300);
}

TEST_CASE("one value of a setting holds for all arms that use it") {
  Experiment e = other();
  std::string why;
  REQUIRE(lab::parse(e, FieldId::keep, "1,0.5", why));
  CHECK(e.arm[0].keep[1] == 0.5f);
  CHECK(e.arm[1].keep[1] == 0.5f);
  CHECK(e.arm[2].keep == other().arm[2].keep);
}

TEST_CASE("an edit is clamped into its field's range and says whether the run must restart") {
  Experiment e;
  CHECK(lab::apply(e, {FieldId::noise, 0, 0, 99.0f}));
  CHECK(e.noise == 2);
  CHECK_FALSE(lab::apply(e, {FieldId::rate, 0, 0, -1.0f}));
  CHECK(e.rate == lab::field(FieldId::rate).low);
  CHECK_FALSE(lab::apply(e, {FieldId::keep, 2, 1, 0.5f}));
  CHECK(e.arm[1].keep[2] == 0.5f);
  CHECK_FALSE(lab::apply(e, {FieldId::noise, 0, 0, 2.0f}));  // nothing changed
  CHECK(lab::apply(e, {FieldId::data, 0, 0, 7.0f}));
  CHECK(e.source == net::Source::digits);
}

TEST_CASE("edits out of place change nothing") {
  const Experiment before;
  const lab::Edit astray[] = {{FieldId::keep, 3, 1, 0.5f},    {FieldId::keep, -1, 1, 0.5f}, {FieldId::keep, 1, 3, 0.5f},
                              {FieldId::lambda, 0, -1, 0.5f}, {FieldId::layers, 3, 0, 5},   {FieldId::layers, -1, 0, 5},
                              {FieldId::layers, 2, 0, 0},     {FieldId::arms, 4, 0, 1},     {FieldId::arms, 3, 0, -1}};
  for (const lab::Edit& edit : astray) {
    Experiment e = before;
    CHECK_FALSE(lab::apply(e, edit));
    CHECK(e == before);
  }
}

TEST_CASE("layers are added behind the last and removed with their keep_prob") {
  Experiment e;
  e.arm[1].keep = {1, 0.7f, 0.6f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  CHECK(lab::apply(e, {FieldId::layers, 2, 0, 8}));
  CHECK(lab::format(e, FieldId::layers) == "24,24,8");
  CHECK(lab::apply(e, {FieldId::layers, 0, 0, 0}));
  CHECK(lab::format(e, FieldId::layers) == "24,8");
  CHECK(lab::format(e, FieldId::keep) == "1,0.6,0.5");
  for (int i = 0; i < 20; ++i) lab::apply(e, {FieldId::layers, e.hidden, 0, 4});
  CHECK(e.hidden == lab::max_hidden);
  while (e.hidden > 0) CHECK(lab::apply(e, {FieldId::layers, 0, 0, 0}));
  CHECK(lab::format(e, FieldId::layers) == "0");
}

TEST_CASE("an edit sets a seed exactly, beyond what a float can hold") {
  for (const int seed : {16'777'217, 2'000'000'011, 2'147'483'647}) {
    Experiment e;
    CHECK(lab::apply(e, {FieldId::seed, 0, 0, static_cast<double>(seed), {}}));
    CHECK(e.seed == seed);
    const std::vector<lab::Edit> edits = lab::edits_between(Experiment{}, e);
    REQUIRE(edits.size() == 1);
    Experiment same;
    lab::apply(same, edits[0]);
    CHECK(same.seed == seed);
  }
}

TEST_CASE("arms are added, changed and removed, but for the last one") {
  Experiment e;
  CHECK(lab::apply(e, {FieldId::arms, 3, 0, static_cast<float>(ArmKind::max_norm)}));
  CHECK(lab::format(e, FieldId::arms) == "none,dropout,l2,max-norm");
  CHECK(lab::apply(e, {FieldId::arms, 0, 0, -1}));
  CHECK(lab::format(e, FieldId::arms) == "dropout,l2,max-norm");
  while (e.arms > 1) CHECK(lab::apply(e, {FieldId::arms, 0, 0, -1}));
  CHECK_FALSE(lab::apply(e, {FieldId::arms, 0, 0, -1}));
}

TEST_CASE("an arm begins with the settings of its kind, and the others that act are off until they are asked for") {
  for (const ArmKind kind : {ArmKind::dropout, ArmKind::combined, ArmKind::marginalized})
    CHECK(lab::begins_with(kind, FieldId::keep));
  CHECK(lab::begins_with(ArmKind::l2, FieldId::lambda));
  CHECK(lab::begins_with(ArmKind::combined, FieldId::lambda));
  CHECK_FALSE(lab::begins_with(ArmKind::dropout, FieldId::lambda));
  for (const FieldId id : {FieldId::max_norm, FieldId::input_noise, FieldId::early_stop}) {
    CHECK(lab::acts(ArmKind::combined, id));
    CHECK_FALSE(lab::begins_with(ArmKind::combined, id));
    CHECK_FALSE(lab::begins_with(ArmKind::none, id));
  }
}

TEST_CASE("every preset has a key of its own and survives its own text") {
  std::set<std::string> keys;
  for (const lab::Preset& preset : lab::presets()) {
    CAPTURE(preset.key);
    CHECK(keys.insert(preset.key).second);
    for (const lab::Field& field : lab::fields()) {
      Experiment e = preset.experiment;
      std::string why;
      CHECK(lab::parse(e, field.id, lab::format(preset.experiment, field.id), why));
      CHECK(e == preset.experiment);
    }
  }
  CHECK(lab::presets()[0].experiment == Experiment{});
}

TEST_CASE("two classes end in one sigmoid, more in a softmax, a regression in a linear unit") {
  const Experiment e;
  const net::Shape two = lab::shape_of(e, 2, 2), ten = lab::shape_of(e, 196, 10), line = lab::shape_of(e, 4, 0);
  CHECK(two.units[3] == 1);
  CHECK(two.activation[2] == net::Activation::sigmoid);
  CHECK(two.activation[1] == net::Activation::relu);
  CHECK(ten.units[3] == 10);
  CHECK(ten.loss == net::Loss::softmax_cross_entropy);
  CHECK(line.units[3] == 1);
  CHECK(line.activation[2] == net::Activation::linear);
  CHECK(line.loss == net::Loss::squared_error);
}

TEST_CASE("edits lead from any experiment to any other") {
  const Experiment from[] = {Experiment{}, other(), lab::presets()[3].experiment, lab::presets()[7].experiment};
  for (const Experiment& a : from) {
    for (const Experiment& b : from) {
      Experiment now = a;
      for (const lab::Edit& edit : lab::edits_between(a, b)) lab::apply(now, edit);
      for (const lab::Field& field : lab::fields()) {
        CAPTURE(field.key);
        if (field.id != FieldId::seed) CHECK(lab::format(now, field.id) == lab::format(b, field.id));
      }
    }
  }
  CHECK(lab::edits_between(from[1], from[1]).empty());
}

TEST_CASE("a host page's fields are taken all together, or not at all") {
  Experiment e;
  std::string why;
  CHECK(lab::read_fields("rate=0.02&keep=1,0.8,0.7", e, why));
  CHECK(e.rate == 0.02f);
  CHECK(e.arm[1].keep[2] == 0.7f);
  CHECK_FALSE(lab::read_fields("rate=0.5&keep=1,7", e, why));
  CHECK(e.rate == 0.02f);
  CHECK(why.find("keep_prob") != why.npos);
  CHECK_FALSE(lab::read_fields("colour=green", e, why));
  CHECK(why.find("'colour'") != why.npos);
  for (const char* what : {"at=5", "do=1:rate=0.5", "own=mine", "rows=1,2,0;2,1,1", "v1"}) {
    CHECK_FALSE(lab::read_fields(what, e, why));
    CHECK(why.find("is no field to set") != why.npos);
  }
}
