// Masks and noise: drawn by their address, set, and read.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "kernels/masks.h"
#include "net/mlp.h"
#include "net/random.h"
#include "rows.h"

namespace net {
namespace {

// The step in whose address masks are drawn.
std::uint64_t drawn_in(const Dropout& dropout, std::uint64_t step) { return dropout.per == MaskPer::frozen ? 0 : step; }

}  // namespace

void Mlp::forget_mask(Row& r, int size) {
  r.mask_size = size;
  r.one_mask = r.has_numbers = false;
  leaves_out_ = 0;
}

void Mlp::draw_masks(std::uint64_t seed, std::uint64_t step, int size) {
  assert(size >= 1 && size <= max_batch_);
  const int stride = padded(size);
  for (int l = 0; l < shape_.layers; ++l) {
    Row& r = row(l);
    if (!next(r.units * stride)) continue;
    forget_mask(r, size);
    r.one_mask = shared(dropout.per);
    if (keep(l) >= 1) {
      r.kind = MaskKind::none;
    } else if (dropout.noise == Noise::gaussian) {
      r.kind = MaskKind::factors;
      draw_factors(l, seed, drawn_in(dropout, step), stride);
    } else {
      r.kind = MaskKind::bits;
      const Random random(seed, Purpose::mask, drawn_in(dropout, step), static_cast<std::uint32_t>(l));
      const auto draw = shared(dropout.per) ? draw_bits_per_batch : draw_bits;
      draw(random, keep_threshold(keep(l)), r.units, stride, masks_.data() + r.mask);
    }
  }
  if (next(1)) {
    if (dropout.held && dropout.noise == Noise::bernoulli) hold_units(stride);
    if (shared(dropout.per) && dropout.noise == Noise::bernoulli) list_kept_units(stride);
  }
  if (penalty.input_noise > 0) draw_input_noise(seed, step, stride);
  input_noise_size_ = penalty.input_noise > 0 ? size : 0;
}

void Mlp::draw_factors(int layer, std::uint64_t seed, std::uint64_t step, int stride) {
  if (factors_.empty()) {
    factors_.resize(masks_.size() * 8);
    slopes_.resize(masks_.size() * 8);
  }
  const Random random(seed, Purpose::mask, step, static_cast<std::uint32_t>(layer));
  const float deviation = std::sqrt((1 - keep(layer)) / keep(layer));
  float* factor = factors_.data() + row(layer).noise;
  const auto draw = [&](int index) { return 1 + deviation * random.normal(static_cast<std::uint32_t>(index)); };
  for (int u = 0; u < row(layer).units; ++u, factor += stride) {
    if (shared(dropout.per))
      std::fill_n(factor, stride, draw(u * simd::panel));
    else
      for (int i = 0; i < stride; ++i) factor[i] = draw(u * stride + i);
  }
}

void Mlp::draw_input_noise(std::uint64_t seed, std::uint64_t step, int stride) {
  constexpr int operations_of_one = 20;
  if (input_noise_.empty()) input_noise_.resize(static_cast<std::size_t>(shape_.inputs() * padded(max_batch_)));
  const Random random(seed, Purpose::input_noise, step);
  for (int j = 0; j < shape_.inputs(); ++j) {
    if (!next(operations_of_one * stride)) continue;
    for (int i = j * stride; i < (j + 1) * stride; ++i) {
      input_noise_[static_cast<std::size_t>(i)] = random.normal(static_cast<std::uint32_t>(i));
    }
  }
}

void Mlp::set_mask(int layer, const Matrix& given) {
  assert(layer >= 0 && layer < shape_.layers && given.rows() == row(layer).units && given.cols() <= max_batch_);
  Row& r = row(layer);
  forget_mask(r, static_cast<int>(given.cols()));
  r.kind = MaskKind::bits;
  const int stride = padded(r.mask_size);
  std::uint8_t* bytes = masks_.data() + r.mask;
  std::fill_n(bytes, r.units * (stride / 8), std::uint8_t{0});
  for (int u = 0; u < r.units; ++u) {
    for (int i = 0; i < r.mask_size; ++i) {
      const int bit = u * stride + i;
      if (given(u, i) != 0) bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 1 << bit % 8);
    }
  }
}

Mlp::MaskBits Mlp::mask_bits(int layer) const {
  const Row& r = row(layer);
  if (r.kind != MaskKind::bits) return {};
  return {bits(layer), padded(r.mask_size) / 8, r.one_mask ? 1 : r.mask_size};
}

ConstMatrixView Mlp::mask(int layer) const {
  const MaskBits bits = mask_bits(layer);
  const int units = bits.bits ? row(layer).units : 0;
  if (mask_numbers_.empty()) mask_numbers_.resize(masks_.size() * 8);
  float* numbers = mask_numbers_.data() + row(layer).noise;
  if (!row(layer).has_numbers) {
    for (int u = 0; u < units; ++u)
      for (int i = 0; i < bits.size; ++i) numbers[u * bits.size + i] = bits.kept(u, i) ? 1.0f : 0.0f;
  }
  row(layer).has_numbers = true;
  return {numbers, units, bits.size, Eigen::OuterStride<>(bits.size)};
}

bool kept(const Dropout& dropout, std::uint64_t seed, std::uint64_t step, int layer, int unit, int example, int size) {
  const float keep = dropout.keep[static_cast<std::size_t>(layer)];
  if (dropout.noise == Noise::gaussian) return true;
  if (dropout.held) {
    for (const Held& held : *dropout.held) {
      if (held.layer == layer && held.unit == unit) return held.kept;
    }
  }
  if (keep >= 1) return true;
  const Random random(seed, Purpose::mask, drawn_in(dropout, step), static_cast<std::uint32_t>(layer));
  if (shared(dropout.per)) return kept_bit(random, keep_threshold(keep), unit, 0, simd::panel);
  return kept_bit(random, keep_threshold(keep), unit, example, padded(size));
}

}  // namespace net
