// A second, plain implementation in double of what the analyses compute: one example, one loop at a time.
#pragma once
#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "net/mlp.h"
#include "net/random.h"

namespace plain {

using Numbers = std::vector<double>;

struct Net {
  net::Shape shape;
  std::vector<float> parameters;
  net::Matrix x, y;  // (inputs, m), (outputs, m)

  Numbers input(Eigen::Index example) const {
    Numbers out;
    for (Eigen::Index j = 0; j < x.rows(); ++j) out.push_back(static_cast<double>(x(j, example)));
    return out;
  }
  int units(int row) const { return shape.units[static_cast<std::size_t>(row)]; }
  double weight(int layer, int unit, int input) const {
    return static_cast<double>(
        parameters[static_cast<std::size_t>(shape.weight_offset(layer) + unit * units(layer) + input)]);
  }
  double bias(int layer, int unit) const {
    return static_cast<double>(parameters[static_cast<std::size_t>(shape.bias_offset(layer) + unit)]);
  }
};

using net::view;

// Weights, inputs and targets all normal numbers.
inline Net make(std::vector<int> units, net::Activation hidden, net::Loss loss, int examples, std::uint64_t seed) {
  Net made;
  made.shape.layers = static_cast<int>(units.size()) - 1;
  std::copy(units.begin(), units.end(), made.shape.units.begin());
  made.shape.activation.fill(hidden);
  made.shape.loss = loss;
  made.shape.activation[units.size() - 2] = loss == net::Loss::sigmoid_cross_entropy   ? net::Activation::sigmoid
                                            : loss == net::Loss::softmax_cross_entropy ? net::Activation::softmax
                                                                                       : net::Activation::linear;
  const net::Random weights(seed, net::Purpose::initial_weights), data(seed, net::Purpose::training_points);
  for (int i = 0; i < made.shape.parameters(); ++i) {
    made.parameters.push_back(weights.normal(static_cast<std::uint32_t>(i)));
  }
  made.x.resize(units.front(), examples);
  made.y.setZero(units.back(), examples);
  std::uint32_t next = 0;
  for (Eigen::Index i = 0; i < made.x.size(); ++i) made.x.data()[i] = data.normal(next++);
  for (Eigen::Index i = 0; i < examples; ++i) {
    for (Eigen::Index c = 0; c < units.back(); ++c) {
      if (loss == net::Loss::squared_error) made.y(c, i) = data.normal(next++);
      if (loss == net::Loss::sigmoid_cross_entropy) made.y(c, i) = data.uniform(next++) < 0.5f ? 0.0f : 1.0f;
    }
    if (loss == net::Loss::softmax_cross_entropy)
      made.y(data.below(next++, static_cast<std::uint32_t>(units.back())), i) = 1;
  }
  return made;
}

// What a unit's activation is multiplied by before it is passed on.
using Factor = std::function<double(int layer, int unit)>;
inline double whole(int, int) { return 1; }

inline double activate(net::Activation f, double z) {
  switch (f) {
    case net::Activation::relu:
      return std::max(z, 0.0);
    case net::Activation::tanh:
      return std::tanh(z);
    case net::Activation::sigmoid:
      return 1 / (1 + std::exp(-z));
    default:
      return z;
  }
}

// From layer `layer`'s pre-activation z to the logits.
inline Numbers logits_from(const Net& net, int layer, Numbers z, const Factor& factor) {
  for (; layer + 1 < net.shape.layers; ++layer) {
    Numbers next;
    for (int k = 0; k < net.units(layer + 2); ++k) {
      double sum = net.bias(layer + 1, k);
      for (int j = 0; j < net.units(layer + 1); ++j) {
        const net::Activation f = net.shape.activation[static_cast<std::size_t>(layer)];
        sum += net.weight(layer + 1, k, j) * factor(layer + 1, j) * activate(f, z[static_cast<std::size_t>(j)]);
      }
      next.push_back(sum);
    }
    z = next;
  }
  return z;
}

// The pre-activation of `layer` for an input.
inline Numbers preactivation(const Net& net, int layer, const Numbers& x, const Factor& factor) {
  Numbers z;
  Numbers a = x;
  for (int l = 0; l <= layer; ++l) {
    z.clear();
    for (int k = 0; k < net.units(l + 1); ++k) {
      double sum = net.bias(l, k);
      for (int j = 0; j < net.units(l); ++j) sum += net.weight(l, k, j) * factor(l, j) * a[static_cast<std::size_t>(j)];
      z.push_back(sum);
    }
    a.clear();
    for (double value : z) a.push_back(activate(net.shape.activation[static_cast<std::size_t>(l)], value));
  }
  return z;
}

inline Numbers logits(const Net& net, const Numbers& x, const Factor& factor) {
  return preactivation(net, net.shape.layers - 1, x, factor);
}

inline Numbers output(const Net& net, const Numbers& z) {
  Numbers out;
  double sum = 0;
  for (double value : z) sum += std::exp(value);
  for (double value : z) {
    out.push_back(net.shape.loss == net::Loss::softmax_cross_entropy   ? std::exp(value) / sum
                  : net.shape.loss == net::Loss::sigmoid_cross_entropy ? 1 / (1 + std::exp(-value))
                                                                       : value);
  }
  return out;
}

// The data cost of one example.
inline double cost(const Net& net, const Numbers& z, Eigen::Index example) {
  const Numbers a = output(net, z);
  double sum = 0;
  for (std::size_t c = 0; c < a.size(); ++c) {
    const double y = static_cast<double>(net.y(static_cast<Eigen::Index>(c), example));
    switch (net.shape.loss) {
      case net::Loss::squared_error:
        sum += (a[c] - y) * (a[c] - y) / 2;
        break;
      case net::Loss::softmax_cross_entropy:
        sum -= y * std::log(a[c]);
        break;
      case net::Loss::sigmoid_cross_entropy:
        sum -= y * std::log(a[c]) + (1 - y) * std::log(1 - a[c]);
        break;
    }
  }
  return sum;
}

inline double mean_cost(const Net& net, const Factor& factor) {
  double sum = 0;
  for (Eigen::Index i = 0; i < net.x.cols(); ++i) sum += cost(net, logits(net, net.input(i), factor), i);
  return sum / static_cast<double>(net.x.cols());
}

inline double accuracy(const Net& net, const Factor& factor) {
  int right = 0, decisions = 0;
  for (Eigen::Index i = 0; i < net.x.cols(); ++i) {
    const Numbers z = logits(net, net.input(i), factor);
    if (net.shape.loss == net::Loss::softmax_cross_entropy) {
      const auto said = std::max_element(z.begin(), z.end()) - z.begin();
      right += net.y(said, i) > 0.5f;
      ++decisions;
      continue;
    }
    for (std::size_t c = 0; c < z.size(); ++c, ++decisions)
      right += (z[c] > 0) == (net.y(static_cast<Eigen::Index>(c), i) > 0.5f);
  }
  return static_cast<double>(right) / decisions;
}

}  // namespace plain
