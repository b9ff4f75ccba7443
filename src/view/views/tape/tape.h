// The masks of the last iterations, one column each.
#pragma once
#include "views/tape/tape_strip.h"
#include "views/view.h"

namespace view {

class TapeView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  void lost_context() override { cells_.forget(); }

private:
  TapeStrip cells_;
};

}  // namespace view
