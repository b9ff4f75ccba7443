// Layers with one mask for the whole batch leave dropped units out of their products: nothing else may change.
#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "../../src/net/kernels/products.h"
#include "net/random.h"
#include "net_reference.h"

using net::Activation, net::Loss;
using reference::Examples;

namespace {

net::Matrix random_matrix(int rows, int columns, std::uint32_t lane) {
  const net::Random random(1, net::Purpose::test_points, 0, lane);
  net::Matrix m(rows, columns);
  for (int i = 0; i < rows * columns; ++i) m.data()[i] = random.normal(static_cast<std::uint32_t>(i));
  return m;
}

// A row of units of which some are dropped: the list of the others.
struct Dropped {
  std::vector<int> units;

  Dropped(int count, float keep, std::uint32_t lane) {
    const net::Random random(2, net::Purpose::mask, 0, lane);
    for (int u = 0; u < count; ++u)
      if (u == 0 || random.uniform(static_cast<std::uint32_t>(u)) < keep) units.push_back(u);
  }
  net::Kept kept() const { return {static_cast<int>(units.size()), units.data()}; }
  // m with zeros in the rows of the dropped units.
  net::Matrix masked(const net::Matrix& m) const {
    net::Matrix result = net::Matrix::Zero(m.rows(), m.cols());
    for (const int u : units) result.row(u) = m.row(u);
    return result;
  }
};

// The net after a few steps under masks; `listed` false draws the same masks, but sets them one by one, for which
// nothing is left out.
net::Mlp train(net::Mlp mlp, const Examples& examples, bool listed, std::uint64_t seed = 3) {
  for (std::uint64_t step = 0; step < 4; ++step) {
    mlp.draw_masks(seed, step, examples.batch().size());
    for (int l = 0; l < mlp.shape().layers && !listed; ++l) {
      const net::Matrix mask = mlp.mask(l);
      if (mask.rows() > 0) mlp.set_mask(l, mask.replicate(1, examples.batch().size() / mask.cols()));
    }
    mlp.forward(examples.batch());
    mlp.backward();
    mlp.update();
  }
  return mlp;
}

float largest_difference(const float* a, const float* b, int count) {
  using View = Eigen::Map<const net::Vector>;
  return (View(a, count) - View(b, count)).cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("products among kept units are Eigen's with zeros for the dropped ones, which they don't read") {
  for (const int units : {3, 70, 300}) {
    for (const int fan_in : {4, 65, 600}) {
      for (const int stride : {8, 40, 264}) {
        for (const auto& [drops_out, drops_in] : {std::pair{true, false}, {false, true}, {true, true}}) {
          CAPTURE(units);
          CAPTURE(fan_in);
          CAPTURE(stride);
          const Dropped out(units, drops_out ? 0.5f : 1.0f, 1), in(fan_in, drops_in ? 0.8f : 1.0f, 2);
          net::Layer layer{units, fan_in, stride};
          if (drops_out) layer.out = out.kept();
          if (drops_in) layer.in = in.kept();
          const net::Matrix w = random_matrix(units, fan_in, 1), b = random_matrix(units, 1, 2);
          const net::Matrix x = random_matrix(fan_in, stride, 3), x0 = in.masked(x);
          const net::Matrix delta = out.masked(random_matrix(units, stride, 4));

          net::Matrix z = net::Matrix::Constant(units, stride, 7);
          net::forward_product(layer, w.data(), b.data(), x.data(), z.data());
          CHECK((out.masked(z) - out.masked((w * x0).colwise() + b.col(0))).cwiseAbs().maxCoeff() < 1e-4f);
          CHECK((z - out.masked(z)).sum() == 7.0f * static_cast<float>((units - layer.out.count) * stride));

          net::Matrix back = net::Matrix::Constant(fan_in, stride, 7);
          net::backward_product(layer, w.data(), delta.data(), back.data());
          CHECK((in.masked(back) - in.masked(w.transpose() * delta)).cwiseAbs().maxCoeff() < 1e-4f);

          for (const float decay : {0.0f, 0.25f}) {
            net::Matrix dw = net::Matrix::Constant(units, fan_in, 7), db = net::Matrix::Constant(units, 1, 7);
            net::gradient_product(layer, w.data(), decay, delta.data(), x.data(), dw.data(), db.data());
            CHECK((dw - (delta * x0.transpose() + decay * w)).cwiseAbs().maxCoeff() < 1e-4f);
            CHECK((db - delta.rowwise().sum()).cwiseAbs().maxCoeff() < 2e-5f);
          }
        }
      }
    }
  }
}

TEST_CASE("training with dropped units left out is training with them masked") {
  for (const net::OptimizerKind kind : {net::OptimizerKind::sgd, net::OptimizerKind::momentum}) {
    for (const bool drops_input : {false, true}) {
      net::Mlp mlp(
          reference::make_shape({100, 110, 90, 5}, Activation::tanh, Activation::softmax, Loss::softmax_cross_entropy),
          13);
      reference::start(mlp, nullptr, 1);
      const Examples examples(mlp.shape(), 13, 2);
      mlp.dropout.keep = {drops_input ? 0.8f : 1.0f, 0.5f, 0.5f, 1, 1, 1, 1, 1};
      mlp.dropout.per = net::MaskPer::batch;
      mlp.optimizer.kind = kind;
      mlp.penalty.l2 = drops_input ? 0.1f : 0;
      for (std::uint64_t seed = 3; seed < 6; ++seed) {
        const net::Mlp listed = train(mlp, examples, true, seed), masked = train(mlp, examples, false, seed);
        const int count = mlp.shape().parameters();
        CHECK(largest_difference(listed.parameters(), masked.parameters(), count) < 2e-5f);
        CHECK(largest_difference(listed.gradient(), masked.gradient(), count) < 2e-5f);
        CHECK(largest_difference(listed.parameters(), mlp.parameters(), count) > 1e-2f);
        for (int l = 0; l <= 3; ++l) CHECK((listed.passed_on(l) - masked.passed_on(l)).cwiseAbs().maxCoeff() < 2e-5f);
      }
    }
  }
}

TEST_CASE("masks of each example, and Gaussian ones, leave no unit of a large network out of its products") {
  net::Mlp mlp(reference::make_shape({100, 110, 5}, Activation::tanh, Activation::softmax, Loss::softmax_cross_entropy),
               13);
  reference::start(mlp, nullptr, 1);
  const Examples examples(mlp.shape(), 13, 2);
  mlp.dropout.keep = {0.8f, 0.1f, 1, 1, 1, 1, 1, 1};  // of the first eight examples some units have none
  const net::Mlp drawn = train(mlp, examples, true), masked = train(mlp, examples, false);
  CHECK(largest_difference(drawn.parameters(), masked.parameters(), mlp.shape().parameters()) < 2e-5f);
  CHECK((drawn.passed_on(1) - masked.passed_on(1)).cwiseAbs().maxCoeff() < 2e-5f);

  mlp.dropout.noise = net::Noise::gaussian;
  mlp.dropout.per = net::MaskPer::batch;
  mlp.draw_masks(3, 0, 13);
  mlp.forward(examples.batch());
  CHECK(mlp.passed_on(1).cwiseAbs().rowwise().maxCoeff().minCoeff() > 0);
}
