#include "laboratory/story.h"

#include <algorithm>
#include <limits>

#include "experiment/fields.h"

namespace lab {
namespace {

bool of_an_arm(FieldId id) { return belongs_to_arms(id) || id >= FieldId::count; }

// The changes with the arms' new numbers; those of arms that are no more are left out, those of a copied arm stand
// once more. `is`: which arm each of `arms` arms was.
std::vector<Change> renumbered(const std::vector<Change>& changes, const ArmsBefore& was, int arms) {
  std::vector<Change> all;
  for (const Change& change : changes) {
    if (!of_an_arm(change.edit.field)) {
      all.push_back(change);
      continue;
    }
    for (int i = 0; i < arms; ++i) {
      if (was[static_cast<std::size_t>(i)] != change.edit.arm) continue;
      all.push_back(change);
      all.back().edit.arm = i;
    }
  }
  return all;
}

std::string superscript(int number) {
  static constexpr std::array<const char*, 10> digits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  return digits[static_cast<std::size_t>(std::clamp(number, 0, 9))];
}

std::string name_of_arms(const Edit& edit, const Experiment& e) {
  const auto names = arm_names(e);
  if (edit.value < 0) return std::string("removed arm ") + names[static_cast<std::size_t>(edit.index)].data();
  if (edit.index >= e.arms) return edit.arm < e.arms ? "copied arm" : "added arm";
  return std::string("kind of arm ") + names[static_cast<std::size_t>(edit.index)].data();
}

// The edit that sets the field back to what it is now.
Edit inverse_setting(const Edit& edit, const Experiment& now) {
  Edit back = edit;
  Experiment copy = now;
  Slot place = slot(copy, edit.field);
  if (belongs_to_arms(edit.field) && edit.arm >= 0 && edit.arm < now.arms) {
    Arm& arm = copy.arm[static_cast<std::size_t>(edit.arm)];
    back.text = arm.name;
    if (edit.field == FieldId::keep && edit.index >= 0 && edit.index <= now.hidden) {
      back.value = static_cast<double>(arm.keep[static_cast<std::size_t>(edit.index)]);
    }
    place = slot(arm, edit.field);
  }
  if (place) back.value = number(place);
  return back;
}

}  // namespace

bool opens_the_page(const Session& s) {
  return s.iteration == 0 && !s.data && s.drawn.empty() && s.changes.empty() && s.start == Experiment{};
}

bool change_arms(Session& session, const Edit& edit, ArmsBefore& was) {
  const Experiment before = session.start;
  if (edit.index < 0 || edit.index >= std::min(before.arms + 1, max_arms)) return false;
  apply(session.start, edit);
  if (session.start == before) return false;
  was = {0, 1, 2, 3};
  if (edit.value < 0) {
    std::copy(was.begin() + edit.index + 1, was.end(), was.begin() + edit.index);
    was.back() = -1;
  }
  ArmsBefore source = was;
  if (edit.value >= 0 && edit.index == before.arms) {
    was[static_cast<std::size_t>(edit.index)] = -1;
    source[static_cast<std::size_t>(edit.index)] = edit.arm >= 0 && edit.arm < before.arms ? edit.arm : -1;
  }
  session.changes = renumbered(session.changes, source, session.start.arms);
  return true;
}

Edit inverse(const Edit& edit, const Experiment& now, const std::vector<Change>& changes, const Trainer& trainer) {
  Edit back = edit;
  if (edit.field == FieldId::weight) {
    back.value = static_cast<double>(trainer.parameter(edit.arm, edit.index));
    return back;
  }
  if (edit.field == FieldId::hold) {
    const auto last = std::find_if(changes.rbegin(), changes.rend(),
                                   [&](const Change& change) { return same_place(change.edit, edit); });
    back.value = last == changes.rend() ? 0 : last->edit.value;
    return back;
  }
  return inverse_setting(edit, now);
}

double value_before(const Session& session, std::size_t change) {
  const Edit& edit = session.changes[change].edit;
  if (edit.field >= FieldId::count) return std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = change; i-- > 0;)
    if (same_place(session.changes[i].edit, edit)) return session.changes[i].edit.value;
  return inverse_setting(edit, session.start).value;
}

std::string name_of(const Edit& edit, const Experiment& e) {
  switch (edit.field) {
    case FieldId::arms:
      return name_of_arms(edit, e);
    case FieldId::keep:
      return std::string("keep_prob of ") + (edit.index == 0 ? "x" : "a" + superscript(edit.index));
    case FieldId::hold:
      return "held unit";
    case FieldId::weight:
      return "typed weight";
    case FieldId::mute:
      return edit.value > 0 ? "muted arm" : "shown arm";
    default:
      return field(edit.field).name;
  }
}

bool can_be_dragged(FieldId id) {
  if (id == FieldId::layers || id == FieldId::keep || id == FieldId::weight) return true;
  Experiment e;
  const Slot place = belongs_to_arms(id) ? slot(e.arm[0], id) : slot(e, id);
  return (place.real || place.whole) && id != FieldId::seed && id != FieldId::reference;
}

bool same_place(const Edit& a, const Edit& b) { return a.field == b.field && a.index == b.index && a.arm == b.arm; }

void record(std::vector<Change>& changes, const Change& change) {
  for (auto last = changes.rbegin(); last != changes.rend() && last->iteration == change.iteration; ++last) {
    if (same_place(last->edit, change.edit)) {
      last->edit = change.edit;
      return;
    }
  }
  changes.push_back(change);
}

Session rearranged(const Step& step, const Session& now) {
  Session session = step.session;
  const std::vector<Change> since(
      now.changes.begin() + static_cast<std::ptrdiff_t>(std::min(step.common, now.changes.size())), now.changes.end());
  const auto moved = renumbered(since, step.before, session.start.arms);
  session.changes.insert(session.changes.end(), moved.begin(), moved.end());
  session.iteration = std::max(now.iteration, session.iteration);  // the arms of now may all have stopped before
  return session;
}

}  // namespace lab
