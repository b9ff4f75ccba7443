// Every word of the lessons. In a translation unit of its own: a page that has them from elsewhere leaves it out.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "lessons/measures.h"

namespace lab {
namespace {

constexpr std::array all{
#define LESSON(id, title, claim, words, link, view, question, guess, count, low, high, guessed, unit, act, iterations, \
               sweep, holds, fails, undecided, answer0, reply0, proof0, answer1, reply1, proof1, answer2, reply2,      \
               proof2, right, breaks, breaks_link, truth, formula, source, ...)                                        \
  LessonWords{title,                                                                                                   \
              claim,                                                                                                   \
              words,                                                                                                   \
              question,                                                                                                \
              guessed,                                                                                                 \
              unit,                                                                                                    \
              act,                                                                                                     \
              holds,                                                                                                   \
              fails,                                                                                                   \
              undecided,                                                                                               \
              {{{answer0, reply0}, {answer1, reply1}, {answer2, reply2}}},                                             \
              breaks,                                                                                                  \
              truth,                                                                                                   \
              formula,                                                                                                 \
              source},
#include "lab/lessons.def"
#undef LESSON
};

// "4610", "88.3", "1.00", "0.370", "2" where it is just that; "–" where there is none.
std::string figure(float value) {
  if (!std::isfinite(value)) return "–";
  const auto number = static_cast<double>(value), size = std::abs(number);
  if (size < 0.0005) return "0";
  const int decimals = number == std::round(number) || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
  return text.data();
}

}  // namespace

const LessonWords& words_of(const Lesson& lesson) { return all[number_of(lesson)]; }

const char* sentence_of(const LessonWords& words, Verdict verdict) {
  return verdict == Verdict::holds ? words.holds : verdict == Verdict::fails ? words.fails : words.undecided;
}

std::string filled(std::string_view sentence, std::span<const float> figures) {
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t open = sentence.find('{', at), close = sentence.find('}', open);
    if (open == sentence.npos || close == sentence.npos) return out += sentence.substr(at);
    out += sentence.substr(at, open - at);
    const auto index =
        static_cast<std::size_t>(std::atoi(std::string(sentence.substr(open + 1, close - open - 1)).c_str()));
    out += figure(index < figures.size() ? figures[index] : NAN);
    at = close + 1;
  }
  return out;
}

}  // namespace lab
