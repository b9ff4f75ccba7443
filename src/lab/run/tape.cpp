#include "run/tape.h"

#include <algorithm>

#include "run/measurements.h"

namespace lab {

Tape::Tape(const net::Shape& shape, std::uint64_t seed, int batch_size)
    : shape_(shape),
      seed_(seed),
      batch_size_(batch_size),
      units_(input_and_hidden_units(shape)),
      masks_(static_cast<std::size_t>(tape_length * units_)) {}

void Tape::record(std::int64_t iteration, const net::Dropout& dropout) {
  ring_[static_cast<std::size_t>(iteration % tape_length)] = {dropout, false};
  last_ = iteration;
}

void Tape::show(int example) {
  if (example != example_)
    for (Row& row : ring_) row.drawn = false;
  example_ = example;
}

std::span<const float> Tape::row(std::int64_t iteration, Batches& batches) {
  const std::int64_t slot = iteration % tape_length;
  Row& row = ring_[static_cast<std::size_t>(slot)];
  float* const begin = masks_.data() + slot * units_;
  const std::span<const float> result{begin, static_cast<std::size_t>(units_)};
  if (row.drawn) return result;
  const auto step = static_cast<std::uint64_t>(iteration - 1);
  const int example = example_ < 0 ? 0 : std::max(0, batches.position(iteration, example_));
  float* out = begin;
  for (int l = 0; l < shape_.layers; ++l) {
    for (int u = 0; u < shape_.units[static_cast<std::size_t>(l)]; ++u) {
      *out++ = net::kept(row.dropout, seed_, step, l, u, example, batch_size_) ? 1.0f : 0.0f;
    }
  }
  row.drawn = true;
  return result;
}

}  // namespace lab
