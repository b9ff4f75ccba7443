#include "lab/programs.h"

#include <algorithm>

#include "net/random.h"

namespace lab {
namespace {

constexpr int points = 120, hidden = 8;
constexpr int shows = 15;  // times in a row that J rises: longer than a large rate makes it
constexpr std::uint32_t most_tried = 20;

net::Split moons(std::uint64_t seed) {
  net::DataSettings settings;
  settings.source = net::Source::moons;
  settings.train_size = points;
  settings.test_size = 1;
  settings.noise = 0.15f;
  settings.flip = 0.2f;  // so that J has a minimum to jump about
  settings.seed = seed;
  return net::make_points(settings);
}

net::Shape small_shape() {
  net::Shape shape;
  shape.layers = 2;
  shape.units = {2, hidden, 1};
  shape.activation = {net::Activation::tanh, net::Activation::sigmoid};
  return shape;
}

// The bug: between backward and update.
void turn_sign(net::Mlp& mlp, int layer) {
  net::MatrixView dw = net::weights(mlp.shape(), layer, mlp.gradient());
  dw = -dw;
}

}  // namespace

Programs::Programs(std::uint64_t seed) {
  const net::Random random(seed, net::Purpose::puzzle);
  std::array<std::uint32_t, count> order{};
  net::permutation(random, count, order.data());
  wrong_layer_ = static_cast<int>(random.below(count, 2));
  for (std::size_t i = 0; i < count; ++i) programs_[i].cause = static_cast<Cause>(order[i]);
  const int wrong = static_cast<int>(std::find(order.begin(), order.end(), 2u) - order.begin());
  Program& bug = programs_[static_cast<std::size_t>(wrong)];
  for (std::uint32_t tried = 0; tried < most_tried; ++tried) {
    begin(seed << 8 | tried);
    for (int i = 0; i < iterations; ++i) step(bug);
    if (rises(wrong).in_a_row >= shows) break;
  }
  begin(start_);
}

void Programs::begin(std::uint64_t start) {
  start_ = start;
  data_ = moons(start);
  for (Program& program : programs_) {
    program.costs.clear();
    program.costs.reserve(iterations);
    net::Mlp& mlp = program.mlp.emplace(small_shape(), points);
    net::initialize(mlp.shape(), net::Initialization::xavier, start, mlp.parameters());
    mlp.optimizer.rate = program.cause == Cause::large_rate ? large_rate : rate;
  }
}

void Programs::step(Program& program) {
  program.costs.push_back(program.mlp->forward({net::view(data_.train.x), net::view(data_.train.y)}));
  program.mlp->backward();
  if (program.cause == Cause::wrong_sign) turn_sign(*program.mlp, wrong_layer_);
  program.mlp->update();
}

void Programs::advance_to(int done) {
  for (done = std::min(done, iterations); done_ < done; ++done_) {
    for (Program& program : programs_) step(program);
  }
}

Programs::Rises Programs::rises(int program) const {
  Rises found;
  int row = 0;
  const std::span<const float> cost = costs(program);
  for (std::size_t i = 1; i < cost.size(); ++i) {
    row = cost[i] > cost[i - 1] ? row + 1 : 0;
    found.all += row > 0;
    found.in_a_row = std::max(found.in_a_row, row);
  }
  return found;
}

}  // namespace lab
