// OpenGL ES 3.0 (WebGL 2) on the web, OpenGL 3.3 core natively; the same calls in both.
#pragma once
#ifdef __EMSCRIPTEN__
#include <GLES3/gl3.h>
#else
#define GL_GLEXT_PROTOTYPES
#include <SDL_opengl.h>
#include <SDL_opengl_glext.h>
#endif
