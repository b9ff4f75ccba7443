// Why training's figures are worse than those of the test: the same weights in four ways.
#pragma once
#include "views/view.h"

namespace view {

class GapView : public Drawing {
public:
  void draw(const Context&, Rect) override;
};

}  // namespace view
