// The kill test: what each arm loses when one of its units is taken away.
#pragma once
#include <vector>

#include "views/view.h"

namespace view {

class RemovalView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.shape.layers > 1; }  // it has a unit to remove

private:
  std::vector<int> order_;  // scratch
};

}  // namespace view
