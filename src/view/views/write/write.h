// Write a digit: what each arm makes of it with dropout off, and under masks drawn at random.
#pragma once
#include "views/view.h"
#include "views/write/writing.h"

namespace view {

class WriteView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.image_side > 0; }

private:
  void hands(const Context&, Rect sheet);
  void sheet(const Context&, Rect);
  void step_digit(const Context&, int by);
  float controls(const Context&, Rect);
  void seen(const Context&, Rect);

  Writing writing_;
  bool pen_down_ = false;
  int mask_ = 0;      // of those drawn, the one that the image is shown under
  double since_ = 0;  // when it began to be shown
};

}  // namespace view
