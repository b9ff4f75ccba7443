#include "net/pass.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "columns.h"

namespace net {
namespace {

// log(1 + e^z), without overflow.
double softplus(double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))); }

// z and y are (outputs, size); returns the sum over the columns.
template <class Logits>
double softmax_cost(const Logits& z, ConstMatrixView y) {
  double sum = 0;
  for (Eigen::Index i = 0; i < z.cols(); ++i) {
    const double top = static_cast<double>(z.col(i).maxCoeff());
    double exponentials = 0, right = 0, targets = 0;
    for (Eigen::Index c = 0; c < z.rows(); ++c) {
      const double above = static_cast<double>(z(c, i)) - top;
      exponentials += std::exp(above);
      right += static_cast<double>(y(c, i)) * above;
      targets += static_cast<double>(y(c, i));
    }
    sum += targets * std::log(exponentials) - right;
  }
  return sum;
}

template <class Logits>
double sigmoid_cost(const Logits& z, ConstMatrixView y) {
  double sum = 0;
  for (Eigen::Index c = 0; c < z.rows(); ++c) {
    for (Eigen::Index i = 0; i < z.cols(); ++i) {
      const double logit = static_cast<double>(z(c, i));
      sum += softplus(logit) - static_cast<double>(y(c, i)) * logit;
    }
  }
  return sum;
}

template <class View>
void apply(Activation activation, View z) {
  using Scalar = typename View::Scalar;
  switch (activation) {
    case Activation::relu:
      z = z.cwiseMax(Scalar{0});
      break;
    case Activation::tanh:
      z = z.array().tanh();
      break;
    case Activation::sigmoid:
      z = (Scalar{1} + (-z.array()).exp()).inverse();
      break;
    case Activation::linear:
      break;
    case Activation::softmax:
      for (Eigen::Index i = 0; i < z.cols(); ++i) {
        const Scalar top = z.col(i).maxCoeff();
        z.col(i) = (z.col(i).array() - top).exp();
        z.col(i) /= z.col(i).sum();
      }
  }
}

}  // namespace

double training_scale(const Dropout& dropout, int layer) {
  const double keep = static_cast<double>(dropout.keep[static_cast<std::size_t>(layer)]);
  return dropout.scaling == Scaling::inverted ? 1 / keep : 1;
}

double test_scale(const Dropout& dropout, int layer) {
  const double keep = static_cast<double>(dropout.keep[static_cast<std::size_t>(layer)]);
  return dropout.scaling == Scaling::classic && dropout.noise == Noise::bernoulli ? keep : 1;
}

template <class Scalar>
Pass<Scalar>::Pass(const Shape& shape, int max_examples) : shape_(shape), max_examples_(max_examples) {
  std::size_t units = 0;
  for (int row = 0; row <= shape.layers; ++row)
    units += static_cast<std::size_t>(shape.units[static_cast<std::size_t>(row)]);
  const std::size_t examples = static_cast<std::size_t>(max_examples),
                    outputs = static_cast<std::size_t>(shape.outputs());
  parameters_.resize(static_cast<std::size_t>(shape.parameters()));
  activations_.resize(units * examples);
  passed_on_.resize((units - outputs) * examples);
  logits_.resize(outputs * examples);
}

template <class Scalar>
void Pass<Scalar>::set_parameters(const float* parameters) {
  std::copy_n(parameters, parameters_.size(), parameters_.begin());
}

template <class Scalar>
void Pass<Scalar>::set_input(ConstMatrixView x) {
  assert(x.rows() == shape_.inputs() && x.cols() >= 1 && x.cols() <= max_examples_);
  size_ = static_cast<int>(x.cols());
  activation(0) = x.cast<Scalar>();
}

template <class Scalar>
Scalar* Pass<Scalar>::row_begin(std::vector<Scalar>& rows, int row) {
  Scalar* begin = rows.data();
  for (int r = 0; r < row; ++r) begin += shape_.units[static_cast<std::size_t>(r)] * max_examples_;
  return begin;
}

template <class Scalar>
typename Pass<Scalar>::View Pass<Scalar>::activation(int row) {
  return {row_begin(activations_, row), shape_.units[static_cast<std::size_t>(row)], size_};
}

template <class Scalar>
typename Pass<Scalar>::View Pass<Scalar>::passed_on(int row) {
  return {row_begin(passed_on_, row), shape_.units[static_cast<std::size_t>(row)], size_};
}

