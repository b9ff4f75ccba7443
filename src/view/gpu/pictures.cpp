#include "gpu/pictures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "gpu/coarse_surface.h"
#include "gpu/edge_program.h"
#include "gpu/field_program.h"
#include "gpu/shader_check.h"
#include "gpu/shader_pace.h"
#include "gpu/unit_sheet.h"
#include "gpu/weight_texels.h"

namespace view {
namespace {

// Multiply-adds that one tile may cost; a costlier one is evaluated at fewer pixels and drawn larger.
constexpr double work_of_a_surface = 30e6, work_of_a_unit = 1.5e6;
constexpr int largest_tile = 1024, least_tile = 24;
constexpr int check_side = 8;  // points a side of the grid on which the shader is compared with the C++ forward pass

struct Picture {
  TilePlace place;
  const ImU32* pixels = nullptr;
  std::uint64_t version = 0;
  bool same_as(const Picture& o) const {
    return place.x == o.place.x && place.y == o.place.y && place.width == o.place.width &&
           place.height == o.place.height && version == o.version;
  }
};

// What the tiles were drawn from.
struct Source {
  Moment moment;
  bool dark = false;
  float ratio = 0;
  net::Scaling scaling{};
  bool operator==(const Source&) const = default;
};

int tile_pixels(float size, float ratio, double work_a_pixel, double work) {
  const double wanted = std::round(static_cast<double>(size * ratio));
  const double affordable = std::sqrt(work / std::max(1.0, work_a_pixel));
  return std::clamp(static_cast<int>(std::min(wanted, affordable)),
                    std::max(1, std::min(least_tile, static_cast<int>(wanted))), largest_tile);
}

// Multiply-adds for the pre-activations of rows 1 … row, as the shader pads them.
double work_up_to(const net::Shape& shape, int row) { return row == 0 ? 1.0 : 4.0 * nth(texel_starts(shape), row); }

}  // namespace

struct Pictures::State {
  enum class Shader { starting, running, unusable };
  Shader shader = Shader::starting;
  bool in_frame = false, checked = false, atlas_is_new = true, changed = true;
  int frames = 0, draw_calls = 0;
  Atlas atlas;
  FieldProgram program;
  EdgeProgram edges;
  bool edges_ready = false;
  CoarseSurface coarse;
  UnitSheet sheet;
  Tile sheet_tile;
  bool coarse_wanted = false, sheet_wanted = false;
  int sheet_arm = 0;
  std::vector<TileInstance> tiles, drawn_tiles;
  std::vector<Picture> pictures, drawn_pictures;
  Source drawn, seen;  // of the tiles; of the last frame
  ShaderPace pace;

