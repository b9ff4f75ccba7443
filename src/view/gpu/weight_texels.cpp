#include "gpu/weight_texels.h"
#include "ink/nth.h"

namespace view {
namespace {

int groups_of_four(int count) { return (count + 3) / 4; }

}  // namespace

std::array<int, net::max_layers + 1> texel_starts(const net::Shape& shape) {
  std::array<int, net::max_layers + 1> start{};
  for (std::size_t l = 0; l < static_cast<std::size_t>(shape.layers); ++l) {
    start[l + 1] = start[l] + groups_of_four(shape.units[l + 1]) * (1 + 4 * groups_of_four(shape.units[l]));
  }
  return start;
}

void append_texels(const net::Shape& shape, const float* parameters, const std::array<float, net::max_layers>& factor,
                   std::vector<float>& texels) {
  const std::size_t base = texels.size();
  const auto start = texel_starts(shape);
  texels.resize(base + 4 * static_cast<std::size_t>(nth(start, shape.layers)), 0.0f);
  for (int l = 0; l < shape.layers; ++l) {
    const auto w = net::weights(shape, l, parameters);
    const auto b = net::biases(shape, l, parameters);
    const int group_floats = 4 * (1 + 4 * groups_of_four(static_cast<int>(w.cols())));
    float* layer = texels.data() + base + 4 * nth(start, l);
    for (int unit = 0; unit < w.rows(); ++unit) {
      float* group = layer + unit / 4 * group_floats;
      group[unit % 4] = b[unit];
      float* row = group + 4 + 4 * (unit % 4);
      for (int input = 0; input < w.cols(); ++input) {
        row[input / 4 * 16 + input % 4] = w(unit, input) * nth(factor, l);
      }
    }
  }
}

}  // namespace view
