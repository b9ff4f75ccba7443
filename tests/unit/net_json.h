// Reads the JSON of tests/reference: as C++ likes to look into it.
#pragma once
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "lab/json.h"

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

inline Json as_json(const lab::Json& read) {
  Json json{read.number, read.text, {}, {}, read.is(lab::Json::Kind::null)};
  for (std::size_t i = 0; i < read.items.size(); ++i) {
    if (read.is(lab::Json::Kind::object))
      json.members.emplace_back(read.keys[i], as_json(read.items[i]));
    else
      json.items.push_back(as_json(read.items[i]));
  }
  return json;
}

inline Json json_of(const std::string& text) {
  lab::Json read;
  std::string why;
  CHECK_MESSAGE(lab::read_json(text, read, why), why);
  return as_json(read);
}
