#include "analyses/crowd_masks.h"

namespace lab {
namespace {

net::Activation of_output(const net::Shape& shape) { return net::nth(shape.activation, shape.layers - 1); }
net::Pass<double>::ConstView view(const Drawn::Values& v) { return {v.data(), v.rows(), v.cols()}; }

}  // namespace

void Drawn::begin(const float* parameters, const net::Dropout& dropout, net::ConstMatrixView x) {
  const net::Shape& shape = whole_.shape();
  masks_.begin(parameters, dropout, x, {nullptr, shape.outputs(), 0, Eigen::OuterStride<>(1)}, drawn_seed);
  whole_.set_parameters(parameters);
  whole_.set_input(x);
  whole_.run_test(dropout);
  weight_scaling_ = whole_.activation(shape.layers);
  averages_.begin(weight_scaling_);
}

void Drawn::advance() {
  masks_.advance(1);
  logits_ = masks_.logits().cast<double>();
  answers_ = logits_;
  net::activate(of_output(whole_.shape()), answers_);
  averages_.add(1.0 / drawn_masks, view(answers_), view(logits_));
  if (done()) averages_.finish(of_output(whole_.shape()));
}

}  // namespace lab
