#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "net/random.h"
#include "net_reference.h"

using net::Activation, net::Loss, net::MaskPer, net::Noise, net::Scaling;
using reference::Examples;

namespace {

net::Mlp make(std::vector<int> units, int max_batch, Activation hidden = Activation::relu) {
  const bool one = units.back() == 1;
  net::Mlp mlp(reference::make_shape(std::move(units), hidden, one ? Activation::sigmoid : Activation::softmax,
                                     one ? Loss::sigmoid_cross_entropy : Loss::softmax_cross_entropy),
               max_batch);
  reference::start(mlp, nullptr, 1);
  return mlp;
}

void train(net::Mlp& mlp, const Examples& examples, int steps, std::uint64_t seed = 1) {
  for (int s = 0; s < steps; ++s) {
    mlp.draw_masks(seed, static_cast<std::uint64_t>(s), examples.batch().size());
    mlp.forward(examples.batch());
    mlp.backward();
    mlp.update();
  }
}

bool same_bits(const net::Mlp& a, const net::Mlp& b) {
  return std::equal(a.parameters(), a.parameters() + a.shape().parameters(), b.parameters());
}

}  // namespace

TEST_CASE("input noise is drawn for every input of every example, anew in each step") {
  net::Mlp mlp = make({3, 4, 1}, 400);
  const Examples examples(mlp.shape(), 400, 2);
  mlp.penalty.input_noise = 0.5f;
  net::Matrix before = net::Matrix::Zero(3, 400);
  for (std::uint64_t step = 0; step < 2; ++step) {
    mlp.draw_masks(1, step, 400);
    mlp.forward(examples.batch());
    const net::Matrix noise = net::Matrix(mlp.passed_on(0)) - net::Matrix(examples.batch().x);
    CHECK((noise.array() != 0).all());
    CHECK((noise.array() != before.array()).all());
    for (int input = 0; input < 3; ++input)
      CHECK(std::sqrt(noise.row(input).squaredNorm() / 400) == doctest::Approx(0.5).epsilon(0.15));
    before = noise;
  }
}

TEST_CASE("a dropped unit receives no gradient") {
  for (const Activation f : {Activation::relu, Activation::tanh, Activation::sigmoid, Activation::linear}) {
    net::Mlp mlp = make({3, 6, 5, 2}, 20, f);
    const Examples examples(mlp.shape(), 20, 2);
    mlp.dropout.keep[1] = 0.5f;
    net::Matrix mask = net::Matrix::Ones(6, 20);
    mask.row(2).setZero();
    mlp.set_mask(1, mask);
    mlp.forward(examples.batch());
    mlp.backward();
    const auto into = net::weights(mlp.shape(), 0, mlp.gradient()),
               out_of = net::weights(mlp.shape(), 1, mlp.gradient());
    const auto bias = net::biases(mlp.shape(), 0, mlp.gradient());
    CHECK(into.row(2).isZero(0));
    CHECK(bias(2) == 0);
    CHECK(out_of.col(2).isZero(0));
    CHECK_FALSE(into.row(1).isZero(0));
    CHECK_FALSE(bias(1) == 0);
    CHECK_FALSE(out_of.col(1).isZero(0));
  }
}

TEST_CASE("inverted dropout keeps the expected activation, classic dropout shrinks it to keep times") {
  net::Mlp mlp = make({2, 8, 1}, 64, Activation::tanh);
  const Examples examples(mlp.shape(), 64, 2);
  mlp.forward(examples.batch());
  const net::Matrix whole = mlp.passed_on(1);
  constexpr int draws = 4000;
  for (const Noise noise : {Noise::bernoulli, Noise::gaussian}) {
    for (const Scaling scaling : {Scaling::inverted, Scaling::classic, Scaling::wrong}) {
      mlp.dropout.keep[1] = 0.7f;
      mlp.dropout.noise = noise;
      mlp.dropout.scaling = scaling;
      net::Matrix mean = net::Matrix::Zero(8, 64);
      for (int s = 0; s < draws; ++s) {
        mlp.draw_masks(3, static_cast<std::uint64_t>(s), 64);
        mlp.forward(examples.batch());
        mean += mlp.passed_on(1) / static_cast<float>(draws);
      }
      const float expected = noise == Noise::gaussian || scaling == Scaling::inverted ? 1.0f : 0.7f;
      const float deviation = std::sqrt(0.3f / 0.7f / static_cast<float>(draws));  // of one mean, for activation 1
      CHECK((mean - expected * whole).cwiseAbs().maxCoeff() < 4.5f * deviation);
      CHECK(std::abs(mean.sum() - expected * whole.sum()) < 4 * deviation * std::sqrt(512.0f));
    }
  }
}

