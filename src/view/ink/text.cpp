#include "ink/text.h"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "imgui_internal.h"
#include "ink/system_words.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr unsigned norm_bar = 0x2016;      // ‖
constexpr float norm_bar_advance = 0.42f;  // in line heights

float scale() { return ImGui::GetIO().FontGlobalScale; }
float snap(float v) { return std::round(v / scale()) * scale(); }

unsigned next_sign(const char*& p, const char* end) {
  unsigned sign = 0;
  p += ImTextCharFromUtf8(&sign, p, end);
  return sign;
}

// The next thing of a line: a sign of the typeface, or words that it has none for.
struct Piece {
  const char *begin, *end;
  unsigned sign;
  const SystemWord* word;  // null: the sign
  float width;             // units
};

bool in_typeface(const ImFont* font, unsigned sign) {
  return sign < 0x80 || sign == norm_bar ||
         (sign < 0xfffd && font->FindGlyphNoFallback(static_cast<ImWchar>(sign)) != nullptr);
}

// Chinese and Japanese write no blanks: a line may end behind any of their signs.
bool stands_alone(unsigned sign) {
  return (sign >= 0x2e80 && sign <= 0x9fff) || (sign >= 0xf900 && sign <= 0xfaff) || (sign >= 0xff00 && sign <= 0xff60);
}

unsigned sign_at(const char* p, const char* end) { return p < end ? next_sign(p, end) : 0; }

// Where the signs end that must not be parted from the one at p: what is closed behind it, or opened before another.
const char* end_of_sign(const char* p, const char* end) {
  const auto one_of = [](unsigned sign, const char* signs) {
    for (const char* last = signs + std::strlen(signs); signs < last;)
      if (next_sign(signs, last) == sign) return true;
    return false;
  };
  const bool opens = one_of(next_sign(p, end), "（「『《〈【");
  if (opens && stands_alone(sign_at(p, end))) next_sign(p, end);
  while (one_of(sign_at(p, end), "，。、；：！？）」』》〉】")) next_sign(p, end);
  return p;
}

// Where the word ends that begins at p, and whether the typeface has all its signs.
bool word_in_typeface(const ImFont* font, const char*& p, const char* end) {
  bool has_all = true;
  while (p < end && *p != ' ' && *p != '\n' && !stands_alone(sign_at(p, end)))
    has_all &= in_typeface(font, next_sign(p, end));
  return has_all;
}

// Where words end of which each has signs that the typeface lacks, blanks between them included; p if the first has
// none.
const char* end_of_words(const ImFont* font, const char* p, const char* end) {
  const char* last = p;
  while (p < end && !word_in_typeface(font, p, end)) {
    last = p;
    while (p < end && *p == ' ') ++p;
    if (stands_alone(sign_at(p, end))) break;
  }
  return last;
}

// Plain ASCII up to the next blank, as nearly every word is.
bool plain_word(const char* p, const char* end) {
  while (p < end && *p != ' ' && *p != '\n')
    if (static_cast<unsigned char>(*p++) >= 0x80) return false;
  return true;
}

Piece next_piece(const ImFont* font, const char* p, const char* end) {
  Piece piece{p, p, 0, nullptr, 0};
  piece.sign = next_sign(piece.end, end);
  if (piece.sign == norm_bar) {
    piece.width = line_height(font) * norm_bar_advance;
    return piece;
  }
  const char* last = stands_alone(piece.sign) ? end_of_sign(p, end)
                     : plain_word(p, end)     ? p
                                              : end_of_words(font, p, end);
  if (last > p) {
    piece.word = system_word(font, p, last);
    if (piece.word != nullptr) {
      piece.end = last;
      piece.width = piece.word->width * scale();
      return piece;
    }
  }
  piece.width = font->GetCharAdvance(static_cast<ImWchar>(piece.sign)) * scale();
  return piece;
}

void draw_norm_bar(ImDrawList* draw, const ImFont* font, ImVec2 pos, ImU32 color) {
  const float em = line_height(font), base = pos.y + ascent(font);
  const float thick = std::max(snap(em * 0.08f), scale());
  const float gap = std::max(snap(em * 0.17f), 2 * scale());
  const float top = snap(base - em * 0.66f), bottom = snap(base + em * 0.09f);
  for (int i = 0; i < 2; ++i) {
    const float x = snap(pos.x + em * 0.07f) + static_cast<float>(i) * gap;
    draw->AddRectFilled({x, top}, {x + thick, bottom}, color);
  }
}

}  // namespace

float line_height(const ImFont* font) { return font->FontSize * scale(); }
float ascent(const ImFont* font) { return font->Ascent * scale(); }

float text_width(const ImFont* font, const char* p, const char* end) {
  if (!end) end = p + std::strlen(p);
  float width = 0;
  while (p < end) {
    const Piece piece = next_piece(font, p, end);
    width += piece.width;
    p = piece.end;
  }
  return width;
}

