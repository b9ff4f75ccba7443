// The one include of OpenGL: WebGL 2 (OpenGL ES 3.0) in the page, OpenGL 3.3 core natively; and shaders in words.
#pragma once
#if defined(__EMSCRIPTEN__) || defined(IMGUI_IMPL_OPENGL_ES3)
#include <GLES3/gl3.h>
#define DROPOUT_LAB_GLES 1
#elif defined(__APPLE__)
#include <OpenGL/gl3.h>
#else
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#endif

namespace view {

// A program of two files of shaders/ (they have no version line: it is prepended here). Compiling and linking may go on
// in the driver; nothing is asked of it until finish_program(), so that the first frame does not wait.
struct GlProgram {
  GLuint program = 0, vertex = 0, fragment = 0;
  const char* name = "";
};
GlProgram start_program(const char* name, const char* vertex, const char* fragment);
// Waits for the program. On failure says on standard error which file is at fault and why, and returns false.
bool finish_program(GlProgram&);

// A texture that is cut off at its rim, bound; GL_NEAREST or GL_LINEAR.
GLuint make_texture(GLint filter);

// The context says that it draws on the processor (SwiftShader, llvmpipe …). False where it keeps that to itself.
bool draws_in_software();

}  // namespace view
