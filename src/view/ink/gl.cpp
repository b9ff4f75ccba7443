#include "ink/gl.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace view {
namespace {

#ifdef DROPOUT_LAB_GLES
constexpr const char* version_line =
    "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n";
#else
constexpr const char* version_line = "#version 330 core\n";
#endif

GLuint start_shader(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  const char* parts[] = {version_line, source};
  glShaderSource(shader, 2, parts, nullptr);
  glCompileShader(shader);
  return shader;
}

void report_shader(const char* name, const char* stage, GLuint shader) {
  GLint compiled = GL_TRUE;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
  if (compiled == GL_TRUE) return;
  char log[1024] = "";
  glGetShaderInfoLog(shader, sizeof log, nullptr, log);
  std::fprintf(stderr, "The %s shader of '%s' does not compile:\n%s\n", stage, name, log);
}

}  // namespace

GlProgram start_program(const char* name, const char* vertex, const char* fragment) {
  GlProgram made{glCreateProgram(), start_shader(GL_VERTEX_SHADER, vertex), start_shader(GL_FRAGMENT_SHADER, fragment),
                 name};
  glAttachShader(made.program, made.vertex);
  glAttachShader(made.program, made.fragment);
  glLinkProgram(made.program);
  return made;
}

bool finish_program(GlProgram& made) {
  GLint linked = GL_FALSE;
  glGetProgramiv(made.program, GL_LINK_STATUS, &linked);
  if (linked != GL_TRUE) {
    report_shader(made.name, "vertex", made.vertex);
    report_shader(made.name, "fragment", made.fragment);
    char log[1024] = "";
    glGetProgramInfoLog(made.program, sizeof log, nullptr, log);
    std::fprintf(stderr, "The shader program '%s' does not link: %s\n", made.name, log);
  }
  glDeleteShader(made.vertex);
  glDeleteShader(made.fragment);
  made.vertex = made.fragment = 0;
  return linked == GL_TRUE;
}

GLuint make_texture(GLint filter) {
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  for (const GLenum which : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, which, filter);
  for (const GLenum side : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, side, GL_CLAMP_TO_EDGE);
  return texture;
}

bool draws_in_software() {
#ifdef DROPOUT_LAB_GLES
  constexpr GLenum renderer = 0x9246;  // UNMASKED_RENDERER_WEBGL; the loader asks for its extension
#else
  constexpr GLenum renderer = GL_RENDERER;
#endif
  const GLubyte* text = glGetString(renderer);
  glGetError();  // a browser that keeps the name to itself answers with an error
  if (!text) return false;
  const std::string_view name(reinterpret_cast<const char*>(text));
  constexpr std::array<std::string_view, 5> software{"SwiftShader", "llvmpipe", "softpipe", "Software", "Basic Render"};
  return std::any_of(software.begin(), software.end(), [&](auto word) { return name.find(word) != name.npos; });
}

}  // namespace view
