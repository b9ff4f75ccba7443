// The masks of the last iterations for one example. They are not kept but drawn again from their address when read,
// under the keep_prob that was in force then. Private to lab.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "lab/snapshot.h"
#include "net/mlp.h"
#include "run/batches.h"

namespace lab {

class Tape {
public:
  Tape() = default;
  Tape(const net::Shape&, std::uint64_t seed, int batch_size);

  // This iteration (1 is the first update) trained under masks drawn with this dropout.
  void record(std::int64_t iteration, const net::Dropout&);

  int units() const { return units_; }  // of the input and all hidden layers: the length of a row
  int rows() const { return static_cast<int>(last_ < tape_length ? last_ : tape_length); }
  std::int64_t first() const { return last_ - rows() + 1; }  // iteration of the oldest row
  // The row of an iteration in first() … first() + rows() - 1: 0 dropped, 1 kept, of the example shown.
  std::span<const float> row(std::int64_t iteration, Batches&);
  // The same of the example `further` places on in the batch of the last iteration, written to `out`: (units).
  void write_other(int further, Batches&, float* out) const;
  // From now on of this example of the training set, or of the batch's first where it isn't in the batch, or if < 0.
  void show(int example);

private:
  struct Row {
    net::Dropout dropout;
    bool drawn = false;
  };
  void write(std::int64_t iteration, const net::Dropout&, int position, float* out) const;
  int position(std::int64_t iteration, Batches&) const;

  net::Shape shape_;
  std::uint64_t seed_ = 0;
  int batch_size_ = 0, units_ = 0, example_ = -1;
  std::int64_t last_ = 0;
  std::array<Row, tape_length> ring_{};  // of iteration i: i % tape_length
  std::vector<float> masks_;             // (tape_length, units)
};

}  // namespace lab
