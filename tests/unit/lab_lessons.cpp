// The lessons: words that can be read, links that open, figures as a plain calculation gives them, claims that fail
// where they are broken.
#include "lab/lesson.h"

#include <algorithm>
#include <array>
#include <set>

#include "lab/analyses/averaging.h"
#include "lab/analyses/crowd.h"
#include "laboratory.h"

using lab::Lesson, lab::LessonWords, lab::Measured, lab::Verdict, lab::Snapshot;

namespace {

constexpr double percent = 100;

lab::Session session_of(const char* link) {
  std::vector<std::string> notices;
  lab::Session session = lab::read_link(link, notices);
  for (const std::string& notice : notices) FAIL_CHECK(notice);
  return session;
}

const Lesson& named(std::string_view id) {
  const Lesson* lesson = lab::lesson_named(id);
  REQUIRE(lesson != nullptr);
  return *lesson;
}

// A lesson that is over after so many iterations.
Lesson shorter(std::string_view id, std::int64_t iterations) {
  Lesson lesson = named(id);
  lesson.iterations = iterations;
  return lesson;
}

struct Run {
  explicit Run(const Lesson& lesson, bool broken = false) : lesson_(lesson) {
    lab.open(session_of(broken ? lesson.breaks_link : lesson.link));
    laboratory::run(lab, lesson.iterations);
    s = laboratory::shown(lab);
  }

  Measured measured() {
    Measured found = lab::measure(lesson_, {s, inspection});
    for (int i = 0; i < 200'000 && !found.there; ++i) {
      inspection.advance(s, lesson_.needs, 0, laboratory::no_time);
      found = lab::measure(lesson_, {s, inspection});
    }
    REQUIRE(found.there);
    return found;
  }

  double weight(int arm, int layer, int unit, int input) const {
    const auto& shape = s.shape;
    std::size_t at = 0;
    for (std::size_t l = 0; l < static_cast<std::size_t>(layer); ++l)
      at += static_cast<std::size_t>(shape.units[l + 1] * (shape.units[l] + 1));
    at += static_cast<std::size_t>(unit * shape.units[static_cast<std::size_t>(layer)] + input);
    return static_cast<double>(s[s.arm[static_cast<std::size_t>(arm)].parameters][at]);
  }

  laboratory::Laboratory lab;
  lab::Inspection inspection;
  Snapshot s;
  Lesson lesson_;
};

std::vector<std::string> texts_of(const LessonWords& w) {
  std::vector<std::string> all{w.claim, w.words, w.question, w.act, w.holds, w.fails, w.undecided, w.breaks, w.truth};
  for (const lab::Why& why : w.why) all.insert(all.end(), {why.answer, why.reply});
  return all;
}

// Words are what has a letter, a digit or a figure's place.
int words_in(std::string_view text) {
  int count = 0;
  bool word = false;
  for (const char sign : std::string(text) + ' ') {
    const auto code = static_cast<unsigned char>(sign);
    if (sign == ' ') count += word, word = false;
    word |= code >= 0x80 ? code == 0xce || code == 0xc5 : std::isalnum(code) || sign == '{';
  }
  return count;
}

int longest_sentence(const std::string& text) {
  int longest = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool end =
        i + 1 == text.size() || (std::string_view(".!?").find(text[i]) != std::string_view::npos && text[i + 1] == ' ');
    if (!end) continue;
    longest = std::max(longest, words_in(std::string_view(text).substr(from, i + 1 - from)));
    from = i + 1;
  }
  return longest;
}

// The highest N of {N}; -1: there is none.
int highest_place(std::string_view text) {
  int highest = -1;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
    highest = std::max(highest, text[at + 1] - '0');
  return highest;
}

// All that a lesson's sentences name is there.
void check_sentences(const Lesson& lesson, const Measured& found) {
  const LessonWords& words = lab::words_of(lesson);
  for (const char* sentence : {words.holds, words.fails, words.undecided})
    CHECK(highest_place(sentence) < static_cast<int>(found.figures.size()));
  CHECK(static_cast<int>(found.answer.size()) == lesson.count);
  for (const float figure : found.figures) CHECK(std::isfinite(figure));
  CHECK(lab::filled(lab::sentence_of(words, found.verdict), found.figures).find("–") == std::string::npos);
}

