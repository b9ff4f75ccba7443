// Decision surfaces computed in C++: of networks too large for the shader, and where the shader would be too slow. The
// forward pass on a coarse grid, as much of it in a frame as the frame can bear; an arm that has none yet gets a
// coarser one at once, so that nothing stands grey.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "gpu/field_palette.h"
#include "gpu/moment.h"
#include "imgui.h"
#include "ink/style.h"
#include "lab/snapshot.h"
#include "net/mlp.h"

namespace view {

class CoarseSurface {
public:
  struct Picture {
    const ImU32* pixels = nullptr;  // side × side colours, the highest x₂ first; nullptr until the first is complete
    int side = 0;
    std::uint64_t version = 0;
  };
  // Works on the arms in turn, at most about four million multiply-adds a call.
  void advance(const lab::Snapshot&, const Style&);
  Picture picture(int arm) const;

private:
  struct Arm {
    std::uint64_t version = 0;  // 0: none yet
    int side = 0;
    Moment moment;
    bool dark = false;
    std::vector<ImU32> pixels;
  };
  int side_for(const lab::Snapshot&, int arm) const;
  int points() const { return side_ * side_; }
  int next_arm(const lab::Snapshot&, const Style&) const;
  void begin(const lab::Snapshot&, int arm);
  void compute_columns(const lab::Snapshot&, int count);
  void publish(const Style&);

  std::array<Arm, lab::max_arms> arms_;
  std::unique_ptr<net::Mlp> mlp_;
  FieldPalette palette_;
  std::vector<float> inputs_, outputs_;  // (2, points), (outputs, points)
  int side_ = 0;                         // points a side of the grid, the outermost on the rim of the plane
  int arm_ = -1, done_ = 0;              // the arm at work, and its points done
  Moment moment_;
  std::uint64_t versions_ = 0;
};

}  // namespace view
