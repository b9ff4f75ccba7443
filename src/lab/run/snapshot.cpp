// From a run to the flat snapshot.
#include "lab/snapshot.h"

#include <algorithm>
#include <cmath>

#include "run/trainer_state.h"

namespace lab {
namespace {

// Appends blocks of numbers, reusing the snapshot's memory.
class Writer {
public:
  Writer(std::vector<float>& numbers, std::uint32_t from) : numbers_(numbers), end_(from) {}

  // Room for `count` numbers, to be filled by the caller before the next call.
  Range claim(std::size_t count) {
    const Range range{end_, static_cast<std::uint32_t>(count)};
    end_ += range.count;
    if (numbers_.size() < end_) numbers_.resize(end_);
    return range;
  }
  template <class Values>
  Range put(const Values& values) {
    const Range range = claim(static_cast<std::size_t>(values.size()));
    std::transform(values.begin(), values.end(), at(range), [](auto v) { return static_cast<float>(v); });
    return range;
  }
  float* at(Range range) { return numbers_.data() + range.offset; }

private:
  std::vector<float>& numbers_;
  std::uint32_t end_;
};

std::span<const float> flat(const net::Matrix& matrix) {
  return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

// Class indices, or the targets of a regression.
Range put_answers(Writer& writer, const net::Dataset& data) {
  return data.classes == 0 ? writer.put(flat(data.y)) : writer.put(data.label);
}

void put_data(Snapshot& out, const net::Split& data) {
  Writer writer(out.numbers, 0);
  out.train_x = writer.put(flat(data.train.x));
  out.train_label = put_answers(writer, data.train);
  out.train_flipped = writer.put(data.train.flipped);
  out.test_x = writer.put(flat(data.test.x));
  out.test_label = put_answers(writer, data.test);
  out.train_size = data.train.size();
  out.test_size = data.test.size();
  out.classes = data.train.classes;
}

int square_side(net::Source source, int inputs) {
  return source == net::Source::digits ? static_cast<int>(std::lround(std::sqrt(static_cast<double>(inputs)))) : 0;
}

void put_figures(ArmFigures& out, const ArmRun& arm, const net::Shape& shape, Writer& writer) {
  const Figures& figures = arm.figures();
  out.kind = arm.settings().kind;
  out.status = arm.status();
  out.stopped_at = arm.stopped_at();
  out.cost_masked = arm.cost_masked();
  out.cost_train = figures.train.cost;
  out.cost_test = figures.test.cost;
  out.accuracy_train = figures.train.accuracy;
  out.accuracy_test = figures.test.accuracy;
  out.norm = figures.norm;
  out.dead_units = figures.dead_units;
  out.rises = arm.rises();
  out.keep = arm.mlp().dropout.keep;
  out.parameters =
      writer.put(std::span<const float>(arm.mlp().parameters(), static_cast<std::size_t>(shape.parameters())));
}

void put_history(ArmFigures& out, const History& history, int first, int layers, Writer& writer) {
  out.history_cost_masked = writer.put(history.series(first + masked));
  out.history_cost_train = writer.put(history.series(first + cost_train));
  out.history_cost_test = writer.put(history.series(first + cost_test));
  out.history_accuracy_train = writer.put(history.series(first + accuracy_train));
  out.history_accuracy_test = writer.put(history.series(first + accuracy_test));
  for (int l = 0; l < layers; ++l) {
    out.history_norm[static_cast<std::size_t>(l)] = writer.put(history.series(first + norm + l));
  }
}

void put_held(Snapshot& out, const std::vector<ArmRun>& arms, Writer& writer) {
  const auto units = static_cast<std::size_t>(out.mask_units);
  out.held = writer.claim(arms.size() * units);
  float* row = writer.at(out.held);
  for (const ArmRun& arm : arms) {
    std::fill_n(row, units, 0.0f);
    std::transform(arm.held().begin(), arm.held().end(), row, [](Hold hold) { return static_cast<float>(hold); });
    row += units;
  }
}

void put_names(Snapshot& out, const Experiment& e) {
  const auto names = arm_names(e);
  for (std::size_t i = 0; i < static_cast<std::size_t>(out.arms); ++i) {
    out.arm[i].name = names[i];
    out.arm[i].named = e.arm[i].name[0] != 0;
    out.arm[i].muted = e.arm[i].muted;
  }
}

void put_masks(Snapshot& out, Tape& tape, Batches& batches, const Subnetworks& subnetworks, Writer& writer) {
  out.tape_rows = tape.rows();
  out.tape_first = tape.first();
  out.tape = writer.claim(static_cast<std::size_t>(tape.rows()) * static_cast<std::size_t>(tape.units()));
  float* row = writer.at(out.tape);
  for (int i = 0; i < tape.rows(); ++i) {
    const auto masks = tape.row(tape.first() + i, batches);
    row = std::copy(masks.begin(), masks.end(), row);
  }
  constexpr int most_units = 512;  // drawn anew for every snapshot
  const bool own = out.mask_per == net::MaskPer::example && tape.rows() > 0 && tape.units() <= most_units;
  out.other_masks = own ? std::min(out.batch - 1, most_other_masks) : 0;
  out.others = writer.claim(static_cast<std::size_t>(out.other_masks) * static_cast<std::size_t>(tape.units()));
  for (int i = 0; i < out.other_masks; ++i)
    tape.write_other(i + 1, batches, writer.at(out.others) + static_cast<std::ptrdiff_t>(i) * tape.units());
  out.droppable = subnetworks.droppable();
  out.masks_drawn = subnetworks.drawn();
  out.distinct = subnetworks.distinct();
  out.distinct_is_exact = subnetworks.exact();
  const auto layers = static_cast<std::size_t>(out.shape.layers);
  out.draws = writer.claim(subnetworks.stretches().size() * (layers + 1));
  float* stretch = writer.at(out.draws);
  for (const Subnetworks::Stretch& s : subnetworks.stretches()) {
    stretch = std::copy_n(s.keep.begin(), layers, stretch);
    *stretch++ = static_cast<float>(s.drawn);
  }
}

Rehearsal put_rehearsal(const RehearsedStep& step, int arm, Writer& writer) {
  Rehearsal out;
  out.iteration = step.iteration();
  out.arm = arm;
  out.example = step.example();
  out.cost_example = step.cost_of_example();
  out.cost_batch = step.cost_of_batch();
  out.cost_l2 = step.cost_of_l2();
  out.mask = writer.put(step.mask());
  out.passed_on = writer.put(step.passed_on());
  out.own_gradient = writer.put(step.own_gradient());
  out.before = writer.put(step.before());
  out.gradient = writer.put(step.gradient());
  out.after = writer.put(step.after());
  return out;
}

}  // namespace

// The data lie first and are written once a run.
void Trainer::State::read(Snapshot& out) {
  if (out.run != run || out.numbers.empty()) {
    static_cast<SnapshotHead&>(out) = SnapshotHead{};
    put_data(out, data);
  }
  Writer writer(out.numbers, out.test_label.offset + out.test_label.count);
  out.run = run;
  out.iteration = iteration;
  out.typed = typed;
  out.measured_at = measured_at;
  out.batch = batches.size();
  out.epoch = static_cast<double>(iteration) * batches.size() / std::max(1, data.train.size());
  out.shape = shape;
  out.scaling = experiment.scaling;
  out.mask_per = experiment.mask_per;
  out.x_low = x_low;
  out.x_high = x_high;
  out.image_side = square_side(experiment.source, shape.inputs());
  out.arms = static_cast<int>(arms.size());
  out.history = writer.put(history.iterations());
  for (std::size_t i = 0; i < arms.size(); ++i) {
    put_figures(out.arm[i], arms[i], shape, writer);
    put_history(out.arm[i], history, static_cast<int>(i) * series_of_arm(shape), shape.layers, writer);
  }
  out.reference = experiment.reference;
  put_names(out, experiment);
  out.mask_units = tape.units();
  put_held(out, arms, writer);
  out.mask_arm = mask_arm;
  out.shown_example = pinned < 0 ? batches.first_example() : pinned;
  out.shown_in_batch = pinned < 0 || batches.position(std::max<std::int64_t>(iteration, 1), pinned) >= 0;
  if (rehearses >= 0) rehearse();
  out.rehearsal = Rehearsal();
  if (rehearses >= 0 && rehearsed) {
    out.rehearsal = put_rehearsal(*rehearsed, std::max(mask_arm, 0), writer);
    out.shown_example = out.rehearsal.example;
  }
  out.untaught = {};
  if (mask_arm >= 0) {
    put_masks(out, tape, batches, subnetworks, writer);
    out.untaught = writer.put(untaught.units());
  }
  out.changes = out.written = writer.claim(0);
}

}  // namespace lab
