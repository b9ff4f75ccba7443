// Numbers that axes and grids are told in: 1, 2, 5 times a power of ten.
#pragma once

namespace view {

// The smallest that is at least v > 0; the largest that is at most v > 0.
float round_above(float v);
float round_below(float v);

}  // namespace view
