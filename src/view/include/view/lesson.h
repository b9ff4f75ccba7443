// A lesson as it stands: what the learner has guessed and done, and what was measured. The app leads through it, the
// views show it and gather what the learner does.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lab/lesson.h"

namespace view {

// What a learner does in a lesson. `number`: of open a lesson, of why an answer, or -1: none any more.
struct LessonAsk {
  enum Deed : std::uint8_t { nothing, open, join, close, guess, skip, run, again, why, break_it, settings };
  Deed deed = nothing;
  int number = 0;
  std::vector<float> numbers;
};

// What was measured of one run.
struct Finding {
  lab::Measured measured;
  int seed = 0;
  std::int64_t iteration = 0;
  bool changed = false;  // it was not the lesson's own any more: the learner had changed it
};

struct LessonShown {
  enum Run : std::uint8_t {
    own,
    again,
    broken
  };  // as the lesson has it; with another seed; with what breaks the claim
  enum At : std::uint8_t { guess_first, running, measuring, done };
  enum Mark : std::uint8_t { mark_guessed = 1, mark_seen = 2, mark_broken = 4 };
  static constexpr int runs = 3;

  const lab::Lesson* lesson = nullptr;  // null: none is open
  int index = 0;                        // of lab::lessons()
  Run run = own;                        // that is made, or was made last
  At at = guess_first;
  bool settings = false;     // the rail is shown in the place of the words
  bool guessed = false;      // else `guess` is where its handles stand first
  std::vector<float> guess;  // as Lesson::guess counts
  std::array<Finding, runs> found;
  int why = -1;                     // the answer that was chosen last
  std::vector<std::uint8_t> marks;  // of each lesson, as of Mark
  // In the language that is spoken: the titles of all lessons; of this one the unit of a guess and what its numbers are
  // called.
  std::vector<std::string> titles, names;
  std::string unit;
  std::uint32_t version = 0;  // grows with all of this

  bool guessing() const { return lesson != nullptr && run == own && at == guess_first; }
  // Is the guess to be seen? Before it is made its handles are; after one that was skipped there is none, and what
  // breaks the claim asks another question.
  bool shows_guess() const { return guessing() || (guessed && run != broken); }
  const Finding& last() const { return found[run]; }
  // The scene in which it is seen: the lesson's own, or that of an answer.
  const char* view() const {
    return why >= 0 && at == done && run == own ? lesson->proofs[static_cast<std::size_t>(why)] : lesson->view;
  }
};

}  // namespace view
