#include "figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "lab/analyses/activations.h"
#include "lab/analyses/averaging.h"
#include "lab/analyses/confusion.h"
#include "lab/analyses/crowd.h"
#include "lab/analyses/gap.h"
#include "lab/analyses/gradient_check.h"
#include "lab/analyses/penalty.h"
#include "lab/analyses/removal.h"
#include "lab/analyses/scaling.h"
#include "lab/analyses/scope.h"
#include "lab/analyses/tiles.h"
#include "lab/analyses/units.h"
#include "lab/analyses/written.h"
#include "lab/json.h"

namespace app {
namespace {

void write_experiment(lab::JsonWriter& json, const lab::Experiment& experiment) {
  json.key("experiment");
  json.open('{');
  for (const lab::Field& field : lab::fields()) json.member(field.key, lab::format(experiment, field.id).c_str());
  json.close();
}

// Cost and ‖W‖²_F at iteration 0: the first point of the curves, which thinning them keeps.
void write_start(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ArmFigures& arm) {
  if (snapshot.history.count == 0) return;
  json.key("start");
  json.open('{');
  json.member("iteration", static_cast<double>(snapshot[snapshot.history][0]));
  json.member("cost_train", static_cast<double>(snapshot[arm.history_cost_train][0]));
  json.key("norm");
  json.open('[');
  for (int l = 0; l < snapshot.shape.layers; ++l) {
    json.value(static_cast<double>(snapshot[arm.history_norm[static_cast<std::size_t>(l)]][0]));
  }
  json.close();
  json.close();
}

void write_arm(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ArmFigures& arm) {
  json.open('{');
  json.member("kind", lab::name(arm.kind));
  json.member("name", arm.name.data());
  json.member("muted", arm.muted);
  json.member("diverged", arm.status == lab::Status::diverged);
  json.member("cost_masked", static_cast<double>(arm.cost_masked));
  json.member("cost_train", static_cast<double>(arm.cost_train));
  json.member("cost_test", static_cast<double>(arm.cost_test));
  json.member("accuracy_train", static_cast<double>(arm.accuracy_train));
  json.member("accuracy_test", static_cast<double>(arm.accuracy_test));
  json.member("dead_units", static_cast<double>(arm.dead_units));
  json.key("rises");
  json.open('{');
  json.member("compared", static_cast<double>(arm.rises.compared));
  json.member("count", static_cast<double>(arm.rises.count));
  json.member("first", static_cast<double>(arm.rises.first));
  json.close();
  json.key("norm");
  json.open('[');
  for (int l = 0; l < snapshot.shape.layers; ++l)
    json.value(static_cast<double>(arm.norm[static_cast<std::size_t>(l)]));
  json.close();
  write_start(json, snapshot, arm);
  json.close();
}

// The mask of the present iteration: one digit a unit, 1 kept, the input first, layers apart by a space.
void write_mask(lab::JsonWriter& json, const lab::Snapshot& snapshot) {
  if (snapshot.tape_rows == 0) return;
  const std::size_t units = static_cast<std::size_t>(snapshot.mask_units);
  const std::span<const float> row = snapshot[snapshot.tape].last(units);
  std::string bits;
  std::size_t unit = 0;
  for (int l = 0; l < snapshot.shape.layers; ++l) {
    if (l > 0) bits += ' ';
    for (int i = 0; i < snapshot.shape.units[static_cast<std::size_t>(l)] && unit < units; ++i, ++unit) {
      bits += row[unit] != 0 ? '1' : '0';
    }
  }
  json.member("mask", bits.c_str());
}

// number(l) of every layer.
template <class Number>
void write_by_layer(lab::JsonWriter& json, const char* name, const lab::Snapshot& snapshot, Number number) {
  json.key(name);
  json.open('[');
  for (std::size_t l = 0; l < static_cast<std::size_t>(snapshot.shape.layers); ++l) json.value(number(l));
  json.close();
}

void write_judgement(lab::JsonWriter& json, const char* name, const net::Judgement& found) {
  json.key(name);
  json.open('{');
  json.member("cost", found.cost);
  json.member("accuracy", found.accuracy);
  json.close();
}

// What the sub-networks answer for the shown example, and how they do on the test set.
void write_averaging(lab::JsonWriter& json, const lab::AveragingResult& found, const lab::CrowdResult& crowd) {
  if (found.iteration >= 0) {
    json.member("averaging_at", static_cast<double>(found.iteration));
    json.key("averaging");
    json.open('{');
    json.member("example", static_cast<double>(found.example));
    json.member("weight_scaling", found.weight_scaling);
    json.member("geometric_mean", found.geometric);
    json.member("arithmetic_mean", found.arithmetic);
    json.member("deviation", found.deviation);
    json.close();
  }
  if (crowd.iteration < 0) return;
  json.member("crowd_at", static_cast<double>(crowd.iteration));
  json.key("crowd");
  json.open('{');
  write_judgement(json, "alone", crowd.alone);
  write_judgement(json, "weight_scaling", crowd.weight_scaling);
  write_judgement(json, "geometric_mean", crowd.geometric);
  write_judgement(json, "arithmetic_mean", crowd.arithmetic);
  json.close();
}

// By scaling, inverted first: what each row passes on in training and at test.
void write_scalings(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ScalingResult& found) {
  if (found.iteration < 0) return;
  json.member("scaling_at", static_cast<double>(found.iteration));
  write_judgement(json, "test_under_masks", found.masked);
  json.key("scalings");
  json.open('[');
  for (std::size_t i = 0; i < net::scalings; ++i) {
    json.open('{');
    write_by_layer(json, "training", snapshot, [&](std::size_t row) { return found.in_training[i][row]; });
    write_by_layer(json, "at_test", snapshot, [&](std::size_t row) { return found.at_test[i][row]; });
    write_judgement(json, "test", found.tested[i]);
    json.close();
  }
  json.close();
}

void write_numbers(lab::JsonWriter& json, const char* name, std::span<const float> numbers) {
  json.key(name);
  json.open('[');
  for (const float number : numbers) json.value(static_cast<double>(number));
  json.close();
}

void write_gap(lab::JsonWriter& json, const lab::GapResult& gap) {
  if (gap.iteration < 0) return;
  json.member("gap_at", static_cast<double>(gap.iteration));
  json.key("gap");
  json.open('{');
  json.member("train_masked", gap.train_masked.cost);
  json.member("train", gap.train.cost);
  json.member("right", gap.right.cost);
  json.member("test_masked", gap.test_masked.cost);
  json.member("test", gap.test.cost);
  json.close();
}

void write_tiles(lab::JsonWriter& json, const lab::TilesResult& tiles) {
  if (tiles.iteration < 0) return;
  json.member("tiles_at", static_cast<double>(tiles.iteration));
  json.member("sparsity", tiles.sparsity);
  json.member("tiles_limit", static_cast<double>(tiles.limit));
}

void write_activations(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::ActivationsResult& found) {
  if (found.iteration < 0) return;
  json.member("activations_at", static_cast<double>(found.iteration));
  json.key("activations");
  json.open('[');
  for (int l = 0; l + 1 < snapshot.shape.layers; ++l) {
    const lab::ActivationsHead::Layer& layer = found.layer[static_cast<std::size_t>(l)];
    json.open('{');
    json.member("mean", layer.mean);
    json.member("zeros", static_cast<double>(layer.zeros));
    json.member("silent", static_cast<double>(layer.silent));
    json.close();
  }
  json.close();
}

void write_confusion(lab::JsonWriter& json, const lab::ConfusionResult& found) {
  if (found.iteration < 0) return;
  json.member("confusion_at", static_cast<double>(found.iteration));
  json.member("wrong", static_cast<double>(found.wrong));
}

void write_scope(lab::JsonWriter& json, const lab::ScopeResult& scope) {
  if (scope.iteration < 0) return;
  json.member("scope_at", static_cast<double>(scope.iteration));
  json.key("scope");
  json.open('{');
  json.member("masks", static_cast<double>(scope.masks));
  json.member("mean", scope.mean);
  json.member("deviation", scope.deviation);
  write_numbers(json, "further", scope.further_costs());
  json.close();
}

void write_written(lab::JsonWriter& json, const lab::WrittenResult& written) {
  if (written.iteration < 0) return;
  json.member("written_at", static_cast<double>(written.iteration));
  if (written.blank) return;
  json.key("written");
  json.open('{');
  json.member("answer", static_cast<double>(written.answer));
  json.member("masks", static_cast<double>(written.masks));
  write_numbers(json, "whole", written[written.whole]);
  write_numbers(json, "votes", written[written.votes]);
  write_numbers(json, "answers", written[written.answers]);
  json.close();
}

// What the inspector shows of an arm, each part with the iteration it is of; parts that no view asks for are missing.
void write_inspection(lab::JsonWriter& json, const lab::Snapshot& snapshot, const lab::Inspection& inspection,
                      int arm) {
  const auto& kill = inspection.removal(arm);
  const auto& units = inspection.units(arm);
  const auto& penalty = inspection.penalty(arm);
  const auto layers = static_cast<std::size_t>(snapshot.shape.layers);
  json.open('{');
  if (kill.iteration >= 0) {
    json.member("kill_test_at", static_cast<double>(kill.iteration));
    json.member("masked_accuracy", kill.masked_accuracy);
    json.key("worst_accuracy_lost");
    json.open('[');
    std::size_t first = 0;
    for (std::size_t row = 1; row < layers; ++row) {
      json.value(static_cast<double>(kill.losses()[first + static_cast<std::size_t>(kill.worst[row])].accuracy));
      first += static_cast<std::size_t>(snapshot.shape.units[row]);
    }
    json.close();
  }
  if (units.iteration >= 0) {
    json.member("units_at", static_cast<double>(units.iteration));
    write_by_layer(json, "effective_inputs", snapshot, [&](std::size_t l) { return units.mean[l].effective_inputs; });
  }
  if (penalty.iteration >= 0) {
    json.member("penalty_at", static_cast<double>(penalty.iteration));
    write_by_layer(json, "spearman", snapshot, [&](std::size_t l) { return penalty.correlation[l].spearman; });
  }
  write_averaging(json, inspection.averaging(arm), inspection.crowd(arm));
  write_scalings(json, snapshot, inspection.scaling(arm));
  write_gap(json, inspection.gap(arm));
  write_scope(json, inspection.scope(arm));
  write_written(json, inspection.written(arm));
  write_tiles(json, inspection.tiles(arm));
  write_activations(json, snapshot, inspection.activations(arm));
  write_confusion(json, inspection.confusion(arm));
  const auto& check = inspection.gradient_check(arm);
  if (check.iteration >= 0) {
    json.member("gradient_check_at", static_cast<double>(check.iteration));
    json.key("gradient_error");  // held, redrawn, off
    json.open('[');
    for (const double error : check.error) json.value(error);
    json.close();
    json.member("kinks", static_cast<double>(check.kinks));
  }
  json.close();
}

void write_own_data(lab::JsonWriter& json, const lab::OwnData* data) {
  if (data == nullptr) return;
  json.key("own_data");
  json.open('{');
  json.member("name", data->name.c_str());
  json.member("rows", static_cast<double>(data->table.rows()));
  json.member("target", data->target.c_str());
  json.key("inputs");
  json.open('[');
  for (const std::string& name : data->features) json.value(name.c_str());
  json.close();
  json.key("classes");
  json.open('[');
  for (const std::string& label : data->classes) json.value(label.c_str());
  json.close();
  json.close();
}

// Units that a visitor holds, counted through input and hidden layers, by arm.
void write_held(lab::JsonWriter& json, const lab::Snapshot& snapshot) {
  json.key("held");
  json.open('[');
  const std::span<const float> held = snapshot[snapshot.held];
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (held[i] == 0) continue;
    json.open('{');
    json.member("arm", static_cast<double>(i / static_cast<std::size_t>(snapshot.mask_units)));
    json.member("unit", static_cast<double>(i % static_cast<std::size_t>(snapshot.mask_units)));
    json.member("how", held[i] == 1 ? "kept" : "dropped");
    json.close();
  }
  json.close();
}

// What slow motion shows; of large networks without the numbers of each weight.
void write_slow_motion(lab::JsonWriter& json, const lab::Snapshot& snapshot, lab::Beat beat) {
  const lab::Rehearsal& r = snapshot.rehearsal;
  if (beat == lab::Beat::off || r.iteration < 0) return;
  constexpr std::uint32_t most = 1000;
  json.key("slow_motion");
  json.open('{');
  json.member("beat", static_cast<double>(beat));
  json.member("iteration", static_cast<double>(r.iteration));
  json.member("arm", static_cast<double>(r.arm));
  json.member("example", static_cast<double>(r.example));
  json.member("label", static_cast<double>(snapshot[snapshot.train_label][static_cast<std::size_t>(r.example)]));
  json.member("cost_example", static_cast<double>(r.cost_example));
  json.member("cost_batch", static_cast<double>(r.cost_batch));
  json.member("cost_l2", static_cast<double>(r.cost_l2));
  write_numbers(json, "mask", snapshot[r.mask]);
  write_numbers(json, "passed_on", snapshot[r.passed_on]);
  if (r.before.count <= most) {
    write_numbers(json, "before", snapshot[r.before]);
    write_numbers(json, "own_gradient", snapshot[r.own_gradient]);
    write_numbers(json, "gradient", snapshot[r.gradient]);
    write_numbers(json, "after", snapshot[r.after]);
  }
  json.close();
}

void write_meter(lab::JsonWriter& json, const view::Environment& environment) {
  json.key("meter");
  json.open('{');
  json.member("draw_ms", static_cast<double>(environment.draw_ms));
  json.member("train_ms", static_cast<double>(environment.train_ms));
  json.member("frame_ms", static_cast<double>(environment.frame_ms));
  json.member("draw_calls", static_cast<double>(environment.draw_calls));
  json.close();
}

}  // namespace

