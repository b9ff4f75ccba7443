#include "run/arms.h"

namespace view {
namespace {

// Works for a snapshot and for an experiment: both call their arms `arm`.
template <class Run>
int tone(const Run& run, int arm) {
  int before = 0;
  for (int a = 0; a < arm; ++a) before += nth(run.arm, a).kind == nth(run.arm, arm).kind ? 1 : 0;
  return before;
}

template <class Run>
ImU32 color_of(const Style& style, const Run& run, int arm) {
  return style.arm_color(nth(run.arm, arm).kind, tone(run, arm));
}

}  // namespace

ShownArms shown_arms(const lab::SnapshotHead& run) {
  ShownArms shown;
  for (int a = 0; a < run.arms; ++a)
    if (!nth(run.arm, a).muted) nth(shown.index, shown.count++) = a;
  return shown;
}

ImU32 arm_color(const Style& style, const lab::SnapshotHead& run, int arm) { return color_of(style, run, arm); }
ImU32 arm_color(const Style& style, const lab::Experiment& e, int arm) { return color_of(style, e, arm); }

const char* arm_name(const lab::SnapshotHead& run, int arm) { return nth(run.arm, arm).name.data(); }

int dropping_arms(const lab::Experiment& e) {
  int count = 0;
  for (int a = 0; a < e.arms; ++a) count += lab::uses_dropout(nth(e.arm, a).kind) ? 1 : 0;
  return count;
}

const char* kind_name(int kind) {
  const auto k = static_cast<lab::ArmKind>(kind);
  return k == lab::ArmKind::combined ? "dropout + L2" : lab::name(k);
}

const char* kind_explanation(lab::ArmKind kind) {
  switch (kind) {
    case lab::ArmKind::none:
      return "No regularization.";
    case lab::ArmKind::dropout:
      return "Dropout in training: each unit is kept with its layer's keep_prob, else dropped. Nothing is dropped at "
             "test time.";
    case lab::ArmKind::l2:
      return "L2: λ/(2m)·Σ‖W‖² is added to J, m the number of training examples.";
    case lab::ArmKind::max_norm:
      return "Max-norm: a unit's incoming weights longer than c are scaled back to c.";
    case lab::ArmKind::input_noise:
      return "Gaussian noise of deviation σ is added to each input in training.";
    case lab::ArmKind::early_stop:
      return "Stops when the test cost has not fallen for so many iterations, and keeps its best weights. They are chosen "
             "by the test set, so its test figures flatter it.";
    case lab::ArmKind::combined:
      return "Dropout and L2 at once, and whatever else is set in its menu.";
    case lab::ArmKind::marginalized:
      return "No masks: J has the penalty that dropping inputs amounts to, in expectation: exactly under squared error; "
             "to second order for a sigmoid, whose weights grow several times larger than under masks where the data "
             "can be separated. Only without hidden layers, and not for a softmax.";
  }
  return "";
}

const char* needs_of_marginalized(const net::Shape& shape) {
  if (net::can_marginalize(shape)) return "";
  return shape.layers > 1 ? "only without hidden layers" : "not for a softmax";
}

bool one_mask_of_many(const lab::SnapshotHead& run) {
  return run.mask_arm >= 0 && run.mask_per == net::MaskPer::example && run.batch > 1;
}

float norm_now(const lab::SnapshotHead& run, int arm, int layer) {
  const auto& norm = nth(run.arm, arm).norm;
  if (layer >= 0) return nth(norm, layer);
  float sum = 0;
  for (int l = 0; l < run.shape.layers; ++l) sum += nth(norm, l);
  return sum;
}

float norm_ratio(const lab::SnapshotHead& run, int arm, int layer) {
  if (arm == run.reference || run.reference >= run.arms || run.iteration == 0) return 0;
  const float base = norm_now(run, run.reference, layer);
  return base > 0 ? norm_now(run, arm, layer) / base : 0;
}

}  // namespace view
