#include "png.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace app {
namespace {

using Bytes = std::vector<std::uint8_t>;

void put32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

// CRC-32 of RFC 2083, bit by bit: a picture has a few megabytes and is written once.
std::uint32_t crc(std::span<const std::uint8_t> bytes) {
  std::uint32_t c = 0xffffffffu;
  for (const std::uint8_t byte : bytes) {
    c ^= byte;
    for (int bit = 0; bit < 8; ++bit) c = (c >> 1) ^ (0xedb88320u & (0u - (c & 1u)));
  }
  return ~c;
}

std::uint32_t adler(std::span<const std::uint8_t> bytes) {
  std::uint32_t a = 1, b = 0;
  for (const std::uint8_t byte : bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

// A zlib stream (RFC 1950) of stored blocks, each of at most 65,535 bytes.
Bytes stored(std::span<const std::uint8_t> bytes) {
  Bytes out{0x78, 0x01};
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = std::min<std::size_t>(65535, bytes.size() - at);
    out.push_back(at + size == bytes.size() ? 1 : 0);
    const std::array<std::size_t, 2> length{size, ~size};
    for (const std::size_t half : length) {
      out.push_back(static_cast<std::uint8_t>(half));
      out.push_back(static_cast<std::uint8_t>(half >> 8));
    }
    const std::span<const std::uint8_t> block = bytes.subspan(at, size);
    out.insert(out.end(), block.begin(), block.end());
    at += size;
  }
  put32(out, adler(bytes));
  return out;
}

void put_chunk(Bytes& out, const char* type, std::span<const std::uint8_t> data) {
  put32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t begin = out.size();
  out.insert(out.end(), type, type + 4);
  out.insert(out.end(), data.begin(), data.end());
  put32(out, crc(std::span<const std::uint8_t>(out).subspan(begin)));
}

}  // namespace

bool write_png(const std::string& path, int width, int height, std::span<const std::uint8_t> rgb) {
  const std::size_t row = static_cast<std::size_t>(width) * 3;
  Bytes filtered;  // each row, the upper first, after a byte that says "no filter"
  filtered.reserve((row + 1) * static_cast<std::size_t>(height));
  for (int y = height - 1; y >= 0; --y) {
    filtered.push_back(0);
    const std::span<const std::uint8_t> line = rgb.subspan(static_cast<std::size_t>(y) * row, row);
    filtered.insert(filtered.end(), line.begin(), line.end());
  }
  Bytes header;
  put32(header, static_cast<std::uint32_t>(width));
  put32(header, static_cast<std::uint32_t>(height));
  header.insert(header.end(), {8, 2, 0, 0, 0});  // 8 bits a channel, RGB
  Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  put_chunk(file, "IHDR", header);
  put_chunk(file, "IDAT", stored(filtered));
  put_chunk(file, "IEND", {});
  std::FILE* stream = std::fopen(path.c_str(), "wb");
  if (stream == nullptr) return false;
  const bool written = std::fwrite(file.data(), 1, file.size(), stream) == file.size();
  return std::fclose(stream) == 0 && written;
}

}  // namespace app
