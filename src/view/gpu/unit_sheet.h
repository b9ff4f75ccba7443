// The fields of all units of a network, computed in C++ where the shader cannot or had better not: one forward pass
// over a coarse grid gives them all, as one sheet of small squares.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "gpu/field_palette.h"
#include "gpu/moment.h"
#include "imgui.h"
#include "ink/style.h"
#include "lab/snapshot.h"
#include "net/mlp.h"

namespace view {

class UnitSheet {
public:
  static constexpr int side = 16;     // pixels of a square, points of the grid
  static constexpr int columns = 16;  // squares in a row of the sheet

  // At most about four million multiply-adds a call.
  void advance(const lab::Snapshot&, const Style&, int arm);
  // The last sheet that is complete; nullptr before the first.
  const ImU32* pixels() const { return version_ ? pixels_.data() : nullptr; }
  std::uint64_t version() const { return version_; }
  int width() const { return side * columns; }
  int height() const { return static_cast<int>(pixels_.size()) / width(); }
  // Position of a unit among the squares; row 0 … layers.
  int square(const net::Shape&, int row, int unit) const;

private:
  static constexpr int points = side * side;
  bool is_current(const lab::Snapshot&, const Style&, int arm) const;
  void begin(const lab::Snapshot&, int arm);
  void compute_columns(int count);
  std::span<const float> shown_values(const lab::Snapshot&, int row, int unit);
  void publish(const lab::Snapshot&, const Style&);

  std::unique_ptr<net::Mlp> mlp_;
  FieldPalette palette_;
  std::vector<float> values_;  // activations: (units of all rows, points), the inputs first
  std::array<float, points> shown_{};
  std::vector<ImU32> pixels_;
  int done_ = -1;  // points done; -1: not at work
  Moment moment_;
  int arm_ = -1;
  std::uint64_t version_ = 0, versions_ = 0;
  bool dark_ = false;
};

}  // namespace view
