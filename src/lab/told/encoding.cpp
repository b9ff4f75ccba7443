#include "told/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "experiment/text.h"

namespace lab {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view spreadsheet = "Open it in its program and save the sheet as CSV.";
constexpr std::string_view picture = "It has no rows of text.";

struct Signature {
  std::string_view bytes, what, advice;
};
constexpr std::array signatures{
    Signature{"\xd0\xcf\x11\xe0"sv, "an old Excel or Word file", spreadsheet},
    Signature{"%PDF"sv, "a PDF", "Copy the table out of it and paste it here, or look for the data as CSV."},
    Signature{"\x89PNG"sv, "a picture (PNG)", picture},
    Signature{"\xff\xd8\xff"sv, "a picture (JPEG)", picture},
    Signature{"GIF8"sv, "a picture (GIF)", picture},
    Signature{"\x1f\x8b"sv, "a compressed file (gzip)", "Unpack it and open the CSV file within."},
    Signature{"7z\xbc\xaf"sv, "a compressed archive (7z)", "Unpack it and open the CSV file within."},
    Signature{"Rar!"sv, "a compressed archive (RAR)", "Unpack it and open the CSV file within."},
    Signature{"BZh"sv, "a compressed file (bzip2)", "Unpack it and open the CSV file within."},
    Signature{"\x93NUMPY"sv, "a NumPy array", "Save it with numpy.savetxt(…, delimiter=\",\")."},
    Signature{"PAR1"sv, "a Parquet file", "Save it with pandas' to_csv."},
    Signature{"\x89HDF"sv, "an HDF5 file", "Save its table as CSV."},
    Signature{"SQLite format 3"sv, "a database (SQLite)", "Save one of its tables as CSV."},
    Signature{"{\\rtf"sv, "a text document (RTF)", "Save the table as plain text or CSV."},
};

std::string said(std::string_view what, std::string_view advice) {
  return "This is " + std::string(what) + ", no table of text. " + std::string(advice);
}

std::string what_archive(std::string_view bytes) {
  if (bytes.find("xl/") != bytes.npos) return said("an Excel file (.xlsx)", spreadsheet);
  if (bytes.find("opendocument.spreadsheet") != bytes.npos)
    return said("an OpenDocument spreadsheet (.ods)", spreadsheet);
  if (bytes.find("word/") != bytes.npos)
    return said("a Word file (.docx)", "Copy the table out of it and paste it here.");
  if (bytes.find("Index/Document.iwa") != bytes.npos) return said("a Numbers or Pages file", spreadsheet);
  if (bytes.find(".npy") != bytes.npos) return said("NumPy arrays (.npz)", "Save them with numpy.savetxt.");
  return said("a ZIP archive", "Unpack it and open the CSV file within.");
}

// Without blanks at its start and in small letters, the first bytes.
std::string beginning(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t\r\n\xef\xbb\xbf"), text.size());
  std::string out(text.substr(first, 40));
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string what_else(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04")) return what_archive(bytes);
  if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return said("a picture (WebP)", picture);
  for (const auto& [start, what, advice] : signatures) {
    if (bytes.starts_with(start)) return said(what, advice);
  }
  const std::string begin = beginning(bytes);
  if (begin.starts_with("<svg") || begin.starts_with("<?xml"))
    return said("XML or a picture (SVG)", "Look for the data as CSV.");
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body"}) {
    if (begin.starts_with(tag))
      return said("a web page (HTML)",
                  "The address led to a page about the file: look there for Download or Raw, or copy the table's rows "
                  "and paste them here.");
  }
  return "";
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t bits) { out += static_cast<char>(bits); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) return byte(0xc0 | code >> 6), byte(0x80 | (code & 0x3f));
  if (code < 0x10000) return byte(0xe0 | code >> 12), byte(0x80 | (code >> 6 & 0x3f)), byte(0x80 | (code & 0x3f));
  byte(0xf0 | code >> 18), byte(0x80 | (code >> 12 & 0x3f)), byte(0x80 | (code >> 6 & 0x3f)),
      byte(0x80 | (code & 0x3f));
}

std::string from_utf16(std::string_view bytes, bool big) {
  constexpr std::uint32_t unknown = 0xfffd;
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<std::uint32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    const bool leads = code >= 0xd800 && code < 0xdc00, trails = code >= 0xdc00 && code < 0xe000;
    if (leads && i + 3 < bytes.size() && unit(i + 2) >= 0xdc00 && unit(i + 2) < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (unit(i + 2) - 0xdc00);
      i += 2;
    } else if (leads || trails) {
      code = unknown;
    }
    append_utf8(out, code);
  }
  return out;
}

// Which of two neighbouring bytes is zero nearly always, in text that ASCII is most of: 1 the second (little-endian),
// 0 the first, -1 neither.
int zeros_at(std::string_view bytes) {
  const std::string_view looked_at = bytes.substr(0, 1000);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < looked_at.size(); ++i) zeros[i % 2] += looked_at[i] == 0;
  const std::size_t pairs = looked_at.size() / 2;
  if (pairs < 2) return -1;
  if (zeros[1] * 10 >= pairs * 7 && zeros[0] * 10 < pairs) return 1;
  return zeros[0] * 10 >= pairs * 7 && zeros[1] * 10 < pairs ? 0 : -1;
}

std::string from_windows_1252(std::string_view bytes) {
  constexpr std::array<std::uint32_t, 32> high{0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                               0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                               0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                               0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80u] : byte);
  }
  return out;
}

// UTF-8 with U+FFFD for each wrong byte; false if wrong bytes are more than signs beyond ASCII.
bool mend_utf8(std::string_view bytes, std::string& out) {
  std::size_t wrong = 0, signs = 0;
  while (!bytes.empty()) {
    const std::string_view sound = bytes.substr(0, sound_utf8(bytes));
    signs +=
        static_cast<std::size_t>(std::count_if(sound.begin(), sound.end(), [](char c) { return (c & 0xc0) == 0xc0; }));
    out += sound;
    bytes.remove_prefix(sound.size());
    if (bytes.empty()) break;
    bytes.remove_prefix(1);
    append_utf8(out, 0xfffd);
    ++wrong;
  }
  return wrong < signs;
}

}  // namespace

Decoded decode(std::string_view bytes) {
  Decoded out;
  out.why = what_else(bytes);
  if (!out.why.empty()) return out;
  const int zeros = zeros_at(bytes);
  const bool little = bytes.starts_with("\xff\xfe"), big = bytes.starts_with("\xfe\xff");
  if (little || big || zeros >= 0) {
    out.encoding = Encoding::utf16;
    out.text = from_utf16(bytes.substr(little || big ? 2 : 0), big || (!little && zeros == 0));
    out.why = what_else(out.text);
    return out;
  }
  if (bytes.substr(0, 4000).find('\0') != bytes.npos) {
    out.why = "This is no text. Open it in the program that it belongs to and save its table as CSV.";
    return out;
  }
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  if (!mend_utf8(bytes, out.text) && sound_utf8(bytes) != bytes.size()) {
    out.encoding = Encoding::windows_1252;
    out.text = from_windows_1252(bytes);
  }
  return out;
}

}  // namespace lab
