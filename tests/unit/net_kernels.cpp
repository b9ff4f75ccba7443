// The engine's kernels against libm in double precision and against Eigen's expressions.
#include <doctest/doctest.h>

#include <algorithm>
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

        net::Matrix dw(units, fan_in), db = net::Matrix::Constant(units + 1, 1, 7);
        net::gradient_product(size, w.data(), 0.25f, delta.data(), in.data(), dw.data(), db.data());
        CHECK(difference(dw, dd * ind.transpose() + 0.25 * wd, stride) < 5e-6);
        CHECK(difference(db.topRows(units), dd.rowwise().sum(), stride) < 5e-6);
        CHECK(db(units) == 7);  // which is no unit's
      }
    }
  }
}

TEST_CASE("products and transfers keep what lies beyond the columns that are needed out of those that are") {
  for (const int units : {1, 2, 3, 4, 70}) {
    for (const int fan_in : {1, 2, 4, 7, 80}) {
      for (const bool masked : {false, true}) {
        CAPTURE(units);
        CAPTURE(fan_in);
        CAPTURE(masked);
        const int stride = 16, columns = 8 + simd::width;
        const net::Layer all{units, fan_in, stride};
        const net::Layer needed{.units = units, .fan_in = fan_in, .stride = stride, .columns = columns};
        const net::Matrix w = random_matrix(units, fan_in, 1), b = random_matrix(units, 1, 2);
        net::Matrix in = random_matrix(fan_in, stride, 3), delta = random_matrix(units, stride, 4);
        delta.rightCols(stride - columns).setZero();
        const std::vector<std::uint8_t> bytes(static_cast<std::size_t>(2 * std::max(units, fan_in)), 0x5a);
        const net::Transfer transfer{net::Activation::tanh, masked ? bytes.data() : nullptr, masked ? 2.0f : 1.0f};

        net::Matrix out(units, stride), back(fan_in, stride), dw(units, fan_in), db(units, 1);
        net::forward_product(all, w.data(), b.data(), in.data(), out.data(), transfer);
        net::backward_product(all, w.data(), delta.data(), back.data(), transfer, in.data());
        net::gradient_product(all, w.data(), 0, delta.data(), in.data(), dw.data(), db.data());

        in.rightCols(stride - columns).setConstant(NAN);
        delta.rightCols(stride - columns).setConstant(NAN);
        net::Matrix out2(units, stride), back2(fan_in, stride), dw2(units, fan_in), db2(units, 1);
        net::forward_product(needed, w.data(), b.data(), in.data(), out2.data(), transfer);
        net::backward_product(needed, w.data(), delta.data(), back2.data(), transfer, in.data());
        net::gradient_product(needed, w.data(), 0, delta.data(), in.data(), dw2.data(), db2.data());
        CHECK(out2.leftCols(columns) == out.leftCols(columns));
        CHECK(back2.leftCols(columns) == back.leftCols(columns));
        CHECK(dw2 == dw);
        CHECK(db2 == db);
      }
    }
  }
}
