#include <algorithm>
#include <chrono>

#include "bench/workload.h"

namespace bench {
namespace {

using Packet = Eigen::internal::packet_traits<float>::type;
constexpr int lanes = Eigen::internal::packet_traits<float>::size;
constexpr int chains = 12;  // enough to hide the latency of two operations, few enough for sixteen registers
constexpr int rounds = 20000;

// Out of line and called often, so that a browser's engine can put its optimized code in place between two calls.
// The chains tend to term / (1 - factor): no overflow, no subnormal number.
[[gnu::noinline]] float multiply_add_chains(float factor, float term) {
  const Packet a = Eigen::internal::pset1<Packet>(factor);
  const Packet b = Eigen::internal::pset1<Packet>(term);
  Packet sum[chains];
  for (int c = 0; c < chains; ++c) sum[c] = Eigen::internal::pset1<Packet>(static_cast<float>(c));
  for (int round = 0; round < rounds; ++round) {
    for (int c = 0; c < chains; ++c) sum[c] = Eigen::internal::pmadd(sum[c], a, b);
  }
  Packet total = sum[0];
  for (int c = 1; c < chains; ++c) total = Eigen::internal::padd(total, sum[c]);
  return Eigen::internal::predux(total);
}

}  // namespace

double multiply_add_peak(double seconds) {
  using Clock = std::chrono::steady_clock;
  volatile float sink = 0;
  volatile float factor = 0.75f;
  const auto begin = Clock::now();
  double best = 0;
  constexpr int calls = 100;  // some five milliseconds: a browser's clock has steps of a tenth of one
  do {
    const auto start = Clock::now();
    for (int call = 0; call < calls; ++call) sink = multiply_add_chains(factor, 1.0f);
    const double elapsed = std::chrono::duration<double>(Clock::now() - start).count();
    if (elapsed > 0) best = std::max(best, 2e-9 * lanes * chains * rounds * calls / elapsed);
  } while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds);
  (void)sink;
  return best;
}

}  // namespace bench
