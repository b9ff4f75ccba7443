#include "fonts.h"  // generated: the subset of the typeface as bytes

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "backends/imgui_impl_opengl3.h"
#include "ink/font_atlas.h"
#include "ink/system_words.h"
#include "view/typeface.h"

namespace view {
namespace {

// Height of Inter's line (ascent and descent) in em: stb_truetype scales by it, designers by the em.
constexpr float line_per_em = 1.21f;

constexpr ImWchar figures[] = {' ', ' ', '%', '%', ',', '.', '0', '9', 'e', 'e', 0x2026, 0x2026, 0};
constexpr ImWchar wordmark[] = {'D', 'D', 'L', 'L', 'a', 'b', 'o', 'p', 'r', 'r', 't', 'u', ' ', ' ', 0};

ImFont* add_font(const unsigned char* bytes, unsigned size, float em, float pixel_ratio, const ImWchar* signs) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = 2;  // glyphs are placed between pixels, so that spacing stays even
  config.OversampleV = 1;
  config.EllipsisChar = 0x2026;
  const float pixels = std::round(em * line_per_em * pixel_ratio);
  if (bytes == fonts::inter_bold) std::snprintf(config.Name, sizeof config.Name, "bold");
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  // The atlas takes a mutable pointer, but does not write to what it does not own.
  ImFont* font =
      atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(bytes), static_cast<int>(size), pixels, &config, signs);
  if (signs == wordmark || signs == figures) return font;
  config.MergeMode = true;  // signs that the typeface lacks
  atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(fonts::fallback), static_cast<int>(fonts::fallback_size),
                             pixels, &config, signs);
  return font;
}

}  // namespace

std::span<const unsigned char> typeface(bool bold) {
  if (bold) return {fonts::inter_bold, fonts::inter_bold_size};
  return {fonts::inter_medium, fonts::inter_medium_size};
}

void build_fonts(Style& style) {
  const float ratio = std::min(style.pixel_ratio, 4.0f);  // finer ones would outgrow textures
  ImGuiIO& io = ImGui::GetIO();
  const bool has_texture = io.Fonts->TexID != ImTextureID{};
  io.Fonts->Clear();
  io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors;
  auto medium = [&](float em) {
    return add_font(fonts::inter_medium, fonts::inter_medium_size, em, ratio, fonts::ranges);
  };
  auto bold = [&](float em, const ImWchar* signs = fonts::ranges) {
    return add_font(fonts::inter_bold, fonts::inter_bold_size, em, ratio, signs);
  };
  style.body = medium(13);
  style.bold = bold(13);
  style.small = medium(11.5f);
  style.small_bold = bold(11.5f);
  style.title = bold(15);
  style.figure = bold(22, figures);
  style.brand = bold(19, wordmark);
  io.FontDefault = style.body;
  io.FontGlobalScale = 1 / ratio;
  reserve_system_words(*io.Fonts, ratio);
  if (has_texture) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  } else {
    io.Fonts->Build();
  }
}

}  // namespace view
