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
  write(iteration, row.dropout, position(iteration, batches), begin);
  row.drawn = true;
  return result;
}

void Tape::write_other(int further, Batches& batches, float* out) const {
  const Row& row = ring_[static_cast<std::size_t>(last_ % tape_length)];
  write(last_, row.dropout, (position(last_, batches) + further) % batch_size_, out);
}

int Tape::position(std::int64_t iteration, Batches& batches) const {
  return example_ < 0 ? 0 : std::max(0, batches.position(iteration, example_));
}

void Tape::write(std::int64_t iteration, const net::Dropout& dropout, int position, float* out) const {
  const auto step = static_cast<std::uint64_t>(iteration - 1);
  for (int l = 0; l < shape_.layers; ++l)
    for (int u = 0; u < shape_.units[static_cast<std::size_t>(l)]; ++u)
      *out++ = net::kept(dropout, seed_, step, l, u, position, batch_size_) ? 1.0f : 0.0f;
}

}  // namespace lab
