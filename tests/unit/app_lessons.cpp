// A lesson is led: its run stands at the start, a guess is taken as the lesson has it, it runs to its iteration, and
// what is told was measured there.
#include "doctest/doctest.h"
#include "engine/engine.h"
#include "lessons.h"
#include "wishes.h"

namespace {

using view::LessonShown;

struct Learner {
  app::Engine engine{{}};
  app::Lessons lessons;
  view::Environment environment;

  Learner() { environment.speed = 6; }  // as fast as it can
  const LessonShown& shown() const { return lessons.shown; }
  const app::Report& report() const { return engine.report(); }
  void frame() {
    engine.pace().begin_frame();
    app::later::lead(lessons, engine, environment);
    engine.advance(shown().lesson != nullptr ? shown().lesson->needs : lab::Analyses{}, {});
    engine.pace().end_frame();
  }
  void does(const char* deed) {
    lessons.written.emplace_back(deed);
    frame();
    frame();
  }
  void until_measured() {
    for (int i = 0; i < 20'000 && shown().at != LessonShown::done; ++i) frame();
    REQUIRE(shown().at == LessonShown::done);
  }
};

}  // namespace

TEST_CASE("a lesson opens its run at the start, and undo brings back what was there") {
  Learner learner;
  learner.does("open c1");
  REQUIRE(learner.shown().lesson != nullptr);
  CHECK(learner.shown().lesson->id == std::string("c1"));
  CHECK(learner.report().snapshot.iteration == 0);
  CHECK_FALSE(learner.report().playing);
  CHECK(learner.report().experiment == learner.lessons.opened);
  CHECK_FALSE(learner.report().undo.empty());
  learner.does("close");
  CHECK(learner.shown().lesson == nullptr);
}

TEST_CASE("no lesson is opened that there is not") {
  Learner learner;
  learner.does("open c11");
  CHECK(learner.shown().lesson == nullptr);
  CHECK_FALSE(learner.lessons.problem.empty());
}

TEST_CASE(
    "a guess is kept within the lesson's bounds and on its steps, shares add up to 1, and a ranking has each place once") {
  Learner learner;
  learner.does("open c1");
  learner.does("guess 79.6");
  CHECK(learner.shown().guess == std::vector<float>{80});
  learner.does("guess 1e9");
  CHECK(learner.shown().guess == std::vector<float>{learner.shown().lesson->high});
  learner.does("guess 1 2");
  learner.does("guess nan");
  CHECK(learner.shown().guess == std::vector<float>{learner.shown().lesson->high});
  learner.does("open c2");
  CHECK_FALSE(learner.shown().guessed);
  learner.does("guess 2 1 1 0");
  CHECK(learner.shown().guess == std::vector<float>{0.5f, 0.25f, 0.25f, 0});
  learner.does("open c10");
  const std::vector<float> before = learner.shown().guess;
  learner.does("guess 1 1 2 3");
  CHECK(learner.shown().guess == before);
  CHECK_FALSE(learner.shown().guessed);
  learner.does("guess 4 3 2 1");
  CHECK(learner.shown().guess == std::vector<float>{4, 3, 2, 1});
}

TEST_CASE("a lesson runs to its iteration and no further, and is measured there, again with another seed, and broken") {
  Learner learner;
  learner.does("open c1");
  learner.does("guess 60");
  learner.does("run");
  learner.until_measured();
  const lab::Lesson& lesson = *learner.shown().lesson;
  CHECK(learner.report().snapshot.iteration == lesson.iterations);
  CHECK_FALSE(learner.report().playing);
  const view::Finding own = learner.shown().found[LessonShown::own];
  CHECK(own.measured.verdict == lab::Verdict::holds);
  CHECK(own.measured.figures == lab::measure(lesson, {learner.report().snapshot, learner.report().inspection}).figures);
  CHECK(own.iteration == lesson.iterations);
  CHECK_FALSE(own.changed);
  CHECK(learner.shown().marks[0] == (LessonShown::mark_guessed | LessonShown::mark_seen));
  learner.does("guess 10");
  CHECK(learner.shown().guess == std::vector<float>{60});  // it is too late

  learner.does("again");
  learner.until_measured();
  CHECK(learner.shown().found[LessonShown::again].seed == own.seed + 1);
  learner.does("again");
  learner.until_measured();
  CHECK(learner.shown().found[LessonShown::again].seed == own.seed + 2);

  learner.does("break");
  learner.until_measured();
  CHECK(learner.report().snapshot.iteration == lesson.iterations);
  CHECK(learner.shown().found[LessonShown::broken].measured.verdict == lab::Verdict::fails);
  CHECK(learner.shown().found[LessonShown::own].measured.figures == own.measured.figures);
  CHECK(learner.shown().marks[0] == 7);
}

TEST_CASE("a lesson brings rows of its own where its link has some") {
  Learner learner;
  learner.does("open c4");
  for (int i = 0; i < 100 && learner.report().building; ++i) learner.frame();
  REQUIRE(learner.report().data != nullptr);
  learner.does("run");
  learner.until_measured();
  CHECK(learner.shown().found[LessonShown::own].measured.verdict == lab::Verdict::holds);
  CHECK_FALSE(learner.shown().found[LessonShown::own].changed);
}

TEST_CASE("whoever plays by the page's own button runs the lesson too, and it stops where it is measured") {
  Learner learner;
  learner.does("open c1");
  learner.engine.post(app::command::Play{true});
  learner.until_measured();
  CHECK(learner.report().snapshot.iteration == learner.shown().lesson->iterations);
  CHECK(learner.shown().marks[0] == LessonShown::mark_seen);
}

TEST_CASE("what is measured of a run that the learner has changed says so") {
  Learner learner;
  learner.does("open c1");
  learner.engine.post(app::command::Edits{{{lab::FieldId::rate, 0, 0, 0.02, {}}}});
  learner.does("run");
  learner.until_measured();
  CHECK(learner.shown().found[LessonShown::own].changed);
}

TEST_CASE("a run that has been there before is measured, and what the page is told is told once") {
  Learner learner;
  app::Wishes wishes;
  learner.does("open c1");
  learner.does("run");
  learner.until_measured();
  learner.does("join c1");
  CHECK(learner.report().snapshot.iteration == learner.shown().lesson->iterations);
  learner.does("run");
  learner.until_measured();
  app::later::tell_lesson(learner.lessons, learner.engine, wishes);
  CHECK(wishes.lesson.find("\"verdict\":\"holds\"") != std::string::npos);
  wishes.lesson.clear();
  app::later::tell_lesson(learner.lessons, learner.engine, wishes);
  CHECK(wishes.lesson.empty());
}
