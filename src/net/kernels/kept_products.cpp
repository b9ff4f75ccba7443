#include "kept_products.h"

#include <algorithm>

#include "simd.h"

namespace net {
namespace {

// The smaller layer within scratch.
struct Parts {
  LayerSize size;
  float *w, *in, *out, *b;

  Parts(int stride, Kept rows, Kept columns, float* scratch) : size{rows.count, columns.count, stride} {
    in = scratch;
    out = in + size.fan_in * stride;
    b = out + size.units * stride;
    w = b + size.units;
  }
};

[[gnu::noinline]] void gather(const int* at, int count, const float* from, float* to) {
  for (int i = 0; i < count; ++i) to[i] = from[at[i]];
}

[[gnu::noinline]] void scatter(const int* at, int count, const float* from, float* to) {
  for (int i = 0; i < count; ++i) to[at[i]] = from[i];
}

void gather_weights(Kept out, Kept in, int fan_in, const float* w, float* to) {
  for (int u = 0; u < out.count; ++u, to += in.count) gather(in.units, in.count, w + out.units[u] * fan_in, to);
}

// Rows by hand: Emscripten's memcpy and memset leave WebAssembly for the engine's own.
[[gnu::noinline]] void copy_row(int stride, const float* from, float* to) {
  for (int i = 0; i < stride; i += simd::width) simd::store(to + i, simd::load(from + i));
}

[[gnu::noinline]] void clear(int count, float* to) {
  int i = 0;
  for (; i + simd::width <= count; i += simd::width) simd::store(to + i, simd::Floats{});
  for (; i < count; ++i) to[i] = 0;
}

void gather_rows(Kept kept, int stride, const float* from, float* to) {
  for (int u = 0; u < kept.count; ++u, to += stride) copy_row(stride, from + kept.units[u] * stride, to);
}

void scatter_rows(Kept kept, int stride, const float* from, float* to) {
  for (int u = 0; u < kept.count; ++u, from += stride) copy_row(stride, from, to + kept.units[u] * stride);
}

// The smaller layer's weights among zeros; row by row, so that what is cleared is still in the cache.
void spread_weights(LayerSize s, Kept out, Kept in, const float* from, float* to) {
  for (int u = 0, next = 0; u < s.units; ++u, to += s.fan_in) {
    clear(s.fan_in, to);
    if (next == out.count || out.units[next] != u) continue;
    scatter(in.units, in.count, from + next++ * in.count, to);
  }
}

}  // namespace

int list_kept(const std::uint8_t* bytes, int row_bytes, int units, int* out) {
  int kept = 0, count = 0;
  for (int u = 0; u < units; ++u) kept += bytes[u * row_bytes] != 0;
  int more = std::min(units, (kept + simd::panel - 1) / simd::panel * simd::panel) - kept;
  for (int u = 0; u < units; ++u)
    if (bytes[u * row_bytes] || more-- > 0) out[count++] = u;
  return count;
}

int kept_products_scratch(LayerSize s) { return s.units * s.fan_in + (s.units + s.fan_in) * s.stride + s.units; }

void kept_forward_product(LayerSize s, Kept out, Kept in, const float* w, const float* b, const float* x, float* z,
                          float* scratch) {
  const Parts parts(s.stride, out, in, scratch);
  gather_weights(out, in, s.fan_in, w, parts.w);
  gather(out.units, out.count, b, parts.b);
  gather_rows(in, s.stride, x, parts.in);
  forward_product(parts.size, parts.w, parts.b, parts.in, parts.out);
  scatter_rows(out, s.stride, parts.out, z);
}

void kept_backward_product(LayerSize s, Kept out, Kept in, const float* w, const float* delta, float* back,
                           float* scratch) {
  const Parts parts(s.stride, out, in, scratch);
  gather_weights(out, in, s.fan_in, w, parts.w);
  gather_rows(out, s.stride, delta, parts.out);
  backward_product(parts.size, parts.w, parts.out, parts.in);
  scatter_rows(in, s.stride, parts.in, back);
}

void kept_gradient_product(LayerSize s, Kept out, Kept in, const float* w, float decay, const float* delta,
                           const float* x, float* dw, float* db, float* scratch) {
  const Parts parts(s.stride, out, in, scratch);
  gather_rows(out, s.stride, delta, parts.out);
  gather_rows(in, s.stride, x, parts.in);
  gradient_product(parts.size, w, 0, parts.out, parts.in, parts.w, parts.b);
  clear(s.units, db);
  scatter(out.units, out.count, parts.b, db);
  spread_weights(s, out, in, parts.w, dw);
  if (decay == 0) return;
  for (int i = 0; i < s.units * s.fan_in; ++i) dw[i] += decay * w[i];
}

}  // namespace net
