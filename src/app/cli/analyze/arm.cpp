#include "arm.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "../interrupt.h"
#include "features.h"
#include "lab/analyses/gap.h"
#include "lab/arm_json.h"
#include "lab/mask_size.h"
#include "net/spread.h"
#include "net/statistics.h"

namespace cli {
namespace {

// x as it lies in the snapshot; y (outputs, size) from the labels: 0 and 1,
// one-hot, or the targets themselves.
net::Matrix inputs(const lab::Snapshot& snapshot, lab::Range x, int size) {
  return Eigen::Map<const net::Matrix>(snapshot[x].data(), snapshot.shape.inputs(), size);
}

net::Matrix targets(const lab::Snapshot& snapshot, lab::Range label, int size) {
  const std::span<const float> labels = snapshot[label];
  if (snapshot.classes == 0 || snapshot.classes == 2) {
    return Eigen::Map<const net::Matrix>(labels.data(), snapshot.shape.outputs(), size);
  }
  net::Matrix y = net::Matrix::Zero(snapshot.shape.outputs(), size);
  for (Eigen::Index i = 0; i < size; ++i) y(static_cast<Eigen::Index>(labels[static_cast<std::size_t>(i)]), i) = 1;
  return y;
}

template <class Column>
void write_list(lab::JsonWriter& json, const char* name, Eigen::Index size, Column at) {
  json.key(name).open('[');
  for (Eigen::Index i = 0; i < size; ++i) json.value(static_cast<double>(at(i)));
  json.close();
}

void write_summary(lab::JsonWriter& json, const char* name, std::span<const double> numbers) {
  std::vector<double> sorted(numbers.begin(), numbers.end());
  const net::Summary s = net::summarize(sorted);
  json.key(name).open('{').key("mean").value(s.mean).key("deviation").value(s.deviation);
  json.key("5%").value(s.low).key("25%").value(s.lower_quartile).key("50%").value(s.median);
  json.key("75%").value(s.upper_quartile).key("95%").value(s.high).close();
}

double root_mean_square(const net::Enumeration::Values& difference) {
  return std::sqrt(difference.squaredNorm() / static_cast<double>(difference.size()));
}

void write_difference(lab::JsonWriter& json, const char* name, const net::Enumeration::Values& difference) {
  json.key(name).open('{').key("rms").value(root_mean_square(difference));
  json.key("largest").value(difference.cwiseAbs().maxCoeff()).close();
}

constexpr std::uint64_t seed = 1;  // of the masks drawn

std::string row_name(int row) { return row == 0 ? "x" : "a" + std::to_string(row); }

}  // namespace

ArmAnalysis::ArmAnalysis(const lab::Snapshot& snapshot, int samples, int examples, int surfaces)
    : snapshot_(snapshot),
      samples_(samples),
      surfaces_(surfaces),
      train_{inputs(snapshot, snapshot.train_x, snapshot.train_size),
             targets(snapshot, snapshot.train_label, snapshot.train_size)},
      test_{inputs(snapshot, snapshot.test_x, snapshot.test_size),
            targets(snapshot, snapshot.test_label, snapshot.test_size)},
      shown_{test_.x.leftCols(std::min(examples, snapshot.test_size)),
             test_.y.leftCols(std::min(examples, snapshot.test_size))},
      enumeration_(snapshot.shape, static_cast<int>(shown_.x.cols())),
      costs_(snapshot.shape, snapshot.train_size),
      outputs_(snapshot.shape, static_cast<int>(shown_.x.cols()), samples),
      train_masks_(snapshot.shape, snapshot.train_size, samples),
      test_masks_(snapshot.shape, snapshot.test_size, samples),
      ledger_(snapshot.shape, snapshot.train_size),
      removal_(snapshot.shape, snapshot.test_size) {
  if (interrupted()) return;
  inspection_.advance(snapshot, {.tiles = true, .confusion = true, .activations = true, .gap = true}, 1,
                      [] { return 0.0; });
  remove_in_turn();
}

void ArmAnalysis::write(lab::JsonWriter& json, int index) {
  const lab::ArmFigures& arm = snapshot_.arm[static_cast<std::size_t>(index)];
  own_ = lab::own_dropout(snapshot_, index);
  masks_ = lab::common_masks(snapshot_, index);
  const float* parameters = snapshot_[arm.parameters].data();
  const bool drops = net::droppable_units(snapshot_.shape, own_) > 0;
  json.open('{');
  lab::write_arm(json, snapshot_, index);
  write_layers(json, parameters, arm);
  // What an interruption comes before is left out.
  const auto unless_interrupted = [](auto write) {
    if (!interrupted()) write();
  };
  unless_interrupted([&] {
    if (lab::drops(arm.kind)) write_typical_mask(json, index);
  });
  unless_interrupted([&] { write_random_masks(json, parameters, arm); });
  unless_interrupted([&] { write_monte_carlo(json, parameters); });
  unless_interrupted([&] { write_enumeration(json, parameters); });
  unless_interrupted([&] {
    if (drops) write_averaging(json, snapshot_, parameters, test_, own_, surfaces_);
  });
  unless_interrupted([&] {
    if (drops) write_scalings(json, snapshot_, parameters, test_, own_);
  });
  unless_interrupted([&] { write_gap(json, index); });
  unless_interrupted([&] { write_features(json, snapshot_, inspection_, index); });
  unless_interrupted([&] { write_removal(json, parameters); });
  unless_interrupted([&] { write_removed_in_turn(json, index); });
  unless_interrupted([&] { write_in_out_norms(json, parameters); });
  json.close();
}

// Figures of each W; the penalty is that of the masks on the training set, exact
// only where Ledger says.
void ArmAnalysis::write_layers(lab::JsonWriter& json, const float* parameters, const lab::ArmFigures& arm) {
  ledger_.begin(parameters, masks_);
  ledger_.add(net::view(train_.x));
  json.key("layers").open('[');
  for (int l = 0; l < snapshot_.shape.layers; ++l) {
    const net::Spread spread = net::spread(snapshot_.shape, l, parameters);
    json.open('{');
    lab::write_layer(json, arm, l, spread);
    json.key("participation_of_fan_in").value(spread.participation / spread.fan_in);
    json.key("penalty").value(ledger_.penalty(l)).key("diagonal_penalty").value(ledger_.diagonal(l));
    const net::Ledger::Correlation found = ledger_.correlation(l);
    json.key("correlation_of_penalty_and_square").open('{');
    json.key("pearson").value(found.pearson).key("spearman").value(found.spearman).close().close();
  }
  json.close();
}

// What a mask leaves of the network in expectation: units of each row, weights of each matrix, parameters.
void ArmAnalysis::write_typical_mask(lab::JsonWriter& json, int arm) {
  const net::Shape& shape = snapshot_.shape;
  const lab::KeptUnits kept = lab::expected_units(snapshot_, arm);
  json.key("typical_mask").open('{');
  write_list(json, "units", shape.layers + 1, [&](Eigen::Index r) { return kept.row[static_cast<std::size_t>(r)]; });
  write_list(json, "weights", shape.layers, [&](Eigen::Index l) { return kept.weights(static_cast<int>(l)); });
  json.key("parameters").value(kept.parameters(shape.layers));
  json.key("of").value(static_cast<long long>(shape.parameters())).close();
}

void ArmAnalysis::write_random_masks(lab::JsonWriter& json, const float* parameters, const lab::ArmFigures& arm) {
  const auto draw = [&](net::MonteCarlo& masks, const Set& set) {
    masks.begin(parameters, masks_, net::view(set.x), net::view(set.y), seed);
    for (int i = 0; i < samples_ && !interrupted(); ++i) masks.advance(1);
  };
  draw(train_masks_, train_);
  draw(test_masks_, test_);
  if (interrupted()) return;
  json.key("random_masks").open('{').key("train_cost_dropout_off").value(arm.cost_train);
  write_summary(json, "train_cost", train_masks_.costs());
  json.key("test_accuracy_dropout_off").value(arm.accuracy_test);
  write_summary(json, "test_accuracy", test_masks_.accuracies());
  json.close();
}

void ArmAnalysis::write_monte_carlo(lab::JsonWriter& json, const float* parameters) {
  outputs_.begin(parameters, masks_, net::view(shown_.x), net::view(shown_.y), seed);
  outputs_.advance(samples_);
  json.key("monte_carlo").open('{').key("passes").value(static_cast<long long>(outputs_.passes()));
  json.key("mean_deviation").value(outputs_.mean_deviation()).key("examples").open('[');
  const Eigen::Index outputs = snapshot_.shape.outputs();
  for (int i = 0; i < outputs_.size(); ++i) {
    json.open('{');
    write_list(json, "x", std::min<Eigen::Index>(shown_.x.rows(), 8), [&](Eigen::Index j) { return shown_.x(j, i); });
    write_list(json, "mean", outputs, [&](Eigen::Index c) { return outputs_.mean(static_cast<int>(c), i); });
    write_list(json, "variance", outputs, [&](Eigen::Index c) { return outputs_.variance(static_cast<int>(c), i); });
    json.close();
  }
  json.close().close();
}

void ArmAnalysis::write_enumeration(lab::JsonWriter& json, const float* parameters) {
  json.key("enumeration");
  if (!enumeration_.begin(parameters, masks_, net::view(shown_.x), net::view(shown_.y)))
    return static_cast<void>(json.null());
  costs_.begin(parameters, masks_, net::view(train_.x), net::view(train_.y));
  enumeration_.advance(enumeration_.subnetworks());
  costs_.advance(costs_.subnetworks());
  const auto &whole = enumeration_.weight_scaling(), &mean = enumeration_.arithmetic_mean();
  const auto& geometric = enumeration_.geometric_mean();
  net::Enumeration::Values drawn(mean.rows(), mean.cols());
  for (int c = 0; c < mean.rows(); ++c) {
    for (int i = 0; i < mean.cols(); ++i) drawn(c, i) = outputs_.mean(c, i);
  }
  json.open('{').key("subnetworks").value(static_cast<long long>(enumeration_.subnetworks()));
  json.key("train_cost").value(costs_.cost()).key("expected_train_cost").value(costs_.expected_cost());
  json.key("exact_penalty").value(costs_.expected_cost() - costs_.cost());
  write_difference(json, "weight_scaling_less_geometric_mean", whole - geometric);
  write_difference(json, "weight_scaling_less_arithmetic_mean", whole - mean);
  write_difference(json, "monte_carlo_less_arithmetic_mean", drawn - mean);
  json.key("examples").open('[');
  for (Eigen::Index i = 0; i < mean.cols(); ++i) {
    json.open('{');
    write_list(json, "weight_scaling", mean.rows(), [&](Eigen::Index c) { return whole(c, i); });
    write_list(json, "geometric_mean", mean.rows(), [&](Eigen::Index c) { return geometric(c, i); });
    write_list(json, "arithmetic_mean", mean.rows(), [&](Eigen::Index c) { return mean(c, i); });
    write_list(json, "deviation", mean.rows(), [&](Eigen::Index c) { return enumeration_.deviation()(c, i); });
    json.close();
  }
  json.close().close();
}

// The same weights in four ways, as the page shows them; null where the network is too large for that.
void ArmAnalysis::write_gap(lab::JsonWriter& json, int arm) {
  const lab::GapResult& gap = inspection_.gap(arm);
  json.key("gap");
  if (gap.iteration < 0) return static_cast<void>(json.null());
  json.open('{').key("masks").value(static_cast<long long>(gap.drops ? gap.masks : 0));
  write_judgement(json, "train_with_masks", gap.train_masked);
  write_judgement(json, "train", gap.train);
  json.key("wrong_labels").value(static_cast<long long>(gap.wrong));
  write_judgement(json, "train_with_right_labels", gap.right);
  write_judgement(json, "test_with_masks", gap.test_masked);
  write_judgement(json, "test", gap.test);
  json.close();
}

// The kill test on the test set: for each row of units what its worst unit, and
// on average any, takes with it.
void ArmAnalysis::write_removal(lab::JsonWriter& json, const float* parameters) {
  removal_.begin(parameters, own_, net::view(test_.x), net::view(test_.y));
  removal_.advance(removal_.units());
  json.key("removal").open('[');
  for (int row = 0; row < snapshot_.shape.layers; ++row) {
    const std::span<const net::Removal::Loss> losses = removal_.losses(row);
    double accuracy = 0, cost = 0;
    for (const net::Removal::Loss& loss : losses) {
      accuracy += static_cast<double>(loss.accuracy) / static_cast<double>(losses.size());
      cost += static_cast<double>(loss.cost) / static_cast<double>(losses.size());
    }
    const auto at = static_cast<std::size_t>(removal_.worst(row));
    const auto size = static_cast<Eigen::Index>(losses.size());
    json.open('{').key("row").value(row_name(row)).key("worst").open('{').key("unit").value(static_cast<long long>(at));
    json.key("accuracy").value(losses[at].accuracy).key("cost").value(losses[at].cost).close();
    json.key("mean").open('{').key("accuracy").value(accuracy).key("cost").value(cost).close();
    write_list(json, "accuracy", size, [&](Eigen::Index u) { return losses[static_cast<std::size_t>(u)].accuracy; });
    write_list(json, "cost", size, [&](Eigen::Index u) { return losses[static_cast<std::size_t>(u)].cost; });
    json.close();
  }
  json.close();
}

// The worst unit of all hidden layers of each arm taken away, then the worst of what is left …
void ArmAnalysis::remove_in_turn() {
  constexpr int most = 8;
  const lab::Analyses removal{.removal = true};
  if (!inspection_.fits(snapshot_, removal)) return;
  lab::RemovedOfArms removed;
  for (int taken = 0; taken <= most; ++taken) {
    inspection_.without(removed);
    inspection_.advance(snapshot_, removal, 1, [] { return 0.0; });  // a clock that stands: until it is through
    for (int a = 0; a < snapshot_.arms; ++a) {
      const lab::RemovalResult& found = inspection_.removal(a);
      const auto arm = static_cast<std::size_t>(a);
      if (found.without.count == taken) removed_in_turn_[arm].push_back(found);
      if (found.worst_row > 0)
        removed[arm].add({found.worst_row, found.worst[static_cast<std::size_t>(found.worst_row)]});
    }
  }
}

// The units, and what was left of the test set's figures.
void ArmAnalysis::write_removed_in_turn(lab::JsonWriter& json, int arm) const {
  json.key("removed_in_turn").open('[');
  for (const lab::RemovalHead& found : removed_in_turn_[static_cast<std::size_t>(arm)]) {
    json.open('{').key("accuracy").value(found.accuracy()).key("cost").value(found.cost());
    if (found.without.count > 0) {
      const lab::UnitPlace last = found.without.units().back();
      json.key("row").value(row_name(last.row)).key("unit").value(static_cast<long long>(last.unit));
    }
    json.close();
  }
  json.close();
}

void ArmAnalysis::write_in_out_norms(lab::JsonWriter& json, const float* parameters) {
  json.key("in_out_norms").open('{');
  for (int row = 1; row < snapshot_.shape.layers; ++row) {
    std::vector<float> norms(static_cast<std::size_t>(snapshot_.shape.units[static_cast<std::size_t>(row)]));
    net::in_out_norms(snapshot_.shape, row, parameters, norms);
    write_list(json, row_name(row).c_str(), static_cast<Eigen::Index>(norms.size()),
               [&](Eigen::Index u) { return norms[static_cast<std::size_t>(u)]; });
  }
  json.close();
}

}  // namespace cli
