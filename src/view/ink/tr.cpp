#include "view/tr.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

namespace view {
namespace {

// How many there are, the hashes of their English in rising order, where each begins, and then the words themselves, a
// 0 after each; numbers of four bytes.
std::string spoken;

std::uint32_t number(const std::string& table, std::size_t index) {
  std::uint32_t n = 0;
  std::memcpy(&n, table.data() + index * sizeof n, sizeof n);
  return n;
}

// FNV-1a
std::uint32_t hash(const char* text) {
  std::uint32_t h = 2166136261u;
  for (; *text != 0; ++text) h = (h ^ static_cast<unsigned char>(*text)) * 16777619u;
  return h;
}

const char* look_up(const char* english) {
  const std::uint32_t wanted = hash(english), count = number(spoken, 0);
  std::size_t low = 0, high = count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (number(spoken, 1 + middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const bool found = low < count && number(spoken, 1 + low) == wanted;
  return found ? spoken.data() + number(spoken, 1 + count + low) : english;
}

}  // namespace

bool speak(std::string table) {
  if (table.size() < 4 || table.back() != 0) return false;
  const std::size_t count = number(table, 0), begin = 4 + 8 * count;
  if (count > table.size() / 8 || begin > table.size()) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = number(table, 1 + count + i);
    if (at < begin || at >= table.size()) return false;
  }
  spoken = std::move(table);
  return true;
}

// Called in hundreds of places, and so never in line.
[[gnu::noinline]] const char* tr(const char* english) { return spoken.empty() ? english : look_up(english); }

}  // namespace view
