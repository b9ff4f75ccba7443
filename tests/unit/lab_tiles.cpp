// The first layer's weights as tiles, and how sparse they are.
#include "lab/analyses/tiles.h"
#include "net/spread.h"
#include "own_pass.h"

using lab::Experiment, lab::TilesResult;

namespace {

// Hoyer's measure, summed by itself.
double hoyer(std::span<const float> w) {
  double sizes = 0, squares = 0;
  for (const float v : w)
    sizes += std::abs(static_cast<double>(v)), squares += static_cast<double>(v) * static_cast<double>(v);
  const double root = std::sqrt(static_cast<double>(w.size()));
  return (root - sizes / std::sqrt(squares)) / (root - 1);
}

}  // namespace

TEST_CASE(
    "tiles are the weights of the first layer; their sparsity is Hoyer's of each unit, and the mean of the units") {
  Experiment e;
  e.points = 60;
  e.source = net::Source::copies;
  e.units = {9, 4};
  const own_pass::Run run(e, 50, {.tiles = true});
  for (int a = 0; a < run.s.arms; ++a) {
    const TilesResult& tiles = run.inspection.tiles(a);
    REQUIRE(tiles.iteration == 50);
    CHECK(tiles.units == 9);
    const int inputs = run.s.shape.inputs();
    CHECK(tiles.inputs == inputs);
    const auto parameters = run.s[run.s.arm[static_cast<std::size_t>(a)].parameters];
    const auto weight = tiles[tiles.weight];
    double sum = 0;
    for (int u = 0; u < 9; ++u) {
      const auto own = parameters.subspan(static_cast<std::size_t>(run.s.shape.weight_offset(0) + u * inputs),
                                          static_cast<std::size_t>(inputs));
      CHECK(std::equal(own.begin(), own.end(), weight.begin() + u * inputs));
      CHECK(static_cast<double>(tiles[tiles.unit_sparsity][static_cast<std::size_t>(u)]) ==
            doctest::Approx(hoyer(own)).epsilon(1e-5));
      sum += hoyer(own);
    }
    CHECK(tiles.sparsity == doctest::Approx(sum / 9).epsilon(1e-9));
  }
}

TEST_CASE("the tiles' common scale ends where 99 of 100 weights of all arms lie within, and never beyond the largest") {
  Experiment e;
  e.points = 60;
  e.source = net::Source::digits;
  e.hidden = 1;
  e.units = {16};
  const own_pass::Run run(e, 5, {.tiles = true});
  std::vector<float> all;
  for (int a = 0; a < run.s.arms; ++a) {
    const auto parameters = run.s[run.s.arm[static_cast<std::size_t>(a)].parameters];
    for (int i = 0; i < 16 * run.s.shape.inputs(); ++i)
      all.push_back(std::abs(parameters[static_cast<std::size_t>(i)]));
  }
  std::sort(all.begin(), all.end());
  for (int a = 0; a < run.s.arms; ++a) {
    const TilesResult& tiles = run.inspection.tiles(a);
    CHECK(tiles.largest == all.back());
    CHECK(tiles.limit <= tiles.largest);
    const auto within = [&](float end) {
      return 100 * std::count_if(all.begin(), all.end(), [&](float w) { return w <= end; });
    };
    const auto wanted = static_cast<std::ptrdiff_t>(99 * all.size());
    CHECK(within(tiles.limit * 1.00001f) >= wanted);
    CHECK(within(tiles.limit - tiles.largest / 510) < wanted);  // not a stretch of 512 sooner
  }
}

TEST_CASE("a unit without weight has no sparsity and does not count; one with a single weight has sparsity 1") {
  net::Shape shape;
  shape.layers = 1;
  shape.units = {4, 3};
  const std::vector<float> parameters{0, 0, 0, 0, 0, -2, 0, 0, 1, 1, -1, 1, 0, 0, 0};
  std::vector<float> of_unit(3);
  const double mean = net::sparsity(shape, 0, parameters.data(), of_unit);
  CHECK(std::isnan(of_unit[0]));
  CHECK(of_unit[1] == 1);
  CHECK(of_unit[2] == 0);
  CHECK(mean == 0.5);
}
