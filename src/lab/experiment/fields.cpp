// The one table of the experiment's fields.
#include "experiment/fields.h"

#include <array>

namespace lab {
namespace {

constexpr std::array<Field, static_cast<std::size_t>(FieldId::count)> table{{
    {FieldId::data, "data", "data", "football, moons, spiral, circle, xor, gauss, copies or digits", 0, 7, true},
    {FieldId::points, "points", "training points", "a whole number from 1 to 20000", 1, 20000, true},
    {FieldId::noise, "noise", "noise", "a number from 0 to 2, the standard deviation", 0, 2, true},
    {FieldId::flip, "flip", "wrong training labels", "a number from 0 to 0.5, the fraction", 0, 0.5f, true},
    {FieldId::layers, "layers", "hidden layers", "up to 7 sizes from 1 to 2048 like 20,3, or 0 for none", 1, 2048,
     true},
    {FieldId::activation, "activation", "activation", "relu, tanh, sigmoid or linear", 0, 3, true},
    {FieldId::init, "init", "initial weights", "he or xavier", 0, 1, true},
    {FieldId::mask_per, "mask-per", "mask per", "example or batch", 0, 1, true},
    {FieldId::scaling, "scaling", "scaling", "inverted, classic or wrong", 0, 2, true},
    {FieldId::arms, "arms", "arms",
     "one to four of none, dropout, l2, max-norm, input-noise, early-stop, combined, marginalized, like "
     "none,dropout,l2",
     0, arm_kinds - 1, true},
    {FieldId::reference, "reference", "reference", "the number of an arm, counted from 0", 0, max_arms - 1, false},
    {FieldId::keep, "keep", "keep_prob",
     "numbers from 0.01 to 1 like 1,0.86,0.86: one for the input and one for each hidden layer", 0.01f, 1, false},
    {FieldId::lambda, "l2", "λ", "a number from 0 to 1000, the λ of λ/(2m)·‖W‖²", 0, 1000, false},
    {FieldId::max_norm, "max-norm", "max-norm", "a number from 0 to 1000, the longest weight vector; 0 for off", 0,
     1000, false},
    {FieldId::input_noise, "input-noise", "input noise", "a number from 0 to 10, the standard deviation", 0, 10, false},
    {FieldId::early_stop, "early-stop", "early stopping",
     "a whole number of iterations to wait, up to 1000000; 0 for off", 0, 1'000'000, false},
    {FieldId::name, "name", "name", "up to 23 bytes of text; ';' written as %3B and '%' as %25", 0, 0, false},
    {FieldId::mute, "mute", "mute", "no or yes", 0, 1, false},
    {FieldId::optimizer, "optimizer", "optimizer", "sgd, momentum, averaged-momentum or adam", 0, 3, true},
    {FieldId::rate, "rate", "learning rate", "a number above 0 and up to 1000000", 1e-9f, 1e6f, false},
    {FieldId::momentum, "momentum", "momentum", "a number from 0 to 0.9999", 0, 0.9999f, false},
    {FieldId::batch, "batch", "batch", "a whole number from 1 to 20000, or full", 0, 20000, true},
    {FieldId::seed, "seed", "seed", "a whole number from 0 to 2147483647", 0, 2147483647.0f, true},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].id) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table's rows stand in the order of FieldId");

template <class Choice>
Slot choice_slot(Choice& value) {
  static_assert(sizeof(Choice) == 1);
  Slot slot;
  slot.choice = reinterpret_cast<std::uint8_t*>(&value);
  return slot;
}

Slot whole_slot(int& value) {
  Slot slot;
  slot.whole = &value;
  return slot;
}

Slot real_slot(float& value) {
  Slot slot;
  slot.real = &value;
  return slot;
}

}  // namespace

std::span<const Field> fields() { return table; }

const Field& field(FieldId id) { return table[static_cast<std::size_t>(id)]; }

Slot slot(Experiment& e, FieldId id) {
  switch (id) {
    case FieldId::data:
      return choice_slot(e.source);
    case FieldId::points:
      return whole_slot(e.points);
    case FieldId::noise:
      return real_slot(e.noise);
    case FieldId::flip:
      return real_slot(e.flip);
    case FieldId::activation:
      return choice_slot(e.activation);
    case FieldId::init:
      return choice_slot(e.initialization);
    case FieldId::mask_per:
      return choice_slot(e.mask_per);
    case FieldId::scaling:
      return choice_slot(e.scaling);
    case FieldId::optimizer:
      return choice_slot(e.optimizer);
    case FieldId::rate:
      return real_slot(e.rate);
    case FieldId::momentum:
      return real_slot(e.momentum);
    case FieldId::batch:
      return whole_slot(e.batch);
    case FieldId::seed:
      return whole_slot(e.seed);
    case FieldId::reference:
      return whole_slot(e.reference);
    default:
      return {};
  }
}

Slot slot(Arm& arm, FieldId id) {
  switch (id) {
    case FieldId::lambda:
      return real_slot(arm.lambda);
    case FieldId::max_norm:
      return real_slot(arm.max_norm);
    case FieldId::input_noise:
      return real_slot(arm.input_noise);
    case FieldId::early_stop:
      return whole_slot(arm.early_stop);
    case FieldId::mute:
      return choice_slot(arm.muted);
    default:
      return {};
  }
}

bool belongs_to_arms(FieldId id) { return id >= FieldId::keep && id <= FieldId::mute; }

bool shows_only(FieldId id) { return id == FieldId::reference || id == FieldId::name || id == FieldId::mute; }

const char* key_of(FieldId id) {
  if (id == FieldId::hold) return "hold";
  return id == FieldId::weight ? "weight" : field(id).key;
}

bool acts(ArmKind kind, FieldId id) {
  switch (id) {
    case FieldId::keep:
      return uses_dropout(kind) || kind == ArmKind::marginalized;
    case FieldId::lambda:
      return uses_l2(kind);
    case FieldId::max_norm:
      return uses_max_norm(kind);
    case FieldId::input_noise:
      return uses_input_noise(kind);
    case FieldId::early_stop:
      return uses_early_stop(kind);
    case FieldId::name:
    case FieldId::mute:
      return true;
    default:
      return false;
  }
}

std::span<const std::string_view> choices(FieldId id) {
  static constexpr std::array<std::string_view, 8> data{"football", "moons", "spiral", "circle",
                                                        "xor",      "gauss", "copies", "digits"};
  static constexpr std::array<std::string_view, 4> activation{"relu", "tanh", "sigmoid", "linear"};
  static constexpr std::array<std::string_view, 2> init{"he", "xavier"};
  static constexpr std::array<std::string_view, 2> mask_per{"example", "batch"};
  static constexpr std::array<std::string_view, 3> scaling{"inverted", "classic", "wrong"};
  static constexpr std::array<std::string_view, 2> mute{"no", "yes"};
  static constexpr std::array<std::string_view, 4> optimizer{"sgd", "momentum", "averaged-momentum", "adam"};
  static constexpr std::array<std::string_view, arm_kinds> arms{
      "none", "dropout", "l2", "max-norm", "input-noise", "early-stop", "combined", "marginalized"};
  switch (id) {
    case FieldId::data:
      return data;
    case FieldId::activation:
      return activation;
    case FieldId::init:
      return init;
    case FieldId::mask_per:
      return mask_per;
    case FieldId::scaling:
      return scaling;
    case FieldId::optimizer:
      return optimizer;
    case FieldId::arms:
      return arms;
    case FieldId::mute:
      return mute;
    default:
      return {};
  }
}

}  // namespace lab
