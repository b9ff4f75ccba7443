// The course of the squared weight norms and of cost J.
#pragma once
#include "views/view.h"

namespace view {

class NormsView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  int layer_ = -1;  // -1: all layers; else W of this index
  bool log_ = false;
};

class CostView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  bool log_ = false;
};

}  // namespace view
