#include "run/batches.h"

#include <algorithm>

#include "net/random.h"

namespace lab {
Batches::Batches(const net::Dataset& data, int batch, std::uint64_t seed)
    : data_(&data), size_(batch == 0 ? data.size() : std::min(batch, data.size())), seed_(seed) {
  if (full()) return;
  order_.resize(static_cast<std::size_t>(data.size()));
  x_.resize(data.x.rows(), size_);
  y_.resize(data.y.rows(), size_);
}

void Batches::shuffle(std::uint64_t epoch, std::vector<std::uint32_t>& order) const {
  order.resize(static_cast<std::size_t>(data_->size()));
  net::permutation(net::Random(seed_, net::Purpose::batch_order, epoch), static_cast<std::uint32_t>(order.size()),
                   order.data());
}

int Batches::position(std::int64_t iteration, int example) {
  if (full()) return example;
  const auto examples = static_cast<std::uint64_t>(data_->size());
  const auto size = static_cast<std::uint64_t>(size_), first = static_cast<std::uint64_t>(iteration - 1) * size;
  for (std::uint64_t k = 0; k < size; ++k) {
    const std::uint64_t epoch = (first + k) / examples;
    if (past_order_.empty() || epoch != past_epoch_) shuffle(past_epoch_ = epoch, past_order_);
    if (past_order_[(first + k) % examples] == static_cast<std::uint32_t>(example)) return static_cast<int>(k);
  }
  return -1;
}

void Batches::next() {
  if (full()) return;
  const std::uint64_t examples = order_.size();
  for (Eigen::Index k = 0; k < size_; ++k, ++drawn_) {
    if (drawn_ % examples == 0) shuffle(drawn_ / examples, order_);
    const auto i = static_cast<Eigen::Index>(order_[drawn_ % examples]);
    if (k == 0) first_ = static_cast<int>(i);
    x_.col(k) = data_->x.col(i);
    y_.col(k) = data_->y.col(i);
  }
}

void Batches::go_to(std::int64_t iteration) {
  if (full()) return;
  first_ = 0;
  drawn_ = static_cast<std::uint64_t>(std::max<std::int64_t>(iteration - 1, 0)) * static_cast<std::uint64_t>(size_);
  if (drawn_ % order_.size() != 0) shuffle(drawn_ / order_.size(), order_);
  if (iteration > 0) next();
}

net::Batch Batches::current() const {
  return full() ? net::Batch{net::view(data_->x), net::view(data_->y)} : net::Batch{net::view(x_), net::view(y_)};
}

}  // namespace lab
