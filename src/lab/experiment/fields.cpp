// The one table of the experiment's fields.
#include "experiment/fields.h"

#include <array>
#include <cstddef>
#include <type_traits>

namespace lab {
namespace {

template <class Member>
constexpr Place placed(bool of_arm, std::size_t offset) {
  Place place{Place::Type::list, of_arm, static_cast<std::uint16_t>(offset)};
  if (std::is_same_v<Member, float>)
    place.type = Place::Type::real;
  else if (std::is_same_v<Member, int>)
    place.type = Place::Type::whole;
  else if (sizeof(Member) == 1)
    place.type = Place::Type::choice;
  return place;
}
#define IN_EXPERIMENT(member) placed<decltype(Experiment::member)>(false, offsetof(Experiment, member))
#define IN_ARM(member) placed<decltype(Arm::member)>(true, offsetof(Arm, member))

using Words = std::string_view;
constexpr std::array data_words{Words("football"), Words("moons"), Words("spiral"), Words("circle"),
                                Words("xor"),      Words("gauss"), Words("copies"), Words("digits")};
constexpr std::array activation_words{Words("relu"), Words("tanh"), Words("sigmoid"), Words("linear")};
constexpr std::array init_words{Words("he"), Words("xavier")};
constexpr std::array mask_per_words{Words("example"), Words("batch"), Words("frozen")};
constexpr std::array scaling_words{Words("inverted"), Words("classic"), Words("wrong")};
constexpr std::array mute_words{Words("no"), Words("yes")};
constexpr std::array optimizer_words{Words("sgd"), Words("momentum"), Words("averaged-momentum"), Words("adam")};
constexpr std::array arm_words{
#define ARM_KIND(kind, word, ...) Words(word),
#include "lab/arm_kinds.def"
#undef ARM_KIND
};

constexpr std::array<Field, static_cast<std::size_t>(FieldId::count)> table{{
    {.id = FieldId::data,
     .key = "data",
     .name = "data",
     .accepts = "football, moons, spiral, circle, xor, gauss, copies or digits",
     .high = data_words.size() - 1,
     .restarts = true,
     .place = IN_EXPERIMENT(source),
     .choices = data_words},
    {.id = FieldId::points,
     .key = "points",
     .name = "training points",
     .accepts = "a whole number from 1 to 20000",
     .low = 1,
     .high = 20000,
     .restarts = true,
     .place = IN_EXPERIMENT(points)},
    {.id = FieldId::noise,
     .key = "noise",
     .name = "noise",
     .accepts = "a number from 0 to 2, the standard deviation",
     .high = 2,
     .restarts = true,
     .place = IN_EXPERIMENT(noise)},
    {.id = FieldId::flip,
     .key = "flip",
     .name = "wrong training labels",
     .accepts = "a number from 0 to 0.5, the fraction",
     .high = 0.5f,
     .restarts = true,
     .place = IN_EXPERIMENT(flip)},
    {.id = FieldId::layers,
     .key = "layers",
     .name = "hidden layers",
     .accepts = "up to 7 sizes from 1 to 2048 like 20,3, or 0 for none",
     .low = 1,
     .high = 2048,
     .restarts = true,
     .place = IN_EXPERIMENT(units)},
    {.id = FieldId::activation,
     .key = "activation",
     .name = "activation",
     .accepts = "relu, tanh, sigmoid or linear",
     .high = activation_words.size() - 1,
     .restarts = true,
     .place = IN_EXPERIMENT(activation),
     .choices = activation_words},
    {.id = FieldId::init,
     .key = "init",
     .name = "initial weights",
     .accepts = "he or xavier",
     .high = init_words.size() - 1,
     .restarts = true,
     .place = IN_EXPERIMENT(initialization),
     .choices = init_words},
    {.id = FieldId::mask_per,
     .key = "mask-per",
     .name = "mask per",
     .accepts = "example, batch or frozen",
     .high = mask_per_words.size() - 1,
     .restarts = true,
     .place = IN_EXPERIMENT(mask_per),
     .choices = mask_per_words},
    {.id = FieldId::scaling,
     .key = "scaling",
     .name = "scaling",
     .accepts = "inverted, classic or wrong",
     .high = scaling_words.size() - 1,
     .restarts = true,
     .place = IN_EXPERIMENT(scaling),
     .choices = scaling_words},
    {.id = FieldId::arms,
     .key = "arms",
     .name = "arms",
     .accepts = "one to four of "
#define ARM_KIND(kind, word, ...) word ", "
#include "lab/arm_kinds.def"
#undef ARM_KIND
                "like none,dropout,l2",
     .high = arm_kinds - 1,
     .restarts = true,
     .place = IN_EXPERIMENT(arm),
     .choices = arm_words},
    {.id = FieldId::reference,
     .key = "reference",
     .name = "reference",
     .accepts = "the number of an arm, counted from 0",
     .high = max_arms - 1,
     .place = IN_EXPERIMENT(reference),
     .shows_only = true},
    {.id = FieldId::keep,
     .key = "keep",
     .name = "keep_prob",
     .accepts = "numbers from 0.01 to 1 like 1,0.86,0.86: one for the input and one for each hidden layer",
     .low = 0.01f,
     .high = 1,
     .place = IN_ARM(keep)},
    {.id = FieldId::lambda,
     .key = "l2",
     .name = "λ",
     .accepts = "a number from 0 to 1000, the λ of λ/(2m)·‖W‖²",
     .high = 1000,
     .place = IN_ARM(lambda),
     .penalty = &net::Penalty::l2,
     .slider = {"λ", 10, 0,
                "λ of J = mean cost + λ/(2m)·Σ‖W‖², m the number of training examples. Acts in the next iteration."}},
    {.id = FieldId::max_norm,
     .key = "max-norm",
     .name = "max-norm",
     .accepts = "a number from 0 to 1000, the longest weight vector; 0 for off",
     .high = 1000,
     .place = IN_ARM(max_norm),
     .zero_is_off = true,
     .penalty = &net::Penalty::max_norm,
     .slider = {"c", 10, 0.1f,
                "c: the longest that a unit's incoming weights may be; 0 is off. Acts in the next iteration."}},
    {.id = FieldId::input_noise,
     .key = "input-noise",
     .name = "input noise",
     .accepts = "a number from 0 to 10, the standard deviation",
     .high = 10,
     .place = IN_ARM(input_noise),
     .zero_is_off = true,
     .penalty = &net::Penalty::input_noise,
     .slider = {"σ", 1, 0,
                "σ: standard deviation of the noise added to each input in training. Acts in the next iteration."}},
    {.id = FieldId::early_stop,
     .key = "early-stop",
     .name = "early stopping",
     .accepts = "a whole number of iterations to wait, up to 1000000; 0 for off",
     .high = 1'000'000,
     .place = IN_ARM(early_stop),
     .zero_is_off = true,
     .slider = {"patience", 5000, 50,
                "Iterations without a smaller test cost before the arm stops at its best; 0 is off. Acts in the next "
                "iteration."}},
    {.id = FieldId::name,
     .key = "name",
     .name = "name",
     .accepts = "up to 23 bytes of text; ';' written as %3B and '%' as %25",
     .place = IN_ARM(name),
     .shows_only = true},
    {.id = FieldId::mute,
     .key = "mute",
     .name = "mute",
     .accepts = "no or yes",
     .high = mute_words.size() - 1,
     .place = IN_ARM(muted),
     .choices = mute_words,
     .shows_only = true},
    {.id = FieldId::optimizer,
     .key = "optimizer",
     .name = "optimizer",
     .accepts = "sgd, momentum, averaged-momentum or adam",
     .high = optimizer_words.size() - 1,
     .restarts = true,
     .place = IN_EXPERIMENT(optimizer),
     .choices = optimizer_words},
    {.id = FieldId::rate,
     .key = "rate",
     .name = "learning rate",
     .accepts = "a number above 0 and up to 1000000",
     .low = 1e-9f,
     .high = 1e6f,
     .place = IN_EXPERIMENT(rate)},
    {.id = FieldId::momentum,
     .key = "momentum",
     .name = "momentum",
     .accepts = "a number from 0 to 0.9999",
     .high = 0.9999f,
     .place = IN_EXPERIMENT(momentum)},
    {.id = FieldId::batch,
     .key = "batch",
     .name = "batch",
     .accepts = "a whole number from 1 to 20000, or full",
     .high = 20000,
     .restarts = true,
     .place = IN_EXPERIMENT(batch)},
    {.id = FieldId::seed,
     .key = "seed",
     .name = "seed",
     .accepts = "a whole number from 0 to 2147483647",
     .high = 2147483647.0f,
     .restarts = true,
     .place = IN_EXPERIMENT(seed)},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].id) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table's rows stand in the order of FieldId");

template <class Struct>
Slot slot_in(Struct& values, FieldId id, bool of_arm) {
  Slot slot;
  if (id >= FieldId::count || field(id).place.of_arm != of_arm) return slot;
  const Place& place = field(id).place;
  auto* at = reinterpret_cast<std::uint8_t*>(&values) + place.offset;
  if (place.type == Place::Type::real) slot.real = reinterpret_cast<float*>(at);
  if (place.type == Place::Type::whole) slot.whole = reinterpret_cast<int*>(at);
  if (place.type == Place::Type::choice) slot.choice = at;
  return slot;
}

}  // namespace

std::span<const Field> fields() { return table; }

const Field& field(FieldId id) { return table[static_cast<std::size_t>(id)]; }

Slot slot(Experiment& e, FieldId id) { return slot_in(e, id, false); }
Slot slot(Arm& arm, FieldId id) { return slot_in(arm, id, true); }

double number(Slot slot) {
  if (slot.real) return static_cast<double>(*slot.real);
  if (slot.whole) return *slot.whole;
  return slot.choice ? *slot.choice : 0;
}

double number(const Experiment& e, FieldId id) {
  Experiment copy = e;
  return number(slot(copy, id));
}

double number(const Arm& arm, FieldId id) {
  Arm copy = arm;
  return number(slot(copy, id));
}

bool belongs_to_arms(FieldId id) { return id < FieldId::count && field(id).place.of_arm; }
bool shows_only(FieldId id) { return id < FieldId::count && field(id).shows_only; }

const char* key_of(FieldId id) {
  if (id == FieldId::hold) return "hold";
  return id == FieldId::weight ? "weight" : field(id).key;
}

}  // namespace lab
