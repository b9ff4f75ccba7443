// What every sub-network answers at the shown point, as dots on one line, with a needle for each average.
#pragma once
#include <cstdint>
#include <vector>

#include "gpu/pictures.h"
#include "lab/analyses/averaging.h"
#include "run/context.h"

namespace view {

class AnswerLine {
public:
  // The line with a row of words for each needle below it; `masks` of those drawn are averaged.
  void draw(const Context&, const lab::AveragingResult&, int masks, Rect);
  // What the words below the line take.
  static float words_height(const Context&, const lab::AveragingResult&);

private:
  struct Key {
    std::uint32_t run = 0, typed = 0;
    std::int64_t iteration = -1;
    int example = -1, arm = -1, masks = 0, width = 0, height = 0;
    float keep = 0;
    bool dark = false, strong = false;
    bool operator==(const Key&) const = default;
  };
  void paint(const Context&, const lab::AveragingResult&, int masks, int width, int height);

  std::vector<ImU32> pixels_;
  Key key_;
  std::uint64_t version_ = 0;
};

// The mean over the first `masks` of those drawn.
double mean_of(const lab::AveragingResult&, int masks);
// Weight scaling and the normalized geometric mean are the same to all digits.
bool same_needle(const lab::AveragingResult&);

}  // namespace view
