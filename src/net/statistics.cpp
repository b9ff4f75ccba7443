#include "net/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "net/sort.h"

namespace net {
namespace {

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double quantile(std::span<const double> sorted, double fraction) {
  const double place = fraction * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

}  // namespace

Moments moments(std::span<const double> values) {
  Moments found{mean(values), 0};
  if (values.size() < 2) return found;
  for (const double value : values) found.deviation += (value - found.mean) * (value - found.mean);
  found.deviation = std::sqrt(found.deviation / static_cast<double>(values.size() - 1));
  return found;
}

Summary summarize(std::span<double> values) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return {{nan, nan}, nan, nan, nan, nan, nan};
  net::sort(values);
  Summary summary{moments(values)};
  summary.low = quantile(values, 0.05);
  summary.lower_quartile = quantile(values, 0.25);
  summary.median = quantile(values, 0.5);
  summary.upper_quartile = quantile(values, 0.75);
  summary.high = quantile(values, 0.95);
  return summary;
}

double pearson(std::span<const double> a, std::span<const double> b) {
  const double mean_a = mean(a), mean_b = mean(b);
  double aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
    ab += (a[i] - mean_a) * (b[i] - mean_b);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa) / std::sqrt(bb) : std::numeric_limits<double>::quiet_NaN();
}

void ranks(std::span<const double> values, std::span<std::uint32_t> order, std::span<double> out) {
  std::iota(order.begin(), order.end(), 0u);
  net::sort(order, [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
  for (std::size_t first = 0, end = 0; first < order.size(); first = end) {
    while (end < order.size() && !(values[order[first]] < values[order[end]])) ++end;
    for (std::size_t i = first; i < end; ++i) out[order[i]] = static_cast<double>(first + end + 1) / 2;
  }
}

}  // namespace net
