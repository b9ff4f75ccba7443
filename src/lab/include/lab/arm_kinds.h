// What an arm can be regularized by: the rows of arm_kinds.def.
#pragma once
#include <cstdint>

#include "net/mlp.h"

namespace lab {

enum class ArmKind : std::uint8_t {
#define ARM_KIND(kind, ...) kind,
#include "lab/arm_kinds.def"
#undef ARM_KIND
};
constexpr int arm_kinds = 0
#define ARM_KIND(...) +1
#include "lab/arm_kinds.def"
#undef ARM_KIND
    ;

enum class FieldId : std::uint8_t;
struct Arm;

const char* name(ArmKind);         // "early stopping"
const char* menu_name(ArmKind);    // "dropout + L2"
const char* explanation(ArmKind);  // what it is, in words
bool acts(ArmKind, FieldId);       // does an arm of this kind look at the setting?
bool begins_with(ArmKind, FieldId);
bool drops(ArmKind);  // under masks, drawn by keep_prob
// What the network would have to be for the kind to act, else the arm is trained as none: "only without hidden layers";
// "" where it acts.
const char* needs(ArmKind, const net::Shape&);
// Hands a network what the kind does in training, with the arm's settings.
void regularize(const Arm&, net::Mlp&);

}  // namespace lab
