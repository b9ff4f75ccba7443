// What random masks cost each weight, beside the uniform λ of L2.
#pragma once
#include "views/penalty/penalty_handle.h"
#include "views/view.h"

namespace view {

class PenaltyView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  PenaltyMemory own_;
};

}  // namespace view
