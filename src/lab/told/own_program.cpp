// What a student's numbers are is found by making each right and wrong answer and comparing.
#include "lab/own_program.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "told/own_masks.h"

namespace lab {
namespace {

constexpr double coarsest = 0.005;  // numbers are told apart to two decimals at least

enum class Scale : std::uint8_t { divided, not_divided, twice, multiplied };

double factor(Scale scale, double keep) {
  switch (scale) {
    case Scale::divided:
      return 1 / keep;
    case Scale::not_divided:
      break;
    case Scale::twice:
      return 1 / (keep * keep);
    case Scale::multiplied:
      return keep;
  }
  return 1;
}

bool same(double given, double wanted, double resolution) {
  return std::abs(given - wanted) <= 1.02 * std::min(resolution, coarsest) + 1e-6 * std::abs(wanted) + 1e-9;
}

// One of the pasted arrays, read.
struct Pasted {
  const OwnTask& task;
  const Array& before;  // A, or dA
  Array given;
  bool backward = false;

  std::string name() const { return backward ? "dA" : "A"; }
  std::size_t size() const { return given.values.size(); }
  bool is(std::size_t i, double wanted) const { return same(given.values[i], wanted, given.resolution[i]); }
  bool is(const std::vector<char>& kept, Scale scale) const {
    for (std::size_t i = 0; i < size(); ++i)
      if (!is(i, kept[i] ? before.values[i] * factor(scale, task.keep) : 0)) return false;
    return true;
  }
  // Each number is 0 or as it is where nothing is dropped, and some of both.
  bool is_masked(Scale scale) const {
    std::size_t dropped = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      const bool zero = is(i, 0);
      if (!zero && !is(i, before.values[i] * factor(scale, task.keep))) return false;
      dropped += zero;
    }
    return dropped > 0 && dropped < size();
  }
};

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string shape(int rows, int columns) { return "(" + std::to_string(rows) + ", " + std::to_string(columns) + ")"; }

Array transposed(const Array& a) {
  Array t{a.columns, a.rows, {}, {}};
  for (int c = 0; c < a.columns; ++c) {
    for (int r = 0; r < a.rows; ++r) {
      t.values.push_back(a.at(r, c));
      t.resolution.push_back(a.resolution[static_cast<std::size_t>(r * a.columns + c)]);
    }
  }
  return t;
}

void add(OwnFinding& finding, OwnFault fault, const std::string& words) {
  finding.faults.push_back(fault);
  finding.words += (finding.words.empty() ? "" : " ") + words;
}

void tell_mask(const Pasted& p, OwnMaskKind kind, OwnFinding& out) {
  switch (kind) {
    case OwnMaskKind::right:
      break;
    case OwnMaskKind::wrong_side:
      return add(out, OwnFault::wrong_side,
                 "The wrong side is kept: a unit is kept where D < keep_prob, yours where D ≥ keep_prob.");
    case OwnMaskKind::none:
      return add(out, OwnFault::no_mask,
                 p.backward ? "The mask is missing in the backward pass: multiply dA by the mask of the forward pass."
                            : "Nothing is dropped: A is not multiplied by the mask.");
    case OwnMaskKind::by_unit:
      return add(out, OwnFault::mask_shape,
                 "The mask has another shape: one draw for each unit, the first column of D, for all examples.");
    case OwnMaskKind::by_example:
      return add(out, OwnFault::mask_shape,
                 "The mask has another shape: one draw for each example, the first row of D, for all units.");
    case OwnMaskKind::reordered:
      return add(out, OwnFault::mask_shape,
                 "The mask has another shape: the numbers of D, reshaped, stand in another order.");
  }
}

void tell_scale(const Pasted& p, Scale scale, OwnFinding& out) {
  const std::string keep = "keep_prob = " + number(p.task.keep);
  switch (scale) {
    case Scale::divided:
      break;
    case Scale::not_divided:
      return add(out, OwnFault::not_divided,
                 "Not divided: divide what is kept by " + keep +
                     (p.backward ? ", as in the forward pass." : ", so that its expected value stays."));
    case Scale::twice:
      return add(out, OwnFault::divided_twice, "Divided twice: once by " + keep + " is enough.");
    case Scale::multiplied:
      return add(out, OwnFault::multiplied, "Multiplied by " + keep + ": divide by it instead.");
  }
}

constexpr std::array scales{Scale::divided, Scale::not_divided, Scale::twice, Scale::multiplied};

void tell_difference(const Pasted& p, const std::vector<char>& kept, OwnFinding& out) {
  int wrong = 0;
  std::string first;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double wanted = kept[i] ? p.before.values[i] / p.task.keep : 0;
    if (p.is(i, wanted)) continue;
    if (wrong++ > 0) continue;
    const int at = static_cast<int>(i);
    first = "row " + std::to_string(at / p.given.columns + 1) + ", column " + std::to_string(at % p.given.columns + 1) +
            " is " + number(p.given.values[i]) + ", right is " + number(wanted);
  }
  add(out, OwnFault::unknown,
      "None of the usual faults: " + std::to_string(wrong) + " of " + std::to_string(p.size()) +
          " numbers differ. The first: " + first + ".");
}

