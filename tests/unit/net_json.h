// Reads the JSON of tests/reference: well-formed files of our own, so there are no messages, only a failed check.
#pragma once
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

struct Json {
  double number = 0;
  std::string text;
  std::vector<Json> items;
  std::vector<std::pair<std::string, Json>> members;
  bool is_null = false;

  const Json& operator[](const char* key) const {
    for (const auto& [name, value] : members)
      if (name == key) return value;
    static const Json none{0, {}, {}, {}, true};
    return none;
  }
  const Json& operator[](std::size_t i) const { return items.at(i); }
  // All the numbers below, in order.
  void flatten(std::vector<double>& out) const {
    if (items.empty()) out.push_back(number);
    for (const Json& item : items) item.flatten(out);
  }
};

class JsonReader {
public:
  explicit JsonReader(const std::string& text) : at_(text.c_str()) {}
  Json value() {
    Json v;
    if (take('{')) {
      while (*at_ == '"') {
        std::string key = string();
        CHECK(take(':'));
        v.members.emplace_back(std::move(key), value());
        take(',');
      }
      CHECK(take('}'));
    } else if (take('[')) {
      if (take(']')) return v;
      do v.items.push_back(value());
      while (take(','));
      CHECK(take(']'));
    } else if (*at_ == '"') {
      v.text = string();
    } else if (*at_ == 'n' || *at_ == 0) {
      v.is_null = true;
      at_ += *at_ == 0 ? 0 : 4;
    } else {
      char* end = nullptr;
      v.number = std::strtod(at_, &end);
      CHECK(end != at_);
      at_ = end;
    }
    return v;
  }

private:
  bool take(char c) {
    skip();
    if (*at_ != c) return false;
    ++at_;
    skip();
    return true;
  }
  void skip() {
    while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
  }
  std::string string() {
    std::string s;
    for (++at_; *at_ != '"' && *at_ != 0; ++at_) s += *at_;
    if (*at_ == '"') ++at_;
    return s;
  }
  const char* at_;
};
