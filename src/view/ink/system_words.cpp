#include "ink/system_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "ink/gl.h"
#include "view/system_text.h"

namespace view {
namespace {

struct Entry {
  const ImFont* font;
  std::string text;
  SystemWord word;
};

constexpr int room_width = 480, room_height = 256, most_height = 1024;  // units: narrower than any atlas

struct Words {
  SystemText* system = nullptr;
  bool wanted = false;  // a word was met
  bool full = false;    // one had no place
  int height = room_height;
  int rect = -1;                              // of the atlas: the room
  int x = 0, y = 0;                           // where the next word goes
  std::array<std::vector<Entry>, 256> known;  // by the hash of the text
} words;

std::vector<Entry>& alike(std::string_view text) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return words.known[(hash ^ (hash >> 16)) % words.known.size()];
}

// The place of a picture within the room; false where it is full.
bool place(const ImFontAtlasCustomRect& room, int width, int height, int& x, int& y) {
  constexpr int gap = 1;
  if (words.x + width > room.Width) {
    words.x = 0;
    words.y += height + gap;
  }
  if (words.y + height > room.Height) return false;
  x = room.X + words.x;
  y = room.Y + words.y;
  words.x += width + gap;
  return true;
}

bool is_bold(const ImFont* font) { return std::strcmp(font->ConfigData->Name, "bold") == 0; }

SystemWord draw(const ImFont* font, std::string_view text) {
  constexpr float line_per_em = 1.21f, below = 1.1f;  // some scripts reach lower
  const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const ImFontAtlasCustomRect& room = atlas.CustomRects[words.rect];
  const int height = static_cast<int>(std::ceil(font->FontSize * below));
  const auto drawn =
      words.system->draw(text, font->FontSize / line_per_em, is_bold(font), font->Ascent, height, room.Width);
  int x = 0, y = 0;
  if (drawn.width <= 0) return {};
  if (!place(room, drawn.width, height, x, y)) {
    words.full = words.height < most_height;  // a page in another script; more room comes with the next frame
    if (words.full) return {};
    forget_system_words();  // the words of another table
    if (!place(room, drawn.width, height, x, y)) return {};
  }
  GLint bound = 0;
  glGetIntegerv(GL_TEXTURE_BINDING_2D, &bound);
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(atlas.TexID)));
  words.system->copy_to(x, y);
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(bound));
  const auto at = [&](int column, int row) {
    return ImVec2{static_cast<float>(column) * atlas.TexUvScale.x, static_cast<float>(row) * atlas.TexUvScale.y};
  };
  return {static_cast<float>(drawn.width), static_cast<float>(height), at(x, y), at(x + drawn.width, y + height),
          drawn.coloured};
}

}  // namespace

void use_system_text(SystemText* system) { words.system = system; }

bool system_words_want_room() { return words.full || (words.wanted && words.rect < 0); }

void forget_system_words() {
  for (std::vector<Entry>& some : words.known) some.clear();
  words.x = words.y = 0;
}

void reserve_system_words(ImFontAtlas& atlas, float pixel_ratio) {
  forget_system_words();
  words.rect = -1;
  if (!words.wanted) return;
  if (words.full) words.height *= 2;
  words.full = false;
  const int scale = std::max(1, static_cast<int>(std::ceil(pixel_ratio)));
  words.rect = atlas.AddCustomRectRegular(room_width * scale, words.height * scale);
}

const SystemWord* system_word(const ImFont* font, const char* begin, const char* end) {
  if (words.system == nullptr) return nullptr;
  words.wanted = true;
  if (words.rect < 0 || ImGui::GetIO().Fonts->TexID == ImTextureID{}) return nullptr;
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  const Entry* known = nullptr;
  for (const Entry& e : alike(text))
    if (e.font == font && e.text == text) known = &e;
  if (known == nullptr) {
    const SystemWord drawn = draw(font, text);
    if (words.full) return nullptr;
    known = &alike(text).emplace_back(Entry{font, std::string(text), drawn});
  }
  return known->word.width > 0 ? &known->word : nullptr;
}

}  // namespace view
