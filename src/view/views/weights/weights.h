// How large the weights of each arm are, and each of them.
#pragma once
#include "gpu/heat_map.h"
#include "views/view.h"

namespace view {

class WeightsView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  HeatMaps maps_;
};

}  // namespace view
