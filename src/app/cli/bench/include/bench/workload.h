// The workloads W1 … W7: small nets, data, initial weights and batches, each from a fixed generator, so that any
// program can do the very same work; the losses of the first ten batches with dropout off check that it does.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "net/dataset.h"
#include "net/mlp.h"

namespace bench {

enum class Source : std::uint8_t { circle, digits, grid };

struct Workload {
  const char* name;
  net::Shape shape;
  int batch;   // examples a step; W7: the points of the grid
  float rate;  // of plain SGD on the batch's mean gradient
  Source source;
  int points, seed, take;  // circle: points drawn, seed of the generator, how many of them are the training set
  float divisor;           // circle: coordinates are divided by it
  float keep_input, keep_hidden;
  std::array<float, 10> first_losses;  // all 0 where none are known
  float tolerance;                     // of the first losses, relative

  bool trains() const { return source != Source::grid; }
  bool has_first_losses() const { return first_losses[0] > 0; }
  // Floating-point operations of one trained example (W7: of one refresh): 6 for each parameter; or those that are
  // needed, which leaves out the biases and the gradient with respect to the input.
  double nominal_flop() const;
  double needed_flop() const;
};

// W1, W2t, W2r, W3, W4, W5, W6_8 … W6_1024, W7.
std::span<const Workload> workloads();
const Workload* find_workload(std::string_view name);

enum class Masks : std::uint8_t { none, per_example, per_batch };

// A workload ready to run: the net at its initial weights, and the stream of batches until it repeats.
class Run {
public:
  // `digits` may be empty unless the source is digits; then it has at least training_digits.
  Run(const Workload&, Masks, const net::Dataset& digits);

  // One update on the next batch (W7: one refresh). Returns the cost before it (W7: 0).
  float step();
  const Workload& workload() const { return workload_; }

private:
  void refresh();

  const Workload& workload_;
  int batches_;        // until the stream of examples repeats
  net::Matrix x_, y_;  // batch after batch: the rows of one are (features, batch)
  net::Mlp mlp_;       // after the data, so that it takes the place of what that needed for a while
  std::uint64_t steps_ = 0;
  net::Matrix activations_;  // W7: every neuron's output, (neurons, points)
  std::vector<net::MatrixView> layers_;
};

constexpr int training_digits = 1280;

// The largest relative distance of the first ten losses from the table, with dropout off; nothing if there is no table.
std::optional<double> check_first_losses(const Workload&, const net::Dataset& digits, std::array<float, 10>& losses);

// How fast steps follow one another for `seconds`, after at least `warm_up` seconds and two steps.
struct Speed {
  double steps_per_second = 0;      // by the clock on the wall
  double steps_per_cpu_second = 0;  // by the time this thread was running; by the clock where that is unknown
};
Speed measure(Run&, double warm_up, double seconds);

// GFLOP/s of multiply-adds that touch nothing but registers, with the vectors of this build: the most that any product
// of matrices could reach. The best of many short calls within `seconds`.
double multiply_add_peak(double seconds);

}  // namespace bench
