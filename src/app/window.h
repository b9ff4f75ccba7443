// The SDL window with its GL context and the Dear ImGui context that lives in it. On the web the window is the page's
// canvas, whose size the bridge reports.
#pragma once
#include <SDL.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace app {

// Sizes in CSS pixels, or in the panels' units, and in device pixels.
struct Canvas {
  float width = 1280, height = 800;
  float pixel_ratio = 1;
  int device_width = 1280, device_height = 800;
};

// A canvas of that size in CSS pixels.
inline Canvas canvas_of(int width, int height, float pixel_ratio) {
  const float w = static_cast<float>(width), h = static_cast<float>(height);
  return {w, h, pixel_ratio, static_cast<int>(w * pixel_ratio + 0.5f), static_cast<int>(h * pixel_ratio + 0.5f)};
}

class Window {
public:
  Window() = default;
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  // False, with words in error(), where there is no display or no OpenGL of the version wanted.
  bool open(const Canvas&);
  const char* error() const { return error_; }
  // Hands the waiting events to Dear ImGui. Returns false when the visitor closed the window.
  bool poll();
  // Files dropped onto a native window since the last call, by path.
  std::vector<std::string> take_dropped() { return std::exchange(dropped_, {}); }
  // Begins a Dear ImGui frame of that size, and sends its draw data to the screen: not where they are those that are
  // there already, unless the layers which they show have `changed`. Returns how many draw calls the picture takes.
  void new_frame(const Canvas&);
  int draw(const Canvas&, bool changed);
  void swap();
  // The next picture is drawn even if it is the one before.
  void redraw() { drawn_ = 0; }
  // The GL objects of Dear ImGui are made anew at the next new_frame.
  void lost_context();
  // The canvas has another size, in CSS pixels: pointer positions are told in it from now on.
  void resized(const Canvas&);
  // CSS pixels to one of the panels' units, in which Dear ImGui is told of the pointer.
  void scale_pointer(float scale) { scale_ = scale; }
  // The same canvas with no more device pixels on a side than the graphics can draw.
  Canvas within_limits(Canvas) const;
  // What the window measures now (a native window is resized by its frame).
  Canvas measure() const;

private:
  SDL_Window* window_ = nullptr;
  SDL_GLContext context_ = nullptr;
  float mouse_ratio_ = 1;  // SDL's pixels to one of CSS
  float scale_ = 1;
  int largest_ = 4096;  // device pixels on a side
  const char* error_ = "";
  std::uint64_t drawn_ = 0;  // the fingerprint of what is on the screen; 0: unknown
  bool stands_ = false;      // the last draw() left it as it was
  int calls_ = 0;
  std::vector<std::string> dropped_;
};

}  // namespace app