template <class Scalar>
typename Pass<Scalar>::View Pass<Scalar>::logits() {
  return {logits_.data(), shape_.outputs(), size_};
}

template <class Scalar>
typename Pass<Scalar>::ConstView Pass<Scalar>::weights(int layer) const {
  const std::size_t l = static_cast<std::size_t>(layer);
  return {parameters_.data() + shape_.weight_offset(layer), shape_.units[l + 1], shape_.units[l]};
}

template <class Scalar>
void Pass<Scalar>::preactivate(int layer) {
  View z = activation(layer + 1);
  const ConstView bias(parameters_.data() + shape_.bias_offset(layer), z.rows(), 1);
  z.colwise() = bias.col(0);
  add_product(weights(layer), passed_on(layer), z);
}

template <class Scalar>
void Pass<Scalar>::activate(int layer) {
  View z = activation(layer + 1);
  if (layer + 1 == shape_.layers) logits() = z;
  apply(shape_.activation[static_cast<std::size_t>(layer)], z);
}

template <class Scalar>
void Pass<Scalar>::run_test(const Dropout& dropout, int layer) {
  for (; layer < shape_.layers; ++layer) {
    passed_on(layer) = static_cast<Scalar>(test_scale(dropout, layer)) * activation(layer);
    preactivate(layer);
    activate(layer);
  }
}

template <class Scalar>
double Pass<Scalar>::cost(ConstMatrixView y) const {
  assert(y.rows() == shape_.outputs() && y.cols() == size_);
  const ConstView z(logits_.data(), shape_.outputs(), size_);
  switch (shape_.loss) {
    case Loss::sigmoid_cross_entropy:
      return sigmoid_cost(z, y) / size_;
    case Loss::softmax_cross_entropy:
      return softmax_cost(z, y) / size_;
    case Loss::squared_error:
      break;
  }
  const ConstView output(activations_.data() + (activations_.size() - logits_.size()), shape_.outputs(), size_);
  return (output.template cast<double>() - y.cast<double>()).squaredNorm() / 2 / size_;
}

template <class Scalar>
double Pass<Scalar>::accuracy(ConstMatrixView y) const {
  assert(y.rows() == shape_.outputs() && y.cols() == size_);
  if (shape_.loss == Loss::squared_error) return std::numeric_limits<double>::quiet_NaN();
  const ConstView z(logits_.data(), shape_.outputs(), size_);
  if (shape_.loss == Loss::sigmoid_cross_entropy) {
    return static_cast<double>(((z.array() >= 0) == (y.array() >= 0.5f)).count()) / static_cast<double>(z.size());
  }
  int right = 0;
  for (Eigen::Index i = 0; i < size_; ++i) {
    Eigen::Index said = 0, is = 0;
    z.col(i).maxCoeff(&said);
    y.col(i).maxCoeff(&is);
    right += said == is;
  }
  return static_cast<double>(right) / size_;
}

void activate(Activation activation, Pass<double>::Values& z) {
  apply(activation, Pass<double>::View(z.data(), z.rows(), z.cols()));
}

Judgement judge(Loss loss, const Eigen::Ref<const Pass<double>::Values>& output, ConstMatrixView y) {
  assert(y.rows() == output.rows() && y.cols() == output.cols());
  const auto target = y.cast<double>().array();
  const auto size = static_cast<double>(output.cols());
  // a probability that is 0 or 1 in double costs as much as can be written
  const auto logarithm = [](const auto& p) { return p.cwiseMax(std::numeric_limits<double>::min()).log(); };
  Judgement found{0, std::numeric_limits<double>::quiet_NaN()};
  switch (loss) {
    case Loss::squared_error:
      found.cost = (output.array() - target).square().sum() / 2 / size;
      break;
    case Loss::sigmoid_cross_entropy:
      found.cost = -(target * logarithm(output.array()) + (1 - target) * logarithm(1 - output.array())).sum() / size;
      found.accuracy = static_cast<double>(((output.array() >= 0.5) == (target >= 0.5)).count()) /
                       static_cast<double>(output.size());
      break;
    case Loss::softmax_cross_entropy: {
      found.cost = -(target * logarithm(output.array())).sum() / size;
      int right = 0;
      for (Eigen::Index i = 0; i < output.cols(); ++i) {
        Eigen::Index said = 0, is = 0;
        output.col(i).maxCoeff(&said);
        y.col(i).maxCoeff(&is);
        right += said == is;
      }
      found.accuracy = right / size;
    }
  }
  return found;
}

template class Pass<float>;
template class Pass<double>;

}  // namespace net
