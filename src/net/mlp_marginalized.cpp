// The penalty that masks amount to, in place of the masks.
#include <cassert>

#include "net/eigen.h"
#include "net/mlp.h"

namespace net {

bool can_marginalize(const Shape& shape) {
  if (shape.layers != 1) return false;
  return shape.loss == Loss::squared_error ? shape.activation[0] == Activation::linear
                                           : shape.loss == Loss::sigmoid_cross_entropy;
}

// With c = (1-p)/p / size, s_i = Σ_j x_ij² w_j² and v_i the cost's second derivative by z_i, the penalty is
// c/2·Σ_i v_i s_i. Its slope by w_j is c·w_j·Σ_i v_i x_ij² + Σ_i t_i x_ij, by b Σ_i t_i, where t_i = c/2·v'(z_i)·s_i:
// squared error has v = 1, v' = 0, the sigmoid v = a(1-a), v' = a(1-a)(1-2a).
void Mlp::add_slope_of_masks() {
  assert(can_marginalize(shape_));
  const float keep = penalty.marginalized, c = (1 - keep) / keep / static_cast<float>(size_);
  const ConstMatrixView x = passed_on(0), a = passed_on(1);
  Eigen::Map<Eigen::ArrayXf> v(arena_.data() + test_a_, size_), t(arena_.data() + test_b_, size_);
  for (int o = 0; o < shape_.outputs(); ++o) {
    const float* w = parameters_.data() + row(1).weights + o * shape_.inputs();
    float* slope = gradient_.data() + row(1).weights + o * shape_.inputs();
    if (shape_.loss == Loss::squared_error) {
      v.setOnes();
      t.setZero();
    } else {
      const auto out = a.row(o).transpose().array();
      v = out * (1 - out);
      t.setZero();
      for (int j = 0; j < shape_.inputs(); ++j) t += (w[j] * x.row(j).transpose().array()).square();
      t *= c / 2 * v * (1 - 2 * out);
    }
    for (int j = 0; j < shape_.inputs(); ++j) {
      const auto in = x.row(j).transpose().array();
      slope[j] += c * w[j] * (v * in.square()).sum() + (t * in).sum();
    }
    gradient_[static_cast<std::size_t>(row(1).biases + o)] += t.sum();
  }
}

}  // namespace net
