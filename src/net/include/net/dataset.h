// Data sets: two-dimensional generators and packed handwritten digits.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "net/types.h"

namespace net {

// x is (features, m); y is (outputs, m): 0/1 for one sigmoid output, one-hot for softmax, the target for regression.
struct Dataset {
  Matrix x;
  Matrix y;
  std::vector<int> label;  // m class indices; empty for regression
  std::vector<std::uint8_t>
      flipped;      // m: by how many classes, round and round, a training label was made wrong; 0: right
  int classes = 2;  // 2: one sigmoid output; more: softmax; 0: regression
  int size() const { return static_cast<int>(x.cols()); }
};

struct Split {
  Dataset train, test;
};

enum class Source : std::uint8_t { football, moons, spiral, circle, xor_, gauss, copies, digits };

struct DataSettings {
  Source source = Source::football;
  int train_size = 211;  // 1 … 20,000 (digits: at most what the file holds)
  int test_size = 1000;
  float noise = 0.12f;  // standard deviation added to each coordinate; for football also the fraction of outliers
  float flip = 0.0f;    // fraction of training labels made wrong, [0, 0.5]; test labels stay right
  std::uint64_t seed = 1;
  bool in_order = false;  // of digits: those that stand first in the file, not some chosen by the seed
};

// Two-dimensional points in about [-1, 1]², classes alternate. `copies`: the four-inputs unit of the lecture as a
// regression (x_j = t + s_j·ε, s = (.3, .6, .6, .6), target t; classes = 0). Moons, circles and spirals are those of
// tests/claims/FACTS.md, scaled as there. Training and test points come from addresses of their own.
Split make_points(const DataSettings&);

// Fills y from label and classes: (1, m) of 0/1 for two classes, one-hot (classes, m) for more.
void targets_from_labels(Dataset&);

// Appends examples with right labels to the training set. A class that is new to it is new to both sets.
void append(Split&, const Matrix& x, const std::vector<int>& label);

// A packed digits file (magic "DLDIGIT1"; u16 side, u16 bits per pixel, u32 train, u32 test, little-endian; one label
// byte a digit; then the pixels row by row, 4-bit two a byte low nibble first, or 8-bit). Pixels become [0, 1].
// Takes train_size of the training digits, chosen by the seed, and the first test_size (both clamped to what is there)
// and makes the fraction `flip` of the training labels wrong. Returns false, leaving `out` alone, if the bytes are not
// such a file.
bool read_digits(const std::uint8_t* bytes, std::size_t size, const DataSettings&, Split& out);

// What such a file says that it holds; zeros if it is none.
struct DigitsSize {
  int pixels = 0, train = 0, test = 0;
};
DigitsSize size_of_digits(const std::uint8_t* bytes, std::size_t size);

}  // namespace net
