// The sub-networks of the dropout arm as a crowd, and the averages that make one answer of them.
#pragma once
#include "views/averaging/answer_line.h"
#include "views/averaging/crowd_pictures.h"
#include "views/view.h"

namespace view {

class AveragingView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.mask_arm >= 0; }

private:
  CrowdState state_;
  CrowdPictures pictures_;
  AnswerLine line_;
};

}  // namespace view
