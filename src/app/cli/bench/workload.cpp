#include "bench/workload.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <initializer_list>
#include <numbers>
#include <numeric>

namespace bench {
namespace {

using net::Activation;
using net::Loss;

constexpr net::Shape shape(std::initializer_list<int> units, Activation hidden, Activation output, Loss loss) {
  net::Shape result;
  result.layers = static_cast<int>(units.size()) - 1;
  std::copy(units.begin(), units.end(), result.units.begin());
  result.activation.fill(hidden);
  result.activation[units.size() - 2] = output;
  result.loss = loss;
  return result;
}

constexpr net::Shape deep(Activation hidden) {
  return shape({2, 8, 8, 8, 8, 8, 8, 1}, hidden, Activation::tanh, Loss::squared_error);
}

constexpr Workload growth(const char* name, int units, std::array<float, 10> losses = {}) {
  const net::Shape net = shape({2, units, units, 1}, Activation::relu, Activation::tanh, Loss::squared_error);
  return {name, net, 64, 0.01f, Source::circle, 512, 43, 256, 1, 1, 1, losses, 1e-5f};
}

constexpr Workload table[] = {
    {"W1",
     shape({2, 4, 2, 1}, Activation::tanh, Activation::tanh, Loss::squared_error),
     10,
     0.03f,
     Source::circle,
     500,
     42,
     250,
     1,
     1,
     1,
     {0.72606f, 0.65561f, 0.483793f, 0.692879f, 0.62372f, 0.510375f, 0.544695f, 0.454652f, 0.524607f, 0.451643f},
     1e-5f},
    {"W2t",
     deep(Activation::tanh),
     30,
     0.03f,
     Source::circle,
     500,
     42,
     250,
     1,
     1,
     1,
     {0.565388f, 0.559535f, 0.515408f, 0.502942f, 0.548207f, 0.572407f, 0.507482f, 0.521671f, 0.561587f, 0.530242f},
     1e-5f},
    {"W2r",
     deep(Activation::relu),
     30,
     0.03f,
     Source::circle,
     500,
     42,
     250,
     1,
     1,
     1,
     {0.474346f, 0.458244f, 0.455505f, 0.477958f, 0.463705f, 0.451283f, 0.442685f, 0.457634f, 0.471867f, 0.442788f},
     1e-5f},
    {"W3",
     shape({2, 20, 3, 1}, Activation::relu, Activation::sigmoid, Loss::sigmoid_cross_entropy),
     211,
     0.3f,
     Source::circle,
     422,
     7,
     211,
     5,
     1,
     0.86f,
     {0.663858f, 0.661333f, 0.658861f, 0.656308f, 0.653737f, 0.651123f, 0.64844f, 0.645733f, 0.643004f, 0.640233f},
     1e-5f},
    {"W4",
     shape({784, 256, 128, 10}, Activation::relu, Activation::softmax, Loss::softmax_cross_entropy),
     64,
     0.1f,
     Source::digits,
     0,
     0,
     training_digits,
     1,
     0.8f,
     0.5f,
     {2.33859f, 2.30252f, 2.17775f, 2.11619f, 2.05906f, 1.95418f, 1.91208f, 1.90276f, 1.87821f, 1.78415f},
     5e-4f},
    {"W5",
     shape({784, 1024, 1024, 1024, 10}, Activation::relu, Activation::softmax, Loss::softmax_cross_entropy),
     128,
     0.05f,
     Source::digits,
     0,
     0,
     training_digits,
     1,
     0.8f,
     0.5f,
     {},
     0},
    growth(
        "W6_8", 8,
        {0.814093f, 0.879066f, 0.793394f, 0.829758f, 0.810044f, 0.875091f, 0.789285f, 0.825477f, 0.806186f, 0.871225f}),
    growth("W6_16", 16),
    growth("W6_32", 32),
    growth(
        "W6_64", 64,
        {0.480413f, 0.424981f, 0.428833f, 0.454948f, 0.460736f, 0.397971f, 0.410374f, 0.439964f, 0.445902f, 0.378169f}),
    growth("W6_128", 128),
    growth("W6_256", 256),
    growth("W6_512", 512),
    growth("W6_1024", 1024),
    {"W7", deep(Activation::tanh), 10000, 0, Source::grid, 0, 0, 10000, 1, 1, 1, {}, 0},
};

class Generator {  // the linear congruential generator of the definition
public:
  explicit Generator(std::uint32_t seed) : state_(seed) {}
  double uniform() {
    state_ = state_ * 1664525u + 1013904223u;
    return state_ / 4294967296.0;
  }
  double range(double low, double high) { return uniform() * (high - low) + low; }

private:
  std::uint32_t state_;
};

struct Point {
  double x, y;
  float label;
};

// TensorFlow Playground's circle without noise: a disc and the ring around it, shuffled.
std::vector<Point> circle(int points, std::uint32_t seed) {
  Generator random(seed);
  std::vector<Point> all;
  all.reserve(static_cast<std::size_t>(points));
  for (int i = 0; i < points; ++i) {
    const bool inside = i < points / 2;
    const double radius = inside ? random.range(0, 2.5) : random.range(3.5, 5);
    const double angle = random.range(0, 2 * std::numbers::pi);
    all.push_back({radius * std::sin(angle), radius * std::cos(angle), inside ? 1.0f : -1.0f});
  }
  for (std::size_t left = all.size(); left > 0;) {
    const auto k = static_cast<std::size_t>(random.uniform() * static_cast<double>(left));
    std::swap(all[--left], all[k]);
  }
  return all;
}

// The training set of a workload, one column an example.
net::Matrix inputs_of(const Workload& w, const net::Dataset& digits) {
  if (w.source == Source::digits) {  // the definition's pixels are rounded to three decimals
    return digits.x.leftCols(w.take).unaryExpr(
        [](float p) { return static_cast<float>(std::round(std::round(double{p} * 255) / 255 * 1000) / 1000); });
  }
  net::Matrix x(2, w.take);
  const std::vector<Point> points = circle(w.points, static_cast<std::uint32_t>(w.seed));
  for (int i = 0; i < w.take; ++i) {
    const bool grid = w.source == Source::grid;
    const Point p =
        grid ? Point{-6 + 12 * (i % 100) / 99.0, 6 - 12 * (i / 100) / 99.0, 0} : points[static_cast<std::size_t>(i)];
    x(0, i) = static_cast<float>(p.x / double{w.divisor});
    x(1, i) = static_cast<float>(p.y / double{w.divisor});
  }
  return x;
}

// Its targets: one-hot columns for digits, -1 or 1 (with a logistic output 0 or 1) for the two classes.
net::Matrix targets_of(const Workload& w, const net::Dataset& digits) {
  net::Matrix y = net::Matrix::Zero(w.shape.outputs(), w.take);
  if (w.source == Source::digits) {
    for (int i = 0; i < w.take; ++i) y(digits.label[static_cast<std::size_t>(i)], i) = 1;
  } else if (w.source == Source::circle) {
    const std::vector<Point> points = circle(w.points, static_cast<std::uint32_t>(w.seed));
    const float low = w.shape.loss == Loss::sigmoid_cross_entropy ? 0.0f : -1.0f;
    for (int i = 0; i < w.take; ++i) y(0, i) = std::max(low, points[static_cast<std::size_t>(i)].label);
  }
  return y;
}

// The stream of examples 0, 1, 2, … modulo their number, cut into batches that lie one below the other.
net::Matrix in_batches(const net::Matrix& examples, int batch, int batches) {
  const Eigen::Index rows = examples.rows();
  net::Matrix result(rows * batches, batch);
  for (int b = 0; b < batches; ++b) {
    for (int i = 0; i < batch; ++i)
      result.block(b * rows, i, rows, 1) = examples.col((b * batch + i) % examples.cols());
  }
  return result;
}

void set_initial_weights(const net::Shape& shape, float* parameters) {
  Generator random(1234);
  for (int layer = 0; layer < shape.layers; ++layer) {
    net::MatrixView w = net::weights(shape, layer, parameters);
    const double a = std::sqrt(6.0 / static_cast<double>(w.rows() + w.cols()));
    for (Eigen::Index unit = 0; unit < w.rows(); ++unit) {
      for (Eigen::Index input = 0; input < w.cols(); ++input) w(unit, input) = static_cast<float>(random.range(-a, a));
    }
    net::biases(shape, layer, parameters).setZero();
  }
}

constexpr int refresh_block = 500;  // points at a time in W7, which fit the nearest cache

net::ConstMatrixView view(const net::Matrix& m, Eigen::Index first_row, Eigen::Index rows) {
  return {m.data() + first_row * m.cols(), rows, m.cols(), Eigen::OuterStride<>(m.cols())};
}

double cpu_seconds() {
  timespec t{};  // stays 0 where there is no such clock
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

double Workload::nominal_flop() const { return trains() ? 6.0 * shape.parameters() : 2.0 * shape.parameters() * batch; }

double Workload::needed_flop() const {
  if (!trains()) return nominal_flop();
  double weights = 0;
  for (std::size_t l = 0; l < static_cast<std::size_t>(shape.layers); ++l)
    weights += 1.0 * shape.units[l] * shape.units[l + 1];
  return 6 * weights - 2.0 * shape.units[0] * shape.units[1];
}

std::span<const Workload> workloads() { return table; }

const Workload* find_workload(std::string_view name) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const Workload& w) { return name == w.name; });
  return found == std::end(table) ? nullptr : found;
}