float text(ImDrawList* draw, const ImFont* font, ImVec2 pos, ImU32 color, const char* p, const char* end) {
  if (!end) end = p + std::strlen(p);
  const float unit = scale(), start = snap(pos.x), y = snap(pos.y);
  float x = start;
  while (p < end) {
    const Piece piece = next_piece(font, p, end);
    if (piece.sign == norm_bar) {
      draw_norm_bar(draw, font, {x, y}, color);
    } else if (const SystemWord* word = piece.word) {
      draw->PrimReserve(6, 4);
      draw->PrimRectUV({x, y}, {x + word->width * unit, y + word->height * unit}, word->from, word->to,
                       word->coloured ? color | 0xffffff : color);
    } else if (const ImFontGlyph* glyph = font->FindGlyph(static_cast<ImWchar>(piece.sign)); glyph && glyph->Visible) {
      draw->PrimReserve(6, 4);
      draw->PrimRectUV({x + glyph->X0 * unit, y + glyph->Y0 * unit}, {x + glyph->X1 * unit, y + glyph->Y1 * unit},
                       {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, color);
    }
    x += piece.width;
    p = piece.end;
  }
  return x - start;
}

float text_right(ImDrawList* draw, const ImFont* font, ImVec2 pos, ImU32 color, const char* words) {
  return text(draw, font, {pos.x - text_width(font, words), pos.y}, color, words);
}

float text_center(ImDrawList* draw, const ImFont* font, ImVec2 pos, ImU32 color, const char* words) {
  return text(draw, font, {pos.x - text_width(font, words) * 0.5f, pos.y}, color, words);
}

float text_fit(ImDrawList* draw, const ImFont* font, ImVec2 pos, float width, ImU32 color, const char* words) {
  if (text_width(font, words) <= width) return text(draw, font, pos, color, words);
  constexpr const char* ellipsis = "…";
  const float room = width - text_width(font, ellipsis);
  const char *end = words + std::strlen(words), *p = words, *last = words;
  for (float used = 0; p < end; last = p) {
    const Piece piece = next_piece(font, p, end);
    used += piece.width;
    if (used > room) break;
    p = piece.end;
  }
  while (last > words && last[-1] == ' ') --last;
  const float drawn = text(draw, font, pos, color, words, last);
  return drawn + text(draw, font, {pos.x + drawn, pos.y}, color, ellipsis);
}

float text_wrapped(ImDrawList* draw, const ImFont* font, ImVec2 pos, float width, ImU32 color, const char* words) {
  const float line = std::ceil(line_height(font) * 1.18f);
  const char* end = words + std::strlen(words);
  float y = pos.y;
  for (const char* begin = words; begin < end;) {
    const char *p = begin, *space = nullptr;
    float used = 0;
    bool alone = false;
    while (p < end && *p != '\n') {
      const char* before = p;
      const Piece piece = next_piece(font, p, end);
      const bool after_alone = std::exchange(alone, stands_alone(piece.sign));
      if (*p == ' ' || alone || after_alone) space = p;
      used += piece.width;
      p = piece.end;
      if (used > width && before > begin) {
        p = space && space > begin ? space : before;
        break;
      }
    }
    if (draw) text(draw, font, {pos.x, y}, color, begin, p);
    y += line;
    begin = p < end && (*p == ' ' || *p == '\n') ? p + 1 : p;
  }
  return y - pos.y;
}

Words& Words::add(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  length += ImFormatStringV(chars + length, sizeof chars - static_cast<std::size_t>(length), format, arguments);
  va_end(arguments);
  return *this;
}

Words grouped(std::int64_t value) {
  Words out;
  if (value < 0) out.add("−");
  char digits[24];
  const int n = std::snprintf(digits, sizeof digits, "%lld", std::llabs(static_cast<long long>(value)));
  for (int i = 0; i < n; ++i) {
    if (i > 0 && (n - i) % 3 == 0) out.add("%s", tr(","));
    out.add("%c", digits[i]);
  }
  return out;
}

Words figure(double value) {
  Words out;
  const double size = std::abs(value);
  if (!std::isfinite(value)) return out.add(tr("not finite"));
  if (value < 0) out.add("−");
  if (size >= 1e7 || (size > 0 && size < 1e-4)) {
    const int power = static_cast<int>(std::floor(std::log10(size)));
    out.add("%.1f·10", size / std::pow(10.0, power));
    if (power < 0) out.add("⁻");
    return out.add("%s", raised(std::abs(power)).chars);
  }
  if (size >= 999.5) return out.add("%s", grouped(std::llround(size)).chars);
  return out.add("%.*f",
                 size >= 99.95                 ? 0
                 : size >= 9.995               ? 1
                 : size >= 0.0995 || size == 0 ? 2
                 : size >= 0.00995             ? 3
                                               : 4,
                 size);
}

Words compact(std::int64_t value) {
  const auto v = static_cast<double>(value);
  if (value < 10000) return grouped(value);
  if (value < 999500) return Words().add("%.*fk", v < 99950 ? 1 : 0, v / 1e3);
  return Words().add("%.1fM", v / 1e6);
}

Words percent(double fraction) {
  if (!std::isfinite(fraction)) return Words().add("–");
  return Words().add("%.1f %%", fraction * 100);
}

Words raised(int n) {
  static constexpr const char* sign[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  char digits[12];
  Words out;
  const int length = std::snprintf(digits, sizeof digits, "%d", std::max(n, 0));
  for (int i = 0; i < length; ++i) out.add("%s", sign[digits[i] - '0']);
  return out;
}

Words power_of_two(int n) {
  if (n <= 36) return grouped(std::int64_t{1} << n);
  return Words().add("2%s", raised(n).chars);
}

Words layer_name(int row, int layers) {
  if (row == 0) return Words().add("x");
  if (row == layers) return Words().add("ŷ");
  return Words().add("a%s", raised(row).chars);
}

}  // namespace view
