// One unit under the lens, in every arm.
#pragma once
#include <vector>

#include "views/view.h"

namespace view {

class LensView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  UnitPlace typical_;
  std::vector<int> order_;  // scratch
};

}  // namespace view
