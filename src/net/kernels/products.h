// The three products of a layer: forward, back to its input, and the weights' gradient. Rows of units × batch matrices
// are `stride` floats apart, a multiple of simd::panel. The lanes beyond the batch are kept out of every sum by deltas
// that are zero there; those beyond `columns` hold anything, and nothing reads them but to write there.
#pragma once
#include "net/work.h"
#include "transfer.h"

namespace net {

// Units of a row that a product needs: `count` of them, listed in ascending order, or without a list all.
struct Kept {
  int count = 0;
  const int* units = nullptr;
  int operator[](int i) const { return units ? units[i] : i; }
};

// Every unit of a layer whose unit is dropped for the whole batch may be left out of `out` or `in`: its rows of the
// matrices below are not read, and where they are results they stay as they are, but for the gradient's.
struct Layer {
  int units, fan_in, stride;
  Kept out{units}, in{fan_in};
  int columns = stride;     // that are needed, a multiple of simd::width
  int out_stride = stride;  // of a forward product's result; any that is not below columns
  Work* work = nullptr;     // the product is done in its pieces; without it at once

  bool next(double operations) const { return !work || work->next(operations); }
  double operations() const { return 2.0 * units * fan_in * columns; }
};

// out (units, out_stride) = f(b + W (units, fan_in) · in (fan_in, stride))·mask·scale
void forward_product(const Layer&, const float* w, const float* b, const float* in, float* out, const Transfer& = {});
// back (fan_in, stride) = Wᵀ · delta (units, stride), times the slope of a transfer that left a (fan_in, stride)
void backward_product(const Layer&, const float* w, const float* delta, float* back, const Transfer& = {},
                      const float* a = nullptr);
// dw (units, fan_in) = delta · inᵀ + decay · W;  db (units) = the row sums of delta, which has zeros where left out
void gradient_product(const Layer&, const float* w, float decay, const float* delta, const float* in, float* dw,
                      float* db);

}  // namespace net