TEST_CASE("at test time nothing is dropped, and classic dropout multiplies activations by keep") {
  net::Mlp mlp = make({2, 8, 1}, 64, Activation::tanh);
  const Examples examples(mlp.shape(), 64, 2);
  const auto predict = [&] {
    net::Matrix out(1, 64);
    mlp.predict(examples.batch().x, {out.data(), 1, 64, Eigen::OuterStride<>(64)});
    return out;
  };
  const net::Matrix whole = predict();
  mlp.dropout.keep[1] = 0.5f;
  mlp.draw_masks(1, 1, 64);
  CHECK(predict() == whole);
  mlp.dropout.scaling = Scaling::wrong;
  CHECK(predict() == whole);
  mlp.dropout.scaling = Scaling::classic;
  const net::Matrix classic = predict();
  net::weights(mlp.shape(), 1, mlp.parameters()) *= 0.5f;
  mlp.dropout.scaling = Scaling::inverted;
  CHECK((classic - predict()).cwiseAbs().maxCoeff() < 1e-6f);
}

TEST_CASE("with keep_prob 1 the dropout arm equals the arm without, bit for bit") {
  net::Mlp none = make({2, 20, 3, 1}, 50), dropout = make({2, 20, 3, 1}, 50);
  const Examples examples(none.shape(), 50, 2);
  dropout.dropout.keep.fill(1);
  for (int s = 0; s < 50; ++s) {
    none.forward(examples.batch());
    none.backward();
    none.update();
  }
  train(dropout, examples, 50);
  CHECK(same_bits(none, dropout));
  CHECK(dropout.mask_bits(1).bits == nullptr);
  CHECK(dropout.mask(1).rows() == 0);
}

TEST_CASE("kept() is the draw of draw_masks, whatever else is drawn or allocated") {
  for (const MaskPer per : {MaskPer::example, MaskPer::batch, MaskPer::frozen}) {
    for (const int size : {1, 7, 8, 29}) {
      net::Mlp mlp = make({3, 10, 6, 2}, size + 40);
      mlp.dropout.keep = {0.9f, 0.5f, 0.25f, 1, 1, 1, 1, 1};
      mlp.dropout.per = per;
      mlp.draw_masks(5, 77, size);
      for (int l = 0; l < 3; ++l) {
        const auto mask = mlp.mask(l);
        const auto bits = mlp.mask_bits(l);
        REQUIRE(mask.rows() == mlp.shape().units[static_cast<std::size_t>(l)]);
        REQUIRE(mask.cols() == (per == MaskPer::example ? size : 1));
        REQUIRE(bits.size == mask.cols());
        for (int u = 0; u < mask.rows(); ++u) {
          for (int i = 0; i < size; ++i) {
            const bool expected = net::kept(mlp.dropout, 5, 77, l, u, i, size);
            REQUIRE((mask(u, per == MaskPer::example ? i : 0) == 1) == expected);
            if (i < bits.size) REQUIRE(bits.kept(u, i) == expected);
          }
        }
      }
    }
  }
}

