#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "net/mlp.h"
#include "net/random.h"

namespace {

constexpr int size = 24;

net::Shape shape_of(int hidden) {
  net::Shape shape;
  shape.layers = 3;
  shape.units = {10, hidden, hidden, 1};
  shape.activation = {net::Activation::relu, net::Activation::tanh, net::Activation::sigmoid};
  return shape;
}

void fill(net::Matrix& m, std::uint32_t lane) {
  const net::Random random(9, net::Purpose::input_noise, 0, lane);
  for (Eigen::Index i = 0; i < m.size(); ++i) m.data()[i] = random.normal(static_cast<std::uint32_t>(i));
}

struct Net {
  net::Mlp mlp;
  explicit Net(int hidden, net::MaskPer per) : mlp(shape_of(hidden), size) {
    net::initialize(mlp.shape(), net::Initialization::he, 4, mlp.parameters());
    mlp.dropout.keep = {1, 0.5f, 1, 1, 1, 1, 1, 1};
    mlp.dropout.per = per;
  }
};

void check_held(int hidden, net::MaskPer per) {
  Net held(hidden, per), explicitly(hidden, per);
  held.mlp.dropout.held = std::make_shared<const std::vector<net::Held>>(
      std::vector<net::Held>{{0, 3, false}, {1, 2, true}, {1, 5, false}, {2, 1, false}, {2, 4, true}});
  held.mlp.draw_masks(7, 11, size);
  explicitly.mlp.draw_masks(7, 11, size);
  for (int l = 0; l < 3; ++l) {
    net::Matrix mask = net::Matrix::Ones(held.mlp.shape().units[static_cast<std::size_t>(l)], size);
    for (int u = 0; u < mask.rows(); ++u) {
      for (int i = 0; i < size; ++i) {
        net::Dropout drawn = held.mlp.dropout;
        const bool kept = net::kept(drawn, 7, 11, l, u, i, size);
        mask(u, i) = kept ? 1.0f : 0.0f;
        CHECK(held.mlp.mask_bits(l).kept(u, per == net::MaskPer::batch ? 0 : i) == kept);
        drawn.held = nullptr;
        const bool is_held = (l == 0 && u == 3) || (l == 1 && (u == 2 || u == 5)) || (l == 2 && (u == 1 || u == 4));
        if (!is_held)
          CHECK(net::kept(drawn, 7, 11, l, u, i, size) == kept);
        else
          CHECK(kept == (u == 2 || u == 4));
      }
    }
    explicitly.mlp.set_mask(l, mask);
  }
  net::Matrix x(10, size), y = net::Matrix::Zero(1, size);
  fill(x, 1);
  const net::Batch batch{net::view(x), net::view(y)};
  CHECK(held.mlp.forward(batch) == doctest::Approx(explicitly.mlp.forward(batch)));
  held.mlp.backward();
  explicitly.mlp.backward();
  for (int p = 0; p < held.mlp.shape().parameters(); ++p) {
    REQUIRE(held.mlp.gradient()[p] == doctest::Approx(explicitly.mlp.gradient()[p]).epsilon(1e-4));
  }
}

}  // namespace

TEST_CASE("a held unit is kept or dropped in every mask, the others are drawn as ever") {
  SUBCASE("a mask for each example") { check_held(12, net::MaskPer::example); }
  SUBCASE("one mask for the batch") { check_held(12, net::MaskPer::batch); }
  SUBCASE("one mask for the batch of a large network, whose products leave dropped units out") {
    check_held(160, net::MaskPer::batch);
  }
}
