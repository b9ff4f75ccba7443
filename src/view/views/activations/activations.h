// How large the activations of a hidden layer are in each arm, how often they are 0, and which units are silent.
#pragma once
#include "views/view.h"

namespace view {

class ActivationsView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.shape.layers > 1; }  // it has hidden units

private:
  float layers(const Context&, float right, float y);
  int chosen(const Context&) const;

  int row_ = 0;  // 0: the last hidden layer
};

}  // namespace view
