// The training set in minibatches. Private to lab.
#pragma once
#include <cstdint>
#include <vector>

#include "net/dataset.h"
#include "net/mlp.h"

namespace lab {

// An endless stream of examples, every epoch in an order of its own, Random(seed, batch_order, epoch), cut into batches
// of one size; a batch may end one epoch and begin the next. The full training set is used in place, unshuffled.
class Batches {
public:
  Batches() = default;
  // batch 0 or at least the training set's size: the full set. The data must outlive this object.
  Batches(const net::Dataset& data, int batch, std::uint64_t seed);

  void next();
  void go_to(std::int64_t iteration);  // as after so many calls of next()
  // The batch that next() made. Its columns stay until the next call.
  net::Batch current() const;
  int size() const { return size_; }
  int first_example() const { return first_; }  // index in the training set of the batch's first example
  // Where an example of the training set stands in the batch of an iteration (1 is the first); -1: not in it.
  int position(std::int64_t iteration, int example);

private:
  bool full() const { return size_ == data_->size(); }
  void shuffle(std::uint64_t epoch, std::vector<std::uint32_t>& order) const;

  const net::Dataset* data_ = nullptr;
  int size_ = 0, first_ = 0;
  std::uint64_t seed_ = 0, drawn_ = 0;  // examples drawn so far
  std::vector<std::uint32_t> order_;
  net::Matrix x_, y_;
  std::vector<std::uint32_t> past_order_;  // of the epoch that position() looked at last
  std::uint64_t past_epoch_ = 0;
};

}  // namespace lab
