// A page's sweep: what it plans, how it runs, what it keeps and goes on with, what its sentence says.
#include "lab/sweep_runner.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/sweeps.h"
#include "lab/laboratory.h"
#include "lab/sweep_figure.h"
#include "lab/sweep_plan.h"
#include "views/sweep/sweep.h"

using lab::Experiment, lab::Sweep, lab::SweepRunner;
using At = lab::SweepState::At;

namespace {

Sweep small() {
  Sweep sweep;
  std::string why;
  sweep.base.arms = 2;
  sweep.base.units = {4, 3};
  sweep.iterations = 12;
  sweep.seeds = {1, 2};
  REQUIRE(lab::add_axis(sweep, "points", {"20", "30", "40"}, why));
  return sweep;
}

std::string row(const Sweep& sweep, std::size_t job) {
  lab::SweepJob run;
  std::string why;
  REQUIRE(run.begin(sweep, job, {}, true, why));
  for (double left = 1e9; !run.advance(left);) left = 1e9;
  return run.row();
}

std::string rows(const Sweep& sweep) {
  std::string text = lab::first_line(sweep) + '\n';
  for (std::size_t job = 0; job < sweep.jobs(); ++job) text += row(sweep, job) + '\n';
  return text;
}

// To its end, by so many operations at a time; the jobs in the order in which they were ended.
std::vector<std::size_t> run(SweepRunner& runner, double operations) {
  std::vector<std::size_t> order;
  std::string why;
  while (!runner.done() && why.empty()) {
    double left = operations;
    if (runner.advance(left, {}, why)) order.push_back(runner.newest());
  }
  CHECK(why.empty());
  return order;
}

// As if runs had come to these accuracies: of each place and seed one for the arm without dropout, one with.
lab::SweepState state_of(const std::vector<std::array<double, 2>>& accuracy) {
  lab::SweepState s;
  s.sweep = small();
  s.at = At::done;
  SweepRunner runner;
  runner.begin(s.sweep);
  s.grid = runner.grid();
  for (std::size_t job = 0; job < accuracy.size(); ++job) {
    lab::SweepRow& made = s.rows.emplace_back();
    made.job = job;
    made.setting = {s.sweep.axes[0].values[job / 2]};
    made.arms.resize(2);
    made.arms[0].name = "none";
    made.arms[1].name = "dropout";
    for (std::size_t a = 0; a < 2; ++a) made.arms[a].accuracy_test = accuracy[job][a];
  }
  s.version = 1;
  return s;
}

std::string said(const lab::SweepState& s) {
  view::SweepShown shown;
  shown.make(s, lab::SweepFigure::error);
  return view::sweep_words(s, shown).chars;
}

double ticking = 0;
double tick() { return ticking += 2; }

// Frames until the sweep is `at`, as long as that takes.
void frames(app::Sweeps& sweeps, app::Pace& pace, At at, bool trains = false) {
  for (int i = 0; i < 10'000 && sweeps.state().at != at; ++i) {
    pace.begin_frame();
    sweeps.advance(pace, trains);
    pace.end_frame();
  }
}

}  // namespace

TEST_CASE("a sweep in small steps has the rows of its jobs, all settings with the first seed first") {
  const Sweep sweep = small();
  SweepRunner runner;
  for (const double operations : {1.0, 1e5, 1e9}) {
    runner.begin(sweep);
    CHECK(runner.share() == 0);
    CHECK(run(runner, operations) == std::vector<std::size_t>{0, 2, 4, 1, 3, 5});
    CHECK(runner.text() == rows(sweep));
    CHECK(runner.share() == doctest::Approx(1));
  }
}

TEST_CASE("a sweep goes on with the rows that it takes, and takes no others") {
  const Sweep sweep = small();
  SweepRunner runner;
  runner.begin(sweep);
  CHECK(runner.take(row(sweep, 2)));
  CHECK_FALSE(runner.take(row(sweep, 2).substr(0, 200)));
  CHECK_FALSE(runner.take(""));
  CHECK(runner.share() > 0.1);
  CHECK(run(runner, 1e9) == std::vector<std::size_t>{0, 4, 1, 3, 5});
  CHECK(runner.text() == rows(sweep));
}

