// Numbers and lists as text, the same in every locale. Private to lab.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lab {

// A finite decimal number and nothing else: "3", "-0.5", "1e-3". Not: "", " 3", "0x3", "nan", "3,5".
bool read_number(std::string_view text, double& out);

// The shortest text that read_number turns back into the same number.
std::string shortest(float number);
std::string shortest(double number);

// "a,b,c" → {"a", "b", "c"}; "" → {""}.
std::vector<std::string_view> split(std::string_view text, char separator);

// Bytes in `signs` and control characters as %XX, and back; false if a % isn't followed by two hexadecimal digits.
std::string escape(std::string_view text, std::string_view signs);
bool unescape(std::string_view text, std::string& out);

// The longest part from the start that is UTF-8 (RFC 3629), in bytes.
std::size_t sound_utf8(std::string_view text);

}  // namespace lab
