#include "net/spread.h"

#include <cmath>
#include <limits>

namespace net {
namespace {

// Σ|w|^n in double: the fourth power of a small float is below float's range.
struct Powers {
  double first = 0, second = 0, fourth = 0;
};

Powers powers(const ConstMatrixView& w, Eigen::Index unit) {
  Powers sum;
  for (Eigen::Index j = 0; j < w.cols(); ++j) {
    const double size = std::abs(static_cast<double>(w(unit, j))), square = size * size;
    sum.first += size;
    sum.second += square;
    sum.fourth += square * square;
  }
  return sum;
}

// A unit whose squared norm is below this share of the layer's largest has lost its inputs (L2 does that to units that
// it doesn't need): how they are spread means nothing.
constexpr double gone = 1e-6;

double effective_inputs(const Powers& sum) { return sum.second > 0 ? sum.first * sum.first / sum.second : 0; }
double participation(const Powers& sum) { return sum.fourth > 0 ? sum.second * sum.second / sum.fourth : 0; }

}  // namespace

Spread spread(const Shape& shape, int layer, const float* parameters, std::span<float> effective,
              std::span<float> taking) {
  const ConstMatrixView w = weights(shape, layer, parameters);
  const double negligible = gone * static_cast<double>(w.rowwise().squaredNorm().maxCoeff());
  Spread mean{.fan_in = static_cast<int>(w.cols())};
  int counted = 0;
  for (Eigen::Index k = 0; k < w.rows(); ++k) {
    const Powers sum = powers(w, k);
    const double inputs = effective_inputs(sum), part = participation(sum);
    if (!effective.empty()) effective[static_cast<std::size_t>(k)] = static_cast<float>(inputs);
    if (!taking.empty()) taking[static_cast<std::size_t>(k)] = static_cast<float>(part);
    if (!(sum.second > negligible)) continue;
    mean.effective_inputs += inputs;
    mean.participation += part;
    ++counted;
  }
  if (counted > 0) {
    mean.effective_inputs /= counted;
    mean.participation /= counted;
  }
  return mean;
}

double sparsity(const Shape& shape, int layer, const float* parameters, std::span<float> of_unit) {
  const ConstMatrixView w = weights(shape, layer, parameters);
  const double negligible = gone * static_cast<double>(w.rowwise().squaredNorm().maxCoeff());
  const double root = std::sqrt(static_cast<double>(w.cols()));
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  int counted = 0;
  for (Eigen::Index k = 0; k < w.rows(); ++k) {
    const Powers of = powers(w, k);
    const bool has = of.second > 0 && w.cols() > 1;
    const double sparse = has ? (root - std::sqrt(effective_inputs(of))) / (root - 1) : none;
    of_unit[static_cast<std::size_t>(k)] = static_cast<float>(sparse);
    if (!has || !(of.second > negligible)) continue;
    sum += sparse;
    ++counted;
  }
  return counted > 0 ? sum / counted : none;
}

void in_out_norms(const Shape& shape, int row, const float* parameters, std::span<float> out) {
  const ConstMatrixView in = weights(shape, row - 1, parameters), away = weights(shape, row, parameters);
  for (std::size_t u = 0; u < out.size(); ++u) {
    const auto unit = static_cast<Eigen::Index>(u);
    out[u] = in.row(unit).norm() * away.col(unit).norm();
  }
}

}  // namespace net
