#include "files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace cli {
namespace {

int lost = 0;  // why a part of standard output was not written, an errno

bool complain(const std::string& path, int error) {
  tell("'" + path + "' cannot be written: " + std::strerror(error));
  return false;
}

// Neither a link, which would be replaced by a file, nor a pipe or a device.
bool is_plain(const std::string& path) {
  struct stat found {};
  return lstat(path.c_str(), &found) != 0 || S_ISREG(found.st_mode);
}

// 0, or why not.
int put(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return errno;
  int error = std::fwrite(text.data(), 1, text.size(), file) == text.size() ? 0 : errno;
  if (std::fclose(file) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace

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

bool try_file(const std::string& path) {
  struct stat found {};
  const bool is_there = stat(path.c_str(), &found) == 0;
  if (is_there && S_ISDIR(found.st_mode)) return complain(path, EISDIR);
  if (is_there && !S_ISREG(found.st_mode)) return access(path.c_str(), W_OK) == 0 || complain(path, errno);
  std::FILE* file = std::fopen(path.c_str(), "ab");
  if (file == nullptr) return complain(path, errno);
  std::fclose(file);
  if (!is_there) std::remove(path.c_str());
  return true;
}

bool write_file(const std::string& path, std::string_view text) {
  const std::string part = path + ".part";
  int error = is_plain(path) ? put(part, text) : EACCES;
  if (error == 0 && std::rename(part.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return true;
  if (is_plain(path)) std::remove(part.c_str());
  if (error == EACCES || error == EPERM || error == EROFS) error = put(path, text);  // no file can be put beside it
  return error == 0 || complain(path, error);
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() && lost == 0) lost = errno;
}

void print_formatted(const char* format, ...) {
  va_list values;
  va_start(values, format);
  if (std::vfprintf(stdout, format, values) < 0 && lost == 0) lost = errno;
  va_end(values);
}

void print_now() {
  if (std::fflush(stdout) != 0 && lost == 0) lost = errno;
}

int finish(int status) {
  print_now();
  if (lost == 0) return status;
  tell(std::string("standard output cannot be written: ") + std::strerror(lost));
  return status == 0 ? unwritten : status;
}

bool says_progress() {
#ifdef __EMSCRIPTEN__
  return EM_ASM_INT({ return process['stderr']['isTTY'] ? 1 : 0; }) != 0;  // isatty() calls a pipe a terminal
#else
  return isatty(2) == 1;
#endif
}

std::string beside_program(const char* program, const char* name) {
  const std::string path = program;
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string(name) : path.substr(0, slash + 1) + name;
}

void tell(const std::string& what) { std::fprintf(stderr, "dropout_lab_cli: %s\n", what.c_str()); }

int refuse(const std::string& what) {
  tell(what);
  return refused;
}

}  // namespace cli
