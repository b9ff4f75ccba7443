// Put before the sources of Dear ImGui's OpenGL back end in the web build. It saves the state of WebGL before it draws
// and restores it afterwards; asking a browser for state waits until the graphics process has drawn all that was asked
// of it before, a whole frame. Nothing here needs the state of others: so it is told that it found the initial one.
#pragma once
#include <GLES3/gl3.h>

inline void known_integer(GLenum name, GLint* value) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      break;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
      *value = 0;
      break;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      for (int i = 0; i < 4; ++i) value[i] = 0;
      break;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *value = GL_ONE;
      break;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
      *value = GL_ZERO;
      break;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      break;
    default:
      glGetIntegerv(name, value);
  }
}
inline GLboolean known_switch(GLenum) { return GL_FALSE; }

#define glGetIntegerv known_integer
#define glIsEnabled known_switch
