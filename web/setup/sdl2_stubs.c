/* What SDL_video.c and imgui_impl_sdl2.cpp refer to in the parts of SDL2 that the page leaves out. */
#include "SDL.h"

SDL_Renderer *SDL_GetRenderer(SDL_Window *window) { (void)window; return 0; }
SDL_Renderer *SDL_CreateRenderer(SDL_Window *window, int index, Uint32 flags) { (void)window; (void)index; (void)flags; return 0; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer) { (void)renderer; }
int SDL_GetRendererOutputSize(SDL_Renderer *renderer, int *w, int *h) { (void)renderer; *w = *h = 0; return -1; }

SDL_GameController *SDL_GameControllerOpen(int index) { (void)index; return 0; }
Uint8 SDL_GameControllerGetButton(SDL_GameController *pad, SDL_GameControllerButton button) { (void)pad; (void)button; return 0; }
Sint16 SDL_GameControllerGetAxis(SDL_GameController *pad, SDL_GameControllerAxis axis) { (void)pad; (void)axis; return 0; }

/* Nothing in the page looks up OpenGL by name; Emscripten's own would bring a table of every function along. */
void (*eglGetProcAddress(const char *name))(void) { (void)name; return 0; }
