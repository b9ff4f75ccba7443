// A card for each arm: its picture and its figures.
#pragma once
#include "run/digit_images.h"
#include "run/predictor.h"
#include "views/view.h"

namespace view {

// What the pictures of the arms remember between frames.
struct SurfacesMemory {
  Predictor predictor;
  TestAnswers test_answers;
  DigitImages digit_images;
};

class SurfacesView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  float height(const Context&, float width, float room) const override;

private:
  SurfacesMemory own_;
};

// One picture, without a card, of a size that is square or nearly so.
void surface(const Context&, int arm, SurfacesMemory&, ImVec2 pos, ImVec2 size);
// The arm in a card; where there is room for little its name, its surface, its test accuracy, without a card.
void arm_card(const Context&, int arm, SurfacesMemory&, Rect);
void small_arm(const Context&, int arm, SurfacesMemory&, Rect);

}  // namespace view
