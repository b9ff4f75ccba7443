#include "products.h"

#include "large_products.h"
#include "small_products.h"

namespace net {
namespace {

// Up to this many weights, packing costs more than it saves.
constexpr int small_weights = 4096;

bool is_small(const Layer& l) { return l.units * l.fan_in <= small_weights && !l.out.units && !l.in.units; }

}  // namespace

void forward_product(const Layer& l, const float* w, const float* b, const float* in, float* out) {
  if (is_small(l))
    small_forward_product(l, w, b, in, out);
  else
    large_forward_product(l, w, b, in, out);
}

void backward_product(const Layer& l, const float* w, const float* delta, float* back) {
  if (is_small(l))
    small_backward_product(l, w, delta, back);
  else
    large_backward_product(l, w, delta, back);
}

void gradient_product(const Layer& l, const float* w, float decay, const float* delta, const float* in, float* dw,
                      float* db) {
  bias_gradient(l.units, l.stride, delta, db);
  if (is_small(l))
    small_gradient_product(l, w, decay, delta, in, dw);
  else
    large_gradient_product(l, w, decay, delta, in, dw);
}

}  // namespace net
