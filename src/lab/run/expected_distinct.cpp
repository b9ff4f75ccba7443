// How many distinct sub-networks to expect.
#include <array>
#include <cmath>
#include <limits>

#include "lab/snapshot.h"

namespace lab {
namespace {

constexpr double most_terms = 20'000;

// ln of: `kept` given units of `units` are kept and the rest dropped, each by itself.
double log_probability(float keep, int units, int kept) {
  const double p = static_cast<double>(keep);
  const double dropped = units - kept;
  if (p >= 1) return dropped > 0 ? -std::numeric_limits<double>::infinity() : 0;
  return kept * std::log(p) + dropped * std::log1p(-p);
}

double log_choose(int n, int k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

}  // namespace

double expected_distinct(const Snapshot& s) {
  const auto layers = static_cast<std::size_t>(s.shape.layers);
  const std::span<const float> draws = s[s.draws];
  double terms = 1;
  std::array<bool, net::max_layers> drops{};
  for (std::size_t l = 0; l < layers; ++l) {
    for (std::size_t at = 0; at < draws.size(); at += layers + 1) drops[l] = drops[l] || draws[at + l] < 1;
    if (drops[l]) terms *= s.shape.units[l] + 1;
  }
  if (draws.empty() || terms > most_terms) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  std::array<int, net::max_layers> kept{};  // an odometer over the layers that drop
  for (int term = 0; term < static_cast<int>(terms); ++term) {
    double masks = 0, missed = 0;  // ln of how many there are; ln of the probability that one of them was never drawn
    for (std::size_t l = 0; l < layers; ++l) masks += drops[l] ? log_choose(s.shape.units[l], kept[l]) : 0;
    for (std::size_t at = 0; at < draws.size(); at += layers + 1) {
      double log_p = 0;
      for (std::size_t l = 0; l < layers; ++l)
        if (drops[l]) log_p += log_probability(draws[at + l], s.shape.units[l], kept[l]);
      missed += static_cast<double>(draws[at + layers]) * std::log1p(-std::exp(log_p));
    }
    sum += std::exp(masks) * -std::expm1(missed);
    for (std::size_t l = 0; l < layers; ++l) {
      if (!drops[l]) continue;
      if (++kept[l] <= s.shape.units[l]) break;
      kept[l] = 0;
    }
  }
  return sum;
}

}  // namespace lab
