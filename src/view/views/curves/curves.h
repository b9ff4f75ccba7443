// The course of the squared weight norms and of cost J.
#pragma once
#include "views/view.h"

namespace view {

class NormsView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  int layer_ = -1;  // -1: all layers; else W of this index
  int scale_ = 0;   // the ratio to the reference arm, where there is one to compare with, linear, logarithmic
};

class CostView : public Drawing {
public:
  void draw(const Context&, Rect) override;

private:
  int scale_ = 0;  // fitted, from 0, logarithmic
};

}  // namespace view
