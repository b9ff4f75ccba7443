// A small picture of each kind of data, from a few points of its own generator.
#pragma once
#include <array>
#include <cstdint>

#include "ink/style.h"
#include "kit/widgets.h"
#include "lab/snapshot.h"

namespace view {

constexpr int sources = 8;
const char* source_name(int source);
const char* source_explanation(int source);

class Thumbnails {
public:
  Thumbnails();  // draws the points once
  // Digits show three of the run's own once there were some; before, the range of their classes.
  void draw(const Style&, int source, Rect) const;
  void remember_digits(const lab::Snapshot&);

private:
  static constexpr int most_points = 34, most_side = 28, shown_digits = 3;
  struct Point {
    float x = 0, y = 0;  // in [-1, 1]
    std::uint8_t label = 0;
  };
  void draw_digits(const Style&, Rect) const;

  std::array<std::array<Point, most_points>, sources> points_{};
  std::array<int, sources> count_{};
  std::array<std::array<std::uint8_t, most_side * most_side>, shown_digits> digit_{};
  int side_ = 0;  // of the remembered digits; 0: none yet
};

}  // namespace view
