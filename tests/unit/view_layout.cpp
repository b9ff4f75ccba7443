// Where the view puts things, and what it hands to the shader. None of this
// needs a graphics card.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "gpu/field_palette.h"
#include "gpu/shader_pace.h"
#include "gpu/shelves.h"
#include "gpu/weight_texels.h"
#include "lab/trainer.h"
#include "net/mlp.h"
#include "view/page.h"
#include "view/scale.h"
#include "views/network/network_layout.h"
#include "views/tape/tape_layout.h"

namespace {

net::Shape shape_of(std::initializer_list<int> units, net::Activation hidden = net::Activation::relu) {
  net::Shape shape;
  shape.layers = static_cast<int>(units.size()) - 1;
  std::copy(units.begin(), units.end(), shape.units.begin());
  shape.activation.fill(hidden);
  shape.activation[static_cast<std::size_t>(shape.layers - 1)] = net::Activation::sigmoid;
  return shape;
}

bool overlap(const view::RowLayout& r, int a, int b) {
  const ImVec2 p = r.center(a), q = r.center(b);
  return std::hypot(p.x - q.x, p.y - q.y) < 2 * r.radius;
}

// The output for one input, worked out from the texels as the shader does it.
float output_from_texels(const net::Shape& shape, const std::vector<float>& texels, std::vector<float> a) {
  const auto start = view::texel_starts(shape);
  for (std::size_t l = 0; l < static_cast<std::size_t>(shape.layers); ++l) {
    const int quads = (shape.units[l] + 3) / 4, groups = (shape.units[l + 1] + 3) / 4;
    a.resize(static_cast<std::size_t>(4 * quads), 0.0f);
    std::vector<float> next;
    for (int group = 0; group < groups; ++group) {
      const float* texel = texels.data() + 4 * (start[l] + group * (1 + 4 * quads));
      for (int k = 0; k < 4; ++k) {
        float z = texel[k];
        for (int q = 0; q < quads; ++q) {
          for (int c = 0; c < 4; ++c) z += a[static_cast<std::size_t>(4 * q + c)] * texel[4 * (1 + 4 * q + k) + c];
        }
        next.push_back(shape.activation[l] == net::Activation::relu ? std::max(z, 0.0f) : 1.0f / (1.0f + std::exp(-z)));
      }
    }
    a = next;
  }
  return a[0];
}

}  // namespace

TEST_CASE("units stay inside every panel and do not cover each other") {
  for (const auto& shape : {shape_of({2, 20, 3, 1}), shape_of({2, 2, 1}), shape_of({2, 24, 24, 24, 24, 24, 24, 24, 1}),
                            shape_of({2, 64, 64, 1}), shape_of({784, 256, 128, 10})}) {
    const int image_side = shape.inputs() == 784 ? 28 : 0;
    for (const ImVec2 size : {ImVec2(280, 170), ImVec2(620, 300), ImVec2(1180, 620)}) {
      for (const float ratio : {1.0f, 1.5f, 3.0f}) {
        const auto layout = view::network_layout(shape, image_side, 0, {10, 20}, {10 + size.x, 20 + size.y}, ratio);
        REQUIRE(layout.rows == shape.layers + 1);
        for (int l = 0; l < layout.rows; ++l) {
          const view::RowLayout& r = layout.row[static_cast<std::size_t>(l)];
          CAPTURE(l);
          CAPTURE(size.x);
          CHECK(r.count == shape.units[static_cast<std::size_t>(l)]);
          CHECK(r.min.x >= 10);
          CHECK(r.min.y >= 19);
          CHECK(r.max.x <= 11 + size.x);
          CHECK(r.max.y <= 21 + size.y);
          CHECK(r.unit_at(r.center(r.shown - 1)) == r.shown - 1);
          if (l > 0) CHECK(r.min.x > layout.row[static_cast<std::size_t>(l - 1)].max.x);
          if (r.kind != view::RowLayout::Kind::units) continue;
          for (int u = 2; u < r.shown; ++u) CHECK_FALSE((overlap(r, u, u - 1) || overlap(r, u, u - 2)));
        }
      }
    }
  }
}

TEST_CASE("all units of a layer of 24 are drawn one by one even in a small panel") {
  const auto layout = view::network_layout(shape_of({2, 24, 1}), 0, 0, {0, 0}, {280, 170}, 1);
  CHECK(layout.row[1].kind == view::RowLayout::Kind::units);
  CHECK(layout.row[1].shown == 24);
}