  void begin_frame();
  bool can_run(const net::Shape& shape) const { return shader == Shader::running && within_shader(shape); }
  bool runs(const net::Shape& shape) const { return can_run(shape) && !pace.avoids_shader(); }
  Tile request(TileKind, int arm_or_variant, int row, int unit, int pixels);
  void draw_tiles(const lab::Snapshot&, const Style&);
  void upload_pictures();
  Tile square_of_sheet(int index) const;
  void advance_coarse(const lab::Snapshot&, const Style&);
};

Pictures::Pictures() : state_(std::make_unique<State>()) {}

Pictures::~Pictures() = default;

bool Pictures::has_plane(const lab::Snapshot& s) {
  return s.shape.layers > 0 && s.shape.inputs() == 2 && s.classes > 0;
}

bool Pictures::within_shader(const net::Shape& shape) {
  const auto end = shape.units.begin() + shape.layers + 1;
  return shape.layers > 0 && shape.layers <= shader_layers && shape.inputs() == 2 && shape.outputs() == 1 &&
         std::all_of(shape.units.begin(), end, [](int n) { return n <= shader_units; });
}

void Pictures::State::begin_frame() {
  if (in_frame) return;
  in_frame = true;
  // The first frames do not wait for the compiler: they go without tiles.
  if (shader == Shader::starting && frames > 1) {
    shader = program.finish() ? Shader::running : Shader::unusable;
    edges_ready = edges.finish();
    pace.begin(draws_in_software());
  }
  atlas_is_new = atlas.begin_frame() || atlas_is_new;
}

Tile Pictures::State::request(TileKind kind, int arm_or_variant, int row, int unit, int pixels) {
  begin_frame();
  TilePlace place;
  if (shader != Shader::running || !atlas.place(pixels, pixels, place)) return {};
  const auto number = [](auto n) { return static_cast<float>(n); };
  tiles.push_back({number(place.x), number(place.y), number(place.width), number(place.height), number(kind),
                   number(arm_or_variant), number(row), number(unit)});
  return atlas.tile(place);
}

Tile Pictures::surface(const lab::Snapshot& s, const Style& style, int arm, float size) {
  if (!has_plane(s)) return {};
  if (state_->runs(s.shape)) {
    const int pixels = tile_pixels(size, style.pixel_ratio, work_up_to(s.shape, s.shape.layers), work_of_a_surface);
    return state_->request(TileKind::surface, arm, s.shape.layers, 0, pixels);
  }
  state_->begin_frame();
  state_->coarse_wanted = true;
  const CoarseSurface::Picture known = state_->coarse.picture(arm);
  if (!known.pixels) return {};
  return picture(known.pixels, known.side, known.side, known.version);
}

int Pictures::unit_pixels(const lab::Snapshot& s, const Style& style, int row, float side) const {
  return tile_pixels(side, style.pixel_ratio, work_up_to(s.shape, row), work_of_a_unit);
}

Tile Pictures::unit(const lab::Snapshot& s, const Style& style, int arm, int row, int unit, float diameter) {
  if (!has_plane(s) || !state_->runs(s.shape)) {
    state_->begin_frame();
    return {};
  }
  const int pixels = unit_pixels(s, style, row, diameter);
  if (pixels < static_cast<int>(std::lround(diameter * style.pixel_ratio))) return {};  // its ring would blur
  return state_->request(TileKind::unit, arm, row, unit, pixels);
}

Tile Pictures::unit_square(const lab::Snapshot& s, const Style& style, int arm, int row, int unit, float side) {
  if (!has_plane(s)) return {};
  State& t = *state_;
  if (t.runs(s.shape)) {
    return t.request(TileKind::surface, arm, row, unit, unit_pixels(s, style, row, side));
  }
  if (!t.sheet_wanted) {
    t.begin_frame();
    t.sheet_wanted = true;
    t.sheet_arm = arm;
    t.sheet_tile =
        t.sheet.pixels() ? picture(t.sheet.pixels(), t.sheet.width(), t.sheet.height(), t.sheet.version()) : Tile();
  }
  return t.square_of_sheet(t.sheet.square(s.shape, row, unit));
}

Tile Pictures::sign(const Style& style, Sign sign, int variant, float diameter) {
  const TileKind kind = sign == Sign::dropped_unit ? TileKind::dropped_unit
                        : sign == Sign::point      ? TileKind::point
                                                   : TileKind::wrong_point;
  return state_->request(kind, variant, 0, 0, static_cast<int>(std::lround(diameter * style.pixel_ratio)));
}

Tile Pictures::picture(const ImU32* pixels, int width, int height, std::uint64_t version) {
  state_->begin_frame();
  TilePlace place;
  if (!state_->atlas.place(width, height, place)) return {};
  state_->pictures.push_back({place, pixels, version});
  return state_->atlas.tile_within(place);
}

void Pictures::edges(ImDrawList* list, std::span<const Edge> edges, ImVec2 min, ImVec2 max) {
  state_->begin_frame();
  if (state_->edges_ready) state_->edges.add(list, edges, min, max);
}

// Half a pixel in from every side, so that neighbours do not shine through.
Tile Pictures::State::square_of_sheet(int index) const {
  if (!sheet_tile.ready) return {};
  const float pixel = 1.0f / static_cast<float>(atlas.side()), side = static_cast<float>(UnitSheet::side) * pixel;
  // tile_within() begins half a pixel in as well.
  const ImVec2 corner(sheet_tile.uv0.x + side * static_cast<float>(index % UnitSheet::columns),
                      sheet_tile.uv0.y + side * static_cast<float>(index / UnitSheet::columns));
  return {sheet_tile.texture, corner, {corner.x + side - pixel, corner.y + side - pixel}, true};
}

// Of a large network one of the two a frame.
void Pictures::State::advance_coarse(const lab::Snapshot& s, const Style& style) {
  const bool small = s.shape.parameters() < 1000;  // then a frame can bear both
  const bool turn_of_sheet = sheet_wanted && (!coarse_wanted || frames % 4 == 0);
  if (turn_of_sheet || (small && sheet_wanted)) sheet.advance(s, style, sheet_arm);
  if (coarse_wanted && (!turn_of_sheet || small)) coarse.advance(s, style);
  coarse_wanted = sheet_wanted = false;
}

void Pictures::State::upload_pictures() {
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (!atlas_is_new && i < drawn_pictures.size() && pictures[i].same_as(drawn_pictures[i])) continue;
    atlas.upload(pictures[i].place, pictures[i].pixels);
    changed = true;
  }
}

