// Beside each kernel what it computes, as an Eigen expression or a plain loop: transfers, losses, masks, optimizers and
// packing. (Products among all units stand in net_kernels.cpp, among kept ones in net_kept.cpp, functions in
// net_kernels.cpp.)
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "../../src/net/kernels/losses.h"
#include "../../src/net/kernels/masks.h"
#include "../../src/net/kernels/optimizers.h"
#include "../../src/net/kernels/packing.h"
#include "../../src/net/kernels/products.h"
#include "../../src/net/kernels/simd.h"
#include "net/random.h"

using net::Activation, net::Loss, net::OptimizerKind;
using Doubles = Eigen::MatrixXd;

namespace {

constexpr Activation activations[] = {Activation::relu, Activation::tanh, Activation::sigmoid, Activation::linear};

net::Matrix normal(int rows, int columns, std::uint32_t lane) {
  const net::Random random(1, net::Purpose::test_points, 0, lane);
  net::Matrix m(rows, columns);
  for (int i = 0; i < rows * columns; ++i) m.data()[i] = random.normal(static_cast<std::uint32_t>(i));
  return m;
}

double f(Activation activation, double z) {
  if (activation == Activation::relu) return std::max(z, 0.0);
  if (activation == Activation::tanh) return std::tanh(z);
  return activation == Activation::sigmoid ? 1 / (1 + std::exp(-z)) : z;
}

// f'(z), of a = f(z)
double slope(Activation activation, double a) {
  if (activation == Activation::relu) return a > 0 ? 1 : 0;
  if (activation == Activation::tanh) return 1 - a * a;
  return activation == Activation::sigmoid ? a * (1 - a) : 1;
}

Doubles each(const Doubles& m, Activation activation, double (*function)(Activation, double)) {
  return m.unaryExpr([&](double v) { return function(activation, v); });
}

bool bit(const std::vector<std::uint8_t>& bytes, Eigen::Index at) {
  return bytes[static_cast<std::size_t>(at / 8)] >> (at % 8) & 1;
}

// (rows, stride) of 0 and 1.
Doubles ones_and_zeros(const std::vector<std::uint8_t>& bytes, int rows, int stride) {
  Doubles m(rows, stride);
  for (int u = 0; u < rows; ++u)
    for (int i = 0; i < stride; ++i) m(u, i) = bit(bytes, u * stride + i);
  return m;
}

std::vector<std::uint8_t> some_bits(int rows, int stride) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(rows * stride / 8));
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(37 * i + 11);
  return bytes;
}

