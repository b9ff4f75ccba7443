// The table of an arm's kinds, and what they ask of a network in training.
#include "lab/arm_kinds.h"

#include <algorithm>
#include <array>

#include "experiment/fields.h"
#include "lab/experiment.h"

namespace lab {
namespace {

using Settings = std::uint32_t;  // a bit for each FieldId
template <class... Ids>
constexpr Settings of(Ids... ids) {
  return (Settings{0} | ... | (Settings{1} << static_cast<int>(ids)));
}

constexpr Settings every_setting = ~Settings{0};

void nothing(const Arm&, net::Mlp&) {}

void drop(const Arm& arm, net::Mlp& mlp) {
  std::copy_n(arm.keep.begin(), mlp.shape().layers, mlp.dropout.keep.begin());
}

void expect_drops(const Arm& arm, net::Mlp& mlp) { mlp.penalty.marginalized = arm.keep[0]; }

const char* any_network(const net::Shape&) { return ""; }

const char* can_marginalize(const net::Shape& shape) {
  if (net::can_marginalize(shape)) return "";
  return shape.layers > 1 ? "only without hidden layers" : "not for a softmax";
}

struct Row {
  const char *name, *in_menus, *explanation;
  Settings act, begin;
  void (*train)(const Arm&, net::Mlp&);
  const char* (*needs)(const net::Shape&);
};

constexpr std::array<Row, arm_kinds> rows{{
#define ARM_KIND(kind, word, name, in_menus, light, dark, act, begin, train, needs, explanation) \
  {name, in_menus, explanation, act, begin, train, needs},
#include "lab/arm_kinds.def"
#undef ARM_KIND
}};

const Row& row(ArmKind kind) { return rows[static_cast<std::size_t>(kind)]; }

}  // namespace

const char* name(ArmKind kind) { return row(kind).name; }
const char* menu_name(ArmKind kind) { return row(kind).in_menus; }
const char* explanation(ArmKind kind) { return row(kind).explanation; }

bool acts(ArmKind kind, FieldId id) {
  if (!belongs_to_arms(id)) return false;
  return field(id).shows_only || (row(kind).act & of(id)) != 0;
}

bool begins_with(ArmKind kind, FieldId id) { return (row(kind).begin & of(id)) != 0; }
bool drops(ArmKind kind) { return row(kind).train == drop; }
const char* needs(ArmKind kind, const net::Shape& shape) { return row(kind).needs(shape); }

void regularize(const Arm& arm, net::Mlp& mlp) {
  mlp.dropout.keep.fill(1);
  mlp.penalty.marginalized = 1;
  if (!*needs(arm.kind, mlp.shape())) row(arm.kind).train(arm, mlp);
  for (const Field& field : fields()) {
    if (field.penalty)
      mlp.penalty.*field.penalty = acts(arm.kind, field.id) ? static_cast<float>(number(arm, field.id)) : 0;
  }
}

}  // namespace lab
