// Writes pictures as PNG (RFC 2083) without compression.
#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace app {

// `rgb` is width × height × 3 bytes, the lowest row first, as OpenGL reads them. False if the file cannot be written.
bool write_png(const std::string& path, int width, int height, std::span<const std::uint8_t> rgb);

}  // namespace app
