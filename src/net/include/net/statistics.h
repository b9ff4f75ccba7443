// What describes a list of numbers, and how two lists go together.
#pragma once
#include <cstdint>
#include <span>

namespace net {

struct Moments {
  double mean = 0, deviation = 0;  // unbiased: over n - 1; 0 for fewer than two numbers
};
Moments moments(std::span<const double> values);  // at least one

struct Summary : Moments {
  double low = 0, lower_quartile = 0, median = 0, upper_quartile = 0, high = 0;  // 5, 25, 50, 75 and 95 %
};

// Sorts the values in place. All NaN for no values. Quantiles are interpolated linearly (Hyndman & Fan 1996, type 7).
Summary summarize(std::span<double> values);

// Pearson's correlation, in [-1, 1]; NaN where a list does not vary. The lists are equally long.
double pearson(std::span<const double> a, std::span<const double> b);

// Ranks 1 … n, equal values sharing the mean of theirs; order is scratch of the same length. Spearman's correlation is
// Pearson's of the ranks.
void ranks(std::span<const double> values, std::span<std::uint32_t> order, std::span<double> out);

}  // namespace net
