#include "lab/analyses/activations.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analyses/analysis.h"
#include "net/nth.h"
#include "net/pass.h"

namespace lab {
namespace {

using net::nth;
using Head = ActivationsHead;

bool has_ends(net::Activation activation) {
  return activation == net::Activation::tanh || activation == net::Activation::sigmoid;
}
float lower_end(net::Activation activation) { return activation == net::Activation::tanh ? -1.0f : 0.0f; }

// Of each arm a pass over the training set, which finds the silent units, and one over the test set, which finds the
// largest activations; then, with axes that suit all arms, another over the test set for each, which counts. In blocks.
class Activations : public AnalysisOf<ActivationsResult> {
public:
  bool fits(const Snapshot& s) const override { return quick(s, least_block); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;
  float progress() const override;

private:
  enum class Part { train, range, count };
  static constexpr int least_block = 16;

  int hidden() const { return weights.shape.layers - 1; }
  net::Activation activation(int row) const { return nth(weights.shape.activation, row - 1); }
  std::span<float> silent(int arm, int row);
  void look(int row);  // at one row of the block that went through
  void count(int row);
  void see_silent(int row);
  void choose_axes();

  std::optional<net::Pass<float>> pass_;
  int block_ = 0, arm_ = 0, first_ = 0, examples_ = 0, all_examples_ = 0;
  Part part_ = Part::train;
  std::array<float, net::max_layers> largest_{};  // by row
};

void Activations::prepare(const Snapshot& s) {
  constexpr double work = 1e7;  // multiply-adds a step
  block_ = std::clamp(static_cast<int>(work / s.shape.parameters()), least_block, 512);
  pass_.emplace(s.shape, block_);
  for (int a = 0; a < s.arms; ++a)
    for (ActivationsResult* out : {&next(a), &published(a)})
      out->numbers.resize(static_cast<std::size_t>(units_of_rows(s.shape, 1, s.shape.layers - 1)));
}

void Activations::begin(const Snapshot& s) {
  arm_ = first_ = examples_ = 0;
  all_examples_ = weights.arms * (s.train_size + 2 * s.test_size);
  part_ = Part::train;
  largest_.fill(0);
  for (int a = 0; a < weights.arms; ++a) {
    static_cast<Head&>(next(a)) = {};
    next(a).silent = {0, static_cast<std::uint32_t>(next(a).numbers.size())};
    std::fill(next(a).numbers.begin(), next(a).numbers.end(), 1.0f);
  }
}

std::span<float> Activations::silent(int arm, int row) {
  const int first = units_of_rows(weights.shape, 1, row - 1);
  return std::span(next(arm).numbers)
      .subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(units(weights.shape, row)));
}

// 1: silent so far. Of tanh and sigmoid 2 and 3: so far always at the lower, the upper end.
void Activations::see_silent(int row) {
  const auto a = pass_->activation(row);
  const bool ends = has_ends(activation(row));
  const float low = lower_end(activation(row));
  const std::span<float> known = silent(arm_, row);
  for (Eigen::Index u = 0; u < a.rows(); ++u) {
    float& state = known[static_cast<std::size_t>(u)];
    if (!ends) {
      if (!(a.row(u).array() == 0).all()) state = 0;
      continue;
    }
    const bool lower = (a.row(u).array() <= low + Head::near_end).all(),
               upper = (a.row(u).array() >= 1 - Head::near_end).all();
    const float now = lower ? 2.0f : upper ? 3.0f : 0.0f;
    state = state == 1 || state == now ? now : 0;
  }
}

void Activations::count(int row) {
  const auto a = pass_->activation(row);
  const bool ends = has_ends(activation(row)), relu = activation(row) == net::Activation::relu;
  const float low_end = lower_end(activation(row));
  Head::Layer& layer = nth(next(arm_).layer, row - 1);
  double sum = 0, size = 0;
  for (Eigen::Index i = 0; i < a.size(); ++i) {
    const float v = a.data()[i];
    ++layer.all;
    sum += static_cast<double>(v);
    size += std::abs(static_cast<double>(v));
    layer.zeros += v == 0;
    if (ends) layer.at_end += v <= low_end + Head::near_end || v >= 1 - Head::near_end;
    if ((relu && v == 0) || !std::isfinite(v)) continue;
    const float at = (v - layer.low) / (layer.high - layer.low) * Head::bins;
    ++nth(layer.count, std::clamp(static_cast<int>(at), 0, Head::bins - 1));
  }
  layer.mean += sum;  // sums until the end
  layer.mean_size += size;
}

void Activations::look(int row) {
  if (part_ == Part::train) return see_silent(row);
  if (part_ == Part::count) return count(row);
  const float most = pass_->activation(row).cwiseAbs().maxCoeff();
  if (std::isfinite(most)) nth(largest_, row) = std::max(nth(largest_, row), most);
}

void Activations::choose_axes() {
  for (int row = 1; row <= hidden(); ++row) {
    const float high = has_ends(activation(row)) ? 1 : round_up(nth(largest_, row));
    const float low = activation(row) == net::Activation::relu ? 0
                      : has_ends(activation(row))              ? lower_end(activation(row))
                                                               : -high;
    for (int a = 0; a < weights.arms; ++a) {
      nth(next(a).layer, row - 1).low = low;
      nth(next(a).layer, row - 1).high = high;
    }
  }
}

bool Activations::step(const Snapshot& s) {
  const bool train = part_ == Part::train;
  const int size = train ? s.train_size : s.test_size, count = std::min(block_, size - first_);
  if (first_ == 0) pass_->set_parameters(weights.arm(arm_));
  if (count > 0 && hidden() > 0) {
    pass_->set_input(columns(s, train ? s.train_x : s.test_x, size, first_, count));
    pass_->run_test(own_dropout(s, arm_));
    for (int row = 1; row <= hidden(); ++row) look(row);
  }
  first_ += count;
  examples_ += count;
  if (first_ < size) return false;
  first_ = 0;
  if (part_ != Part::count) {
    if (part_ == Part::range) {
      part_ = Part::train;
      if (++arm_ == weights.arms) {
        choose_axes();
        arm_ = 0;
        part_ = Part::count;
      }
    } else {
      part_ = Part::range;
    }
    return false;
  }
  ActivationsResult& out = next(arm_);
  out.iteration = weights.iteration;
  for (int row = 1; row <= hidden(); ++row) {
    Head::Layer& layer = nth(out.layer, row - 1);
    layer.mean /= static_cast<double>(std::max<std::int64_t>(layer.all, 1));
    layer.mean_size /= static_cast<double>(std::max<std::int64_t>(layer.all, 1));
    for (float& state : silent(arm_, row)) {
      state = state != 0;
      layer.silent += state != 0;
    }
  }
  if (++arm_ < weights.arms) return false;
  publish();
  return true;
}

float Activations::progress() const {
  return all_examples_ > 0 ? static_cast<float>(examples_) / static_cast<float>(all_examples_) : 0;
}

}  // namespace

std::unique_ptr<Analysis> activations_analysis() { return std::make_unique<Activations>(); }

}  // namespace lab
