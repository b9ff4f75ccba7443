#include "products.h"

#include "large_products.h"
#include "small_products.h"

namespace net {
namespace {

// Up to this many weights, packing costs more than it saves.
constexpr int small_weights = 4096;

bool is_small(const Layer& l) { return l.units * l.fan_in <= small_weights && !l.out.units && !l.in.units; }

}  // namespace

void forward_product(const Layer& l, const float* w, const float* b, const float* in, float* out, const Transfer& t) {
  if (!is_small(l))
    large_forward_product(l, w, b, in, out);
  else if (l.next(l.operations()))
    small_forward_product(l, w, b, in, out);
  if (l.next(4.0 * l.units * l.columns)) activate(t, out, l.units, l.out_stride, l.columns);
}

void backward_product(const Layer& l, const float* w, const float* delta, float* back, const Transfer& t,
                      const float* a) {
  if (!is_small(l))
    large_backward_product(l, w, delta, back);
  else if (l.next(l.operations()))
    small_backward_product(l, w, delta, back);
  if (l.next(4.0 * l.fan_in * l.columns)) multiply_by_slope(t, a, back, l.fan_in, l.stride, l.columns);
}

void gradient_product(const Layer& l, const float* w, float decay, const float* delta, const float* in, float* dw,
                      float* db) {
  if (!is_small(l))
    large_gradient_product(l, w, decay, delta, in, dw, db);
  else if (l.next(l.operations()))
    small_gradient_product(l, w, decay, delta, in, dw, db);
}

}  // namespace net
