// What the panels of networks, surfaces and masks keep between frames so that a frame computes little and allocates
// nothing.
#pragma once
#include <cstdint>
#include <vector>

#include "gpu/pictures.h"
#include "run/digit_images.h"
#include "run/predictor.h"
#include "run/sub_network.h"
#include "views/tape/tape_strip.h"

namespace view {

// The mask that the network shows: that of State::masks, or of the tape's column under the pointer or chosen.
struct ShownMask {
  std::vector<float> kept;  // 0/1 per unit, the inputs first; empty: everything is kept
  std::int64_t iteration = 0;
  std::uint32_t run = 0;
};

// One edge of the network as it lies on the page, for finding the one under the pointer.
struct EdgeMark {
  int layer = 0, from = 0, to = 0;
  float value = 0;   // its weight, or in slow motion what the beat is about
  bool live = true;  // both its ends are kept
};

struct Caches {
  Predictor predictor;
  TestAnswers test_answers;
  SubNetwork sub_network;
  DigitImages digit_images;
  TapeStrip tape;
  ShownMask mask;
  std::vector<EdgeMark> edge_marks;
  std::vector<Edge> edges;
};

}  // namespace view
