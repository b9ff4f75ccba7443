// Everything that a link holds: a plain struct with good defaults, and one table of its fields that drives the link,
// the reset, the command line and the tests.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/arm_kinds.h"
#include "net/dataset.h"
#include "net/mlp.h"
#include "net/shape.h"

namespace lab {

constexpr int max_arms = 4;
constexpr int max_hidden = net::max_layers - 1;

using ArmName = std::array<char, 24>;  // UTF-8, zeros behind it, one at least
// As much of the text as fits, without control characters and what is no UTF-8.
ArmName arm_name(std::string_view);

// One network of the comparison with its own regularizer. Only the settings of its kind act.
struct Arm {
  ArmKind kind = ArmKind::none;
  ArmName name{};      // as the visitor calls it; empty: by its kind
  bool muted = false;  // trains on, but is shown nowhere
  std::array<float, net::max_layers> keep{1, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};  // input, hidden layers
  float lambda = 0.9f;       // the lecture's λ, with m the size of the training set
  float max_norm = 3;        // longest incoming weight vector of a unit; 0: off
  float input_noise = 0.1f;  // standard deviation added to each input in training
  int early_stop = 500;      // iterations without a smaller test cost before the arm stops at its best; 0: off
  bool operator==(const Arm&) const = default;
};

struct Experiment {
  // data
  net::Source source = net::Source::football;
  int points = 300;
  float noise = 0.12f;
  float flip = 0.2f;
  // network
  int hidden = 2;  // number of hidden layers
  std::array<int, max_hidden> units{24, 24};
  net::Activation activation = net::Activation::relu;
  net::Initialization initialization = net::Initialization::he;
  net::MaskPer mask_per = net::MaskPer::example;
  net::Scaling scaling = net::Scaling::inverted;
  // arms
  int arms = 3;
  int reference = 0;  // the arm that ratios are taken to
  std::array<Arm, max_arms> arm{Arm{ArmKind::none}, Arm{ArmKind::dropout}, Arm{ArmKind::l2}, Arm{}};
  // optimizer
  net::OptimizerKind optimizer = net::OptimizerKind::adam;
  float rate = 0.01f;
  float momentum = 0.9f;
  int batch = 0;  // 0: the full training set
  int seed = 3;
  bool operator==(const Experiment&) const = default;
};

// What each arm is called: as the visitor says, else by its kind; numbered where two would be alike.
std::array<ArmName, max_arms> arm_names(const Experiment&);

// classes as in net::Dataset: 2 gives one sigmoid output, more a softmax, 0 one linear output with squared error.
net::Shape shape_of(const Experiment&, int inputs, int classes);

enum class FieldId : std::uint8_t {
  data,
  points,
  noise,
  flip,
  layers,
  activation,
  init,
  mask_per,
  scaling,
  arms,
  reference,
  keep,
  lambda,
  max_norm,
  input_noise,
  early_stop,
  name,
  mute,
  optimizer,
  rate,
  momentum,
  batch,
  seed,
  count,
  // No fields of the experiment but deeds in the run, which a session records as it does changes of fields:
  hold = count,  // unit `index` of `arm` (counted through input and hidden layers) becomes Hold `value`
  weight,        // parameter `index` of `arm` (flat, as net::Shape says) becomes `value`
};

// What becomes of a unit in an arm's masks: drawn anew in each, or held.
enum class Hold : std::uint8_t { random, kept, dropped };

// One change by the visitor: number `index` of a list field (keep: layer; layers: hidden layer), of `arm` where the
// field is an arm's. Enumerations by their index. For layers, index == hidden adds a layer and value 0 removes one;
// for arms, value is the kind that arm `index` gets, index == arms adds one and a negative value removes it; an arm
// added with `arm` other than `index` is a copy of that one, but for its name. For name, `text`.
struct Edit {
  FieldId field = FieldId::data;
  int index = 0;
  int arm = 0;
  double value = 0;
  ArmName text{};
  bool operator==(const Edit&) const = default;
};

// Where a field lies: so many bytes from the beginning of the experiment, or of each arm. A list has no one place.
struct Place {
  enum class Type : std::uint8_t { list, real, whole, choice };  // choice: an enumeration or a bool
  Type type = Type::list;
  bool of_arm = false;
  std::uint16_t offset = 0;
};

// How the slider of an arm's setting stands in the arm's row and menu.
struct SettingSlider {
  const char* sign = "";
  float high = 0, step = 0;  // its right end, its grain; 0: the field's, a hundredth
  const char* explanation = "";
};

struct Field {
  FieldId id = FieldId::data;
  const char* key = "";      // in links and, with --, on the command line
  const char* name = "";     // as shown
  const char* accepts = "";  // what a value may be, in words
  float low = 0, high = 0;   // range of its numbers
  bool restarts = false;     // a change restarts the run; else it acts in the very next iteration
  Place place = {};
  std::span<const std::string_view> choices = {};  // the texts of an enumeration's values, in order
  bool shows_only = false;                         // changes what is shown, not the run
  // Of an arm's setting:
  bool zero_is_off = false;
  float net::Penalty::*penalty = nullptr;  // what of a network in training it sets; 0 where it doesn't act
  SettingSlider slider = {};
};

std::span<const Field> fields();
const Field& field(FieldId);
// The value as it stands in a link: "football", "211", "20,3", "1,0.86,0.86". A setting of arms holds one value for
// all arms that use it, or one for each of them in turn, separated by ';': "1,0.86,0.86;1,0.5,0.5".
std::string format(const Experiment&, FieldId);
// Reads such a text into the field. On a bad value leaves the experiment alone and returns false; `why` says what is
// accepted, in words for the visitor. Fields are to be read in the table's order (arms before their settings).
bool parse(Experiment&, FieldId, std::string_view text, std::string& why);
// A field that is one number: the experiment's, the arm's. Of others 0.
double number(const Experiment&, FieldId);
double number(const Arm&, FieldId);
// Applies an edit, clamping its number into the field's range. Returns true if the run must restart. Deeds (hold,
// weight) change no field.
bool apply(Experiment&, const Edit&);

// The edits, to be applied in their order, that make the one experiment the other.
std::vector<Edit> edits_between(const Experiment& from, const Experiment& to);

// Starting points, by key. (The first is the default experiment.)
struct Preset {
  const char* key;
  const char* name;
  Experiment experiment;
};
std::span<const Preset> presets();

}  // namespace lab