double apart(const net::Matrix& ours, const Doubles& plain) {
  return (ours.cast<double>() - plain).cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("activate: f(z)·mask·scale; multiply_by_slope: delta·f'(z)·mask·scale") {
  constexpr int rows = 5, stride = 24;
  const auto bytes = some_bits(rows, stride);
  const Doubles mask = ones_and_zeros(bytes, rows, stride);
  for (const Activation activation : activations) {
    CAPTURE(static_cast<int>(activation));
    const net::Matrix z = normal(rows, stride, 1), delta = normal(rows, stride, 2);
    const Doubles a = each(z.cast<double>(), activation, f), slopes = each(a, activation, slope);

    net::Matrix ours = z, back = delta;
    net::activate({activation, bytes.data(), 1.25f}, ours.data(), rows, stride, stride);
    CHECK(apart(ours, a.cwiseProduct(mask) * 1.25) < 1e-5);
    net::multiply_by_slope({activation, bytes.data(), 1.25f}, ours.data(), back.data(), rows, stride, stride);
    CHECK(apart(back, delta.cast<double>().cwiseProduct(slopes).cwiseProduct(mask) * 1.25) < 1e-5);

    ours = z, back = delta;
    net::activate({activation}, ours.data(), rows, stride, stride);
    CHECK(apart(ours, a) < 1e-5);
    net::multiply_by_slope({activation}, ours.data(), back.data(), rows, stride, stride);
    CHECK(apart(back, delta.cast<double>().cwiseProduct(slopes)) < 1e-5);

    const net::Matrix factors = normal(rows, stride, 3);
    net::Matrix noisy = ours, kept_slope(rows, stride), product = z;
    net::apply_factors(activation, noisy.data(), kept_slope.data(), factors.data(), rows * stride);
    CHECK(apart(kept_slope, slopes.cwiseProduct(factors.cast<double>())) < 1e-5);
    CHECK(apart(noisy, a.cwiseProduct(factors.cast<double>())) < 1e-5);
    net::multiply(product.data(), factors.data(), rows * stride);
    CHECK(product == z.cwiseProduct(factors));
  }
}

TEST_CASE("products with a transfer: f(b + W·in)·mask·scale, and (Wᵀ·delta)·f'·mask·scale, small layers and large") {
  for (const auto& [units, fan_in] : {std::pair{3, 2}, {7, 5}, {20, 20}, {130, 150}}) {
    constexpr int stride = 40;
    const auto out_bytes = some_bits(units, stride), in_bytes = some_bits(fan_in, stride);
    const net::Layer size{units, fan_in, stride};
    const net::Matrix w = normal(units, fan_in, 1) * 0.1f, b = normal(units, 1, 2), in = normal(fan_in, stride, 3),
                      delta = normal(units, stride, 4);
    const Doubles z = (w.cast<double>() * in.cast<double>()).colwise() + b.cast<double>().col(0);
    for (const Activation activation : activations) {
      CAPTURE(units);
      CAPTURE(static_cast<int>(activation));
      net::Matrix out(units, stride), back(fan_in, stride);
      net::forward_product(size, w.data(), b.data(), in.data(), out.data(), {activation, out_bytes.data(), 2});
      const Doubles mask = ones_and_zeros(out_bytes, units, stride);
      CHECK(apart(out, 2 * each(z, activation, f).cwiseProduct(mask)) < 2e-5);

      // what the layer reads is a = f(z)·mask·scale itself, of which the slope is made
      net::Matrix a = in;
      net::activate({activation, in_bytes.data(), 2}, a.data(), fan_in, stride, stride);
      net::backward_product(size, w.data(), delta.data(), back.data(), {activation, in_bytes.data(), 2}, a.data());
      const Doubles slopes = each(each(in.cast<double>(), activation, f), activation, slope);
      const Doubles plain = (w.cast<double>().transpose() * delta.cast<double>()).cwiseProduct(slopes);
      CHECK(apart(back, 2 * plain.cwiseProduct(ones_and_zeros(in_bytes, fan_in, stride))) < 5e-5);
    }
  }
}

TEST_CASE("output_and_cost: each loss, its output and the derivative of the mean cost, by their definitions") {
  constexpr int outputs = 4, size = 11, stride = 16;
  for (const Loss loss : {Loss::sigmoid_cross_entropy, Loss::softmax_cross_entropy, Loss::squared_error}) {
    CAPTURE(static_cast<int>(loss));
    const Activation last = loss == Loss::sigmoid_cross_entropy   ? Activation::sigmoid
                            : loss == Loss::softmax_cross_entropy ? Activation::softmax
                                                                  : Activation::linear;
    const net::Matrix z = normal(outputs, stride, 1);
    net::Matrix y = net::Matrix::Zero(outputs, stride);
    for (int i = 0; i < size; ++i) y(i % outputs, i) = 1;
    double cost = 0;
    Doubles a(outputs, size), delta = Doubles::Zero(outputs, stride);
    for (int i = 0; i < size; ++i) {
      double sum = 0;
      for (int o = 0; o < outputs; ++o) sum += std::exp(static_cast<double>(z(o, i)));
      for (int o = 0; o < outputs; ++o) {
        const double logit = static_cast<double>(z(o, i)), t = static_cast<double>(y(o, i));
        a(o, i) = loss == Loss::softmax_cross_entropy ? std::exp(logit) / sum : f(last, logit);
        if (loss == Loss::sigmoid_cross_entropy) cost -= t * std::log(a(o, i)) + (1 - t) * std::log(1 - a(o, i));
        if (loss == Loss::softmax_cross_entropy) cost -= t * std::log(a(o, i));
        if (loss == Loss::squared_error) cost += 0.5 * (a(o, i) - t) * (a(o, i) - t);
        delta(o, i) = (a(o, i) - t) / size;
      }
    }
    net::Matrix ours = z, slopes(outputs, stride), alone = z;
    CHECK(net::output_and_cost(loss, last, outputs, size, stride, ours.data(), y.data(), slopes.data()) ==
          doctest::Approx(cost).epsilon(1e-5));
    CHECK(apart(ours.leftCols(size), a) < 1e-5);
    constexpr int written = (size + net::simd::width - 1) / net::simd::width * net::simd::width;
    CHECK(apart(slopes.leftCols(written), delta.leftCols(written)) < 1e-5);
    net::output(loss, last, outputs, stride, alone.data());
    CHECK(apart(alone.leftCols(size), a) < 1e-5);
  }
}

TEST_CASE("draw_bits: kept_bit() of every unit and example; per batch that of a batch of one for all") {
  constexpr int units = 9, stride = 24;
  const net::Random random(5, net::Purpose::mask, 3, 1);
  for (const float keep : {0.0f, 0.3f, 0.86f, 1.0f}) {
    const std::uint32_t threshold = net::keep_threshold(keep);
    std::vector<std::uint8_t> bytes(units * stride / 8), common(units * stride / 8);
    net::draw_bits(random, threshold, units, stride, bytes.data());
    net::draw_bits_per_batch(random, threshold, units, stride, common.data());
    for (int u = 0; u < units; ++u) {
      for (int i = 0; i < stride; ++i) {
        CHECK(bit(bytes, u * stride + i) == net::kept_bit(random, threshold, u, i, stride));
        CHECK(bit(common, u * stride + i) == net::kept_bit(random, threshold, u, 0, 8));
      }
    }
  }
}

TEST_CASE("update_parameters: each optimizer's line; limit_norms: rows that are too long, scaled to the limit") {
  constexpr int count = 24;
  const net::Matrix start = normal(1, count, 1), g = normal(1, count, 2), m = normal(1, count, 3),
                    s = normal(1, count, 4).cwiseAbs();
  for (const OptimizerKind kind :
       {OptimizerKind::sgd, OptimizerKind::momentum, OptimizerKind::averaged_momentum, OptimizerKind::adam}) {
    CAPTURE(static_cast<int>(kind));
    net::Optimizer o;
    o.kind = kind;
    o.rate = 0.05f;
    net::Matrix w = start, first = m, second = s;
    net::update_parameters(o, 3, count, w.data(), g.data(), first.data(), second.data());
    const double rate = 0.05, mu = 0.9, beta1 = 0.9, beta2 = 0.999;
    for (int i = 0; i < count; ++i) {
      double weight = start(i), v = m(i), square = s(i);
      const double slope_here = g(i);
      if (kind == OptimizerKind::sgd) weight -= rate * slope_here;
      if (kind == OptimizerKind::momentum) weight -= rate * (v = mu * v + slope_here);
      if (kind == OptimizerKind::averaged_momentum) weight -= rate * (v = mu * v + (1 - mu) * slope_here);
      if (kind == OptimizerKind::adam) {
        v = beta1 * v + (1 - beta1) * slope_here;
        square = beta2 * square + (1 - beta2) * slope_here * slope_here;
        weight -= rate * v / (1 - std::pow(beta1, 3)) / (std::sqrt(square / (1 - std::pow(beta2, 3))) + 1e-8);
      }
      CHECK(static_cast<double>(w(i)) == doctest::Approx(weight).epsilon(1e-4));
      CHECK(static_cast<double>(first(i)) == doctest::Approx(v).epsilon(1e-5));
      CHECK(static_cast<double>(second(i)) == doctest::Approx(square).epsilon(1e-5));
    }
  }
  net::Matrix w = normal(6, 5, 5);
  Doubles limited = w.cast<double>();
  for (int u = 0; u < 6; ++u) limited.row(u) *= std::min(1.0, 2 / limited.row(u).norm());
  net::limit_norms(2, 6, 5, w.data());
  CHECK(apart(w, limited) < 1e-6);
}

TEST_CASE("packing: the blocks as they stand, column beside column, whether all units are kept or some") {
  constexpr int rows = 30, columns = 44, depth = 12, first = 2;
  const net::Matrix from = normal(rows, columns, 1);
  std::vector<int> list;
  for (int i = 0; i < 20; ++i) list.push_back(i + i / 2);
  for (const net::Kept kept : {net::Kept{20, list.data()}, net::Kept{20}}) {
    CAPTURE(kept.units != nullptr);
    const auto panels = std::make_unique<net::Panels>();
    const auto at = [&](int k, int j) {
      const int panel = j / net::tile_columns;
      return panels->numbers[panel * net::tile_columns * depth + k * net::tile_columns + j % net::tile_columns];
    };
    net::pack(kept, first, depth, columns - 3, from.data(), columns, *panels);
    for (int k = 0; k < depth; ++k) {
      for (int j = 0; j < columns - 3; ++j) CHECK(at(k, j) == from(kept[first + k], j));
      for (int j = columns - 3; j % net::tile_columns != 0; ++j) CHECK(at(k, j) == 0);
    }
    constexpr int kept_columns = 17;
    net::pack_transposed(kept, first, kept_columns, depth, from.data(), columns, *panels);
    for (int k = 0; k < depth; ++k)
      for (int j = 0; j < kept_columns; ++j) CHECK(at(k, j) == from(kept[first + j], k));

    std::vector<float> side(static_cast<std::size_t>((kept_columns / net::tile_rows + 1) * net::tile_rows * depth));
    net::pack_side_by_side(kept, first, depth, kept, 1, kept_columns, from.data(), columns, side.data());
    for (int k = 0; k < depth; ++k) {
      for (int c = 0; c < kept_columns; ++c) {
        const int group = c / net::tile_rows;
        CHECK(side[static_cast<std::size_t>((group * depth + k) * net::tile_rows + c % net::tile_rows)] ==
              from(kept[first + k], kept[1 + c]));
      }
    }
    std::vector<float> few(8);
    net::gather(kept, first, 8, from.data(), few.data());
    for (int i = 0; i < 8; ++i) CHECK(few[static_cast<std::size_t>(i)] == from.data()[kept[first + i]]);
  }
}
