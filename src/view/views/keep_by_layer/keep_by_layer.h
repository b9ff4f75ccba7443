// keep_prob by layer: what a mask leaves of each weight matrix, and how the choices that were trained do at test.
#pragma once
#include "views/view.h"

namespace view {

class KeepByLayerView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.mask_arm >= 0; }

private:
  // A run that goes until so many iterations and then stands, unless the visitor does something else.
  struct Trial {
    enum { none, asked, runs } state = none;
    std::uint32_t run = 0;  // asked: the one before
  };

  void layers(const Context&, int arm, Rect);
  void tried(const Context&, int arm, Rect);
  void dots(const Context&, int arm, Rect);
  float tried_head(const Context&, Rect);  // returns the y below
  void go_on_trying(const Context&);

  int after_ = 3;  // index into lab::tried_after
  Trial trial_;
  ShownMasks masks_;
};

}  // namespace view
