// What happens to a link on its way and no valid link contains is undone; and how much of it has come.
#include <algorithm>

#include "experiment/fields.h"
#include "experiment/text.h"
#include "told/link.h"

namespace lab {
namespace {

// Signs, with \1 between them.
using Signs = std::string_view;
// Of no width; a soft hyphen.
constexpr Signs unseen = "\u200b\1\u200c\1\u200d\1\u2060\1\ufeff\1\u00ad";
constexpr Signs blanks = " \1\t\1\r\1\n\1\v\1\f\1\u00a0";
// No link that was written ends with one as it is; the value of a field that is no text with none of those, too, and
// begins with none of these.
constexpr Signs quotes = ")\1]\1}\1>\1\"\1'\1`\1\\\1\u201d\1\u2019\1\u00bb\1\u2026\1\u3002";
constexpr Signs closing = ".\1,\1;\1:\1!\1?\1*\1_\1~";
constexpr Signs opening = "\"\1'\1`\1(\1[\1<\1*\1_\1!\1/\1\u201c\1\u201e\1\u2018\1\u00ab";
constexpr Signs entities = "amp;\1#38;\1#038;\1#x26;";

// The length of that which the text begins or ends with; 0 if none.
std::size_t sign_at(bool end, std::string_view text, Signs signs) {
  while (!signs.empty()) {
    const std::string_view sign = signs.substr(0, signs.find('\1'));
    if (end ? text.ends_with(sign) : text.starts_with(sign)) return sign.size();
    signs.remove_prefix(std::min(sign.size() + 1, signs.size()));
  }
  return 0;
}
std::size_t first_of(Signs signs, std::string_view text) { return sign_at(false, text, signs); }

std::string_view closed(std::string_view text, Signs signs = closing, Signs others = quotes) {
  while (const std::size_t size = sign_at(true, text, signs) + sign_at(true, text, others)) text.remove_suffix(size);
  return text;
}

bool alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Without line breaks and the blanks that indent the next line, and what cannot be seen.
std::string joined(std::string_view text) {
  std::string out;
  bool begins = true;
  while (!text.empty()) {
    const char c = text[0];
    const std::size_t skipped = alphanumeric(c) ? 0 : first_of(unseen, text);
    const std::size_t blank = alphanumeric(c) ? 0 : first_of(blanks, text);
    begins = c == '\n' || c == '\r' || (begins && blank + skipped > 0);
    const std::size_t size = std::max<std::size_t>(skipped + blank, 1);
    if (!begins && skipped == 0) out += text.substr(0, size);
    text.remove_prefix(size);
  }
  out.resize(closed(out, blanks, unseen).size());
  return out;
}

bool has_code(std::string_view text) {
  for (const char* code : {"%26", "%3D", "%3d", "%23"})
    if (text.find(code) != text.npos) return true;
  return false;
}

std::string_view after_hash(std::string_view text) {
  std::size_t hash = text.find('#');
  while (hash != text.npos && hash > 0 && text[hash - 1] == '&') hash = text.find('#', hash + 1);  // "&#38;"
  if (hash != text.npos) text.remove_prefix(hash);
  while (text.starts_with('#')) text.remove_prefix(1);
  return text;
}

// Keys hold no codes: where one does, the part is encoded once more.
void add_part(std::string_view part, bool decodes, std::string& out) {
  if (!out.empty())
    while (const std::size_t size = first_of(entities, part)) part.remove_prefix(size);
  std::string plain;
  if (!decodes || !has_code(part.substr(0, part.find('='))) || !unescape(part, plain)) {
    if (!out.empty()) out += '&';
    out += part;
    return;
  }
  const std::string inner = joined(plain);
  for (const std::string_view one : split(out.empty() ? after_hash(inner) : inner, '&')) add_part(one, false, out);
}

bool is_text(std::string_view key) {
  return key == key_of(FieldId::name) || key == data_keys[0] || key == data_keys[1] || key == data_keys[2] ||
         key == data_keys[5];
}

std::string decoded(std::string_view text) {
  std::string out;
  if (!unescape(text, out)) out = text;
  return out;
}

}  // namespace

std::string mended_word(std::string_view given) {
  const std::string plain = decoded(given);
  std::string out;
  for (std::string_view rest = plain; !rest.empty();) {
    const std::size_t size = alphanumeric(rest[0]) ? 0 : first_of(unseen, rest) + first_of(blanks, rest);
    if (size == 0) out += rest[0];
    rest.remove_prefix(std::max<std::size_t>(size, 1));
  }
  out.resize(closed(out).size());
  while (const std::size_t size = first_of(opening, out)) out.erase(0, size);
  return out;
}

LinkPart link_part(std::string_view part) {
  const std::size_t equals = std::min(part.find('='), part.size());
  const std::string_view value = part.substr(std::min(equals + 1, part.size()));
  LinkPart out{mended_word(part.substr(0, equals)), {}};
  out.value = is_text(out.key) ? decoded(value) : mended_word(value);
  return out;
}

std::string mended_link(std::string_view text) {
  const std::string whole = joined(text);
  std::string_view rest = after_hash(whole);
  // Behind a text, which may end with a full stop, only from a quote on.
  std::size_t end = rest.size();
  for (std::size_t at = closed(rest).size(); at < end; ++at)
    if (first_of(quotes, rest.substr(at)) > 0) end = at;
  rest = rest.substr(0, end);
  std::string out;
  for (const std::string_view part : split(rest, '&'))
    if (!part.empty()) add_part(part, true, out);
  return out;
}

std::size_t link_weight(std::string_view link) {
  std::size_t weight = 0;
  for (std::string_view part : split(link, '&')) {
    const std::size_t code = part.rfind('%');
    if (code != part.npos && code + 3 > part.size()) part = part.substr(0, code);  // cut amid it
    const LinkPart read = link_part(part);
    if (!read.key.empty() && part.find('=') != part.npos && read.key != length_key)
      weight += read.key.size() + read.value.size();
  }
  return weight;
}

std::string_view without_last_item(std::string_view link) {
  const std::size_t last = link.rfind('&');
  if (last == link.npos) return {};
  const std::string_view part = link.substr(last + 1), key = part.substr(0, part.find('='));
  const std::size_t item = part.rfind(';');
  const bool items = key == data_keys[3] || key == "draw" || key == "do";
  return link.substr(0, items && item != part.npos ? last + 1 + item : last);
}

}  // namespace lab
