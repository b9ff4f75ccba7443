#include "gpu/atlas.h"

#include <cstdint>

namespace view {

Atlas::~Atlas() {
  if (framebuffer_) glDeleteFramebuffers(1, &framebuffer_);
  if (texture_) glDeleteTextures(1, &texture_);
}

bool Atlas::place(int width, int height, TilePlace& out) {
  if (shelves_.place(width, height, out)) return true;
  overflow_ = true;
  return false;
}

Tile Atlas::cut(const TilePlace& p, float inset) const {
  const float scale = 1.0f / static_cast<float>(side_);
  const auto at = [&](int x, int y, float shift) {
    return ImVec2((static_cast<float>(x) + shift) * scale, (static_cast<float>(y) + shift) * scale);
  };
  return {reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture_)), at(p.x, p.y, inset),
          at(p.x + p.width, p.y + p.height, -inset), texture_ != 0};
}

Tile Atlas::tile(const TilePlace& p) const { return cut(p, 0.0f); }
Tile Atlas::tile_within(const TilePlace& p) const { return cut(p, 0.5f); }

void Atlas::make() {
  texture_ = make_texture(GL_LINEAR);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, side_, side_, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  if (!framebuffer_) glGenFramebuffers(1, &framebuffer_);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

void Atlas::bind_for_drawing() {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glViewport(0, 0, side_, side_);
}

void Atlas::upload(const TilePlace& p, const ImU32* pixels) {
  glBindTexture(GL_TEXTURE_2D, texture_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexSubImage2D(GL_TEXTURE_2D, 0, p.x, p.y, p.width, p.height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
}

bool Atlas::begin_frame() {
  if (overflow_ && side_ < largest_side) {
    side_ *= 2;
    glDeleteTextures(1, &texture_);
    texture_ = 0;
  }
  overflow_ = false;
  shelves_.clear(side_);
  if (texture_) return false;
  make();
  return true;
}

void Atlas::forget() {
  texture_ = framebuffer_ = 0;
  overflow_ = false;
}

}  // namespace view
