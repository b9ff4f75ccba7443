// What the units of the first hidden layer look for: their incoming weights as tiles, the same units in every arm.
#pragma once
#include <array>
#include <vector>

#include "gpu/moment.h"
#include "gpu/pictures.h"
#include "views/view.h"

namespace view {

// The tiles of one page, all of one size in whole pixels: `across` × `down` cells each, one for each input.
struct TileGrid {
  int across = 1, down = 1, cell = 1, gap = 2;  // cell and gap in pixels of the screen
  int columns = 1, rows = 1;
  int per_page() const { return columns * rows; }
  int wide() const { return across * cell; }
  int high() const { return down * cell; }
};

class TilesView : public Drawing {
public:
  void draw(const Context&, Rect) override;
  bool of_use(const lab::Snapshot& run) const override { return run.shape.layers > 1; }  // it has hidden units

private:
  struct Sheet {
    std::int64_t iteration = -2;
    std::uint32_t run = 0, typed = 0;
    int first = 0, cell = 0, columns = 0, rows = 0, units = 0;
    bool dark = false, strong = false;
    bool operator==(const Sheet&) const = default;
  };
  struct Picture {
    Sheet of;
    int width = 0, height = 0;
    std::vector<ImU32> pixels;
    std::uint64_t version = 0;
  };
  void paint(const Context&, int arm, const TileGrid&, int first);
  void column(const Context&, int arm, const TileGrid&, int first, Rect);
  float pages(const Context&, int count, int per_page, float right, float y);

  int page_ = 0;
  std::array<Picture, lab::max_arms> pictures_;
  std::uint64_t versions_ = 0;
};

}  // namespace view
