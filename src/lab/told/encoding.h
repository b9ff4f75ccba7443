// Bytes of a file as text, or what they are instead. Private to lab.
#pragma once
#include <string>
#include <string_view>

namespace lab {

enum class Encoding : unsigned char { utf8, utf16, windows_1252 };

struct Decoded {
  std::string text;  // UTF-8, without a byte order mark
  Encoding encoding{};
  std::string why;  // not empty: the bytes are no text; what they are, and what to do
};
// UTF-16 with a byte order mark or without; what is neither that nor UTF-8 is Windows-1252. A wrong byte among much
// sound UTF-8 becomes U+FFFD alone.
Decoded decode(std::string_view bytes);

}  // namespace lab