Run::Run(const Workload& w, Masks masks, const net::Dataset& digits)
    : workload_(w),
      batches_(w.take / std::gcd(w.take, w.batch)),
      x_(in_batches(inputs_of(w, digits), w.batch, batches_)),
      y_(in_batches(targets_of(w, digits), w.batch, batches_)),
      mlp_(w.shape, w.trains() ? w.batch : refresh_block) {
  set_initial_weights(w.shape, mlp_.parameters());
  mlp_.optimizer = {.kind = net::OptimizerKind::sgd, .rate = w.trains() ? w.rate : 1.0f};
  if (masks != Masks::none) {
    mlp_.dropout.keep.fill(w.keep_hidden);
    mlp_.dropout.keep[0] = w.keep_input;
    mlp_.dropout.per = masks == Masks::per_batch ? net::MaskPer::batch : net::MaskPer::example;
  }
  if (w.trains()) return;
  const auto neurons = std::accumulate(w.shape.units.begin() + 1, w.shape.units.begin() + 1 + w.shape.layers, 0);
  activations_.resize(neurons, w.batch);
  Eigen::Index row = 0;
  for (std::size_t l = 1; l <= static_cast<std::size_t>(w.shape.layers); row += w.shape.units[l++]) {
    layers_.emplace_back(activations_.data() + row * w.batch, w.shape.units[l], w.batch, Eigen::OuterStride<>(w.batch));
  }
}

