// The gradient check: numeric against backpropagated gradient, with the mask held, drawn anew, and dropout off.
#pragma once
#include "views/view.h"

namespace view {

class GradientCheckView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  int plotted_ = 0;  // net::CheckedMasks
};

}  // namespace view
