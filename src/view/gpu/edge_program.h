// The drawing of the network's edges: one instanced draw of edge.*.glsl, called from within ImGui's draw list.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "gpu/pictures.h"
#include "imgui.h"
#include "ink/gl.h"

namespace view {

class EdgeProgram {
public:
  ~EdgeProgram();
  void start();
  bool finish();
  // Notes the edges and the place in the draw list where they are to be drawn.
  void add(ImDrawList*, std::span<const Edge>, ImVec2 min, ImVec2 max);
  // Since the last call: other edges, or in another place.
  bool changed() { return std::exchange(changed_, false); }
  void forget();

private:
  static void on_draw(const ImDrawList*, const ImDrawCmd*);
  void draw() const;

  GlProgram made_;
  GLint page_ = -1, ratio_ = -1, segments_ = -1;  // uniforms
  GLuint vertices_ = 0, buffer_ = 0;
  std::vector<Edge> edges_;
  bool changed_ = true;
  std::array<float, 4> clip_{};  // left, top, right, bottom
};

}  // namespace view
