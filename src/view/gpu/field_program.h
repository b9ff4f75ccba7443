// The drawing of tiles: one instanced draw of field.*.glsl, the weights of all arms in a float texture.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "gpu/atlas.h"
#include "ink/gl.h"
#include "ink/style.h"
#include "lab/snapshot.h"

namespace view {

// What a tile shows; the numbers are those of field.frag.glsl.
enum class TileKind : int { surface, unit, dropped_unit, point, wrong_point };

struct TileInstance {
  float x = 0, y = 0, width = 0, height = 0;  // pixels of the target
  float kind = 0, arm_or_variant = 0, row = 0, unit = 0;
  bool operator==(const TileInstance&) const = default;
};

class FieldProgram {
public:
  ~FieldProgram();
  void start();
  // Waits for the program; false if this machine cannot run it.
  bool finish();
  // Reads the arms' parameters from the snapshot.
  void upload_weights(const lab::Snapshot&);
  // Draws into the framebuffer that is bound, `width` × `height` pixels large.
  void draw(const lab::Snapshot&, const Style&, const std::vector<TileInstance>&, int width, int height);
  // The values of one unit on a grid (see Pictures::read_values).
  void read(const lab::Snapshot&, int arm, int row, int unit, int side, float* values);
  void forget();

private:
  void set_network(const lab::Snapshot&) const;
  void set_colors(const Style&) const;
  void draw_instances(const TileInstance*, std::size_t count, int width, int height);
  enum Uniform : std::size_t {
    atlas_size,
    weights,
    layers,
    texels_per_arm,
    units,
    activation,
    first_texels,
    extent,
    exact,
    middle,
    low_color,
    high_color,
    ring_color,
    dropped_color,
    point_ring_color,
    class_colors,
    line,
    uniform_count
  };
  GLint place(Uniform u) const { return places_[u]; }

  GlProgram made_;
  std::array<GLint, uniform_count> places_{};
  GLuint vertices_ = 0, buffer_ = 0, weights_ = 0;
  int weight_rows_ = 0;
  std::vector<float> texels_;
};

}  // namespace view
