// The packed digits file, see dataset.h.
#include <algorithm>
#include <cstring>
#include <numeric>
#include <vector>

#include "net/dataset.h"
#include "net/random.h"
#include "wrong_labels.h"

namespace net {
namespace {

constexpr char magic[] = "DLDIGIT1";
constexpr std::size_t head_size = 20;
constexpr int digit_classes = 10;

struct Head {
  std::uint32_t side, bits, train, test;
  std::uint64_t digits() const { return std::uint64_t{train} + test; }
  std::uint64_t pixels() const { return std::uint64_t{side} * side; }
  std::uint64_t digit_bytes() const { return (pixels() * bits + 7) / 8; }
};

std::uint32_t little_endian(const std::uint8_t* bytes, int count) {
  std::uint32_t value = 0;
  for (int i = count; i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

bool read_head(const std::uint8_t* bytes, std::size_t size, Head& head) {
  if (size < head_size || std::memcmp(bytes, magic, 8) != 0) return false;
  head = {little_endian(bytes + 8, 2), little_endian(bytes + 10, 2), little_endian(bytes + 12, 4),
          little_endian(bytes + 16, 4)};
  const bool sound = head.side >= 1 && head.side <= 64 && (head.bits == 4 || head.bits == 8) && head.train >= 1 &&
                     head.test >= 1 && head.digits() <= 1'000'000;
  return sound && size == head_size + head.digits() * (1 + head.digit_bytes());
}

// The digits of the file with these indices, one column each.
Dataset digits(const std::uint8_t* bytes, const Head& head, const std::vector<std::uint32_t>& chosen) {
  const int count = static_cast<int>(chosen.size());
  Dataset data;
  data.classes = digit_classes;
  data.x.resize(static_cast<Eigen::Index>(head.pixels()), count);
  data.label.resize(chosen.size());
  data.flipped.assign(chosen.size(), 0);
  for (int i = 0; i < count; ++i) {
    const std::uint32_t digit = chosen[static_cast<std::size_t>(i)];
    data.label[static_cast<std::size_t>(i)] = bytes[head_size + digit];
    const std::uint8_t* pixels = bytes + head_size + head.digits() + digit * head.digit_bytes();
    for (Eigen::Index p = 0; p < data.x.rows(); ++p) {
      data.x(p, i) = head.bits == 8 ? static_cast<float>(pixels[p]) / 255
                                    : static_cast<float>(pixels[p / 2] >> (p % 2 * 4) & 15) / 15;
    }
  }
  targets_from_labels(data);
  return data;
}

std::vector<std::uint32_t> from_to(std::uint32_t first, std::uint32_t end) {
  std::vector<std::uint32_t> indices(end - first);
  std::iota(indices.begin(), indices.end(), first);
  return indices;
}

std::vector<std::uint32_t> training_digits(const Head& head, const DataSettings& settings) {
  const auto size = static_cast<std::size_t>(std::clamp(settings.train_size, 1, static_cast<int>(head.train)));
  std::vector<std::uint32_t> chosen = from_to(0, head.train);
  if (!settings.in_order && size < head.train)
    permutation(Random(settings.seed, Purpose::training_points), head.train, chosen.data());
  chosen.resize(size);
  return chosen;
}

}  // namespace

DigitsSize size_of_digits(const std::uint8_t* bytes, std::size_t size) {
  Head head{};
  if (!read_head(bytes, size, head)) return {};
  return {static_cast<int>(head.pixels()), static_cast<int>(head.train), static_cast<int>(head.test)};
}

bool read_digits(const std::uint8_t* bytes, std::size_t size, const DataSettings& settings, Split& out) {
  Head head{};
  if (!read_head(bytes, size, head)) return false;
  const std::uint8_t* labels = bytes + head_size;
  if (std::any_of(labels, labels + head.digits(), [](int label) { return label >= digit_classes; })) return false;
  out.train = digits(bytes, head, training_digits(head, settings));
  const int tests = std::clamp(settings.test_size, 1, static_cast<int>(head.test));
  out.test = digits(bytes, head, from_to(head.train, head.train + static_cast<std::uint32_t>(tests)));
  make_wrong(out.train, settings.flip, settings.seed);
  return true;
}

}  // namespace net
