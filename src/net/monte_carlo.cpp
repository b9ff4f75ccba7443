#include "net/monte_carlo.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "net/random.h"

namespace net {

MonteCarlo::MonteCarlo(const Shape& shape, int max_examples, int max_passes)
    : pass_(shape, max_examples), max_passes_(max_passes) {
  const auto outputs = static_cast<std::size_t>(shape.outputs() * max_examples);
  y_.reserve(outputs);
  mean_.reserve(outputs);
  squares_.reserve(outputs);
  words_.resize(static_cast<std::size_t>(*std::max_element(shape.units.begin(), shape.units.begin() + shape.layers)));
  costs_.reserve(static_cast<std::size_t>(max_passes));
  accuracies_.reserve(static_cast<std::size_t>(max_passes));
}

void MonteCarlo::begin(const float* parameters, const Dropout& dropout, ConstMatrixView x, ConstMatrixView y,
                       std::uint64_t seed) {
  assert(y.cols() == 0 || y.cols() == x.cols());
  dropout_ = dropout;
  seed_ = seed;
  passes_ = 0;
  pass_.set_parameters(parameters);
  pass_.set_input(x);
  const auto outputs = static_cast<std::size_t>(pass_.shape().outputs() * x.cols());
  mean_.assign(outputs, 0);
  squares_.assign(outputs, 0);
  costs_.clear();
  accuracies_.clear();
  y_.resize(static_cast<std::size_t>(y.size()));
  MatrixView(y_.data(), y.rows(), y.cols(), Eigen::OuterStride<>(y.cols())) = y;
}

void MonteCarlo::advance(int count) {
  for (count = std::min(count, max_passes_ - passes_); count > 0; --count) {
    for (int layer = 0; layer < pass_.shape().layers; ++layer) {
      mask(layer);
      pass_.preactivate(layer);
      pass_.activate(layer);
    }
    add();
  }
}

// passed_on = factors of this pass × activation.
void MonteCarlo::mask(int layer) {
  auto passed_on = pass_.passed_on(layer);
  passed_on = pass_.activation(layer);
  draw_mask(layer);
  hold_units(layer);
}

void MonteCarlo::draw_mask(int layer) {
  auto passed_on = pass_.passed_on(layer);
  const float keep = dropout_.keep[static_cast<std::size_t>(layer)];
  if (keep >= 1) return;
  const Random random(seed_, Purpose::monte_carlo, static_cast<std::uint64_t>(passes_),
                      static_cast<std::uint32_t>(layer));
  const auto units = static_cast<std::uint32_t>(passed_on.rows());
  const bool per_example = dropout_.per == MaskPer::example;
  const float scale = static_cast<float>(training_scale(dropout_, layer)), noise = std::sqrt((1 - keep) / keep);
  const auto limit = static_cast<std::uint32_t>(std::ceil(std::ldexp(keep, 24)));  // of the 24 bits of a uniform number
  for (Eigen::Index mask = 0; mask < (per_example ? passed_on.cols() : 1); ++mask) {
    const std::uint32_t first = static_cast<std::uint32_t>(mask) * units;
    if (dropout_.noise == Noise::bernoulli) random.words(first, units, words_.data());
    for (std::uint32_t u = 0; u < units; ++u) {
      const bool kept = dropout_.noise == Noise::gaussian || words_[u] >> 8 < limit;
      const float factor = dropout_.noise == Noise::gaussian ? 1 + noise * random.normal(first + u) : kept ? scale : 0;
      if (per_example) {
        passed_on(u, mask) *= factor;
      } else {
        passed_on.row(u) *= factor;
      }
    }
  }
}

// As in training: a held unit keeps its layer's scale. (Gaussian dropout holds none.)
void MonteCarlo::hold_units(int layer) {
  if (!dropout_.held || dropout_.noise == Noise::gaussian) return;
  const auto scale = static_cast<float>(training_scale(dropout_, layer));
  for (const Held& held : *dropout_.held) {
    if (held.layer != layer) continue;
    pass_.passed_on(layer).row(held.unit) = (held.kept ? scale : 0) * pass_.activation(layer).row(held.unit);
  }
}

// Welford's running mean and sum of squares.
void MonteCarlo::add() {
  ++passes_;
  const auto output = pass_.activation(pass_.shape().layers);
  for (Eigen::Index i = 0; i < output.size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double value = static_cast<double>(output.data()[i]), from_mean = value - mean_[at];
    mean_[at] += from_mean / passes_;
    squares_[at] += from_mean * (value - mean_[at]);
  }
  if (y_.empty()) return;
  const ConstMatrixView y(y_.data(), output.rows(), output.cols(), Eigen::OuterStride<>(output.cols()));
  costs_.push_back(pass_.cost(y));
  accuracies_.push_back(pass_.accuracy(y));
}

double MonteCarlo::variance(int output, int example) const {
  return passes_ < 2 ? 0 : squares_[index(output, example)] / (passes_ - 1);
}

Judgement MonteCarlo::mean_judgement() const {
  Judgement mean;
  for (const double cost : costs_) mean.cost += cost / passes_;
  for (const double accuracy : accuracies_) mean.accuracy += accuracy / passes_;
  return mean;
}

double MonteCarlo::mean_deviation() const {
  if (passes_ < 2) return 0;
  double sum = 0;
  for (const double square : squares_) sum += square;
  return std::sqrt(sum / static_cast<double>(squares_.size()) / (passes_ - 1));
}

}  // namespace net
