// Decision surfaces of networks too large for the shader: the C++ forward pass on a coarse grid, a part of it a frame.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "imgui.h"
#include "lab/snapshot.h"
#include "net/mlp.h"
#include "style.h"

namespace view {

class CoarseSurface {
public:
  static constexpr int side = 48;  // points of the grid, the outermost on the rim of the plane
  // Works on the arms in turn, at most about four million multiply-adds a call.
  void advance(const lab::Snapshot&, const Style&);
  // side × side colours, the highest x₂ first; nullptr until the first is complete.
  const ImU32* pixels(int arm) const;
  std::uint64_t version(int arm) const { return arms_[static_cast<std::size_t>(arm)].version; }

private:
  struct Arm {
    std::uint64_t version = 0;  // 0: none yet
    std::uint32_t run = 0;
    std::int64_t iteration = -1;
    bool dark = false;
    std::vector<ImU32> pixels;
  };
  void begin(const lab::Snapshot&, int arm);
  void compute_columns(const lab::Snapshot&, int count);
  void publish(const Style&);
  int next_arm(const lab::Snapshot&, const Style&) const;

  std::array<Arm, lab::max_arms> arms_;
  std::unique_ptr<net::Mlp> mlp_;
  std::vector<float> inputs_, outputs_;
  int arm_ = -1, done_ = 0;  // the arm at work, and its points done
  std::uint32_t run_ = 0;
  std::int64_t iteration_ = -1;
  std::uint64_t versions_ = 0;
};

}  // namespace view