TEST_CASE(
    "a fraction keep_prob of the units is kept, independently from step to step, unit to unit, example to example") {
  net::Mlp mlp = make({2, 40, 1}, 64);
  constexpr int steps = 400;
  for (const float keep : {0.05f, 0.5f, 0.86f}) {
    mlp.dropout.keep[1] = keep;
    double kept = 0, with_next_unit = 0, with_next_example = 0, with_next_step = 0;
    net::Matrix before = net::Matrix::Zero(40, 64);
    for (int s = 0; s < steps; ++s) {
      mlp.draw_masks(1, static_cast<std::uint64_t>(s), 64);
      const net::Matrix m = (mlp.mask(1).array() - keep).matrix();
      kept += static_cast<double>(m.sum());
      with_next_unit += static_cast<double>(m.topRows(39).cwiseProduct(m.bottomRows(39)).sum());
      with_next_example += static_cast<double>(m.leftCols(63).cwiseProduct(m.rightCols(63)).sum());
      with_next_step += static_cast<double>(m.cwiseProduct(before).sum());
      before = m;
    }
    const double variance = static_cast<double>(keep * (1 - keep)), count = 40.0 * 64 * steps;
    CHECK(std::abs(kept) < 4 * std::sqrt(variance * count));
    for (const double covariance : {with_next_unit, with_next_example, with_next_step})
      CHECK(std::abs(covariance) < 4 * variance * std::sqrt(count));
  }
}

TEST_CASE("arms that drop with different keep_prob see the same uniform draws") {
  net::Dropout rare, often;
  rare.keep.fill(0.8f);
  often.keep.fill(0.4f);
  for (int u = 0; u < 50; ++u)
    for (int i = 0; i < 20; ++i) CHECK(net::kept(rare, 2, 3, 1, u, i, 20) >= net::kept(often, 2, 3, 1, u, i, 20));
}

TEST_CASE("one mask per batch drops a unit for every example or for none") {
  net::Mlp mlp = make({2, 30, 1}, 24, Activation::sigmoid);
  const Examples examples(mlp.shape(), 24, 2);
  mlp.dropout.keep[1] = 0.5f;
  mlp.dropout.per = MaskPer::batch;
  mlp.draw_masks(1, 1, 24);
  mlp.forward(examples.batch());
  int dropped = 0;
  for (int u = 0; u < 30; ++u) {
    const auto a = mlp.passed_on(1).row(u);
    dropped += a.isZero(0);
    CHECK((a.isZero(0) || (a.array() > 0).all()));
  }
  CHECK(dropped > 5);
  CHECK(dropped < 25);
}

TEST_CASE("a frozen mask is the one for a batch of step 0, at every step, whatever the batch") {
  net::Mlp frozen = make({2, 30, 1}, 24), batch = make({2, 30, 1}, 24);
  frozen.dropout.keep = batch.dropout.keep = {0.5f, 0.5f, 1, 1, 1, 1, 1, 1};
  frozen.dropout.per = MaskPer::frozen;
  batch.dropout.per = MaskPer::batch;
  batch.draw_masks(1, 0, 24);
  for (const int size : {24, 7}) {
    for (const std::uint64_t step : {0u, 1u, 99u}) {
      frozen.draw_masks(1, step, size);
      for (int l = 0; l < 2; ++l) {
        CHECK(frozen.mask(l) == batch.mask(l));
        for (int u = 0; u < frozen.mask(l).rows(); ++u)
          CHECK(net::kept(frozen.dropout, 1, step, l, u, 3, size) == (batch.mask(l)(u, 0) == 1));
      }
    }
  }
  frozen.dropout.noise = batch.dropout.noise = Noise::gaussian;
  const Examples examples(frozen.shape(), 24, 2);
  batch.draw_masks(1, 0, 24);
  frozen.draw_masks(1, 5, 24);
  CHECK(frozen.forward(examples.batch()) == batch.forward(examples.batch()));
}