void Pictures::State::draw_tiles(const lab::Snapshot& s, const Style& style) {
  if (within_shader(s.shape)) program.upload_weights(s);
  atlas.bind_for_drawing();
  program.draw(s, style, tiles, atlas.side(), atlas.side());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  ++draw_calls;
  changed = true;
}

void Pictures::render(const lab::Snapshot& s, const Style& style) {
  State& t = *state_;
  t.draw_calls = 0;
  t.changed = t.edges.changed();
  if (t.frames++ == 0) {
    t.program.start();
    t.edges.start();
  }
  if (!t.in_frame) return;
  const Source source{moment(s), style.dark, style.pixel_ratio, s.scaling};
  const bool moved = t.atlas_is_new || t.tiles != t.drawn_tiles;
  // Tiles that move may lie where a picture was.
  if (moved) t.drawn_pictures.clear();
  t.pace.frame(!(source == t.seen) && has_plane(s) && t.can_run(s.shape), ImGui::GetIO().DeltaTime);
  t.seen = source;
  if (!t.tiles.empty() && (moved || !(source == t.drawn))) {
    t.draw_tiles(s, style);
    t.drawn = source;
    std::swap(t.tiles, t.drawn_tiles);
  }
  t.upload_pictures();
  std::swap(t.pictures, t.drawn_pictures);
  t.advance_coarse(s, style);
  t.tiles.clear();
  t.pictures.clear();
  t.in_frame = t.atlas_is_new = false;
  if (!t.checked && t.runs(s.shape) && has_plane(s)) {
    t.checked = true;
    if (!agrees(s)) t.shader = State::Shader::unusable;
  }
}

// Compares the shader with its oracle, once a context: a driver that computes wrongly must not draw wrong surfaces.
bool Pictures::agrees(const lab::Snapshot& s) {
  const float error = output_error(*this, s, 0, check_side);
  if (error <= 1.0f / 255.0f) return true;
  std::fprintf(stderr, "The surface shader is off by %g on this machine; surfaces are computed without it.\n",
               static_cast<double>(error));
  return false;
}

bool Pictures::read_values(const lab::Snapshot& s, int arm, int row, int unit, int side, float* values) {
  if (!has_plane(s) || !state_->can_run(s.shape)) return false;
  state_->program.upload_weights(s);
  state_->drawn.moment.iteration = -1;  // the next render() uploads its own
  state_->program.read(s, arm, row, unit, side, values);
  return true;
}

void Pictures::forget() {
  State& t = *state_;
  t.atlas.forget();
  t.program.forget();
  t.edges.forget();
  t.drawn_tiles.clear();
  t.drawn_pictures.clear();
  t.tiles.clear();
  t.pictures.clear();
  t.shader = State::Shader::starting;
  t.edges_ready = t.in_frame = t.checked = t.coarse_wanted = t.sheet_wanted = false;
  t.atlas_is_new = true;
  t.frames = 0;
}

int Pictures::draw_calls() const { return state_->draw_calls; }
bool Pictures::changed() const { return state_->changed; }

}  // namespace view
