// Counts the distinct sub-networks that an arm has trained: every mask of every example, exactly. Private to lab.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "net/mlp.h"

namespace lab {

class Subnetworks {
public:
  Subnetworks() = default;
  // Nothing counted yet; batches of at most max_batch examples.
  Subnetworks(const net::Shape&, int max_batch);

  // From now on the units of layers with keep_prob < 1, and those held dropped, can be dropped. They stay covered once
  // they were, because masks that dropped them have been counted. Allocates if a unit is new.
  void cover(const net::Dropout&);
  // Counts the masks that `mlp` has drawn for a batch: one an example, or one in all. Allocates only after a change,
  // and where the set of hashes grows.
  void count(const net::Mlp& mlp, int batch_size);

  int droppable() const { return droppable_; }  // n: there are 2^n sub-networks
  std::int64_t drawn() const { return drawn_; }
  std::int64_t distinct() const { return distinct_; }
  bool exact() const { return exact_; }  // false: at least distinct() of them

  // So many masks were drawn under these keep_probs.
  struct Stretch {
    std::array<float, net::max_layers> keep{};
    std::int64_t drawn = 0;
  };
  // One after the other; none if units, or all of a mask, were held meanwhile.
  const std::vector<Stretch>& stretches() const { return stretches_; }

  // Up to this n a bitmap with one bit for each of the 2^n masks; above it a set of 64-bit hashes.
  static constexpr int bitmap_units = 24;
  static constexpr int first_table_bits = 12, table_bits = 20;            // up to 2^20 slots, 8 MB
  static constexpr std::int64_t table_limit = (1 << table_bits) / 8 * 7;  // beyond it, probing would be slow

private:
  void gather(const net::Mlp& mlp, int size);
  void insert_id(std::uint32_t id);
  void insert_hash(std::uint64_t hash);
  std::uint64_t& slot_of(std::uint64_t hash);
  void grow_table();
  void cover_unit(int layer, int unit);
  void bitmap_to_table(int units);

  int layers_ = 0, droppable_ = 0;
  std::array<int, net::max_layers> units_{};
  std::array<std::vector<int>, net::max_layers> bit_;  // of each unit, in keys_; -1: not covered
  std::int64_t drawn_ = 0, distinct_ = 0;
  bool exact_ = true, held_ = false;
  std::vector<Stretch> stretches_;
  // A mask is the exclusive or of the keys of its dropped units: bit numbers while there is a bitmap, else random
  // words (Zobrist 1970), so that a layer covered later leaves earlier masks as they were.
  std::vector<std::uint32_t> ids_;     // (batch)
  std::vector<std::uint64_t> hashes_;  // (batch)
  std::vector<std::uint64_t> keys_;    // (droppable)
  std::vector<std::uint64_t> bitmap_;  // 2^n bits
  std::vector<std::uint64_t> table_;   // open addressing, linear probing; 0: free
};

}  // namespace lab