Measured last_of(const char* id, std::int64_t iterations) { return Run(shorter(id, iterations)).measured(); }

}  // namespace

TEST_CASE("a sentence is told from the next, and its words are counted") {
  CHECK(words_in("J rose in {0} of 100 iterations · twice.") == 8);
  CHECK(longest_sentence("One two. Three is 0.5 four five! Six?") == 5);
  CHECK(highest_place("{0} of {3} % and {1}") == 3);
}

TEST_CASE("there are ten lessons, c1 to c10, each with all its words, in sentences that can be read") {
  REQUIRE(lab::lessons().size() == 10);
  int number = 0;
  for (const Lesson& lesson : lab::lessons()) {
    CAPTURE(lesson.id);
    CHECK(lesson.id == "c" + std::to_string(++number));
    CHECK(lab::lesson_named(lesson.id) == &lesson);
    const LessonWords& words = lab::words_of(lesson);
    CHECK(words_in(words.title) <= 4);
    CHECK(words_in(words.words) <= 60);
    for (const std::string& text : texts_of(words)) {
      CAPTURE(text);
      CHECK(words_in(text) > 0);
      CHECK(longest_sentence(text) <= 20);
    }
    CHECK(words_in(words.source) > 2);
    CHECK(words_in(words.formula) > 1);
    std::set<std::string> answers;
    for (const lab::Why& why : words.why) answers.insert(why.answer);
    CHECK(answers.size() == 3);
    CHECK(std::string(words.why[static_cast<std::size_t>(lesson.right)].reply).starts_with("Yes"));
    CHECK(std::count_if(words.why.begin(), words.why.end(),
                        [](const lab::Why& why) { return std::string(why.reply).starts_with("No"); }) == 2);
    for (const char* view : lesson.proofs) CHECK(std::string(view).size() > 2);
  }
  CHECK(lab::lesson_named("c11") == nullptr);
}

TEST_CASE("what is guessed has a place for each number, and a name where there are several that are no course") {
  for (const Lesson& lesson : lab::lessons()) {
    CAPTURE(lesson.id);
    const std::string names = lab::words_of(lesson).guessed;
    const auto count = names.empty() ? 0 : 1 + std::count(names.begin(), names.end(), '|');
    CHECK(lesson.low < lesson.high);
    if (lesson.guess == lab::Guess::order) CHECK((lesson.low == 1 && lesson.high == static_cast<float>(lesson.count)));
    if (lesson.guess == lab::Guess::curve) CHECK(lesson.count >= 3);
    if (lesson.count > 1 && lesson.guess != lab::Guess::curve) CHECK(count == lesson.count);
    if (lesson.sweep >= 0) CHECK(count == lesson.count);
  }
}

TEST_CASE("a lesson's link opens without a notice, as does what breaks it, and both are different runs") {
  for (const Lesson& lesson : lab::lessons()) {
    CAPTURE(lesson.id);
    const lab::Session own = session_of(lesson.link), broken = session_of(lesson.breaks_link);
    CHECK(own.iteration == 0);
    CHECK(lab::write_link(own) != lab::write_link(broken));
    CHECK(own.start.arms == broken.start.arms);
    CHECK(own.start.seed == broken.start.seed);
  }
}

TEST_CASE("figures are filled in: whole from 100 on, else of three digits, and whole where they are") {
  const std::array<float, 8> figures{4610.4f, 88.33f, 1.0001f, 0.3701f, 2, 0.0001f, NAN, -0.5f};
  CHECK(lab::filled("{0} {1} {2} {3} {4} {5} {6} {7}", figures) == "4610 88.3 1.00 0.370 2 0 – -0.500");
  CHECK(lab::filled("{9} of none", figures) == "– of none");
  CHECK(lab::filled("nothing", figures) == "nothing");
  CHECK(lab::filled("{0", figures) == "{0");
}

TEST_CASE("nothing is measured before the lesson's iteration, and of it all that its sentences name") {
  for (const char* id : {"c1", "c2", "c3", "c4", "c5", "c8"}) {
    CAPTURE(id);
    Lesson lesson = shorter(id, 20);
    Run run(lesson);
    lesson.iterations = 21;
    CHECK_FALSE(lab::measure(lesson, {run.s, run.inspection}).there);
    check_sentences(lesson, run.measured());
  }
}

