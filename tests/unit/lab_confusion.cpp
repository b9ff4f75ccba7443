// How often each class of the test set is taken for which.
#include "lab/analyses/confusion.h"
#include "lab/analyses/gap.h"
#include "own_pass.h"

using lab::ConfusionResult, lab::Experiment;

namespace {

// The matrix of an arm, its answers and probabilities, worked out by itself.
void check(const own_pass::Run& run, int arm) {
  const ConfusionResult& found = run.inspection.confusion(arm);
  REQUIRE(found.iteration == run.s.iteration);
  const int classes = run.s.classes, size = run.s.test_size;
  REQUIRE(found.classes == classes);
  std::vector<std::vector<int>> count(static_cast<std::size_t>(classes),
                                      std::vector<int>(static_cast<std::size_t>(classes)));
  int wrong = 0;
  for (int i = 0; i < size; ++i) {
    std::vector<double> p = own_pass::rows(run.s, arm, run.s.test_x, size, i).back();
    if (p.size() == 1) p = {1 - p[0], p[0]};
    const auto said = static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
    const auto label = static_cast<std::size_t>(run.s[run.s.test_label][static_cast<std::size_t>(i)]);
    ++count[label][said];
    wrong += label != said;
    CHECK(found[found.answer][static_cast<std::size_t>(i)] == static_cast<float>(said));
    for (int k = 0; k < classes; ++k)
      CHECK(static_cast<double>(found[found.probability][static_cast<std::size_t>(k * size + i)]) ==
            doctest::Approx(p[static_cast<std::size_t>(k)]).epsilon(1e-4));
  }
  CHECK(found.wrong == wrong);
  for (int label = 0; label < classes; ++label)
    for (int said = 0; said < classes; ++said)
      CHECK(found.of(label, said) == count[static_cast<std::size_t>(label)][static_cast<std::size_t>(said)]);
  CHECK(static_cast<float>(size - wrong) / static_cast<float>(size) ==
        doctest::Approx(run.s.arm[static_cast<std::size_t>(arm)].accuracy_test).epsilon(1e-6));
}

}  // namespace

TEST_CASE("the confusion matrix of ten classes is that of the test pass, its errors those of the accuracy") {
  Experiment e;
  e.source = net::Source::digits;
  e.points = 80;
  e.hidden = 1;
  e.units = {12};
  e.batch = 20;
  const own_pass::Run run(e, 30, {.confusion = true});
  for (int a = 0; a < run.s.arms; ++a) check(run, a);
}

TEST_CASE("two classes with one output have a 2 × 2 matrix, and a probability each") {
  Experiment e;
  e.points = 80;
  e.hidden = 1;
  e.units = {6};
  e.scaling = net::Scaling::classic;
  const own_pass::Run run(e, 30, {.confusion = true});
  for (int a = 0; a < run.s.arms; ++a) check(run, a);
}

TEST_CASE("a regression has no classes, and nothing is counted") {
  Experiment e;
  e.source = net::Source::copies;
  e.points = 50;
  const own_pass::Run run(e, 5, {.confusion = true});
  CHECK(run.inspection.confusion(0).iteration == 5);
  CHECK(run.inspection.confusion(0).classes == 0);
  CHECK(run.inspection.confusion(0).wrong == 0);
}

TEST_CASE("at even odds the second of two classes is answered, as the accuracy counts it") {
  lab::Experiment e;
  e.points = 60;
  e.units = {4, 3};
  own_pass::Run run(e, 1, {});
  for (int a = 0; a < run.s.arms; ++a)
    for (int p = 0; p < run.s.shape.parameters(); ++p) run.trainer.set_parameter(a, p, 0);
  run.look({.confusion = true, .gap = true});
  const ConfusionResult& found = run.inspection.confusion(0);
  CHECK(found[found.probability][0] == 0.5f);
  CHECK(found.of(0, 0) + found.of(1, 0) == 0);
  CHECK(1 - static_cast<double>(found.wrong) / run.s.test_size ==
        doctest::Approx(run.inspection.gap(0).test.accuracy).epsilon(1e-6));
}
