// Layers with one mask for the whole batch leave dropped units out of their products: nothing else may change.
#include <doctest/doctest.h>

#include <vector>

#include "../../src/net/kernels/kept_products.h"
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

// A row of units of which some are dropped, and the list of the kept ones.
struct Dropped {
  std::vector<std::uint8_t> bytes;
  std::vector<int> units;
  net::Kept kept;

  Dropped(int count, float keep, std::uint32_t lane) : bytes(static_cast<std::size_t>(count)), units(bytes.size()) {
    const net::Random random(2, net::Purpose::mask, 0, lane);
    for (std::size_t u = 0; u < bytes.size(); ++u)
      bytes[u] = random.uniform(static_cast<std::uint32_t>(u)) < keep ? 0xff : 0;
    kept = {units.data(), net::list_kept(bytes.data(), 1, count, units.data())};
  }
  void clear_rows(net::Matrix& m) const {
    for (std::size_t u = 0; u < bytes.size(); ++u)
      if (!bytes[u]) m.row(static_cast<Eigen::Index>(u)).setZero();
  }
};

// The net after a few steps under masks per batch; `listed` false draws the same masks, but sets them one by one, for
// which nothing is left out.
net::Mlp train(net::Mlp mlp, const Examples& examples, bool listed) {
  for (std::uint64_t step = 0; step < 4; ++step) {
    mlp.draw_masks(3, step, examples.batch().size());
    for (int l = 0; l < mlp.shape().layers && !listed; ++l) {
      const net::Matrix mask = mlp.mask(l);
      if (mask.rows() > 0) mlp.set_mask(l, mask.replicate(1, examples.batch().size()));
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

TEST_CASE("the list of kept units has every kept one and goes up to a whole block") {
  for (const int units : {1, 5, 8, 30, 100}) {
    for (const float keep : {0.0f, 0.3f, 0.9f, 1.0f}) {
      const Dropped row(units, keep, 7);
      CHECK((row.kept.count % 8 == 0 || row.kept.count == units));
      std::vector<bool> listed(static_cast<std::size_t>(units));
      for (int i = 0; i < row.kept.count; ++i) {
        if (i > 0) CHECK(row.units[static_cast<std::size_t>(i)] > row.units[static_cast<std::size_t>(i - 1)]);
        listed[static_cast<std::size_t>(row.units[static_cast<std::size_t>(i)])] = true;
      }
      int kept = 0;
      for (std::size_t u = 0; u < listed.size(); ++u) {
        kept += row.bytes[u] != 0;
        if (row.bytes[u]) CHECK(listed[u]);
      }
      CHECK(row.kept.count < kept + 8);
    }
  }
}

TEST_CASE("products among kept units are Eigen's with zeros for the dropped ones") {
  for (const int units : {3, 70, 131}) {
    for (const int fan_in : {4, 65, 100}) {
      for (const int stride : {8, 40}) {
        CAPTURE(units);
        CAPTURE(fan_in);
        const Dropped out(units, 0.5f, 1), in(fan_in, 0.8f, 2);
        const net::LayerSize size{units, fan_in, stride};
        const net::Matrix w = random_matrix(units, fan_in, 1), b = random_matrix(units, 1, 2);
        net::Matrix x = random_matrix(fan_in, stride, 3), delta = random_matrix(units, stride, 4);
        in.clear_rows(x);
        out.clear_rows(delta);
        std::vector<float> scratch(static_cast<std::size_t>(net::kept_products_scratch(size)));

        net::Matrix z(units, stride), expected_z = (w * x).colwise() + b.col(0);
        z.setZero();
        net::kept_forward_product(size, out.kept, in.kept, w.data(), b.data(), x.data(), z.data(), scratch.data());
        out.clear_rows(z);
        out.clear_rows(expected_z);
        CHECK((z - expected_z).cwiseAbs().maxCoeff() < 2e-5f);

        net::Matrix back(fan_in, stride), expected_back = w.transpose() * delta;
        back.setZero();
        net::kept_backward_product(size, out.kept, in.kept, w.data(), delta.data(), back.data(), scratch.data());
        in.clear_rows(back);
        in.clear_rows(expected_back);
        CHECK((back - expected_back).cwiseAbs().maxCoeff() < 4e-5f);

        for (const float decay : {0.0f, 0.25f}) {
          net::Matrix dw = net::Matrix::Ones(units, fan_in), db = net::Matrix::Ones(units, 1);
          net::kept_gradient_product(size, out.kept, in.kept, w.data(), decay, delta.data(), x.data(), dw.data(),
                                     db.data(), scratch.data());
          CHECK((dw - (delta * x.transpose() + decay * w)).cwiseAbs().maxCoeff() < 2e-5f);
          CHECK((db - delta.rowwise().sum()).cwiseAbs().maxCoeff() < 1e-5f);
        }
      }
    }
  }
}

TEST_CASE("training with dropped units left out is training with them masked") {
  for (const net::OptimizerKind kind : {net::OptimizerKind::sgd, net::OptimizerKind::momentum}) {
    for (const bool drops_input : {false, true}) {
      net::Mlp mlp(reference::make_shape({100, 110, 90, 5}, Activation::tanh, Activation::softmax,
                                         Loss::softmax_cross_entropy), 13);
      reference::start(mlp, nullptr, 1);
      const Examples examples(mlp.shape(), 13, 2);
      mlp.dropout.keep = {drops_input ? 0.8f : 1.0f, 0.5f, 0.5f, 1, 1, 1, 1, 1};
      mlp.dropout.per = net::MaskPer::batch;
      mlp.optimizer.kind = kind;
      mlp.penalty.l2 = drops_input ? 0.1f : 0;
      const net::Mlp listed = train(mlp, examples, true), masked = train(mlp, examples, false);
      const int count = mlp.shape().parameters();
      CHECK(largest_difference(listed.parameters(), masked.parameters(), count) < 2e-5f);
      CHECK(largest_difference(listed.gradient(), masked.gradient(), count) < 2e-5f);
      CHECK(largest_difference(listed.parameters(), mlp.parameters(), count) > 1e-2f);
      for (int l = 0; l <= 3; ++l)
        CHECK((listed.passed_on(l) - masked.passed_on(l)).cwiseAbs().maxCoeff() < 2e-5f);
    }
  }
}
