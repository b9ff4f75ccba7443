#include "window.h"

#include <algorithm>
#include <cstring>

#include "gl.h"
#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_impl_sdl2.h"
#include "imgui_internal.h"
#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace app {
namespace {

#ifdef __EMSCRIPTEN__
constexpr const char* glsl_version = "#version 300 es";
// SDL gives the page the window's title.
const char* title() { return emscripten_get_window_title(); }
void request_version() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
}
#else
constexpr const char* glsl_version = "#version 330 core";
const char* title() { return "Dropout Lab"; }
void request_version() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_FORWARD_COMPATIBLE_FLAG);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
}
#endif

// The wheel belongs to the page around the canvas unless something under the pointer scrolls: SDL stops the browser
// from scrolling exactly while it listens to the wheel. With Ctrl held the wheel zooms the page.
void share_wheel() {
  const ImGuiWindow* hovered = ImGui::GetCurrentContext()->HoveredWindow;
  const bool scrolls = hovered != nullptr && (hovered->ScrollMax.y > 0 || hovered->ScrollMax.x > 0);
  const bool zooms = (SDL_GetModState() & (KMOD_CTRL | KMOD_GUI)) != 0;
  SDL_EventState(SDL_MOUSEWHEEL, scrolls && !zooms ? SDL_ENABLE : SDL_IGNORE);
}

// Eight bytes at a time, by FNV-1a's steps (Fowler, Noll & Vo 1991) with the high bits folded in.
std::uint64_t mixed(std::uint64_t hash, const void* data, std::size_t bytes) {
  const auto* from = static_cast<const unsigned char*>(data);
  const auto mix = [&](std::size_t size) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, size);
    hash = (hash ^ word) * 0x100000001b3u;
    hash ^= hash >> 29;
  };
  for (; bytes >= 8; from += 8, bytes -= 8) mix(8);
  if (bytes > 0) mix(bytes);
  return hash;
}

// Equal for frames that look the same, as long as textures and callbacks do. Never 0.
std::uint64_t fingerprint(const ImDrawData& data, const Canvas& canvas, const ImVec4& ground) {
  std::uint64_t hash = mixed(mixed(0xcbf29ce484222325u, &canvas, sizeof canvas), &ground, sizeof ground);
  for (const ImDrawList* list : data.CmdLists) {
    hash = mixed(hash, list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    hash = mixed(hash, list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer) {
      hash = mixed(hash, &command.ClipRect, sizeof command.ClipRect);
      hash = mixed(hash, &command.TextureId, sizeof command.TextureId);
      hash = mixed(hash, &command.ElemCount, sizeof command.ElemCount);
      hash = mixed(hash, &command.UserCallback, sizeof command.UserCallback);
      hash = mixed(hash, &command.UserCallbackData, sizeof command.UserCallbackData);
    }
  }
  return hash | 1;
}

// As the back end does it, which takes a window's pixels for the panels' units.
void point(const SDL_MouseMotionEvent& motion, float ratio) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(motion.which == SDL_TOUCH_MOUSEID ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(static_cast<float>(motion.x) / ratio, static_cast<float>(motion.y) / ratio);
}

#ifndef __EMSCRIPTEN__
// Shortcuts are found by their letter, and where letters are not Latin, by their place among the Latin ones; on the web
// keys.js does this.
void to_latin(SDL_Event& event) {
  if (event.type != SDL_KEYDOWN && event.type != SDL_KEYUP) return;
  SDL_Keysym& key = event.key.keysym;
  constexpr SDL_Keycode first_not_latin = 0x370;  // Greek
  const bool is_letter = key.sym >= first_not_latin && (key.sym & SDLK_SCANCODE_MASK) == 0;
  if (is_letter && key.scancode >= SDL_SCANCODE_A && key.scancode <= SDL_SCANCODE_Z)
    key.sym = SDLK_a + (key.scancode - SDL_SCANCODE_A);
}
#endif

}  // namespace