TEST_CASE("with more seeds a row is that of another job, and nothing else of it changes") {
  Sweep sweep = small();
  const std::string before = row(sweep, 3);
  sweep.seeds = {1, 2, 3, 4, 5};
  CHECK(lab::row_as_job(before, 6) == row(sweep, 6));
  CHECK(lab::row_as_job("{}", 6).empty());
}

TEST_CASE("a sweep's first line tells all of it, and no other line does") {
  Sweep sweep = small(), read;
  lab::SweepGrid grid;
  sweep.base.arm[1].name = lab::arm_name("mine; & \"yours\"");
  sweep.base.rate = 0.003f;
  sweep.fixed_pn = true;
  const std::string line = lab::first_line(sweep);
  REQUIRE(lab::read_sweep(line, read, grid));
  CHECK(read.base == sweep.base);
  CHECK(read.seeds == sweep.seeds);
  CHECK(lab::first_line(read) == line);
  CHECK_FALSE(lab::read_sweep(line + " ", read, grid));
  CHECK_FALSE(lab::read_sweep(line.substr(0, line.size() - 1), read, grid));
  CHECK_FALSE(lab::read_sweep(lab::first_line(sweep, 1, 2), read, grid));
  CHECK_FALSE(lab::read_sweep("", read, grid));
}

TEST_CASE("a plan varies what it says, of arms on which that acts, and knows what is set now") {
  Experiment e;
  Sweep sweep;
  REQUIRE(lab::plan_sweep({lab::SweepKind::points, 300, 3}, e, sweep));
  CHECK(sweep.jobs() == 18);
  CHECK(sweep.base.arms == 3);
  e.points = 250;
  for (std::size_t i = 0; i < 6; ++i) CHECK(lab::is_own_setting(sweep, i, e) == (i == 3));
  e.rate = 0.5f;
  CHECK_FALSE(lab::is_own_setting(sweep, 3, e));
  REQUIRE(lab::plan_sweep({lab::SweepKind::keeps, 300, 3}, e, sweep));
  CHECK(sweep.jobs() == 75);
  REQUIRE(sweep.base.arms == 1);
  CHECK(sweep.base.arm[0].kind == lab::ArmKind::dropout);
  CHECK(lab::is_own_setting(sweep, 6, e));
  e.hidden = 1;
  REQUIRE(lab::plan_sweep({lab::SweepKind::keeps, 300, 3}, e, sweep));
  CHECK(sweep.axes.size() == 1);
  REQUIRE(lab::plan_sweep({lab::SweepKind::fixed_pn, 300, 3}, e, sweep));
  CHECK(sweep.fixed_pn);
  e.units[0] = 2000;
  CHECK_FALSE(lab::plan_sweep({lab::SweepKind::fixed_pn, 300, 3}, e, sweep));
  e.units[0] = 24;
  REQUIRE(lab::plan_sweep({lab::SweepKind::seeds, 300, 3}, e, sweep));
  CHECK(sweep.jobs() == 10);
  CHECK(lab::is_own_setting(sweep, 0, e));
  REQUIRE(lab::plan_sweep({lab::SweepKind::scatter, 300, 3}, e, sweep));
  CHECK(sweep.jobs() == 3);
  CHECK(sweep.masks == std::vector{1, 3, 10, 30, 100});
  lab::SweepGrid grid;
  Sweep read;
  for (const auto kind : {lab::SweepKind::points, lab::SweepKind::keeps, lab::SweepKind::fixed_n,
                          lab::SweepKind::fixed_pn, lab::SweepKind::seeds, lab::SweepKind::scatter}) {
    REQUIRE(lab::plan_sweep({kind, 300, 3}, e, sweep));
    REQUIRE(lab::read_sweep(lab::first_line(sweep), read, grid));
    CHECK(lab::kind_of(grid) == kind);
  }
  e.arms = 1;  // none
  CHECK_FALSE(lab::plan_sweep({lab::SweepKind::fixed_n, 300, 3}, e, sweep));
  CHECK_FALSE(lab::plan_sweep({lab::SweepKind::scatter, 300, 3}, e, sweep));
  CHECK(lab::plan_sweep({lab::SweepKind::seeds, 300, 3}, e, sweep));
}

