#include "system_text.h"

#include <stb_truetype.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "../gl.h"

namespace app {
namespace {

namespace fs = std::filesystem;

struct Font {
  std::vector<unsigned char> bytes;
  stbtt_fontinfo info{};

  bool read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    if (bytes.size() < 64) return false;
    const int offset = stbtt_GetFontOffsetForIndex(bytes.data(), 0);
    return offset >= 0 && stbtt_InitFont(&info, bytes.data(), offset) != 0;
  }
};

bool is_mark(unsigned sign) { return sign == 0x200c || sign == 0x200d || (sign >= 0xfe00 && sign <= 0xfe0f); }

// Without what only joins or varies others.
std::vector<unsigned> signs_of(std::string_view words) {
  std::vector<unsigned> signs;
  for (std::size_t i = 0; i < words.size();) {
    const auto lead = static_cast<unsigned char>(words[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    unsigned sign = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t k = 1; k < length && i + k < words.size(); ++k)
      sign = sign << 6 | (static_cast<unsigned char>(words[i + k]) & 0x3fU);
    if (!is_mark(sign)) signs.push_back(sign);
    i += length;
  }
  return signs;
}

std::vector<fs::path> font_files() {
  std::vector<fs::path> files;
  const char* home = std::getenv("HOME");
  for (const std::string& folder :
       {std::string("/usr/share/fonts"), std::string("/usr/local/share/fonts"), std::string("/System/Library/Fonts"),
        std::string("/Library/Fonts"), std::string("C:/Windows/Fonts"), std::string(home ? home : "") + "/.fonts"}) {
    std::error_code none;
    for (fs::recursive_directory_iterator i(folder, none), end; !none && i != end; i.increment(none)) {
      const std::string kind = i->path().extension().string();
      if (kind == ".ttf" || kind == ".otf" || kind == ".ttc") files.push_back(i->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Text final : public view::SystemText {
public:
  Drawn draw(std::string_view words, float em, bool /*bold*/, float ascent, int height, int most) override {
    const std::vector<unsigned> signs = signs_of(words);
    if (!has_all(signs) && !find(signs)) return {};
    const float scale = stbtt_ScaleForMappingEmToPixels(&font_.info, em);
    width_ = std::min(most, static_cast<int>(std::ceil(length(signs, scale))) + 1);
    height_ = height;
    alpha_.assign(static_cast<std::size_t>(width_ * height_), 0);
    float x = 0;
    for (const unsigned sign : signs) {
      draw_sign(static_cast<int>(sign), x, ascent, scale);
      x += advance(sign, scale);
    }
    return {width_, false};
  }

  void copy_to(int x, int y) override {
    std::vector<std::uint8_t> rgba(alpha_.size() * 4, 255);
    for (std::size_t i = 0; i < alpha_.size(); ++i) rgba[4 * i + 3] = alpha_[i];
    glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  }

private:
  bool has_all(const std::vector<unsigned>& signs) const {
    return !font_.bytes.empty() && std::all_of(signs.begin(), signs.end(), [&](unsigned sign) {
      return stbtt_FindGlyphIndex(&font_.info, static_cast<int>(sign)) != 0;
    });
  }

  bool find(const std::vector<unsigned>& signs) {
    if (files_.empty()) files_ = font_files();
    for (const fs::path& file : files_)
      if (font_.read(file) && has_all(signs)) return true;
    font_.bytes.clear();
    return false;
  }

  float advance(unsigned sign, float scale) const {
    int wide = 0, left = 0;
    stbtt_GetCodepointHMetrics(&font_.info, static_cast<int>(sign), &wide, &left);
    return static_cast<float>(wide) * scale;
  }

  float length(const std::vector<unsigned>& signs, float scale) const {
    float all = 0;
    for (const unsigned sign : signs) all += advance(sign, scale);
    return all;
  }

  void draw_sign(int sign, float x, float ascent, float scale) {
    int wide = 0, high = 0, left = 0, top = 0;
    unsigned char* picture = stbtt_GetCodepointBitmapSubpixel(&font_.info, scale, scale, x - std::floor(x), 0, sign,
                                                              &wide, &high, &left, &top);
    for (int row = 0; row < high; ++row)
      for (int column = 0; column < wide; ++column) {
        const int to_x = static_cast<int>(x) + left + column, to_y = static_cast<int>(std::round(ascent)) + top + row;
        if (to_x < 0 || to_x >= width_ || to_y < 0 || to_y >= height_) continue;
        std::uint8_t& to = alpha_[static_cast<std::size_t>(to_y * width_ + to_x)];
        to = std::max(to, picture[row * wide + column]);
      }
    stbtt_FreeBitmap(picture, nullptr);
  }

  Font font_;
  std::vector<fs::path> files_;
  std::vector<std::uint8_t> alpha_;
  int width_ = 0, height_ = 0;
};

}  // namespace

view::SystemText& system_text() {
  static Text text;
  return text;
}

}  // namespace app
