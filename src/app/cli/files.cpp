#include "files.h"

#include <array>
#include <cstdio>

namespace cli {

bool read_file(const std::string& path, std::string& out) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  std::array<char, 1 << 14> block;
  std::string text;
  for (std::size_t count; (count = std::fread(block.data(), 1, block.size(), file)) > 0;)
    text.append(block.data(), count);
  const bool sound = std::ferror(file) == 0;
  std::fclose(file);
  if (sound) out = std::move(text);
  return sound;
}

bool write_file(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

std::string beside_program(const char* program, const char* name) {
  const std::string path = program;
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string(name) : path.substr(0, slash + 1) + name;
}

int refuse(const std::string& what) {
  std::fprintf(stderr, "dropout_lab_cli: %s\n", what.c_str());
  return 2;
}

}  // namespace cli