TEST_CASE("a page's sweep works while the run stands, pauses, and goes on from what was kept to the same rows") {
  lab::Laboratory laboratory;
  Experiment e;
  e.units = {4, 3};
  e.arms = 2;
  laboratory.open_new(e);
  app::Pace pace(tick);
  app::Sweeps first(laboratory);
  first.ask({lab::SweepAsk::begin, {lab::SweepKind::points, 20, 1}, 0});
  frames(first, pace, At::done, true);
  CHECK(first.state().waits);
  CHECK(first.state().rows.empty());
  for (int i = 0; i < 10'000 && first.state().rows.empty(); ++i) {
    pace.begin_frame();
    first.advance(pace, false);
    pace.end_frame();
  }
  first.ask({lab::SweepAsk::pause, {}, 0});
  const std::string half = first.text(), messages = first.take_messages();
  CHECK(std::count(messages.begin(), messages.end(), '+') >= 1);
  CHECK(first.state().rows.size() < 6);
  frames(first, pace, At::done);
  CHECK(first.text() == half);

  app::Sweeps second(laboratory);
  second.recalled("1\n" + half);
  CHECK(second.state().at == At::working);
  CHECK(second.state().rows.size() == first.state().rows.size());
  frames(second, pace, At::done);
  CHECK(second.state().at == At::done);
  Sweep planned;
  REQUIRE(lab::plan_sweep({lab::SweepKind::points, 20, 1}, e, planned));
  CHECK(second.text() == rows(planned));

  second.ask({lab::SweepAsk::more_seeds, {}, 0});
  CHECK(second.state().rows.size() == planned.jobs());
  CHECK(second.state().sweep.jobs() == 4 * planned.jobs());
  second.ask({lab::SweepAsk::cancel, {}, 0});
  second.recalled("1\nnothing\n");
  CHECK(second.state().at == At::none);
}

TEST_CASE("the sentence under a sweep says what its rows say, and where they are few, so far") {
  CHECK(said(state_of({{0.80, 0.86}, {0.80, 0.86}, {0.90, 0.92}, {0.90, 0.92}, {0.95, 0.94}, {0.95, 0.94}})) ==
        "With 20 training points dropout gains 6.0 points of test accuracy, with 40 it costs 1.0 points of test "
        "accuracy (2 seeds). They meet between 30 and 40.");
  CHECK(said(state_of({{0.80, 0.90}, {0.80, 0.70}, {0.90, 0.92}, {0.90, 0.92}, {0.94, 0.95}, {0.94, 0.95}})) ==
        "With 20 training points dropout changes nothing, with 40 it gains 1.0 points of test accuracy (2 seeds). "
        "What is smaller than its spread over seeds may be chance.");
  lab::SweepState few = state_of({{0.80, 0.85}, {0.80, 0.86}, {0.90, 0.90}});
  few.at = At::working;
  CHECK(said(few) ==
        "So far: With 20 training points dropout gains 5.5 points of test accuracy, with 30 it changes nothing (1 to 2 "
        "seeds).");
  few.rows.resize(1);
  few.at = At::paused;
  CHECK(said(few) == "So far: With 20 training points dropout gains 5.0 points of test accuracy (one seed).");
  few.rows.clear();
  CHECK(said(few).empty());
}

TEST_CASE("over seeds alone the sentence counts those in which dropout is better and its norm is smaller") {
  lab::SweepState s;
  s.sweep = small();
  s.sweep.axes.clear();
  s.sweep.seeds = {1, 2, 3};
  s.at = At::done;
  SweepRunner runner;
  runner.begin(s.sweep);
  s.grid = runner.grid();
  const double accuracy[][2] = {{0.8, 0.9}, {0.8, 0.7}, {0.8, 0.85}}, norm[][2] = {{9, 3}, {9, 4}, {9, 10}};
  for (std::size_t job = 0; job < 3; ++job) {
    lab::SweepRow& made = s.rows.emplace_back();
    made.job = job;
    made.seed = static_cast<int>(job) + 1;
    for (std::size_t a = 0; a < 2; ++a) {
      lab::SweepRow::Arm& arm = made.arms.emplace_back();
      arm.name = a == 0 ? "none" : "dropout";
      arm.accuracy_test = accuracy[job][a];
      arm.squared_norm = {norm[job][a] - 1, 1};
    }
  }
  s.version = 1;
  CHECK(said(s) ==
        "In 2 of 3 seeds the test error of dropout is below that of none, in 2 its weight norm ‖W‖². On average it "
        "gains 1.7 points of test accuracy.");
}
