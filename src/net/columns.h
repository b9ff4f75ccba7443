// A product of matrices that runs along the columns: no allocation, no packing, and a column's result does not depend
// on the others. For the analyses, which are to be small rather than fastest. Private to net.
#pragma once
#include <algorithm>

#include "net/eigen.h"

namespace net {

constexpr Eigen::Index product_width = 32;  // columns at a time: as many as the registers hold

// The columns first … first+width-1 of out += a·b. a is any (rows, depth); b and out have contiguous rows.
template <class A, class B, class Out>
void add_product_columns(const A& a, const B& b, Out& out, Eigen::Index first, Eigen::Index width) {
  using Scalar = typename A::Scalar;
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    Scalar* to = &out.coeffRef(i, first);
    if (width == product_width) {
      using Sum = Eigen::Array<Scalar, product_width, 1>;
      Sum sum = Eigen::Map<const Sum>(to);
      for (Eigen::Index k = 0; k < a.cols(); ++k) sum += a.coeff(i, k) * Eigen::Map<const Sum>(&b.coeffRef(k, first));
      Eigen::Map<Sum>{to} = sum;
    } else {
      for (Eigen::Index k = 0; k < a.cols(); ++k) {
        const Scalar factor = a.coeff(i, k);
        const Scalar* from = &b.coeffRef(k, first);
        for (Eigen::Index j = 0; j < width; ++j) to[j] += factor * from[j];
      }
    }
  }
}

// out += a·b.
template <class A, class B, class Out>
void add_product(const A& a, const B& b, Out& out) {
  for (Eigen::Index j = 0; j < b.cols(); j += product_width) {
    add_product_columns(a, b, out, j, std::min(product_width, b.cols() - j));
  }
}

}  // namespace net
