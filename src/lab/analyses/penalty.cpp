#include "lab/analyses/penalty.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "analyses/analysis.h"
#include "net/statistics.h"

namespace lab {
namespace {

constexpr int block = 32;  // examples a step

class Penalty : public AnalysisOf<PenaltyResult> {
public:
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;

private:
  void finish_arm(const Snapshot&);
  double shrinkage(int arm, int reference);

  std::optional<net::Ledger> ledger_;
  int arm_ = 0, layer_ = 0;
  bool begun_ = false;
  std::vector<double> scratch_;  // four lists of as many numbers as there are weights
  std::vector<std::uint32_t> order_;
};

void Penalty::prepare(const Snapshot& s) {
  ledger_.emplace(s.shape, block);
  if (s.shape.layers > 1) return;
  scratch_.resize(4 * static_cast<std::size_t>(s.shape.parameters()));
  order_.resize(static_cast<std::size_t>(s.shape.parameters()));
}

void Penalty::begin(const Snapshot&) {
  arm_ = layer_ = 0;
  begun_ = false;
}

bool Penalty::step(const Snapshot& s) {
  if (!begun_) {
    ledger_->begin(weights.arm(arm_), common_masks(s, arm_));
    begun_ = true;
  } else if (ledger_->examples() < s.train_size) {
    const int first = ledger_->examples(), count = std::min(block, s.train_size - first);
    ledger_->add(columns(s, s.train_x, s.train_size, first, count));
  } else if (layer_ < weights.shape.layers) {
    next(arm_).correlation[static_cast<std::size_t>(layer_)] = ledger_->correlation(layer_);
    ++layer_;
  } else {
    finish_arm(s);
    begun_ = false;
    layer_ = 0;
    if (++arm_ < weights.arms) return false;
    for (int a = 0; a < weights.arms; ++a) next(a).shrinkage = shrinkage(a, s.reference);
    publish();
    return true;
  }
  return false;
}

double Penalty::shrinkage(int arm, int reference) {
  if (weights.shape.layers > 1 || arm == reference) return std::numeric_limits<double>::quiet_NaN();
  const std::span<const float> own = next(arm).weight(), other = next(reference).weight();
  const std::span<const float> lambda = next(reference).lambda();
  const std::span<double> all(scratch_);
  const std::size_t room = all.size() / 4;
  const std::span<double> predicted = all.subspan(0, room), measured = all.subspan(room, room);
  std::size_t n = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(weights.shape.bias_offset(0)); ++i) {
    const double ratio = static_cast<double>(own[i]) / static_cast<double>(other[i]);
    if (!std::isfinite(ratio) || ratio == 0) continue;
    predicted[n] = static_cast<double>(lambda[i]);
    measured[n++] = std::log(ratio * ratio);
  }
  const std::span<double> predicted_ranks = all.subspan(2 * room, n), measured_ranks = all.subspan(3 * room, n);
  net::ranks(predicted.first(n), std::span(order_).first(n), predicted_ranks);
  net::ranks(measured.first(n), std::span(order_).first(n), measured_ranks);
  return net::pearson(predicted_ranks, measured_ranks);
}

void Penalty::finish_arm(const Snapshot& s) {
  PenaltyResult& out = next(arm_);
  const auto n = static_cast<std::uint32_t>(s.shape.parameters());
  out.iteration = weights.iteration;
  out.lambda_at = {0, n};
  out.weight_at = {n, n};
  std::uint32_t end = 2 * n;
  for (int l = 0; l < s.shape.layers; ++l) {
    Range& square = out.square_at[static_cast<std::size_t>(l)];
    square = {end, static_cast<std::uint32_t>(units(s.shape, l))};
    end += square.count;
  }
  out.numbers.resize(end);
  std::fill_n(out.numbers.begin(), n, 0.0f);
  std::copy_n(weights.arm(arm_), n, out[out.weight_at].begin());
  for (int l = 0; l < s.shape.layers; ++l) {
    net::MatrixView lambda = net::weights(s.shape, l, out[out.lambda_at].data());
    for (int k = 0; k < lambda.rows(); ++k)
      for (int j = 0; j < lambda.cols(); ++j) lambda(k, j) = static_cast<float>(ledger_->lambda(l, k, j));
    out.sum[static_cast<std::size_t>(l)] = ledger_->penalty(l);
    out.own_parts[static_cast<std::size_t>(l)] = ledger_->diagonal(l);
    const std::span<float> square = out[out.square_at[static_cast<std::size_t>(l)]];
    for (int j = 0; j < lambda.cols(); ++j)
      square[static_cast<std::size_t>(j)] = static_cast<float>(ledger_->square(l, j));
  }
}

}  // namespace

std::unique_ptr<Analysis> penalty_analysis() { return std::make_unique<Penalty>(); }

}  // namespace lab
