#include "gpu/field_program.h"

#include <algorithm>

#include "gpu/weight_texels.h"
#include "shaders.h"

namespace view {
namespace {

constexpr int texture_width = 256;  // texels of the weight texture in a row, as in field.frag.glsl

bool is_sigmoid_output(const net::Shape& s) { return s.loss == net::Loss::sigmoid_cross_entropy; }

// The activation of a layer as the shader numbers them.
int shader_activation(const net::Shape& shape, int layer) {
  if (layer + 1 == shape.layers && is_sigmoid_output(shape)) return static_cast<int>(net::Activation::sigmoid);
  return static_cast<int>(nth(shape.activation, layer));
}

void set_color(GLint place, ImU32 color) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(color);
  glUniform3f(place, c.x, c.y, c.z);
}

}  // namespace

FieldProgram::~FieldProgram() {
  if (made_.program) glDeleteProgram(made_.program);
  if (vertices_) glDeleteVertexArrays(1, &vertices_);
  if (buffer_) glDeleteBuffers(1, &buffer_);
  if (weights_) glDeleteTextures(1, &weights_);
}

void FieldProgram::start() { made_ = start_program("field", shaders::field_vert_glsl, shaders::field_frag_glsl); }

bool FieldProgram::finish() {
  if (!finish_program(made_)) return false;
  // In the order of the enumeration.
  static constexpr const char* names[uniform_count] = {
      "atlas_size",       "weights",     "layers", "texels_per_arm", "units",      "activation", "start",
      "extent",           "exact",       "middle", "low_color",      "high_color", "ring_color", "dropped_color",
      "point_ring_color", "class_color", "line"};
  for (std::size_t u = 0; u < uniform_count; ++u) places_[u] = glGetUniformLocation(made_.program, names[u]);
  glGenVertexArrays(1, &vertices_);
  glGenBuffers(1, &buffer_);
  glBindVertexArray(vertices_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  for (GLuint i = 0; i < 2; ++i) {
    glEnableVertexAttribArray(i);
    glVertexAttribPointer(i, 4, GL_FLOAT, GL_FALSE, sizeof(TileInstance),
                          reinterpret_cast<const void*>(static_cast<std::size_t>(i) * 4 * sizeof(float)));
    glVertexAttribDivisor(i, 1);
  }
  glBindVertexArray(0);
  return true;
}

void FieldProgram::upload_weights(const lab::Snapshot& s) {
  texels_.clear();
  for (int a = 0; a < s.arms; ++a) {
    const lab::ArmFigures& arm = nth(s.arm, a);
    std::array<float, net::max_layers> factor;
    factor.fill(1.0f);
    if (s.scaling == net::Scaling::classic) factor = arm.keep;
    append_texels(s.shape, s[arm.parameters].data(), factor, texels_);
  }
  const int rows = std::max(1, (static_cast<int>(texels_.size() / 4) + texture_width - 1) / texture_width);
  texels_.resize(static_cast<std::size_t>(rows) * texture_width * 4, 0.0f);
  if (!weights_) weights_ = make_texture(GL_NEAREST);
  glBindTexture(GL_TEXTURE_2D, weights_);
  if (rows > weight_rows_) {
    weight_rows_ = rows;
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32F, texture_width, rows, 0, GL_RGBA, GL_FLOAT, texels_.data());
  } else {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, texture_width, rows, GL_RGBA, GL_FLOAT, texels_.data());
  }
}

void FieldProgram::set_network(const lab::Snapshot& s) const {
  const auto starts = texel_starts(s.shape);
  std::array<GLint, net::max_layers> activations{};
  for (int l = 0; l < s.shape.layers; ++l) nth(activations, l) = shader_activation(s.shape, l);
  glUniform1i(place(weights), 0);
  glUniform1i(place(layers), s.shape.layers);
  glUniform1i(place(texels_per_arm), nth(starts, s.shape.layers));
  glUniform1iv(place(units), net::max_layers + 1, s.shape.units.data());
  glUniform1iv(place(activation), net::max_layers, activations.data());
  glUniform1iv(place(first_texels), net::max_layers, starts.data());
  glUniform2f(place(extent), s.x_low, s.x_high);
}

void FieldProgram::set_colors(const Style& style) const {
  set_color(place(middle), style.field_middle);
  set_color(place(low_color), style.field_color[0]);
  set_color(place(high_color), style.field_color[1]);
  set_color(place(ring_color), style.unit_ring);
  set_color(place(dropped_color), style.dropped);
  set_color(place(point_ring_color), style.point_ring);
  std::array<float, 3 * (2 + 10)> colors;  // of two classes, then of ten
  auto channel = colors.begin();
  for (int i = 0; i < 12; ++i) {
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(i < 2 ? nth(style.class_color, i) : style.digit(i - 2));
    for (float v : {c.x, c.y, c.z}) *channel++ = v;
  }
  glUniform3fv(place(class_colors), 12, colors.data());
  glUniform1f(place(line), 1.5f * style.pixel_ratio);
}

void FieldProgram::draw_instances(const TileInstance* tiles, std::size_t count, int width, int height) {
  glUniform2f(place(atlas_size), static_cast<float>(width), static_cast<float>(height));
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, weights_);
  glBindVertexArray(vertices_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(count * sizeof(TileInstance)), tiles, GL_STREAM_DRAW);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
  glBindVertexArray(0);
}

void FieldProgram::draw(const lab::Snapshot& s, const Style& style, const std::vector<TileInstance>& tiles, int width,
                        int height) {
  glUseProgram(made_.program);
  set_network(s);
  set_colors(style);
  glUniform1i(place(exact), 0);
  draw_instances(tiles.data(), tiles.size(), width, height);
}

void FieldProgram::read(const lab::Snapshot& s, int arm, int row, int unit, int side, float* values) {
  GLuint texture = make_texture(GL_NEAREST), framebuffer = 0;
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, side, side, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glGenFramebuffers(1, &framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  glViewport(0, 0, side, side);
  glUseProgram(made_.program);
  set_network(s);
  glUniform1i(place(exact), 1);
  const TileInstance whole{0,
                           0,
                           static_cast<float>(side),
                           static_cast<float>(side),
                           static_cast<float>(TileKind::surface),
                           static_cast<float>(arm),
                           static_cast<float>(row),
                           static_cast<float>(unit)};
  draw_instances(&whole, 1, side, side);
  static_assert(sizeof(float) == 4, "a value is read as the four bytes of a pixel");
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, side, side, GL_RGBA, GL_UNSIGNED_BYTE, values);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glDeleteFramebuffers(1, &framebuffer);
  glDeleteTextures(1, &texture);
}

void FieldProgram::forget() {
  made_ = {};
  vertices_ = buffer_ = weights_ = 0;
  weight_rows_ = 0;
}

}  // namespace view
