// What the layers pass on in training and at test under each scaling of the dropout arm.
#pragma once
#include "views/view.h"

namespace view {

class ScalingView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.mask_arm >= 0; }

private:
  int chosen_ = -1;  // net::Scaling; -1: the run's own
};

}  // namespace view
