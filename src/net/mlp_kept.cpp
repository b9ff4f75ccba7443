// With one mask for the whole batch, the products of large layers leave the dropped units out.
#include <algorithm>

#include "kernels/products.h"
#include "net/mlp.h"

namespace net {
namespace {

// Below this many weights, or where a larger share of them is needed, gathering costs more than it saves.
constexpr int least_weights = 8192;
constexpr float largest_share = 0.8f;

// Lists the units whose byte of `bytes` (row_bytes apart) is not 0, at least one. Returns how many.
int list_units(const std::uint8_t* bytes, int row_bytes, int units, int* out) {
  int count = 0;
  for (int u = 0; u < units; ++u)
    if (bytes[u * row_bytes]) out[count++] = u;
  if (count == 0) out[count++] = 0;  // so that products have something to sum, even if it is 0
  return count;
}

}  // namespace

void Mlp::list_kept_units(int stride) {
  for (int l = 1; l <= shape_.layers; ++l) {
    const float share = std::min(keep(l - 1), 1.0f) * (l < shape_.layers ? std::min(keep(l), 1.0f) : 1.0f);
    if (row(l).units * row(l - 1).units >= least_weights && share <= largest_share) leaves_out_ |= 1u << l;
  }
  if (leaves_out_ == 0) return;
  kept_units_.resize(static_cast<std::size_t>(row(shape_.layers).unit));
  for (int l = 0; l < shape_.layers; ++l) {
    Row& r = row(l);
    if (r.kind == MaskKind::bits) r.kept = list_units(bits(l), stride / 8, r.units, kept_units_.data() + r.unit);
  }
}

Layer Mlp::layer(int index) const {
  const Row &out = row(index), &in = row(index - 1);
  Layer layer{.units = out.units, .fan_in = in.units, .stride = stride_, .columns = columns_, .work = work};
  if (!leaves_out(index)) return layer;
  if (out.kind == MaskKind::bits) layer.out = {out.kept, kept_units_.data() + out.unit};
  if (in.kind == MaskKind::bits) layer.in = {in.kept, kept_units_.data() + in.unit};
  return layer;
}

}  // namespace net