// Of an array that has the shape.
void find_in_training(const Pasted& p, OwnFinding& out) {
  const auto masks = own_masks(p.task);
  for (const OwnMask& mask : masks) {
    for (const Scale scale : scales) {
      if (!p.is(mask.kept, scale)) continue;
      if (mask.kind == OwnMaskKind::none && scale == Scale::divided && !p.backward)
        return add(out, OwnFault::divided_at_test,
                   "Divided at test: nothing is dropped and all is divided by keep_prob. At test A stays as it is; "
                   "here the training pass is wanted, with its mask.");
      tell_mask(p, mask.kind, out);
      if (mask.kind != OwnMaskKind::none || scale != Scale::not_divided) tell_scale(p, scale, out);
      return;
    }
  }
  for (const Scale scale : scales) {
    if (!p.is_masked(scale)) continue;
    add(out, OwnFault::other_mask,
        p.backward
            ? "Another mask: " + p.name() + " is dropped elsewhere than D says. Use the mask of the forward pass."
            : "Another mask: A is dropped elsewhere than D says. Use the D of the task, kept where D < keep_prob.");
    return tell_scale(p, scale, out);
  }
  tell_difference(p, masks[0].kept, out);
}

void find_at_test(const Pasted& p, OwnFinding& out) {
  const std::vector<char> all(p.size(), 1);
  const auto masks = own_masks(p.task);
  if (p.is(all, Scale::not_divided)) return;
  if (p.is(all, Scale::divided) || p.is(all, Scale::twice))
    return add(out, OwnFault::divided_at_test,
               "Divided at test: training has divided already. At test A stays as it is.");
  if (p.is(all, Scale::multiplied))
    return add(out, OwnFault::multiplied,
               "Multiplied by keep_prob at test: that goes with training that does not divide (classic dropout). Where "
               "training divides, A stays as it is.");
  for (const Scale scale : scales) {
    if (p.is_masked(scale))
      return add(out, OwnFault::dropped_at_test, "Dropped at test: no unit is dropped there, and A stays as it is.");
  }
  add(out, OwnFault::unknown, "At test A stays as it is; yours has other numbers.");
}

// Reads an array and brings it into shape; false where there is nothing to compare.
bool take(std::string_view text, Pasted& p, OwnFinding& out) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) {
    add(out, OwnFault::missing, p.backward ? "Paste dA after your backward pass." : "Paste A after your dropout.");
    return false;
  }
  std::string why;
  if (!read_array(text, p.given, why)) {
    add(out, OwnFault::unreadable, why);
    return false;
  }
  const int units = p.task.units, batch = p.task.batch;
  if (p.given.rows == batch && p.given.columns == units) {
    add(out, OwnFault::swapped,
        "Batch and units are swapped: yours is " + shape(batch, units) + ", (units, batch) = " + shape(units, batch) +
            " is wanted.");
    p.given = transposed(p.given);
  }
  if (p.given.rows == units && p.given.columns == batch) return true;
  add(out, OwnFault::other_shape,
      "It has the shape " + shape(p.given.rows, p.given.columns) + ", (units, batch) = " + shape(units, batch) +
          " is wanted.");
  return false;
}

