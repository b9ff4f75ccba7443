// The typeface as a file, for what the page writes beside the canvas.
#pragma once
#include <span>

namespace view {

std::span<const unsigned char> typeface(bool bold);

}  // namespace view