float Run::step() {
  if (!workload_.trains()) {
    refresh();
    return 0;
  }
  const auto b = static_cast<Eigen::Index>(steps_ % static_cast<std::uint64_t>(batches_));
  const Eigen::Index inputs = workload_.shape.inputs(), outputs = workload_.shape.outputs();
  const net::Batch batch{view(x_, b * inputs, inputs), view(y_, b * outputs, outputs)};
  mlp_.draw_masks(1, steps_++, workload_.batch);
  const float cost = mlp_.forward(batch);
  mlp_.backward();
  mlp_.update();
  return cost;
}

void Run::refresh() { mlp_.activations(view(x_, 0, x_.rows()), layers_); }

std::optional<double> check_first_losses(const Workload& w, const net::Dataset& digits, std::array<float, 10>& losses) {
  if (!w.has_first_losses()) return std::nullopt;
  Run run(w, Masks::none, digits);
  double largest = 0;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    losses[i] = run.step();
    const double distance = std::abs(double{losses[i]} / double{w.first_losses[i]} - 1);
    largest = distance <= largest ? largest : distance;  // a loss that is no number counts
  }
  return largest;
}

Speed measure(Run& run, double warm_up, double seconds) {
  // The clock is asked rarely: a step can take less than a microsecond.
  long at_once = 1;
  const auto steps_for = [&](double wanted, long least) {
    const double begin = wall_seconds();
    double elapsed = 0;
    long steps = 0;
    while (steps < least || elapsed < wanted) {
      const double before = elapsed;
      for (long i = 0; i < at_once; ++i) run.step();
      steps += at_once;
      elapsed = wall_seconds() - begin;
      if (elapsed - before < 0.005)
        at_once *= 2;
      else if (elapsed - before > 0.02 && at_once > 1)
        at_once /= 2;
    }
    return static_cast<double>(steps);
  };
  steps_for(warm_up, 2);
  const double wall_begin = wall_seconds(), cpu_begin = cpu_seconds();
  const double steps = steps_for(seconds, 1);
  const double wall = wall_seconds() - wall_begin, cpu = cpu_seconds() - cpu_begin;
  return {steps / wall, steps / (cpu > 0 ? cpu : wall)};
}

}  // namespace bench