TEST_CASE("c1 counts the different masks of the tape") {
  Run run(named("c1"));
  std::set<std::vector<float>> masks;
  const auto tape = run.s[run.s.tape];
  for (int row = 0; row < run.s.tape_rows; ++row) {
    const auto mask =
        tape.subspan(static_cast<std::size_t>(row * run.s.mask_units), static_cast<std::size_t>(run.s.mask_units));
    masks.insert({mask.begin(), mask.end()});
  }
  REQUIRE(run.s.tape_rows == 100);
  const Measured found = run.measured();
  CHECK(found.answer == std::vector{static_cast<float>(masks.size())});
  CHECK(found.figures[1] == 100);
  CHECK(found.figures[2] == 256);
  CHECK(static_cast<double>(found.figures[3]) == doctest::Approx(256 * (1 - std::pow(1 - 1 / 256.0, 100))));
  CHECK(found.verdict == Verdict::holds);
}

TEST_CASE("c2 gives each input its share of the weight") {
  Run run(shorter("c2", 300));
  const Measured found = run.measured();
  double sum = 0, squares = 0;
  for (int j = 0; j < 4; ++j)
    sum += std::abs(run.weight(1, 0, 0, j)), squares += run.weight(1, 0, 0, j) * run.weight(1, 0, 0, j);
  for (int j = 0; j < 4; ++j)
    CHECK(static_cast<double>(found.answer[static_cast<std::size_t>(j)]) ==
          doctest::Approx(std::abs(run.weight(1, 0, 0, j)) / sum));
  CHECK(static_cast<double>(found.figures[1]) == doctest::Approx(percent * std::abs(run.weight(1, 0, 0, 0)) / sum));
  CHECK(static_cast<double>(found.figures[3]) == doctest::Approx(sum * sum / squares));
}

TEST_CASE("c3 takes the ratio of the norms, now, by layer, and in the course of the run") {
  Run run(shorter("c3", 60));
  const Measured found = run.measured();
  const auto norm = [&](int arm, int layer) {
    double sum = 0;
    for (int unit = 0; unit < run.s.shape.units[static_cast<std::size_t>(layer + 1)]; ++unit)
      for (int input = 0; input < run.s.shape.units[static_cast<std::size_t>(layer)]; ++input)
        sum += run.weight(arm, layer, unit, input) * run.weight(arm, layer, unit, input);
    return sum;
  };
  const auto all = [&](int arm) { return norm(arm, 0) + norm(arm, 1) + norm(arm, 2); };
  CHECK(static_cast<double>(found.figures[0]) == doctest::Approx(all(1) / all(0)));
  std::array<double, 3> ratios{};
  for (int l = 0; l < 3; ++l) ratios[static_cast<std::size_t>(l)] = norm(1, l) / norm(0, l);
  CHECK(static_cast<double>(found.figures[1]) == doctest::Approx(*std::min_element(ratios.begin(), ratios.end())));
  CHECK(static_cast<double>(found.figures[2]) == doctest::Approx(*std::max_element(ratios.begin(), ratios.end())));
  CHECK(static_cast<double>(found.figures[3]) == doctest::Approx(all(2) / all(0)));
  CHECK(found.answer.front() == 1);
  CHECK(static_cast<double>(found.answer.back()) == doctest::Approx(all(1) / all(0)));
  // place 1 of 6 parts: iteration 10, as a run that ends there has it
  const Measured early = last_of("c3", 10);
  CHECK(static_cast<double>(found.answer[1]) == doctest::Approx(static_cast<double>(early.figures[0])));
}

TEST_CASE("c4: masks leave the same share of both weights, L2 does not; on one scale there is no difference") {
  Run run(named("c4"));
  const Measured found = run.measured();
  for (int j = 0; j < 2; ++j) {
    CHECK(static_cast<double>(found.answer[static_cast<std::size_t>(j)]) ==
          doctest::Approx(run.weight(1, 0, 0, j) / run.weight(0, 0, 0, j)));
    CHECK(static_cast<double>(found.figures[static_cast<std::size_t>(2 + j)]) ==
          doctest::Approx(run.weight(2, 0, 0, j) / run.weight(0, 0, 0, j)));
  }
  CHECK(static_cast<double>(found.figures[4]) == doctest::Approx(10).epsilon(0.1));
  CHECK(found.verdict == Verdict::holds);
}

