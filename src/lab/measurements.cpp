#include "measurements.h"

#include <algorithm>

namespace lab {
namespace {

constexpr Eigen::Index block = 64;

net::ConstMatrixView view(const net::Matrix& matrix) {
  return {matrix.data(), matrix.rows(), matrix.cols(), Eigen::OuterStride<>(matrix.cols())};
}

net::Mlp::Score score(net::Mlp& mlp, const net::Dataset& data) { return mlp.score(view(data.x), view(data.y)); }

}  // namespace

Meter::Meter(const net::Shape& shape) {
  for (std::size_t l = 0; l + 1 < static_cast<std::size_t>(shape.layers); ++l) {
    activation_[l].resize(shape.units[l + 1], block);
    alive_[l].resize(shape.units[l + 1]);
  }
}

Figures Meter::measure(net::Mlp& mlp, const net::Split& data) {
  Figures figures;
  figures.train = score(mlp, data.train);
  figures.test = score(mlp, data.test);
  const net::Shape& shape = mlp.shape();
  for (int l = 0; l < shape.layers; ++l) {
    figures.norm[static_cast<std::size_t>(l)] = net::squared_norm(shape, l, mlp.parameters());
  }
  if (shape.layers > 1 && shape.activation[0] == net::Activation::relu) {
    figures.dead_units = dead_units(mlp, data.train.x);
  }
  return figures;
}

// Ends as soon as every unit has been seen alive, most often in the first block.
int Meter::dead_units(const net::Mlp& mlp, const net::Matrix& x) {
  const net::Shape& shape = mlp.shape();
  const int hidden = shape.layers - 1;
  for (auto& alive : alive_) alive.setConstant(false);
  int dead = 0;
  for (Eigen::Index first = 0; first < x.cols(); first += block) {
    const Eigen::Index size = std::min(block, x.cols() - first);
    dead = 0;
    for (int l = 0; l < hidden; ++l) {
      const auto weights = net::weights(shape, l, mlp.parameters());
      auto a = activation_[static_cast<std::size_t>(l)].leftCols(size);
      if (l == 0) {
        a.noalias() = weights * x.middleCols(first, size);
      } else {
        a.noalias() = weights * activation_[static_cast<std::size_t>(l - 1)].leftCols(size);
      }
      a = (a.colwise() + net::biases(shape, l, mlp.parameters())).cwiseMax(0.0f);
      auto& alive = alive_[static_cast<std::size_t>(l)];
      alive = alive || (a.rowwise().maxCoeff().array() > 0);
      dead += static_cast<int>(alive.size() - alive.count());
    }
    if (dead == 0) break;
  }
  return dead;
}

std::int64_t measuring_stride(int examples, int batch) {
  constexpr double share = 0.2, passes_per_step = 3;
  const double least = examples / (share * passes_per_step * batch);
  // a round number: 1, 2, 5, 10, 20, 50, …
  for (std::int64_t power = 1;; power *= 10) {
    for (std::int64_t digit : {1, 2, 5}) {
      if (static_cast<double>(digit * power) >= least) return digit * power;
    }
  }
}

}  // namespace lab
