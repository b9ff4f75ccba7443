#include "run/subnetworks.h"

#include <algorithm>

namespace lab {
namespace {

// The unit's word: the finalizer of splitmix64 (Steele, Lea & Flood 2014) over its number.
std::uint64_t zobrist(int unit) {
  std::uint64_t z = (static_cast<std::uint64_t>(unit) + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

// The mask that drops nothing; not 0, which marks a free slot.
constexpr std::uint64_t nothing_dropped = 0x2545f4914f6cdd1du;

// Toggles the key of each dropped unit of each example: eight examples a byte of mask, a loop that vectorizes.
// words is (batch, rounded up to eight); the key of a unit that cannot be dropped is 0.
template <class Word, class Key>
void toggle_dropped(const net::Mlp::MaskBits& masks, int units, int size, Word* words, Key key) {
  if (masks.bits == nullptr) return;
  for (int unit = 0; unit < units; ++unit) {
    const std::uint8_t* row = masks.bits + unit * masks.row_bytes;
    const Word word = key(unit);
    for (int byte = 0; byte < (size + 7) / 8; ++byte) {
      const Word kept = row[byte];
      for (int e = 0; e < 8; ++e) words[8 * byte + e] ^= (kept & (Word{1} << e)) == 0 ? word : Word{0};
    }
  }
}

}  // namespace

Subnetworks::Subnetworks(const net::Shape& shape, int max_batch)
    : layers_(shape.layers),
      ids_(static_cast<std::size_t>(max_batch + 7)),
      hashes_(static_cast<std::size_t>(max_batch + 7)),
      bitmap_(1) {
  std::copy_n(shape.units.begin(), shape.layers, units_.begin());
  for (std::size_t l = 0; l < static_cast<std::size_t>(layers_); ++l) {
    bit_[l].assign(static_cast<std::size_t>(units_[l]), -1);
  }
}

void Subnetworks::cover_unit(int layer, int unit) {
  int& bit = bit_[static_cast<std::size_t>(layer)][static_cast<std::size_t>(unit)];
  if (bit < 0) bit = droppable_++;
}

void Subnetworks::cover(const net::Dropout& dropout) {
  const int before = droppable_;
  for (int l = 0; l < layers_; ++l) {
    const auto layer = static_cast<std::size_t>(l);
    for (int u = 0; dropout.keep[layer] < 1 && u < units_[layer]; ++u) cover_unit(l, u);
  }
  if (dropout.held) {
    for (const net::Held& held : *dropout.held) {
      if (!held.kept) cover_unit(held.layer, held.unit);
    }
  }
  for (int bit = before; bit < droppable_; ++bit) keys_.push_back(zobrist(bit));
  if (droppable_ == before || before > bitmap_units) return;
  if (droppable_ > bitmap_units) return bitmap_to_table(before);
  bitmap_.resize(((std::size_t{1} << droppable_) + 63) / 64);
}

void Subnetworks::bitmap_to_table(int before) {
  std::vector<std::uint64_t> bitmap;
  bitmap.swap(bitmap_);
  table_.assign(std::size_t{1} << first_table_bits, 0);
  distinct_ = 0;
  for (std::size_t id = 0; id < bitmap.size() * 64; ++id) {
    if ((bitmap[id / 64] >> (id % 64) & 1) == 0) continue;
    std::uint64_t hash = nothing_dropped;
    for (int bit = 0; bit < before; ++bit) {
      if (id >> bit & 1) hash ^= keys_[static_cast<std::size_t>(bit)];
    }
    insert_hash(hash);
  }
}

void Subnetworks::gather(const net::Mlp& mlp, int size) {
  std::fill(ids_.begin(), ids_.end(), 0u);
  std::fill(hashes_.begin(), hashes_.end(), nothing_dropped);
  for (int l = 0; l < layers_; ++l) {
    const int* bit = bit_[static_cast<std::size_t>(l)].data();
    const int units = units_[static_cast<std::size_t>(l)];
    if (droppable_ <= bitmap_units) {
      toggle_dropped(mlp.mask_bits(l), units, size, ids_.data(),
                     [&](int u) { return bit[u] < 0 ? 0u : std::uint32_t{1} << bit[u]; });
    } else {
      toggle_dropped(mlp.mask_bits(l), units, size, hashes_.data(),
                     [&](int u) { return bit[u] < 0 ? std::uint64_t{0} : keys_[static_cast<std::size_t>(bit[u])]; });
    }
  }
}

void Subnetworks::count(const net::Mlp& mlp, int batch_size) {
  const bool frozen = mlp.dropout.per == net::MaskPer::frozen;
  const int size = net::shared(mlp.dropout.per) ? 1 : batch_size;
  gather(mlp, size);
  drawn_ += size;
  held_ = held_ || frozen || (mlp.dropout.held && !mlp.dropout.held->empty());
  if (held_)
    stretches_.clear();
  else if (stretches_.empty() || stretches_.back().keep != mlp.dropout.keep)
    stretches_.push_back({mlp.dropout.keep, 0});
  if (!held_) stretches_.back().drawn += size;
  const bool bitmap = droppable_ <= bitmap_units;
  for (std::size_t e = 0; e < static_cast<std::size_t>(size); ++e) {
    bitmap ? insert_id(ids_[e]) : insert_hash(hashes_[e]);
  }
}

void Subnetworks::insert_id(std::uint32_t id) {
  std::uint64_t& word = bitmap_[id / 64];
  const std::uint64_t bit = std::uint64_t{1} << (id % 64);
  distinct_ += (word & bit) == 0;
  word |= bit;
}

void Subnetworks::insert_hash(std::uint64_t hash) {
  std::uint64_t* slot = &slot_of(hash);
  if (*slot == hash) return;
  if (distinct_ == table_limit) {
    exact_ = false;
    return;
  }
  if (static_cast<std::size_t>(distinct_) == table_.size() / 2 && table_.size() < std::size_t{1} << table_bits) {
    grow_table();
    slot = &slot_of(hash);
  }
  *slot = hash;
  ++distinct_;
}

// Where the hash is, or belongs.
std::uint64_t& Subnetworks::slot_of(std::uint64_t hash) {
  const std::size_t wrap = table_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash >> (64 - table_bits)) & wrap;
  while (table_[slot] != 0 && table_[slot] != hash) slot = (slot + 1) & wrap;
  return table_[slot];
}

void Subnetworks::grow_table() {
  std::vector<std::uint64_t> smaller(4 * table_.size());
  smaller.swap(table_);
  for (const std::uint64_t hash : smaller) {
    if (hash != 0) slot_of(hash) = hash;
  }
}

}  // namespace lab
