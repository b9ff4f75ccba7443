// What each arm takes for what on the test set, and the examples that it misreads.
#pragma once
#include "run/digit_images.h"
#include "views/view.h"

namespace view {

class ConfusionView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.classes > 0; }

private:
  struct Cell {
    int label = -1, said = -1;
    bool operator==(const Cell&) const = default;
  };
  struct Room {  // for examples
    int columns = 1, count = 1;
    float high = 0;
  };
  Cell chosen(const Context&, int arm) const;
  void matrix(const Context&, int arm, Rect);
  void misread(const Context&, int arm, Rect);
  static Room room_in(const Context&, Rect);
  void example(const Context&, Cell, int index, int slot, Rect);

  Cell cell_;  // none: the arm's most frequent error
  int page_ = 0;
  std::uint32_t run_ = 0;
  DigitImages images_;
};

}  // namespace view
