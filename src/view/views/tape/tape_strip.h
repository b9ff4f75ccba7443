// The masks of past iterations as a strip: columns are iterations, rows are units, grouped by layer.
#pragma once
#include <cstdint>
#include <vector>

#include "imgui.h"
#include "ink/gl.h"
#include "ink/style.h"
#include "lab/snapshot.h"
#include "views/tape/tape_layout.h"

namespace view {

// The strip as a tiny texture, one texel a cell.
class TapeStrip {
public:
  ~TapeStrip();
  // Uploads the newest `columns` iterations if anything has changed but what `still` keeps: another iteration of a full
  // strip.
  void update(const lab::Snapshot&, const Style&, const TapeLayout&, int columns, bool still);
  ImTextureID texture() const;
  void forget() { texture_ = 0; }

private:
  struct Key {
    std::uint32_t run = 0;
    std::int64_t iteration = -1;
    int rows = 0, columns = 0;
    bool dark = false;
    bool operator==(const Key&) const = default;
  };
  Key key_;
  GLuint texture_ = 0;
  std::vector<ImU32> pixels_;
};

}  // namespace view
