// Files below tests/, natively and under Node.
#pragma once
#include <doctest/doctest.h>

#include <cstdio>
#include <string>

inline std::string read_test_file(const std::string& name) {
  const std::string path = std::string(DROPOUT_LAB_TESTS) + "/" + name;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  CAPTURE(path);
  CHECK(file != nullptr);
  std::string text;
  if (file == nullptr) return text;
  char block[4096];
  for (std::size_t n; (n = std::fread(block, 1, sizeof block, file)) > 0;) text.append(block, n);
  std::fclose(file);
  return text;
}
