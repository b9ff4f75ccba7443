#include "views/j_scope/verdict.h"

#include <algorithm>

#include "view/tr.h"

namespace view {
namespace {

const lab::Rises& rises_of(const lab::SnapshotHead& run, int arm) { return nth(run.arm, arm).rises; }

const char* optimizer_name(net::OptimizerKind kind) {
  switch (kind) {
    case net::OptimizerKind::adam:
      return "Adam";
    case net::OptimizerKind::momentum:
    case net::OptimizerKind::averaged_momentum:
      return tr("momentum");
    case net::OptimizerKind::sgd:
      break;
  }
  return tr("gradient descent");
}

bool acting(const lab::Arm& arm, lab::FieldId field, float value) { return lab::acts(arm.kind, field) && value > 0; }

}  // namespace

bool drill_settings(const lab::SnapshotHead& run, const lab::Experiment& e) {
  return e.optimizer == net::OptimizerKind::sgd && e.rate <= 0.1f && run.batch == run.train_size;
}

bool random_cost(const lab::SnapshotHead& run, const lab::Experiment& e, int arm) {
  const auto& keep = nth(run.arm, arm).keep;
  const lab::Arm& settings = nth(e.arm, arm);
  return std::any_of(keep.begin(), keep.begin() + run.shape.layers, [](float k) { return k < 1; }) ||
         acting(settings, lab::FieldId::input_noise, settings.input_noise);
}

Words counted(const lab::SnapshotHead& run, int arm) {
  const lab::Rises& rises = rises_of(run, arm);
  Words words;
  if (run.batch < run.train_size || rises.compared == 0) return words;
  if (rises.count == 0) return words.add(tr("J has not risen in %s iterations"), grouped(rises.compared).chars);
  return words.add(tr("J rose in %s of %s iterations (%.*f %%)"), grouped(rises.count).chars,
                   grouped(rises.compared).chars, rises.count * 100 < rises.compared ? 2 : 0,
                   100 * static_cast<double>(rises.count) / static_cast<double>(rises.compared));
}

Words verdict(const lab::SnapshotHead& run, const lab::Experiment& e, int arm) {
  const lab::ArmFigures& figures = nth(run.arm, arm);
  const lab::Rises& rises = figures.rises;
  const bool plain = e.optimizer == net::OptimizerKind::sgd, rose = rises.count > 0;
  Words words;
  if (figures.status == lab::Status::diverged)
    return words.add(tr("J or a weight was no longer finite in iteration %s: make the rate smaller."),
                     grouped(figures.stopped_at).chars);
  if (run.batch < run.train_size)
    return words.add(
        tr("Each iteration has another minibatch. J of different rows cannot be compared, so nothing is "
           "counted. The drill takes the full batch."));
  if (rises.compared == 0) return words.add(tr("Counting begins with the next iterations."));
  if (random_cost(run, e, arm))
    return words.add(
        tr("Each iteration draws anew, so each has another J. Rises are no sign of a bug here, and falls do "
           "not prove that there is none."));
  if (figures.kind == lab::ArmKind::marginalized)
    return words.add(tr("This arm minimizes J and the price of its masks together; J alone may rise."));
  const lab::Arm& settings = nth(e.arm, arm);
  if (plain && rose && acting(settings, lab::FieldId::max_norm, settings.max_norm))
    return words.add(tr("First in iteration %s. Max-norm shortens weights after the step, which can raise J without a "
                        "bug: the drill needs plain gradient descent."),
                     grouped(rises.first).chars);
  if (plain && rose)
    return words.add(tr("First in iteration %s. Nothing is random here: the rate is too large, or a gradient is wrong. "
                        "Make the rate smaller; if J still rises, look for the bug."),
                     grouped(rises.first).chars);
  if (plain) return words.add(tr("So it must be with plain gradient descent and a small rate: no sign of a bug."));
  if (rose)
    return words.add(
        tr("First in iteration %s. With %s that is no bug: its steps follow moving averages of gradients, not "
           "J’s slope. The drill needs plain gradient descent with a small rate."),
        grouped(rises.first).chars, optimizer_name(e.optimizer));
  return words.add(
      tr("With %s it could have risen without any bug. The drill needs plain gradient descent with a small "
         "rate."),
      optimizer_name(e.optimizer));
}

}  // namespace view
