// What the visitor writes: strokes over a blank sheet or over a test digit, step by step, and the image made of it.
#pragma once
#include <span>
#include <vector>

#include "lab/snapshot.h"
#include "net/handwriting.h"

namespace view {

class Writing {
public:
  using Place = net::Sheet::Place;

  // In every frame: the images of the run may have become others.
  void follow(const lab::Snapshot&);

  void begin_stroke(Place);
  void go_on(Place);  // from where the stroke is; a place that is next to it changes nothing
  void clear();
  void choose(const lab::Snapshot&, int digit);  // of the test set, to begin with
  void undo(const lab::Snapshot&);               // the last stroke, choice or clearing
  bool can_undo() const { return !steps_.empty(); }

  bool blank() const { return sheet_.blank(); }
  int digit() const;         // of the test set, that the sheet begins with; -1: it began blank
  bool digit_alone() const;  // nothing is written over it
  std::span<const float> base() const { return digit() < 0 ? std::span<const float>{} : base_; }  // its pixels
  // The strokes on the sheet, each a line of places.
  int strokes() const { return static_cast<int>(steps_.size()) - first_stroke(); }
  std::span<const Place> stroke(int) const;

  // What the networks get: side × side pixels, row by row; empty: nothing is written. A test digit with nothing written
  // over it is as it is in the data.
  const std::vector<float>& image() const { return image_; }
  bool take_change();  // the image is another than at the last call

private:
  struct Step {
    enum Kind : unsigned char { line, test_digit, clearing } kind = line;
    int digit = -1;
    std::size_t begin = 0;  // of its places
  };
  int first_stroke() const;
  void make_anew(const lab::Snapshot&);
  void make_image();

  std::vector<Step> steps_;
  std::vector<Place> places_;
  net::Sheet sheet_;
  std::vector<float> base_, image_;
  int side_ = 0;
  bool changed_ = false;
};

}  // namespace view
