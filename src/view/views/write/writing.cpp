#include "views/write/writing.h"

#include <cmath>
#include <utility>

#include "ink/nth.h"

namespace view {

void Writing::follow(const lab::Snapshot& s) {
  if (side_ == s.image_side) return;
  side_ = s.image_side;
  make_anew(s);
}

// The strokes since the sheet was cleared or a digit chosen.
int Writing::first_stroke() const {
  int first = static_cast<int>(steps_.size());
  while (first > 0 && nth(steps_, first - 1).kind == Step::line) --first;
  return first;
}

int Writing::digit() const {
  const int first = first_stroke();
  return first > 0 ? nth(steps_, first - 1).digit : -1;
}

bool Writing::digit_alone() const { return digit() >= 0 && strokes() == 0; }

std::span<const Writing::Place> Writing::stroke(int index) const {
  const int step = first_stroke() + index;
  const bool last = step + 1 == static_cast<int>(steps_.size());
  const std::size_t begin = nth(steps_, step).begin, end = last ? places_.size() : nth(steps_, step + 1).begin;
  return std::span(places_).subspan(begin, end - begin);
}

void Writing::begin_stroke(Place p) {
  steps_.push_back({Step::line, -1, places_.size()});
  places_.push_back(p);
  sheet_.line(p, p);
  make_image();
}

void Writing::go_on(Place p) {
  if (steps_.empty() || places_.empty()) return;
  const Place from = places_.back();
  if (std::hypot(p.x - from.x, p.y - from.y) < 0.012f) return;
  places_.push_back(p);
  sheet_.line(from, p);
  make_image();
}

void Writing::clear() {
  steps_.push_back({Step::clearing, -1, places_.size()});
  base_.clear();
  sheet_.clear();
  make_image();
}

// One choice after the other is one step.
void Writing::choose(const lab::Snapshot& s, int digit) {
  if (digit_alone())
    steps_.back().digit = digit;
  else
    steps_.push_back({Step::test_digit, digit, places_.size()});
  make_anew(s);
}

void Writing::undo(const lab::Snapshot& s) {
  if (steps_.empty()) return;
  places_.resize(steps_.back().begin);
  steps_.pop_back();
  make_anew(s);
}

void Writing::make_anew(const lab::Snapshot& s) {
  sheet_.clear();
  base_.clear();
  const int chosen = digit();
  if (chosen >= 0 && chosen < s.test_size && side_ > 0) {
    const auto x = s[s.test_x];
    for (int i = 0; i < side_ * side_; ++i) base_.push_back(nth(x, i * s.test_size + chosen));
    sheet_.print(base_, side_, {0, 0}, 1);
  }
  for (int i = 0; i < strokes(); ++i) {
    const std::span<const Place> line = stroke(i);
    sheet_.line(line[0], line[0]);
    for (std::size_t k = 1; k < line.size(); ++k) sheet_.line(line[k - 1], line[k]);
  }
  make_image();
}

void Writing::make_image() {
  changed_ = true;
  image_.clear();
  if (side_ == 0 || sheet_.blank()) return;
  if (digit_alone()) {
    image_ = base_;
    return;
  }
  image_.resize(static_cast<std::size_t>(side_ * side_));
  sheet_.centred(side_, image_);
}

bool Writing::take_change() { return std::exchange(changed_, false); }

}  // namespace view
