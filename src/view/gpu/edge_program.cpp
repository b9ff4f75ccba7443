#include "gpu/edge_program.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "shaders.h"

namespace view {
namespace {

const void* offset(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }

}  // namespace

EdgeProgram::~EdgeProgram() {
  if (made_.program) glDeleteProgram(made_.program);
  if (vertices_) glDeleteVertexArrays(1, &vertices_);
  if (buffer_) glDeleteBuffers(1, &buffer_);
}

void EdgeProgram::start() { made_ = start_program("edge", shaders::edge_vert_glsl, shaders::edge_frag_glsl); }

bool EdgeProgram::finish() {
  if (!finish_program(made_)) return false;
  page_ = glGetUniformLocation(made_.program, "page");
  ratio_ = glGetUniformLocation(made_.program, "ratio");
  segments_ = glGetUniformLocation(made_.program, "segments");
  glGenVertexArrays(1, &vertices_);
  glGenBuffers(1, &buffer_);
  glBindVertexArray(vertices_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, sizeof(Edge), offset(offsetof(Edge, x0)));
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(Edge), offset(offsetof(Edge, width)));
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Edge), offset(offsetof(Edge, color)));
  for (GLuint i = 0; i < 3; ++i) {
    glEnableVertexAttribArray(i);
    glVertexAttribDivisor(i, 1);
  }
  glBindVertexArray(0);
  return true;
}

void EdgeProgram::add(ImDrawList* list, std::span<const Edge> edges, ImVec2 min, ImVec2 max) {
  const ImVec2 low = list->GetClipRectMin(), high = list->GetClipRectMax();  // of a room that scrolls
  const std::array clip{std::max(min.x, low.x), std::max(min.y, low.y), std::min(max.x, high.x),
                        std::min(max.y, high.y)};
  changed_ |= clip != clip_ || !std::ranges::equal(edges_, edges);
  clip_ = clip;
  edges_.assign(edges.begin(), edges.end());
  if (edges_.empty() || clip[0] >= clip[2] || clip[1] >= clip[3]) return;
  list->AddCallback(on_draw, this);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void EdgeProgram::on_draw(const ImDrawList*, const ImDrawCmd* command) {
  static_cast<const EdgeProgram*>(command->UserCallbackData)->draw();
}

void EdgeProgram::draw() const {
  const ImDrawData* data = ImGui::GetDrawData();
  const float ratio = data->FramebufferScale.x;
  const auto pixels = [&](float units) { return static_cast<GLint>(std::lround(units * ratio)); };
  glUseProgram(made_.program);
  glUniform4f(page_, data->DisplayPos.x, data->DisplayPos.y, data->DisplaySize.x, data->DisplaySize.y);
  glUniform1f(ratio_, ratio);
  float longest = 0;  // pixels
  for (const Edge& e : edges_) longest = std::max(longest, std::hypot(e.x1 - e.x0, e.y1 - e.y0) * ratio);
  const int segments = std::clamp(static_cast<int>(longest / 20), 14, 64);  // bends are not to be seen
  glUniform1f(segments_, static_cast<float>(segments));
  const auto [left, top, right, bottom] = clip_;
  glScissor(pixels(left - data->DisplayPos.x), pixels(data->DisplayPos.y + data->DisplaySize.y - bottom),
            pixels(right - left), pixels(bottom - top));
  glBindVertexArray(vertices_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(edges_.size() * sizeof(Edge)), edges_.data(), GL_STREAM_DRAW);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 2 * (segments + 1), static_cast<GLsizei>(edges_.size()));
}

void EdgeProgram::forget() {
  made_ = {};
  vertices_ = buffer_ = 0;
}

}  // namespace view
