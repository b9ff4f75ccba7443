// Everything that a link holds: a plain struct with good defaults, and one table of its fields that drives the link,
// the reset, the command line and the tests.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "net/dataset.h"
#include "net/mlp.h"
#include "net/shape.h"

namespace lab {

constexpr int max_arms = 4;
constexpr int max_hidden = net::max_layers - 1;

enum class ArmKind : std::uint8_t { none, dropout, l2 };

// One network of the comparison with its own regularizer. Only the settings of its kind act.
struct Arm {
  ArmKind kind = ArmKind::none;
  std::array<float, net::max_layers> keep{1, 0.86f, 0.86f, 0.86f, 0.86f, 0.86f, 0.86f, 0.86f};  // input, hidden layers
  float lambda = 0.7f;
  bool operator==(const Arm&) const = default;
};

struct Experiment {
  // data
  net::Source source = net::Source::football;
  int points = 211;
  float noise = 0.12f;
  float flip = 0.0f;
  // network
  int hidden = 2;  // number of hidden layers
  std::array<int, max_hidden> units{20, 3};
  net::Activation activation = net::Activation::relu;
  net::Initialization initialization = net::Initialization::he;
  net::MaskPer mask_per = net::MaskPer::example;
  net::Scaling scaling = net::Scaling::inverted;
  // arms
  int arms = 3;
  std::array<Arm, max_arms> arm{Arm{ArmKind::none}, Arm{ArmKind::dropout}, Arm{ArmKind::l2}, Arm{}};
  // optimizer
  net::OptimizerKind optimizer = net::OptimizerKind::sgd;
  float rate = 0.3f;
  float momentum = 0.9f;
  int batch = 0;  // 0: the full training set
  int seed = 3;
  bool operator==(const Experiment&) const = default;
};

net::Shape shape_of(const Experiment&, int inputs, int classes);

enum class FieldId : std::uint8_t {
  data, points, noise, flip,
  layers, activation, init, mask_per, scaling,
  keep, lambda, arms,
  optimizer, rate, momentum, batch, seed,
  count
};

// One change by the visitor: number `index` of a list field (keep: layer; layers: hidden layer), of `arm` where the
// field is an arm's. Enumerations by their index.
struct Edit {
  FieldId field = FieldId::data;
  int index = 0;
  int arm = 0;
  float value = 0;
};

struct Field {
  FieldId id;
  const char* key;      // in links and, with --, on the command line
  const char* name;     // as shown
  const char* accepts;  // what a value may be, in words
  float low, high;      // range of its numbers
  bool restarts;        // a change restarts the run; else it acts in the very next iteration
};

std::span<const Field> fields();
const Field& field(FieldId);
// The value as it stands in a link: "football", "211", "20,3", "1,0.86,0.86".
std::string format(const Experiment&, FieldId);
// Reads such a text into the field. On a bad value leaves the experiment alone and returns false; `why` says what is
// accepted, in words for the visitor.
bool parse(Experiment&, FieldId, std::string_view text, std::string& why);
// Applies an edit, clamping its number into the field's range. Returns true if the run must restart.
bool apply(Experiment&, const Edit&);

// Known-good starting points, by key. (The first is the default experiment.)
struct Preset {
  const char* key;
  const char* name;
  Experiment experiment;
};
std::span<const Preset> presets();

}  // namespace lab
