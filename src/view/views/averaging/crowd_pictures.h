// The crowd: small decision surfaces of sub-networks that were drawn at random, beside the surface of their average and
// the map of how far they disagree.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "gpu/field_palette.h"
#include "gpu/moment.h"
#include "gpu/pictures.h"
#include "lab/analyses/averaging.h"
#include "lab/analyses/crowd.h"
#include "run/context.h"

namespace view {

// What the visitor has chosen of this view.
struct CrowdState {
  float masks = 10;       // how many of those drawn are averaged: the slider's
  float moving = 10;      // the same on its way there
  bool all = false;       // the average of all sub-networks is shown
  bool disagree = false;  // where there is room for one picture: the map of the disagreement
  int count() const;      // masks, a whole number
  bool flies() const { return moving != target(); }
  float target() const { return all ? lab::drawn_masks : masks; }
  // Goes on its way; at once where less motion is asked for.
  void move(float seconds, bool reduced_motion);
};

class CrowdPictures {
public:
  static constexpr int most_tiles = 60;

  // Crowd, average and map. `whole`: there is room for both pictures, with words below them; else one is shown, and the
  // words that choose it stand at the right.
  void draw(const Context&, const lab::CrowdResult&, CrowdState&, Rect, bool whole);

private:
  struct Picture {
    std::vector<ImU32> pixels;
    std::uint64_t version = 0;
    int width = 0, height = 0;
  };
  struct Source {
    Moment moment;
    int arm = -1, of_class = 0, masks = 0;
    std::array<float, net::max_layers> keep{};
    bool dark = false, complete = false;
    bool operator==(const Source&) const = default;
  };

  void paint(const Context&, const lab::CrowdResult&, const CrowdState&);
  void paint_average(const Context&, const lab::CrowdResult&);
  ImU32 color(const Context&, const lab::CrowdResult&, float answer) const;
  Tile tile(const Context&, Picture&) const;
  void crowd(const Context&, const lab::CrowdResult&, const CrowdState&, Rect, Rect average);
  Rect square(const Context&, const lab::CrowdResult&, const CrowdState&, Picture&, Rect, bool map);
  void explain_square(const Context&, const lab::CrowdResult&, const CrowdState&, Rect, bool map) const;

  FieldPalette palette_;
  Picture sheet_, average_, map_;
  Source painted_;
  std::vector<float> mean_;  // answers of the average that is shown, on the grid
  std::uint64_t versions_ = 0;
};

// ‹ point 17 › at the right end of a line; returns its left end.
float point_chooser(const Context&, float right, float y);

}  // namespace view