bool Window::open(const Canvas& canvas) {
  // Keys belong to the page unless the canvas has the focus.
  SDL_SetHint("SDL_EMSCRIPTEN_KEYBOARD_ELEMENT", "#canvas");
  error_ = "there is no display";
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  request_version();
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE;
#ifdef __EMSCRIPTEN__
  flags |= SDL_WINDOW_ALLOW_HIGHDPI;  // SDL then counts in CSS pixels
  const int width = static_cast<int>(canvas.width), height = static_cast<int>(canvas.height);
#else
  mouse_ratio_ = canvas.pixel_ratio;
  const int width = canvas.device_width, height = canvas.device_height;
#endif
  window_ = SDL_CreateWindow(title(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, flags);
  context_ = window_ != nullptr ? SDL_GL_CreateContext(window_) : nullptr;
  error_ = "OpenGL 3.3 (on the web, WebGL 2) is missing";
  if (context_ == nullptr) return false;
  error_ = "";
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplSDL2_InitForOpenGL(window_, context_);
  ImGui_ImplOpenGL3_Init(glsl_version);
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest_);  // browsers shrink what is drawn on to it, or less
  return true;
}

Window::~Window() {
  if (context_ != nullptr) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
    SDL_GL_DeleteContext(context_);
  }
  if (window_ != nullptr) SDL_DestroyWindow(window_);
  SDL_Quit();
}

bool Window::poll() {
  bool open = true;
  SDL_Event event;
  while (SDL_PollEvent(&event)) {
#ifndef __EMSCRIPTEN__
    to_latin(event);
#endif
    if (event.type == SDL_MOUSEMOTION)
      point(event.motion, mouse_ratio_ * scale_);
    else
      ImGui_ImplSDL2_ProcessEvent(&event);
    open = open && event.type != SDL_QUIT;
    if (event.type == SDL_WINDOWEVENT) redraw();  // shown again, or uncovered
    if (event.type != SDL_DROPFILE) continue;
    dropped_.emplace_back(event.drop.file);
    SDL_free(event.drop.file);
  }
  share_wheel();
  return open;
}

void Window::new_frame(const Canvas& canvas) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {canvas.width, canvas.height};
  io.DisplayFramebufferScale = {static_cast<float>(canvas.device_width) / canvas.width,
                                static_cast<float>(canvas.device_height) / canvas.height};
#ifndef __EMSCRIPTEN__
  if (const float ratio = mouse_ratio_ * scale_; ratio != 1 && SDL_GetMouseFocus() == window_) {
    int x = 0, y = 0;  // the back end has asked SDL itself, in its pixels
    SDL_GetMouseState(&x, &y);
    io.AddMousePosEvent(static_cast<float>(x) / ratio, static_cast<float>(y) / ratio);
  }
#endif
  ImGui::NewFrame();
}

int Window::draw(const Canvas& canvas, bool changed) {
  ImGui::Render();
  const ImVec4 ground = ImGui::GetStyleColorVec4(ImGuiCol_WindowBg);  // the page draws none of its own
  const std::uint64_t before = std::exchange(drawn_, changed ? 0 : fingerprint(*ImGui::GetDrawData(), canvas, ground));
  stands_ = drawn_ != 0 && drawn_ == before;
  if (stands_) return calls_;
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, canvas.device_width, canvas.device_height);
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  calls_ = 1;  // the ground
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
    for (const ImDrawCmd& command : list->CmdBuffer)
      calls_ +=
          command.UserCallback != ImDrawCallback_ResetRenderState && (command.ElemCount > 0 || command.UserCallback);
  return calls_;
}

// What was not drawn is not shown: another buffer would come up. Natively it is the swap that waits for the display.
void Window::swap() {
  if (!stands_) return SDL_GL_SwapWindow(window_);
#ifndef __EMSCRIPTEN__
  SDL_Delay(10);
#endif
}

void Window::resized(const Canvas& canvas) {
  SDL_SetWindowSize(window_, static_cast<int>(canvas.width), static_cast<int>(canvas.height));
}

Canvas Window::within_limits(Canvas canvas) const {
  const int longer = std::max(canvas.device_width, canvas.device_height);
  if (longer <= largest_) return canvas;
  const float share = static_cast<float>(largest_) / static_cast<float>(longer);
  canvas.pixel_ratio *= share;
  for (int* side : {&canvas.device_width, &canvas.device_height})
    *side = static_cast<int>(static_cast<float>(*side) * share);
  return canvas;
}

Canvas Window::measure() const {
  Canvas canvas;
  SDL_GL_GetDrawableSize(window_, &canvas.device_width, &canvas.device_height);
  canvas.pixel_ratio = mouse_ratio_;
  canvas.width = static_cast<float>(canvas.device_width) / mouse_ratio_;
  canvas.height = static_cast<float>(canvas.device_height) / mouse_ratio_;
  return canvas;
}

void Window::lost_context() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplOpenGL3_Init(glsl_version);
  redraw();
}

}  // namespace app
