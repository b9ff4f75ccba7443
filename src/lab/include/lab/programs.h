// Three small programs that train the same network on the same data from the same start, plainly: gradient descent on
// the full batch, no dropout. One is right, one has too large a rate, and one has a bug: after backward the gradient of
// one W has the wrong sign. Which is which, a seed says. In about 2 of 100 starts that bug does not show in J within
// the iterations here; those are passed over.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "net/dataset.h"
#include "net/mlp.h"

namespace lab {

class Programs {
public:
  enum class Cause : std::uint8_t { none, large_rate, wrong_sign };
  static constexpr int count = 3, iterations = 200;
  static constexpr float rate = 0.3f, large_rate = 8;

  explicit Programs(std::uint64_t seed);
  Programs(const Programs&) = delete;  // the steps point into the data
  Programs& operator=(const Programs&) = delete;

  // Goes on until so many iterations are done in all, at most `iterations`. Does not allocate.
  void advance_to(int done);
  int done() const { return done_; }
  // J of each iteration so far, before its update.
  std::span<const float> costs(int program) const { return at(program).costs; }
  Cause cause(int program) const { return at(program).cause; }
  std::uint64_t start() const { return start_; }    // seed of the data and the initial weights
  int wrong_layer() const { return wrong_layer_; }  // whose gradient has the wrong sign

  // How often J rose from one iteration to the next, and the most times in a row.
  struct Rises {
    int all = 0, in_a_row = 0;
  };
  Rises rises(int program) const;

private:
  struct Program {
    Cause cause = Cause::none;
    std::optional<net::Mlp> mlp;
    std::vector<float> costs;
  };
  void begin(std::uint64_t start);
  void step(Program&);
  const Program& at(int program) const { return programs_[static_cast<std::size_t>(program)]; }

  net::Split data_;
  std::array<Program, count> programs_;
  std::uint64_t start_ = 0;
  int done_ = 0, wrong_layer_ = 0;
};

}  // namespace lab
