/* What the rest of SDL2 and imgui_impl_sdl2.cpp refer to in the parts that the page leaves out. */
#include "SDL.h"

/* One stub a line. */
/* clang-format off */

/* Surfaces: the page draws with OpenGL, and its cursors are the browser's own. */
SDL_Surface *SDL_CreateRGBSurface(Uint32 flags, int width, int height, int depth, Uint32 r, Uint32 g, Uint32 b, Uint32 a) { (void)flags; (void)width; (void)height; (void)depth; (void)r; (void)g; (void)b; (void)a; return 0; }
SDL_Surface *SDL_CreateRGBSurfaceFrom(void *pixels, int width, int height, int depth, int pitch, Uint32 r, Uint32 g, Uint32 b, Uint32 a) { (void)pixels; (void)width; (void)height; (void)depth; (void)pitch; (void)r; (void)g; (void)b; (void)a; return 0; }
SDL_Surface *SDL_ConvertSurface(SDL_Surface *surface, const SDL_PixelFormat *format, Uint32 flags) { (void)surface; (void)format; (void)flags; return 0; }
SDL_Surface *SDL_ConvertSurfaceFormat(SDL_Surface *surface, Uint32 format, Uint32 flags) { (void)surface; (void)format; (void)flags; return 0; }
void SDL_FreeSurface(SDL_Surface *surface) { (void)surface; }
SDL_bool SDL_PixelFormatEnumToMasks(Uint32 format, int *bits, Uint32 *r, Uint32 *g, Uint32 *b, Uint32 *a) { (void)format; (void)bits; (void)r; (void)g; (void)b; (void)a; return SDL_FALSE; }
void SDL_InvalidateMap(void *map) { (void)map; }
int Emscripten_CreateWindowFramebuffer(void *device, SDL_Window *window, Uint32 *format, void **pixels, int *pitch) { (void)device; (void)window; (void)format; (void)pixels; (void)pitch; return -1; }
int Emscripten_UpdateWindowFramebuffer(void *device, SDL_Window *window, const SDL_Rect *rects, int count) { (void)device; (void)window; (void)rects; (void)count; return -1; }
void Emscripten_DestroyWindowFramebuffer(void *device, SDL_Window *window) { (void)device; (void)window; }

/* Drawn gestures. */
void SDL_GestureProcessEvent(SDL_Event *event) { (void)event; }
int SDL_GestureAddTouch(SDL_TouchID id) { (void)id; return 0; }
int SDL_GestureDelTouch(SDL_TouchID id) { (void)id; return 0; }
void SDL_GestureQuit(void) {}

SDL_Renderer *SDL_GetRenderer(SDL_Window *window) { (void)window; return 0; }
SDL_Renderer *SDL_CreateRenderer(SDL_Window *window, int index, Uint32 flags) { (void)window; (void)index; (void)flags; return 0; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer) { (void)renderer; }
int SDL_GetRendererOutputSize(SDL_Renderer *renderer, int *w, int *h) { (void)renderer; *w = *h = 0; return -1; }

SDL_GameController *SDL_GameControllerOpen(int index) { (void)index; return 0; }
Uint8 SDL_GameControllerGetButton(SDL_GameController *pad, SDL_GameControllerButton button) { (void)pad; (void)button; return 0; }
Sint16 SDL_GameControllerGetAxis(SDL_GameController *pad, SDL_GameControllerAxis axis) { (void)pad; (void)axis; return 0; }

/* Nothing in the page looks up OpenGL by name; Emscripten's own would bring a table of every function along. */
void (*eglGetProcAddress(const char *name))(void) { (void)name; return 0; }
int sdl2_leaves_the_size(const char *canvas, int width, int height) { (void)canvas; (void)width; (void)height; return 0; }
