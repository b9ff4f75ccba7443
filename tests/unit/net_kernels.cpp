// The engine's kernels against libm in double precision and against Eigen's expressions.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "../../src/net/kernels/functions.h"
#include "../../src/net/kernels/products.h"
#include "net/random.h"
#include "net/types.h"

namespace simd = net::simd;

namespace {

template <typename Function>
float lane(Function function, float x) {
  return function(simd::splat(x))[0];
}

net::Matrix random_matrix(int rows, int columns, std::uint32_t lane) {
  const net::Random random(1, net::Purpose::test_points, 0, lane);
  net::Matrix m(rows, columns);
  for (int i = 0; i < rows * columns; ++i) m.data()[i] = random.normal(static_cast<std::uint32_t>(i));
  return m;
}

// The largest difference, in units of the root of the depth of the sums.
double difference(const net::Matrix& a, const Eigen::MatrixXd& b, int depth) {
  return (a.cast<double>() - b).cwiseAbs().maxCoeff() / std::sqrt(static_cast<double>(depth));
}

}  // namespace

TEST_CASE("tanh, sigmoid, exp and log(1 + x) agree with libm") {
  double worst_tanh = 0, worst_sigmoid = 0, worst_exp = 0, worst_log = 0;
  for (int i = -40000; i <= 40000; ++i) {
    const float x = static_cast<float>(i) * 5e-4f;
    const double exact = x;
    worst_tanh = std::max(worst_tanh, std::abs(lane(simd::tanh, x) - std::tanh(exact)));
    worst_sigmoid = std::max(worst_sigmoid, std::abs(lane(simd::sigmoid, x) - 1 / (1 + std::exp(-exact))));
    worst_exp = std::max(worst_exp, std::abs(lane(simd::exp, x) / std::exp(exact) - 1));
    const float y = std::exp(x);
    worst_log = std::max(worst_log, std::abs(lane(simd::log_one_plus, y) / std::log1p(static_cast<double>(y)) - 1));
  }
  CHECK(worst_tanh < 5e-7);
  CHECK(worst_sigmoid < 2e-7);
  CHECK(worst_exp < 3e-7);
  CHECK(worst_log < 4e-7);
}

TEST_CASE("the functions keep their digits near 0 and their limits far out") {
  for (const float x : {1e-30f, 1e-8f, 1e-3f, -1e-8f}) {
    CHECK(std::abs(lane(simd::tanh, x) / std::tanh(static_cast<double>(x)) - 1) < 5e-7);
    if (x > 0) CHECK(std::abs(lane(simd::log_one_plus, x) / std::log1p(static_cast<double>(x)) - 1) < 5e-7);
  }
  CHECK(lane(simd::tanh, 50.0f) == doctest::Approx(1));
  CHECK(lane(simd::tanh, -1e30f) == doctest::Approx(-1));
  CHECK(lane(simd::exp, -100.0f) == 0);
  CHECK(lane(simd::sigmoid, -1000.0f) < 1e-37f);
  CHECK(lane(simd::sigmoid, 1000.0f) == 1);
  CHECK(std::isfinite(lane(simd::exp, 1e30f)));
  CHECK(std::isnan(lane(simd::tanh, NAN)));
  CHECK(std::isnan(lane(simd::exp, NAN)));
}

TEST_CASE("the three products of a layer are Eigen's, whatever the sizes") {
  for (const int units : {1, 2, 3, 4, 5, 7, 8, 20, 65, 130, 300}) {
    for (const int fan_in : {1, 2, 3, 4, 6, 8, 9, 31, 64, 100, 300}) {
      for (const int stride : {8, 16, 40, 64, 264}) {
        CAPTURE(units);
        CAPTURE(fan_in);
        CAPTURE(stride);
        const net::Layer size{units, fan_in, stride};
        const net::Matrix w = random_matrix(units, fan_in, 1), b = random_matrix(units, 1, 2),
                          in = random_matrix(fan_in, stride, 3), delta = random_matrix(units, stride, 4);
        const Eigen::MatrixXd wd = w.cast<double>(), ind = in.cast<double>(), dd = delta.cast<double>();

        net::Matrix out(units, stride);
        net::forward_product(size, w.data(), b.data(), in.data(), out.data());
        CHECK(difference(out, (wd * ind).colwise() + b.cast<double>().col(0), fan_in) < 5e-6);

        net::Matrix back(fan_in, stride);
        net::backward_product(size, w.data(), delta.data(), back.data());
        CHECK(difference(back, wd.transpose() * dd, units) < 5e-6);

        net::Matrix dw(units, fan_in), db(units, 1);
        net::gradient_product(size, w.data(), 0.25f, delta.data(), in.data(), dw.data(), db.data());
        CHECK(difference(dw, dd * ind.transpose() + 0.25 * wd, stride) < 5e-6);
        CHECK(difference(db, dd.rowwise().sum(), stride) < 5e-6);
      }
    }
  }
}
