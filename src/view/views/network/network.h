// The network of this iteration: what the mask leaves of it, under the visitor's hands.
#pragma once
#include "views/network/network_scene.h"
#include "views/view.h"

namespace view {

class NetworkView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  NetworkMemory own_;
};

}  // namespace view
