#include "system_text.h"

#include <emscripten/em_js.h>

#include <cstdlib>

// How wide the words are, below 0 if they have colours of their own; 0: no canvas is to be had. What is drawn goes to
// the texture without being read, which some browsers refuse.
// clang-format off
EM_JS(int, system_text_draw, (const char* words, int length, float em, bool bold, float ascent, int height, int most), {
  return Module['bridge']['pen']['draw'](UTF8ToString(words, length), em, bold, ascent, height, most);
});
EM_JS(void, system_text_copy, (int x, int y), {
  GLctx.texSubImage2D(GLctx.TEXTURE_2D, 0, x, y, GLctx.RGBA, GLctx.UNSIGNED_BYTE, Module['bridge']['pen']['canvas']());
});
// clang-format on

namespace app::bridge {
namespace {

class Text final : public view::SystemText {
  Drawn draw(std::string_view words, float em, bool bold, float ascent, int height, int most) override {
    const int width = system_text_draw(words.data(), static_cast<int>(words.size()), em, bold, ascent, height, most);
    return {std::abs(width), width < 0};
  }
  void copy_to(int x, int y) override { system_text_copy(x, y); }
};

}  // namespace

view::SystemText& system_text() {
  static Text text;
  return text;
}

}  // namespace app::bridge
