// The pictures of the page that are functions of the weights: decision surfaces and the little field in every unit,
// evaluated per pixel by a fragment shader into one atlas; with them the signs and images that stand beside them, and
// the edges of the network. Panels ask for tiles while they lay out a frame; render() then fills those that changed.
#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "gpu/atlas.h"
#include "imgui.h"
#include "ink/style.h"
#include "lab/snapshot.h"

namespace view {

enum class Sign : std::uint8_t { dropped_unit, point, wrong_point };

// One edge from (x0, y0) to (x1, y1), in units of the page; `dash` is the length of a dash, 0 for none.
struct Edge {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float width = 1, dash = 0;
  ImU32 color = 0;
  bool operator==(const Edge&) const = default;
};

class Pictures {
public:
  Pictures();  // needs a current GL context
  ~Pictures();
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;

  // A network whose inputs are a plane that can be shown.
  static bool has_plane(const lab::Snapshot&);
  // Is the network within the shader's limits? Larger ones are computed in C++, coarsely and a little later; so are all
  // where the shader is too slow.
  static bool within_shader(const net::Shape&);

  // Requests of this frame; `size` in units. A decision surface, x₁ to the right and x₂ upwards.
  Tile surface(const lab::Snapshot&, const Style&, int arm, float size);
  // The field of a unit of row 0 … layers, as a disc with a ring; not ready where unit_square() must do.
  Tile unit(const lab::Snapshot&, const Style&, int arm, int row, int unit, float diameter);
  // The same as a plain square, of any network; of one beyond the shader coarse and for one arm only, the last asked
  // for.
  Tile unit_square(const lab::Snapshot&, const Style&, int arm, int row, int unit, float side);
  // A dropped unit; a data point of a class (see point_variant), hollow if its label was made wrong.
  static int point_variant(int classes, int of_class) { return classes > 2 ? 2 + of_class % 10 : of_class != 0; }
  Tile sign(const Style&, Sign, int variant, float diameter);
  // An image of `width` × `height` pixels that stay where they are until render(); it is uploaded when `version` is
  // new.
  Tile picture(const ImU32* pixels, int width, int height, std::uint64_t version);
  // Draws the edges at this place of the draw list, clipped to min … max. Once a frame.
  void edges(ImDrawList*, std::span<const Edge>, ImVec2 min, ImVec2 max);

  // Fills the tiles asked for since the last call, if anything changed. Afterwards framebuffer 0 is bound; program,
  // buffers, viewport and textures are left to ImGui's backend, which sets its own.
  void render(const lab::Snapshot&, const Style&);
  // What the shader computes for a unit of a network within_shader(), at the middles of side × side cells of the input
  // plane (row 0 the highest x₂): for the last row the output itself, else the value of its field. False if it cannot.
  bool read_values(const lab::Snapshot&, int arm, int row, int unit, int side, float* values);
  // The context was lost: its objects are gone. Makes them anew, so a new context must be current.
  void forget();
  // Draw calls of the last render().
  int draw_calls() const;
  // Do the tiles or the edges look other than before the last render()?
  bool changed() const;

private:
  bool agrees(const lab::Snapshot&);
  int unit_pixels(const lab::Snapshot&, const Style&, int row, float side) const;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace view