TEST_CASE("the texels of a network give its prediction") {
  for (const auto& shape :
       {shape_of({2, 20, 3, 1}), shape_of({2, 5, 1}, net::Activation::sigmoid), shape_of({2, 32, 7, 4, 1})}) {
    net::Mlp mlp(shape, 1);
    net::initialize(shape, net::Initialization::he, 7, mlp.parameters());
    for (int l = 0; l < shape.layers; ++l) net::biases(shape, l, mlp.parameters()).setConstant(0.1f);
    std::array<float, net::max_layers> factor;
    factor.fill(1.0f);
    std::vector<float> texels;
    view::append_texels(shape, mlp.parameters(), factor, texels);
    const float x[2] = {0.3f, -0.8f};
    float predicted = 0;
    mlp.predict(net::ConstMatrixView(x, 2, 1, Eigen::OuterStride<>(1)),
                net::MatrixView(&predicted, 1, 1, Eigen::OuterStride<>(1)));
    CHECK(output_from_texels(shape, texels, {x[0], x[1]}) == doctest::Approx(predicted).epsilon(1e-5));
  }
}

TEST_CASE("classic scaling reaches the texels as a factor of the weights") {
  const auto shape = shape_of({2, 6, 5, 1});
  net::Mlp mlp(shape, 1);
  net::initialize(shape, net::Initialization::he, 11, mlp.parameters());
  mlp.dropout.scaling = net::Scaling::classic;
  mlp.dropout.keep = {0.9f, 0.5f, 0.7f, 1, 1, 1, 1, 1};
  std::vector<float> texels;
  view::append_texels(shape, mlp.parameters(), mlp.dropout.keep, texels);
  const float x[2] = {-0.4f, 0.6f};
  float predicted = 0;
  mlp.predict(net::ConstMatrixView(x, 2, 1, Eigen::OuterStride<>(1)),
              net::MatrixView(&predicted, 1, 1, Eigen::OuterStride<>(1)));
  CHECK(output_from_texels(shape, texels, {x[0], x[1]}) == doctest::Approx(predicted).epsilon(1e-5));
}

TEST_CASE("the rows of the tape stand for every unit that can be dropped, once") {
  for (const auto& shape : {shape_of({2, 20, 3, 1}), shape_of({2, 64, 64, 1}), shape_of({196, 128, 64, 10})}) {
    lab::Snapshot s;
    s.shape = shape;
    s.mask_arm = 0;
    s.arm[0].keep.fill(1.0f);
    for (int l = 1; l < shape.layers; ++l) s.arm[0].keep[static_cast<std::size_t>(l)] = 0.5f;
    for (const float height : {30.0f, 50.0f, 200.0f}) {
      const auto layout = view::tape_layout(s, height, 2);
      REQUIRE(layout.groups == shape.layers - 1);  // the input is always kept
      for (int g = 0; g < layout.groups; ++g) {
        const view::TapeGroup& group = layout.group[static_cast<std::size_t>(g)];
        CHECK(group.units == shape.units[static_cast<std::size_t>(group.layer)]);
        CHECK(group.rows * group.units_per_row >= group.units);
        CHECK((group.rows - 1) * group.units_per_row < group.units);
        CHECK(layout.top_of(group) + layout.row_height * static_cast<float>(group.rows) <= height + 0.01f);
      }
    }
  }
}

TEST_CASE("a row of the tape is one unit while rows are two pixels high; rows of several are at least four high") {
  lab::Snapshot s;
  s.mask_arm = 0;
  s.arm[0].keep.fill(0.5f);
  for (const int units : {4, 12, 20, 24, 64, 300}) {
    s.shape = shape_of({2, units, 1});
    s.arm[0].keep[0] = 1;
    for (const float height : {30.0f, 45.0f, 150.0f}) {
      const auto layout = view::tape_layout(s, height, 1);
      const bool legible = 2 * static_cast<float>(units) <= height;
      CHECK((layout.group[0].units_per_row == 1) == legible);
      CHECK(layout.row_height >= (legible ? 2.0f : 4.0f));
    }
  }
}

TEST_CASE("tiles of the atlas neither overlap nor leave it") {
  view::Shelves shelves;
  shelves.clear(256);
  std::vector<view::TilePlace> places;
  view::TilePlace place;
  for (int i = 0; shelves.place(10 + i * 7 % 50, 10 + i * 13 % 40, place); ++i) places.push_back(place);
  REQUIRE(places.size() > 20);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const view::TilePlace& a = places[i];
    CHECK((a.x >= 1 && a.y >= 1 && a.x + a.width <= 255 && a.y + a.height <= 255));
    for (std::size_t j = 0; j < i; ++j) {
      const view::TilePlace& b = places[j];
      const bool apart = a.x > b.x + b.width || b.x > a.x + a.width || a.y > b.y + b.height || b.y > a.y + a.height;
      CHECK(apart);
    }
  }
}

