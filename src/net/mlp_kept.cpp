// With one mask for the whole batch, the products of large layers leave the dropped units out.
#include <algorithm>
#include <numeric>

#include "kernels/kept_products.h"
#include "net/mlp.h"

namespace net {
namespace {

// Below this many weights, or where a larger share of them is needed, gathering costs more than it saves.
constexpr int least_weights = 8192;
constexpr float largest_share = 0.8f;

}  // namespace

void Mlp::list_kept_units(int stride) {
  int scratch = 0;
  for (int l = 1; l <= shape_.layers; ++l) {
    const LayerSize size{row(l).units, row(l - 1).units, stride};
    const float share = std::min(keep(l - 1), 1.0f) * (l < shape_.layers ? std::min(keep(l), 1.0f) : 1.0f);
    if (size.units * size.fan_in < least_weights || share > largest_share) continue;
    leaves_out_ |= 1u << l;
    scratch = std::max(scratch, kept_products_scratch(size));
  }
  if (scratch == 0) return;
  if (scratch_.size() < static_cast<std::size_t>(scratch)) scratch_.resize(static_cast<std::size_t>(scratch));
  kept_units_.resize(static_cast<std::size_t>(row(shape_.layers).unit + shape_.outputs()));
  for (int l = 0; l <= shape_.layers; ++l) {
    Row& r = row(l);
    int* units = kept_units_.data() + r.unit;
    if (l == shape_.layers || r.kind == MaskKind::none) std::iota(units, units + (r.kept = r.units), 0);
    else r.kept = list_kept(bits(l), stride / 8, r.units, units);
  }
}

// Of the products of a layer, the rows and the columns.
struct Mlp::KeptLayer {
  LayerSize size;
  Kept out, in;
};

Mlp::KeptLayer Mlp::kept_layer(int layer) const {
  const Row &out = row(layer), &in = row(layer - 1);
  const int* units = kept_units_.data();
  return {{out.units, in.units, stride_}, {units + out.unit, out.kept}, {units + in.unit, in.kept}};
}

void Mlp::kept_forward(int layer) {
  const auto [size, out, in] = kept_layer(layer);
  kept_forward_product(size, out, in, parameters_.data() + row(layer).weights, parameters_.data() + row(layer).biases,
                       arena_.data() + row(layer - 1).activation, arena_.data() + row(layer).activation,
                       scratch_.data());
}

void Mlp::kept_gradient(int layer, float decay) {
  const auto [size, out, in] = kept_layer(layer);
  kept_gradient_product(size, out, in, parameters_.data() + row(layer).weights, decay,
                        arena_.data() + row(layer).delta, arena_.data() + row(layer - 1).activation,
                        gradient_.data() + row(layer).weights, gradient_.data() + row(layer).biases, scratch_.data());
}

void Mlp::kept_backward(int layer) {
  const auto [size, out, in] = kept_layer(layer);
  kept_backward_product(size, out, in, parameters_.data() + row(layer).weights, arena_.data() + row(layer).delta,
                        arena_.data() + row(layer - 1).delta, scratch_.data());
}

}  // namespace net
