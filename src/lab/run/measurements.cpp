#include "run/measurements.h"

#include <algorithm>
#include <numeric>

namespace lab {
namespace {

net::Mlp::Score score(net::Mlp& mlp, const net::Dataset& data) {
  return mlp.score(net::view(data.x), net::view(data.y));
}

// a is (units, examples). Marks the units that are positive on an example; returns how many never were so far.
int still_dead(const net::MatrixView& a, std::vector<std::uint8_t>& alive) {
  int dead = 0;
  for (std::size_t u = 0; u < alive.size(); ++u) {
    if (!alive[u]) alive[u] = a.row(static_cast<Eigen::Index>(u)).maxCoeff() > 0;
    dead += !alive[u];
  }
  return dead;
}

}  // namespace

Meter::Meter(const net::Shape& shape, int train_size) : block_(std::min(64, train_size)) {
  for (std::size_t l = 0; l < static_cast<std::size_t>(shape.layers); ++l) {
    activation_[l].resize(shape.units[l + 1], block_);
    alive_[l].resize(static_cast<std::size_t>(shape.units[l + 1]));
    views_.emplace_back(activation_[l].data(), activation_[l].rows(), block_, Eigen::OuterStride<>(block_));
  }
}

const Figures& Meter::measure(net::Mlp& mlp, const net::Split& data) {
  const net::Mlp::Score train = score(mlp, data.train);
  if (mlp.next(1)) figures_.train = train;
  const net::Mlp::Score test = score(mlp, data.test);
  if (mlp.next(1)) {
    figures_.test = test;
    figures_.dead_units = 0;
  }
  const net::Shape& shape = mlp.shape();
  for (std::size_t l = 0; l < static_cast<std::size_t>(shape.layers); ++l) {
    const int layer = static_cast<int>(l);
    if (mlp.next(shape.units[l] * shape.units[l + 1]))
      figures_.norm[l] = net::squared_norm(shape, layer, mlp.parameters());
  }
  if (shape.layers > 1 && shape.activation[0] == net::Activation::relu) count_dead_units(mlp, data.train.x);
  return figures_;
}

// Ends as soon as every unit has been seen alive, most often in the first block. The last block is a whole one too:
// it may see some examples again. No piece comes after these: how many there are depends on what they find.
void Meter::count_dead_units(net::Mlp& mlp, const net::Matrix& x) {
  if (mlp.next(1)) {
    for (auto& alive : alive_) std::fill(alive.begin(), alive.end(), std::uint8_t{0});
    dead_ = 1;
  }
  for (Eigen::Index next = 0; next < x.cols() && dead_ > 0; next += block_) {
    const Eigen::Index first = std::min(next, x.cols() - block_);
    mlp.activations({x.data() + first, x.rows(), block_, Eigen::OuterStride<>(x.cols())}, views_);
    if (!mlp.next(static_cast<double>(block_ * input_and_hidden_units(mlp.shape())))) {
      if (mlp.work->cut()) return;
      continue;  // it was done before
    }
    dead_ = 0;
    for (std::size_t l = 0; l + 1 < views_.size(); ++l) dead_ += still_dead(views_[l], alive_[l]);
  }
  figures_.dead_units = dead_;
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

int input_and_hidden_units(const net::Shape& shape) {
  return std::accumulate(shape.units.begin(), shape.units.begin() + shape.layers, 0);
}

}  // namespace lab
