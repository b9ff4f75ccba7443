#include "optimizers.h"

#include <cmath>

#include "simd.h"

namespace net {
namespace {

using simd::Floats, simd::splat, simd::width;

// Weights under L2 and moments of units that went silent decay towards numbers below the normal floats, on which
// arithmetic is many times slower and which WebAssembly cannot flush to zero. Below this they become zero.
constexpr float tiny = 1e-30f;
constexpr float tiny_square = 1e-36f;

NET_INLINE Floats flush(Floats a, float limit) { return simd::where(simd::abs(a) >= splat(limit), a); }

struct Sgd {
  float rate;
  NET_INLINE void operator()(float* w, const float* g, int count) const {
    for (int i = 0; i < count; i += width)
      simd::store(w + i, flush(simd::load(w + i) - splat(rate) * simd::load(g + i), tiny));
  }
};

struct Momentum {  // v = decay·v + gain·g; w -= rate·v
  float rate, decay, gain;
  NET_INLINE void operator()(float* w, const float* g, float* first, int count) const {
    for (int i = 0; i < count; i += width) {
      const Floats v = flush(splat(decay) * simd::load(first + i) + splat(gain) * simd::load(g + i), tiny);
      simd::store(first + i, v);
      simd::store(w + i, flush(simd::load(w + i) - splat(rate) * v, tiny));
    }
  }
};

struct Adam {  // Kingma & Ba 2015, algorithm 1
  float rate, beta1, beta2, epsilon, correction1, correction2;
  NET_INLINE void operator()(float* w, const float* g, float* first, float* second, int count) const {
    for (int i = 0; i < count; i += width) {
      const Floats gradient = flush(simd::load(g + i), 1e-18f);  // so that its square is a normal number
      const Floats m = flush(splat(beta1) * simd::load(first + i) + splat(1 - beta1) * gradient, tiny);
      const Floats s = splat(beta2) * simd::load(second + i) + splat(1 - beta2) * gradient * gradient;
      const Floats normal = flush(s, tiny_square);
      simd::store(first + i, m);
      simd::store(second + i, normal);
      const Floats step = m * splat(correction1) / (simd::sqrt(normal * splat(correction2)) + splat(epsilon));
      const Floats moved = simd::load(w + i) - splat(rate) * step;
      // where m is 0 nothing moves, even if epsilon is 0 and the step 0 / 0
      simd::store(w + i, flush(simd::where(m == Floats{}, simd::load(w + i), moved), tiny));
    }
  }
};

template <typename Rule, typename... Arrays>
[[gnu::noinline]] void run(Rule rule, int count, Arrays... arrays) {
  rule(arrays..., count);
}

Adam adam(const Optimizer& o, int update) {
  const double t = update;
  const double correction1 = 1 / (1 - std::pow(static_cast<double>(o.beta1), t));
  const double correction2 = 1 / (1 - std::pow(static_cast<double>(o.beta2), t));
  return {o.rate, o.beta1, o.beta2, o.epsilon, static_cast<float>(correction1), static_cast<float>(correction2)};
}

}  // namespace

void update_parameters(const Optimizer& o, int update, int count, float* w, const float* g, float* first,
                       float* second) {
  switch (o.kind) {
    case OptimizerKind::sgd:
      run(Sgd{o.rate}, count, w, g);
      break;
    case OptimizerKind::momentum:
      run(Momentum{o.rate, o.momentum, 1}, count, w, g, first);
      break;
    case OptimizerKind::averaged_momentum:
      run(Momentum{o.rate, o.momentum, 1 - o.momentum}, count, w, g, first);
      break;
    case OptimizerKind::adam:
      run(adam(o, update), count, w, g, first, second);
      break;
  }
}

void limit_norms(float longest, int units, int fan_in, float* w) {
  for (int u = 0; u < units; ++u, w += fan_in) {
    Eigen::Map<Vector> incoming(w, fan_in);
    const float norm = incoming.norm();
    if (norm > longest) incoming *= longest / norm;
  }
}

}  // namespace net