TEST_CASE("c5 knows the largest matrix, and ranks the four by test accuracy") {
  Run run(shorter("c5", 60));
  const Measured found = run.measured();
  const auto right = [&](int arm) { return 100 * run.s.arm[static_cast<std::size_t>(arm)].accuracy_test; };
  CHECK(found.figures[0] == doctest::Approx(right(2)));  // 64 × 8
  CHECK(found.figures[1] == doctest::Approx(std::max({right(0), right(1), right(3)})));
  CHECK(found.figures[2] == doctest::Approx(right(0)));
  for (int a = 0; a < 4; ++a)
    for (int b = 0; b < 4; ++b)
      CHECK((right(a) > right(b)) ==
            (found.answer[static_cast<std::size_t>(a)] < found.answer[static_cast<std::size_t>(b)]));
  CHECK((found.verdict == Verdict::holds) == (right(2) >= std::max({right(0), right(1), right(3)})));
}

TEST_CASE("c6: without scaling the first masked layer passes on 1/keep_prob times as much") {
  Run own(shorter("c6", 20));
  const Measured found = own.measured();
  check_sentences(named("c6"), found);
  CHECK(found.answer[0] == doctest::Approx(1).epsilon(0.05));
  CHECK(found.answer[1] == found.answer[0]);
  CHECK(found.answer[2] == doctest::Approx(2 * found.answer[0]));
  CHECK(found.figures[0] == found.answer[0]);
  CHECK(found.figures[2] == doctest::Approx(100 * own.s.arm[1].accuracy_test));
  CHECK(found.verdict == Verdict::holds);
}

TEST_CASE("c7: the whole network is the geometric mean of all its sub-networks, until inputs are dropped") {
  Run own(shorter("c7", 100)), broken(shorter("c7", 100), true);
  const Measured found = own.measured();
  check_sentences(named("c7"), found);
  const auto& all = own.inspection.averaging(1);
  double mean = 0, logit = 0;
  for (std::size_t i = 0; i < all.answers.count; ++i) {
    const auto answer = static_cast<double>(all[all.answers][i]),
               probability = static_cast<double>(all[all.probability][i]);
    mean += probability * answer;
    logit += probability * std::log(answer / (1 - answer));
  }
  const double geometric = 1 / (1 + std::exp(-logit));
  CHECK(all.answers.count == 4096);
  CHECK(all.weight_scaling == doctest::Approx(geometric).epsilon(1e-4));
  CHECK(static_cast<double>(found.figures[1]) == doctest::Approx(std::abs(geometric - mean)).epsilon(1e-2));
  CHECK(found.figures[0] < 1e-9f);
  CHECK(found.answer == std::vector<float>{1, 2, 3});
  CHECK(found.verdict == Verdict::holds);
  while (broken.inspection.averaging(1).iteration < 0)
    broken.inspection.advance(broken.s, {.averaging = true}, 0, laboratory::no_time);
  const auto& parted = broken.inspection.averaging(1);
  CHECK(std::abs(parted.weight_scaling - parted.geometric) > 0.001);
}

TEST_CASE("c8 counts how often J rose, of the points of the curve if each iteration has one") {
  Lesson lesson = shorter("c8", 40);
  Run run(lesson);
  const Measured found = run.measured();
  laboratory::Laboratory again;
  again.open(session_of(lesson.link));
  float before = INFINITY;
  int rises = 0;
  for (int i = 0; i < 40; ++i) {
    again.step();
    again.trainer().refresh();
    Snapshot s;
    again.read(s);
    rises += s.arm[1].cost_masked > before;
    before = s.arm[1].cost_masked;
  }
  CHECK(found.figures[0] == 0);
  CHECK(found.figures[2] == 39);
  CHECK(static_cast<double>(found.answer[0]) == doctest::Approx(percent * rises / 39));
  CHECK(found.verdict == Verdict::holds);
}

