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

struct Arrays {  // the last two are null where the rule has no such moment
  float* w;
  const float* g;
  float* velocity;
  float* square;
};

template <typename Rule>
NET_INLINE void for_each_vector(Rule rule, int count, Arrays a) {
  const int whole = count / width * width;
  for (int i = 0; i < whole; i += width)
    rule(a.w + i, a.g + i, Rule::moments >= 1 ? a.velocity + i : nullptr, Rule::moments >= 2 ? a.square + i : nullptr);
  const int rest = count - whole;
  if (rest == 0) return;
  float w[width] = {}, g[width] = {}, velocity[width] = {}, square[width] = {};
  for (int i = 0; i < rest; ++i) {
    w[i] = a.w[whole + i];
    g[i] = a.g[whole + i];
    if (Rule::moments >= 1) velocity[i] = a.velocity[whole + i];
    if (Rule::moments >= 2) square[i] = a.square[whole + i];
  }
  rule(w, g, velocity, square);
  for (int i = 0; i < rest; ++i) {
    a.w[whole + i] = w[i];
    if (Rule::moments >= 1) a.velocity[whole + i] = velocity[i];
    if (Rule::moments >= 2) a.square[whole + i] = square[i];
  }
}

struct Sgd {
  static constexpr int moments = 0;
  float rate;
  NET_INLINE void operator()(float* w, const float* g, float*, float*) const {
    simd::store(w, flush(simd::load(w) - splat(rate) * simd::load(g), tiny));
  }
};

struct Momentum {  // v = decay·v + gain·g; w -= rate·v
  static constexpr int moments = 1;
  float rate, decay, gain;
  NET_INLINE void operator()(float* w, const float* g, float* velocity, float*) const {
    const Floats v = flush(splat(decay) * simd::load(velocity) + splat(gain) * simd::load(g), tiny);
    simd::store(velocity, v);
    simd::store(w, flush(simd::load(w) - splat(rate) * v, tiny));
  }
};

struct Adam {  // Kingma & Ba 2015, algorithm 1
  static constexpr int moments = 2;
  float rate, beta1, beta2, epsilon, correction1, correction2;
  NET_INLINE void operator()(float* w, const float* g, float* velocity, float* square) const {
    const Floats gradient = flush(simd::load(g), 1e-18f);  // so that its square is a normal number
    const Floats m = flush(splat(beta1) * simd::load(velocity) + splat(1 - beta1) * gradient, tiny);
    const Floats s = flush(splat(beta2) * simd::load(square) + splat(1 - beta2) * gradient * gradient, tiny_square);
    simd::store(velocity, m);
    simd::store(square, s);
    const Floats step = m * splat(correction1) / (simd::sqrt(s * splat(correction2)) + splat(epsilon));
    simd::store(w, flush(simd::load(w) - splat(rate) * step, tiny));
  }
};

template <typename Rule>
[[gnu::noinline]] void run(Rule rule, int count, Arrays arrays) {
  for_each_vector(rule, count, arrays);
}

Adam adam(const Optimizer& o, int update) {
  const double t = update;
  const double correction1 = 1 / (1 - std::pow(static_cast<double>(o.beta1), t));
  const double correction2 = 1 / (1 - std::pow(static_cast<double>(o.beta2), t));
  return {o.rate, o.beta1, o.beta2, o.epsilon, static_cast<float>(correction1), static_cast<float>(correction2)};
}

}  // namespace

void update_parameters(const Optimizer& o, int update, int count, float* w, const float* g, float* velocity,
                       float* square) {
  const Arrays arrays{w, g, velocity, square};
  switch (o.kind) {
    case OptimizerKind::sgd: run(Sgd{o.rate}, count, arrays); break;
    case OptimizerKind::momentum: run(Momentum{o.rate, o.momentum, 1}, count, arrays); break;
    case OptimizerKind::averaged_momentum: run(Momentum{o.rate, o.momentum, 1 - o.momentum}, count, arrays); break;
    case OptimizerKind::adam: run(adam(o, update), count, arrays); break;
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