bool has(const OwnFinding& finding, OwnFault fault) { return finding.faults == std::vector<OwnFault>{fault}; }

}  // namespace

std::array<OwnMask, 6> own_masks(const OwnTask& task) {
  std::array<OwnMask, 6> masks;
  for (std::size_t k = 0; k < masks.size(); ++k) {
    masks[k].kind = static_cast<OwnMaskKind>(k);
    for (int u = 0; u < task.units; ++u) {
      for (int i = 0; i < task.batch; ++i) {
        const auto below = [&](int row, int column) { return task.d.at(row, column) < task.keep; };
        const int in_columns = i * task.units + u;  // counted down the columns
        bool kept = true;
        switch (masks[k].kind) {
          case OwnMaskKind::right:
            kept = below(u, i);
            break;
          case OwnMaskKind::wrong_side:
            kept = !below(u, i);
            break;
          case OwnMaskKind::none:
            break;
          case OwnMaskKind::by_unit:
            kept = below(u, 0);
            break;
          case OwnMaskKind::by_example:
            kept = below(0, i);
            break;
          case OwnMaskKind::reordered:
            kept = below(in_columns / task.batch, in_columns % task.batch);
            break;
        }
        masks[k].kept.push_back(kept);
      }
    }
  }
  return masks;
}

const char* key_of(OwnFault fault) {
  static constexpr const char* keys[] = {
      "missing",    "unreadable",  "other-shape",   "swapped",    "wrong-side",      "no-mask",         "mask-shape",
      "other-mask", "not-divided", "divided-twice", "multiplied", "divided-at-test", "dropped-at-test", "unknown"};
  return keys[static_cast<std::size_t>(fault)];
}

std::vector<OwnFinding> check_own(const OwnTask& task, std::string_view a, std::string_view da,
                                  std::string_view at_test) {
  std::vector<OwnFinding> found(2);
  for (const bool backward : {false, true}) {
    OwnFinding& finding = found[backward];
    finding.of = backward ? "dA" : "A";
    Pasted pasted{task, backward ? task.da : task.a, {}, backward};
    if (take(backward ? da : a, pasted, finding)) find_in_training(pasted, finding);
    if (finding.faults.empty())
      finding.words = backward ? "Right: the mask of the forward pass, divided by keep_prob."
                               : "Right: dropped where D ≥ keep_prob, the rest divided by keep_prob.";
  }
  if (at_test.find_first_not_of(" \t\r\n") == at_test.npos) return found;
  OwnFinding test{"A at test", {}, ""};
  Pasted pasted{task, task.a, {}, false};
  if (take(at_test, pasted, test)) find_at_test(pasted, test);
  if (test.faults.empty()) test.words = "Right: at test A stays as it is.";
  if (has(found[0], OwnFault::not_divided) && has(test, OwnFault::multiplied))
    test.words += " Together yours is classic dropout: right in itself, but not the inverted one of the lecture.";
  found.push_back(test);
  return found;
}

bool all_right(const std::vector<OwnFinding>& found) {
  return std::all_of(found.begin(), found.end(), [](const OwnFinding& f) { return f.faults.empty(); });
}

void write_findings(JsonWriter& json, const std::vector<OwnFinding>& found) {
  json.key("right").value(all_right(found)).key("findings").open('[');
  for (const OwnFinding& f : found) {
    json.open('{').key("of").value(f.of).key("faults").open('[');
    for (const OwnFault fault : f.faults) json.value(key_of(fault));
    json.close().key("words").value(std::string_view(f.words)).close();
  }
  json.close();
}

std::string findings_json(const std::vector<OwnFinding>& found) {
  JsonWriter json;
  json.open('{');
  write_findings(json, found);
  json.close();
  return json.text();
}

}  // namespace lab
