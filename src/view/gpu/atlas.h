// One texture that holds every small picture of the page: decision surfaces, unit fields, signs, images. Drawn from one
// texture, they cost ImGui one draw call wherever they stand together.
#pragma once
#include "gpu/shelves.h"
#include "imgui.h"
#include "ink/gl.h"

namespace view {

// A tile as a panel draws it. While !ready its pixels are not there yet: draw something plain instead.
struct Tile {
  ImTextureID texture = nullptr;
  ImVec2 uv0, uv1;
  bool ready = false;
};

// The texture (RGBA8, straight alpha) and the framebuffer that renders into it.
class Atlas {
public:
  ~Atlas();
  // Frees every place for a new frame, and makes the texture where it is missing or was too small in the last one.
  // Returns true if the texture is new, hence empty.
  bool begin_frame();
  bool place(int width, int height, TilePlace& out);
  Tile tile(const TilePlace&) const;
  // Half a pixel in from every side: for pictures that are drawn larger than they are.
  Tile tile_within(const TilePlace&) const;
  void bind_for_drawing();
  void upload(const TilePlace&, const ImU32* pixels);
  int side() const { return side_; }
  void forget();

private:
  void make();
  Tile cut(const TilePlace&, float inset) const;

  static constexpr int least_side = 1024, largest_side = 4096;
  Shelves shelves_;
  int side_ = least_side;
  bool overflow_ = false;
  GLuint texture_ = 0, framebuffer_ = 0;
};

}  // namespace view
