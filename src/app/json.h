// JSON written piece by piece at the end of a text.
#pragma once
#include <cmath>
#include <cstdio>
#include <string>

namespace app {

// Writes JSON members and elements, with the commas between them.
class Json {
public:
  explicit Json(std::string& out) : out_(out) {}
  void open(char bracket) { comma(), out_ += bracket, first_ = true; }
  void close(char bracket) { out_ += bracket, first_ = false; }
  void key(const char* name) { text(name), out_ += ':', first_ = true; }
  void number(double value) {
    comma();
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.9g", value);
    out_ += std::isfinite(value) ? digits : "null";
  }
  void whole(long long value) { comma(), out_ += std::to_string(value); }  // every digit of it
  void flag(bool value) { comma(), out_ += value ? "true" : "false"; }
  void text(const char* bytes) {
    comma(), out_ += '"';
    for (; *bytes != 0; ++bytes) {
      if (*bytes == '"' || *bytes == '\\') out_ += '\\';
      out_ += static_cast<unsigned char>(*bytes) < ' ' ? ' ' : *bytes;
    }
    out_ += '"';
  }
  void member(const char* name, double value) { key(name), number(value); }
  void member(const char* name, bool value) { key(name), flag(value); }
  void member(const char* name, const char* value) { key(name), text(value); }

private:
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string& out_;
  bool first_ = true;
};

}  // namespace app