void write_figures(std::string& out, const Engine& engine, const view::Environment& environment) {
  const Report& report = engine.report();
  const lab::Snapshot& snapshot = report.snapshot;
  lab::JsonWriter json(out);
  json.open('{');
  json.member("run", static_cast<double>(snapshot.run));
  json.member("iteration", static_cast<double>(snapshot.iteration));
  json.member("measured_at", static_cast<double>(snapshot.measured_at));
  json.member("epoch", snapshot.epoch);
  json.member("playing", report.playing);
  json.member("speed", static_cast<double>(view::speeds()[static_cast<std::size_t>(environment.speed)]));
  json.member("dark", environment.dark);
  json.member("digits_loading", report.wants_digits);
  json.member("notice", environment.notice.c_str());
  json.member("parameters", static_cast<double>(snapshot.shape.parameters()));
  json.member("link", engine.link().c_str());
  json.member("replaying", report.replaying);
  json.member("undo", report.undo.c_str());
  json.member("redo", report.redo.c_str());
  json.member("changes", static_cast<double>(report.changes));
  json.member("reads", environment.import != nullptr);
  write_own_data(json, report.data.get());
  json.member("drawn", static_cast<double>(report.drawn));
  write_experiment(json, report.experiment);
  json.key("arms");
  json.open('[');
  for (int a = 0; a < snapshot.arms; ++a) write_arm(json, snapshot, snapshot.arm[static_cast<std::size_t>(a)]);
  json.close();
  json.key("inspection");
  json.open('[');
  for (int a = 0; a < snapshot.arms; ++a) write_inspection(json, snapshot, report.inspection, a);
  json.close();
  json.member("droppable", static_cast<double>(snapshot.droppable));
  json.member("distinct", static_cast<double>(snapshot.distinct));
  write_mask(json, snapshot);
  write_held(json, snapshot);
  json.member("shown_example", static_cast<double>(snapshot.shown_example));
  write_slow_motion(json, snapshot, report.beat);
  write_meter(json, environment);
  json.close();
}

void write_boxes(std::string& out, std::span<const view::Mark> marks, float scale) {
  lab::JsonWriter json(out);
  json.open('{');
  for (const view::Mark& mark : marks) {
    char name[64];
    std::snprintf(name, sizeof name, "%s %d", mark.name, mark.index);
    json.key(name);
    json.open('[');
    for (const float side : {mark.x, mark.y, mark.width, mark.height}) json.value(static_cast<double>(side * scale));
    json.close();
  }
  json.close();
}

}  // namespace app
