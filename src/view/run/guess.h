// A learner's guess, drawn and dragged on the plot that answers it; afterwards it stays as a dotted ghost.
#pragma once
#include <array>
#include <span>

#include "ink/text.h"
#include "run/context.h"

namespace view {

constexpr int most_guessed = 16;  // numbers of a guess

// The axes that it lies on. `x`: where each number stands.
struct GuessSpace {
  Rect place{};
  std::array<float, most_guessed> x{};
  float low = 0, high = 1;
  float y(float value) const {
    const float t = (value - low) / (high - low);
    return place.max.y - (t < 0 ? 0 : t > 1 ? 1 : t) * place.height();
  }
  float value(float at) const { return low + (place.max.y - at) / place.height() * (high - low); }
};

// Is this scene the one in which the open lesson's guess is drawn on its own axes, by the view itself?
bool guessed_on(const Context&, const char* scene);
// The iteration at which number i of a curve stands.
float guessed_iteration(const lab::Lesson&, int i);
// What a number of the guess is called: "iteration 500", "x₁", "dropout".
Words guess_label(const Context&, int i);
Words guess_words(const LessonShown&, float value);

namespace later {
// Where the open lesson is guessed in this scene, the axes reach as far as its guess; then that is drawn on them.
bool guess_axis(const Context&, const char* scene, Axis&);
void guess_on_plot(const Context&, const Plotted&);
// A curve over a plot, between its axes.
void guess_over(const Context&, const GuessSpace&);
// Every guess where the view has no axis for it: axes of its own. How high it wants to be.
void guess_strip(const Context&, Rect);
float guess_strip_height(const Context&, float width);
}  // namespace later

}  // namespace view
