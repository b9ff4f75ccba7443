#include "run/arms.h"

#include <array>
#include <cstring>

#include "ink/text.h"
#include "view/tr.h"

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

ShownArms arms_beside(ShownArms arms, int large, bool here) {
  if (large < 0 || arms.count < (here ? 1 : 2)) return arms;
  ShownArms rest;
  for (const int a : arms)
    if ((a == large) == here) rest.index[static_cast<std::size_t>(rest.count++)] = a;
  return rest;
}

ImU32 arm_color(const Style& style, const lab::SnapshotHead& run, int arm) { return color_of(style, run, arm); }
ImU32 arm_color(const Style& style, const lab::Experiment& e, int arm) { return color_of(style, e, arm); }

const char* arm_name(const lab::SnapshotHead& run, int arm) {
  const lab::ArmFigures& a = nth(run.arm, arm);
  const char *kind = lab::name(a.kind), *words = tr(kind);
  if (a.named || words == kind) return a.name.data();
  static std::array<Words, lab::max_arms> translated;  // with the number behind it where two are of one kind
  return nth(translated, arm) = Words().add("%s%s", words, a.name.data() + std::strlen(kind));
}

int dropping_arms(const lab::Experiment& e) {
  int count = 0;
  for (int a = 0; a < e.arms; ++a) count += lab::drops(nth(e.arm, a).kind) ? 1 : 0;
  return count;
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
