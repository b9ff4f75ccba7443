// The lessons: each a claim of the lecture, guessed, run, measured on the run in front of the learner, and broken. A
// lesson is a row of lessons.def; what is measured is a function of lessons/. Words and figures only: how a guess is
// drawn and where the words stand is the view's.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/inspection.h"
#include "lab/snapshot.h"
#include "lab/sweep_plan.h"

namespace lab {

// What a learner guesses, always `count` numbers from `low` to `high`, on the plot of the lesson's view.
enum class Guess : std::uint8_t {
  number,  // a mark on an axis
  shares,  // bars that are dragged; their sum is 1
  curve,  // a line over the iterations, from the start to the lesson's: place i is at iterations·i/(count - 1); or over
          // a sweep's settings, of which place i is number i
  order  // a ranking: number i is the place of i, 1 first
};

// What the learner does and what is measured. Every word is in LessonWords, so that a page may have them as text of its
// own, and from elsewhere.
struct Lesson {
  const char* id;    // "c3"
  const char* link;  // the experiment, "v1&…"
  const char* view;  // the scene in which it is seen and guessed
  Guess guess;
  int count;
  float low, high;
  std::int64_t iterations;
  Analyses needs;
  int sweep;                          // SweepKind of the runs that it needs in place of one, -1: none
  std::array<const char*, 3> proofs;  // the scenes that answer the three whys
  int right;                          // which of the whys, 0 first
  const char* breaks_link;            // that change made, under which the claim fails
};

struct Why {
  const char* answer;
  const char* reply;  // why it is so, or why not, and what of the view says it
};

struct LessonWords {
  const char* title;  // at most four words
  const char* claim;  // a sentence
  const char* words;  // at most 60
  const char* question;
  const char* guessed;  // what each number of the guess is of, in short, parted by '|'; "": of no name
  const char* unit;     // of a guess, behind the number: "×", "%", …
  const char* act;      // what to do, one thing
  // Of what was measured, with {0}, {1}, … for Measured::figures as written.
  const char *holds, *fails, *undecided;
  std::array<Why, 3> why;  // one is a mistake that students really make
  const char* breaks;      // what to change, so that the claim fails
  const char* truth;       // what is exactly so
  const char* formula;
  const char* source;
};

// What is measured from: a run that has reached the lesson's iteration, or a sweep.
struct Evidence {
  const Snapshot& snapshot;
  const Inspection& inspection;
  const SweepState* sweep = nullptr;  // null: none was made
};

constexpr int lesson_seeds = 3;  // of a lesson's sweep, live

enum class Verdict : std::uint8_t { holds, fails, undecided };

struct Measured {
  bool there = false;  // false: the run has not come so far, or an analysis is still at work
  Verdict verdict = Verdict::undecided;
  std::vector<float> answer;   // as Lesson::guess counts, empty where this run has none
  std::vector<float> besides;  // the same of the arm that it is compared with; empty where there is none
  int besides_arm = -1;
  std::vector<float> figures;  // of the sentences, in the order of their {0}, {1}, …; empty where this run has none
};

std::span<const Lesson> lessons();
// Null: there is none called so.
const Lesson* lesson_named(std::string_view id);
// In English, apart from the rest: who does not ask for them does not carry them.
const LessonWords& words_of(const Lesson&);
// Of a lesson with a sweep: what is asked of it. Iterations are the lesson's.
SweepPlan plan_of(const Lesson&, int seeds = lesson_seeds);
// Holds, fails or undecided.
const char* sentence_of(const LessonWords&, Verdict);
// That sentence, in whatever language, with the figures in their places: whole from 100 on, else of three digits.
std::string filled(std::string_view sentence, std::span<const float> figures);
// Of this run, whatever it is: also of one with another seed, or of one that breaks the claim.
Measured measure(const Lesson&, const Evidence&);
// In how many of so many seeds it holds, as tests/claims/lessons.tsv has it.
struct Held {
  int holds = 0, of = 0;
};
Held held(const Lesson&);

}  // namespace lab
