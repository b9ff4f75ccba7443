// The way from one experiment to another, as a visitor could go it.
#include <utility>

#include "lab/experiment.h"

namespace lab {
namespace {

class Way {
public:
  explicit Way(const Experiment& from) : now_(from) {}
  std::vector<Edit> to(const Experiment&);

private:
  void go(const Edit& edit) {
    apply(now_, edit);
    edits_.push_back(edit);
  }
  void layers(const Experiment&);
  void arms(const Experiment&);
  void arm(int index, const Arm&);

  Experiment now_;
  std::vector<Edit> edits_;
};

void Way::layers(const Experiment& to) {
  while (now_.hidden > to.hidden) go({FieldId::layers, now_.hidden - 1, 0, 0, {}});
  for (int i = 0; i < to.hidden; ++i) {
    const int units = to.units[static_cast<std::size_t>(i)];
    if (i == now_.hidden || now_.units[static_cast<std::size_t>(i)] != units)
      go({FieldId::layers, i, 0, static_cast<double>(units), {}});
  }
}

void Way::arm(int index, const Arm& to) {
  const Arm& now = now_.arm[static_cast<std::size_t>(index)];
  for (const Field& f : fields()) {
    const double wanted = number(to, f.id);
    if (number(now, f.id) != wanted) go({f.id, 0, index, wanted, {}});
  }
  for (int row = 0; row <= now_.hidden; ++row) {
    const auto l = static_cast<std::size_t>(row);
    if (now.keep[l] != to.keep[l]) go({FieldId::keep, row, index, static_cast<double>(to.keep[l]), {}});
  }
  if (now.name != to.name) go({FieldId::name, 0, index, 0, to.name});
}

void Way::arms(const Experiment& to) {
  while (now_.arms > to.arms) go({FieldId::arms, now_.arms - 1, 0, -1, {}});
  for (int i = 0; i < to.arms; ++i) {
    const Arm& wanted = to.arm[static_cast<std::size_t>(i)];
    if (i == now_.arms || now_.arm[static_cast<std::size_t>(i)].kind != wanted.kind)
      go({FieldId::arms, i, i, static_cast<double>(wanted.kind), {}});
    arm(i, wanted);
  }
}

std::vector<Edit> Way::to(const Experiment& wanted) {
  layers(wanted);
  arms(wanted);
  for (const Field& f : fields()) {
    const double value = number(wanted, f.id);
    if (number(now_, f.id) != value) go({f.id, 0, 0, value, {}});
  }
  return std::move(edits_);
}

}  // namespace

std::vector<Edit> edits_between(const Experiment& from, const Experiment& to) { return Way(from).to(to); }

}  // namespace lab