TEST_CASE("input noise has the given deviation, a new draw each step, and none at test time") {
  net::Mlp mlp = make({5, 3, 1}, 200);
  const Examples examples(mlp.shape(), 200, 2);
  const auto score = mlp.score(examples.batch().x, examples.batch().y);
  mlp.penalty.input_noise = 0.3f;
  mlp.draw_masks(1, 1, 200);
  mlp.forward(examples.batch());
  const net::Matrix noise = mlp.passed_on(0) - examples.x;
  CHECK(noise.squaredNorm() / 1000 == doctest::Approx(0.09).epsilon(0.2));
  CHECK(std::abs(noise.mean()) < 4 * 0.3f / std::sqrt(1000.0f));
  mlp.forward(examples.batch());
  CHECK(net::Matrix(mlp.passed_on(0) - examples.x) == noise);
  mlp.draw_masks(1, 2, 200);
  mlp.forward(examples.batch());
  CHECK(std::abs((mlp.passed_on(0) - examples.x).cwiseProduct(noise).mean()) < 4 * 0.09f / std::sqrt(1000.0f));
  CHECK(mlp.score(examples.batch().x, examples.batch().y).cost == score.cost);
}

TEST_CASE("what lies beyond the batch in memory never changes a result") {
  for (const int size : {1, 3, 13}) {
    net::Mlp fresh = make({3, 9, 70, 2}, size), used = make({3, 9, 70, 2}, 64);
    const Examples other(used.shape(), 64, 8), examples(used.shape(), size, 2);
    used.dropout.keep.fill(0.5f);
    used.optimizer.rate = 0;
    train(used, other, 3);
    used.optimizer.rate = fresh.optimizer.rate;
    fresh.dropout.keep.fill(0.5f);
    train(used, examples, 20);
    train(fresh, examples, 20);
    CHECK(same_bits(fresh, used));
  }
}

TEST_CASE("a run continued from a copy is the run itself") {
  net::Mlp whole = make({2, 20, 3, 1}, 50);
  const Examples examples(whole.shape(), 50, 2);
  whole.dropout.keep.fill(0.8f);
  whole.optimizer.kind = net::OptimizerKind::adam;
  train(whole, examples, 5);
  net::Mlp copy = whole;
  train(whole, examples, 5, 2);
  CHECK_FALSE(same_bits(whole, copy));
  train(copy, examples, 5, 2);
  CHECK(same_bits(whole, copy));
}

TEST_CASE("a test set is scored in blocks as it is in one piece") {
  constexpr int size = 101, beyond = 3;  // the last block is no whole vector, and rows go on behind it
  net::Mlp blocks = make({2, 20, 3, 4}, 23), piece = make({2, 20, 3, 4}, size);
  const Examples examples(piece.shape(), size, 2);
  const auto a = blocks.score(examples.batch().x, examples.batch().y);
  const auto b = piece.score(examples.batch().x, examples.batch().y);
  CHECK(a.cost == doctest::Approx(b.cost));
  CHECK(a.accuracy == b.accuracy);
  const auto untouched = [](int units) { return net::Matrix::Constant(units, size + beyond, 7).eval(); };
  net::Matrix hidden = untouched(20), second = untouched(3), out = untouched(4);
  const auto view = [](net::Matrix& m) {
    return net::MatrixView(m.data(), m.rows(), size, Eigen::OuterStride<>(m.cols()));
  };
  net::MatrixView layers[] = {view(hidden), view(second), view(out)};
  blocks.activations(examples.batch().x, layers);
  piece.forward(examples.batch());
  for (int l = 0; l < 3; ++l) CHECK((layers[l] - piece.passed_on(l + 1)).cwiseAbs().maxCoeff() < 1e-6f);
  for (const net::Matrix* m : {&hidden, &second, &out}) CHECK((m->rightCols(beyond).array() == 7).all());
  net::Matrix predicted(4, size);
  for (net::Scaling scaling : {net::Scaling::inverted, net::Scaling::classic}) {
    blocks.dropout.keep.fill(0.5f);
    blocks.dropout.scaling = scaling;
    blocks.activations(examples.batch().x, layers);
    blocks.predict(examples.batch().x, view(predicted));
    CHECK((layers[2] - predicted).cwiseAbs().maxCoeff() < 1e-6f);
  }
  int right = 0;
  for (int i = 0; i < size; ++i) {
    Eigen::Index best = 0, wanted = 0;
    piece.passed_on(3).col(i).maxCoeff(&best);
    examples.y.col(i).maxCoeff(&wanted);
    right += best == wanted;
  }
  CHECK(a.accuracy == doctest::Approx(right / double{size}));
}