TEST_CASE("a machine whose frames become faster without the shader computes moving surfaces in C++") {
  view::ShaderPace pace;
  for (int i = 0; i < 20; ++i) pace.frame(true, 0.1f);
  CHECK(pace.avoids_shader());
  for (int i = 0; i < 60; ++i) pace.frame(true, 0.02f);
  CHECK(pace.avoids_shader());
  for (int i = 0; i < 20; ++i) pace.frame(false, 0.02f);
  CHECK_FALSE(pace.avoids_shader());  // what stands still is drawn by the shader
  pace.frame(true, 0.02f);
  CHECK(pace.avoids_shader());
}

TEST_CASE("a machine that says it draws in software computes moving surfaces in C++ from the first frame") {
  view::ShaderPace pace;
  pace.begin(true);
  pace.frame(true, 0.016f);
  CHECK(pace.avoids_shader());
  pace.begin(false);
  pace.frame(true, 0.016f);
  CHECK_FALSE(pace.avoids_shader());
}

TEST_CASE("a machine that is slow for another reason keeps the shader") {
  view::ShaderPace pace;
  for (int i = 0; i < 200; ++i) pace.frame(true, 0.1f);
  CHECK_FALSE(pace.avoids_shader());
}

TEST_CASE("a fast machine is never asked, nor is one whose page was hidden for a while") {
  view::ShaderPace pace;
  for (int i = 0; i < 100; ++i) {
    pace.frame(true, i % 10 == 0 ? 0.06f : 0.016f);
    pace.frame(true, 3.0f);
    CHECK_FALSE(pace.avoids_shader());
  }
}

TEST_CASE("the palette runs from blue over the middle to orange, and its table agrees with it") {
  for (const bool dark : {false, true}) {
    const view::Style style = view::make_style(dark, 1, false);
    CHECK(view::field_color(style, -1) == style.field_color[0]);
    CHECK(view::field_color(style, 0) == style.field_middle);
    CHECK(view::field_color(style, 1) == style.field_color[1]);
    view::FieldPalette table;
    table.follow(style);
    for (int i = -256; i <= 256; ++i)
      CHECK(table.at(static_cast<float>(i) / 256) == view::field_color(style, static_cast<float>(i) / 256));
    CHECK(table.at(std::nanf("")) == style.field_middle);
  }
}

TEST_CASE("text is 13 pixels up to 1280 x 800, grows with the window to 20 at 3840 x 2160, and leaves no less room") {
  CHECK(view::scale_of(1280, 800) == 1);
  CHECK(view::scale_of(820, 1180) == 1);
  CHECK(view::scale_of(3840, 700) == 1);
  CHECK(13 * view::scale_of(3840, 2160) == doctest::Approx(20));
  float before = 1;
  for (float width = 1280; width <= 7680; width += 10) {
    const float height = width / 1.6f, scale = view::scale_of(width, height);
    CHECK(scale >= before);
    CHECK(width / scale >= 1280);
    CHECK(height / scale >= 800);
    before = scale;
  }
}

TEST_CASE("a presented scene has text of 24 pixels or more, and on a phone the room that it needs") {
  CHECK(13 * view::scale_of(1024, 768, true) == doctest::Approx(24));
  CHECK(13 * view::scale_of(1920, 1080, true) == doctest::Approx(24));
  CHECK(13 * view::scale_of(3840, 2160, true) == doctest::Approx(48));
  CHECK(view::scale_of(390, 844, true) == 1);
}

TEST_CASE("a frame smaller than 320 x 240 is a smaller picture of that size") {
  for (const float width : {100.0f, 160.0f, 240.0f, 300.0f}) {
    const float height = width * 0.75f, scale = view::scale_of(width, height);
    CHECK(scale < 1);
    CHECK(width / scale >= 320);
    CHECK(height / scale >= 240);
  }
}

TEST_CASE(
    "A segment has up to three scenes of the catalogue; page and settings stand alone; what is none changes nothing") {
  view::Scene norms{}, tape{};
  REQUIRE(view::scene_named("norms", norms));
  REQUIRE(view::scene_named("tape", tape));
  std::vector<view::Scene> scenes;
  CHECK(view::scenes_named("settings", scenes));
  CHECK(scenes == std::vector{view::Scene::settings});
  CHECK(view::scenes_named("norms,tape,norms", scenes));
  CHECK(scenes == std::vector{norms, tape, norms});
  for (const char* keys : {"", "norms,", ",norms", "norms,,tape", "norms,nothing", "norms,tape,norms,tape",
                           "page,norms", "norms,settings", "norms, tape"}) {
    CAPTURE(keys);
    CHECK_FALSE(view::scenes_named(keys, scenes));
    CHECK(scenes == std::vector{norms, tape, norms});
  }
}