TEST_CASE("c9 compares the curves of a sweep over points, when it is done and the lesson's own") {
  const Lesson& lesson = named("c9");
  const Run run(shorter("c1", 1));
  lab::SweepState sweep;
  REQUIRE(lab::plan_sweep(lab::plan_of(lesson, 2), session_of(lesson.link).start, sweep.sweep));
  REQUIRE(lab::read_sweep(lab::first_line(sweep.sweep), sweep.sweep, sweep.grid));
  REQUIRE(sweep.sweep.jobs() == 8);
  const auto fill = [&](std::array<double, 4> without, std::array<double, 4> with) {
    sweep.rows.clear();
    for (std::size_t job = 0; job < 8; ++job) {
      lab::SweepRow& row = sweep.rows.emplace_back();
      const double seed = job % 2 ? 0.02 : -0.02;
      row.job = job;
      row.setting = {sweep.grid.axes[0].values[job / 2]};
      row.arms = {{"none", "trained", 0, 0, 1, 1 - without[job / 2] - seed, {}, {}},
                  {"dropout", "trained", 0, 0, 1, 1 - with[job / 2] + seed, {}, {}}};
    }
  };
  const auto measured = [&] { return lab::measure(lesson, {run.s, run.inspection, &sweep}); };
  fill({0.4, 0.3, 0.2, 0.1}, {0.35, 0.25, 0.18, 0.09});
  CHECK_FALSE(measured().there);
  sweep.at = lab::SweepState::At::working;
  CHECK_FALSE(measured().there);
  sweep.at = lab::SweepState::At::done;
  const Measured found = measured();
  REQUIRE(found.there);
  CHECK(found.verdict == Verdict::holds);
  CHECK(found.figures[0] == doctest::Approx(40));
  CHECK(found.figures[1] == doctest::Approx(35));
  CHECK(found.figures[3] == doctest::Approx(9));
  CHECK(found.answer.size() == 4);
  fill({0.4, 0.3, 0.2, 0.1}, {0.35, 0.25, 0.18, 0.11});
  CHECK(measured().verdict == Verdict::undecided);
  fill({0.4, 0.3, 0.2, 0.1}, {0.45, 0.25, 0.28, 0.11});
  CHECK(measured().verdict == Verdict::fails);
  sweep.grid.iterations = 10;
  CHECK_FALSE(measured().there);
  CHECK_FALSE(lab::measure(lesson, {run.s, run.inspection}).there);
}

TEST_CASE("c10 has the accuracies of its four, and what dropout and L2 lose with their worst unit") {
  Run run(shorter("c10", 10));
  const Measured found = run.measured();
  check_sentences(named("c10"), found);
  for (int a = 0; a < 4; ++a)
    CHECK(found.figures[static_cast<std::size_t>(a)] ==
          doctest::Approx(100 * run.s.arm[static_cast<std::size_t>(a)].accuracy_test));
  CHECK(found.figures[6] == doctest::Approx(std::max({found.figures[0], found.figures[2], found.figures[3]})));
  CHECK(found.figures[4] >= 0);
  CHECK(found.figures[5] >= 0);
}

TEST_CASE("what breaks a claim makes its verdict another: the quick ones") {
  for (const auto& [id, iterations] : {std::pair{"c1", 100}, {"c2", 3000}, {"c4", 3000}, {"c8", 120}}) {
    CAPTURE(id);
    CHECK(Run(shorter(id, iterations)).measured().verdict == Verdict::holds);
    CHECK(Run(shorter(id, iterations), true).measured().verdict == Verdict::fails);
  }
}

TEST_CASE("a claim is counted in 20 starts, and holds in most of them") {
  for (const Lesson& lesson : lab::lessons()) {
    CAPTURE(lesson.id);
    const lab::Held held = lab::held(lesson);
    CHECK(held.of == 20);
    CHECK(held.holds > 10);
    CHECK(held.holds <= held.of);
  }
}

TEST_CASE("a run that is another one is measured as far as it goes, and is no crash") {
  for (const char* link : {"v1&arms=none", "v1&arms=dropout&layers=0&keep=0.5", "v1&layers=3&arms=dropout,dropout"}) {
    laboratory::Laboratory lab;
    lab.open(session_of(link));
    laboratory::run(lab, 30);
    const Snapshot s = laboratory::shown(lab);
    lab::Inspection inspection;
    for (const Lesson& lesson : lab::lessons()) {
      CAPTURE(link);
      CAPTURE(lesson.id);
      Lesson brief = lesson;
      brief.iterations = 30;
      for (int i = 0; i < 3000; ++i) inspection.advance(s, brief.needs, 0, laboratory::no_time);
      const Measured found = lab::measure(brief, {s, inspection});
      if (!found.there) CHECK(found.figures.empty());
      CHECK((found.answer.empty() || found.answer.size() == static_cast<std::size_t>(lesson.count)));
    }
  }
}
