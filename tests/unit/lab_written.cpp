// What arms answer to a written image.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "lab/analyses/written.h"
#include "lab/inspection.h"
#include "lab/laboratory.h"
#include "net/random.h"

using lab::WrittenResult;

namespace {

double now = 1e9;
double stopped_clock() { return now; }

// Images of 4 × 4 pixels in three classes: a bright row, column or diagonal among noise.
net::Split images() {
  net::Split split;
  for (net::Dataset* set : {&split.train, &split.test}) {
    set->classes = 3;
    set->x.resize(16, 60);
    set->label.resize(60);
    set->flipped.assign(60, 0);
    const net::Random random(7, net::Purpose::training_points, set == &split.test ? 1 : 0, 0);
    for (int i = 0; i < 60; ++i) {
      const int k = set->label[static_cast<std::size_t>(i)] = i % 3, at = i / 3 % 4;
      for (int p = 0; p < 16; ++p) {
        const bool lit = k == 0 ? p / 4 == at : k == 1 ? p % 4 == at : p / 4 == p % 4;
        set->x(p, i) = (lit ? 0.7f : 0.0f) + 0.3f * random.uniform(static_cast<std::uint32_t>(i * 16 + p));
      }
    }
    net::targets_from_labels(*set);
  }
  return split;
}

lab::Experiment experiment() {
  lab::Experiment e;
  e.units = {12, 7};
  e.arm[1].keep = {0.8f, 0.5f, 0.7f};
  return e;
}

struct Run {
  lab::Trainer trainer;
  lab::Snapshot s;
  lab::Inspection inspection;
  std::vector<float> image;

  explicit Run(const lab::Experiment& e) {
    const net::Split data = images();
    trainer.restart_on(e, data);
    for (int i = 0; i < 40; ++i) trainer.step();
    trainer.read(s);
    for (int p = 0; p < 16; ++p) image.push_back(data.test.x(p, 4));
    write(image);
  }
  // As Laboratory::read does.
  void write(const std::vector<float>& written) {
    trainer.read(s);
    s.written = {static_cast<std::uint32_t>(s.numbers.size()), static_cast<std::uint32_t>(written.size())};
    s.numbers.insert(s.numbers.end(), written.begin(), written.end());
    now += 1000;  // rested
    inspection.advance(s, {.written = true}, 1, stopped_clock);
  }
  const WrittenResult& arm(int a) const { return inspection.written(a); }

  // The classes' probabilities computed here; pass < 0: with dropout off, else under the masks of the
  // addresses that Monte Carlo promises. `mask`: that of the input.
  std::vector<float> answer(int a, int pass, std::vector<float>& mask) const {
    const float* parameters = s[s.arm[static_cast<std::size_t>(a)].parameters].data();
    const auto& keep = s.arm[static_cast<std::size_t>(a)].keep;
    std::vector<float> values = image;
    for (int l = 0; l < s.shape.layers; ++l) {
      const float p = keep[static_cast<std::size_t>(l)];
      const net::Random random(1, net::Purpose::monte_carlo, static_cast<std::uint64_t>(std::max(pass, 0)),
                               static_cast<std::uint32_t>(l));
      if (l == 0) mask.assign(values.size(), 1);
      for (std::size_t u = 0; u < values.size() && pass >= 0 && p < 1; ++u) {
        const bool kept = random.uniform(static_cast<std::uint32_t>(u)) < p;
        if (l == 0) mask[u] = kept ? 1.0f : 0.0f;
        values[u] = kept ? values[u] / p : 0;
      }
      const net::ConstMatrixView w = net::weights(s.shape, l, parameters);
      const float* bias = parameters + s.shape.bias_offset(l);
      std::vector<float> next(static_cast<std::size_t>(w.rows()));
      for (int u = 0; u < w.rows(); ++u) {
        float z = bias[u];
        for (int v = 0; v < w.cols(); ++v) z += w(u, v) * values[static_cast<std::size_t>(v)];
        next[static_cast<std::size_t>(u)] = l + 1 < s.shape.layers ? std::max(z, 0.0f) : std::exp(z);
      }
      values = next;
    }
    float sum = 0;
    for (const float v : values) sum += v;
    for (float& v : values) v /= sum;
    return values;
  }
};

int likeliest(const std::vector<float>& p) {
  return static_cast<int>(std::max_element(p.begin(), p.end()) - p.begin());
}

}  // namespace

TEST_CASE("what arms answer to a written image is a forward pass over it, and under each mask another") {
  const Run run(experiment());
  REQUIRE(run.s.shape.activation[0] == net::Activation::relu);
  std::vector<float> mask;
  for (int a = 0; a < run.s.arms; ++a) {
    CAPTURE(a);
    const WrittenResult& found = run.arm(a);
    REQUIRE(!found.blank);
    CHECK(found.iteration == 40);
    const std::vector<float> whole = run.answer(a, -1, mask);
    for (std::size_t k = 0; k < 3; ++k) CHECK(found[found.whole][k] == doctest::Approx(whole[k]).epsilon(1e-4));
    CHECK(found.answer == likeliest(whole));
    CHECK(found.masks == (a == 1 ? 100 : 0));
    if (a != 1) continue;
    std::vector<double> sum(3), votes(3);
    for (int pass = 0; pass < 100; ++pass) {
      const std::vector<float> masked = run.answer(a, pass, mask);
      CHECK(static_cast<int>(found[found.answers][static_cast<std::size_t>(pass)]) == likeliest(masked));
      ++votes[static_cast<std::size_t>(likeliest(masked))];
      for (std::size_t k = 0; k < 3; ++k) sum[k] += static_cast<double>(masked[k]) / 100;
      for (std::size_t p = 0; p < 16; ++p)
        CHECK(found[found.seen][static_cast<std::size_t>(pass) * 16 + p] ==
              doctest::Approx(mask[p] * run.image[p] / 0.8f));
    }
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(static_cast<double>(found[found.votes][k]) == votes[k]);
      CHECK(static_cast<double>(found[found.mean][k]) == doctest::Approx(sum[k]).epsilon(1e-4));
    }
  }
}

TEST_CASE("where no input is dropped no image under masks is told; hidden masks answer all the same") {
  lab::Experiment e = experiment();
  e.arm[1].keep[0] = 1;
  const Run run(e);
  CHECK(run.arm(1).seen.count == 0);
  CHECK(run.arm(1).masks == 100);
}

TEST_CASE("a blank sheet is answered by nothing, another image anew") {
  Run run(experiment());
  const float before = run.arm(0)[run.arm(0).whole][0];
  for (float& pixel : run.image) pixel = 1 - pixel;
  run.write(run.image);
  CHECK(run.arm(0)[run.arm(0).whole][0] != before);
  CHECK(std::ranges::equal(run.arm(0)[run.arm(0).image], run.image));
  run.write({});
  for (int a = 0; a < run.s.arms; ++a) CHECK(run.arm(a).blank);
}

TEST_CASE("a laboratory passes on what is written to networks with as many inputs, and to no others") {
  lab::Laboratory laboratory;
  lab::Snapshot s;
  laboratory.read(s);
  CHECK(s.written.count == 0);
  laboratory.write({0.25f, -1.0f});
  laboratory.edit(std::vector<lab::Edit>{{lab::FieldId::keep, 1, 1, 0.7, {}}});
  laboratory.step();
  laboratory.edit(std::vector<lab::Edit>{{lab::FieldId::keep, 1, 1, 0.6, {}}});
  laboratory.read(s);
  REQUIRE(s.written.count == 2);
  CHECK(s[s.written][0] == 0.25f);
  CHECK(s[s.written][1] == -1.0f);
  CHECK(s[s.changes][4] == 0.6f);  // not written over
  laboratory.write(std::vector<float>(196, 0.5f));
  laboratory.read(s);
  CHECK(s.written.count == 0);
}

TEST_CASE("what a laboratory adds to a snapshot lies behind all that the trainer has put there") {
  lab::Laboratory laboratory;
  laboratory.write({0.25f, -1.0f});
  for (const double keep : {0.7, 0.6, 0.8}) {
    laboratory.step();
    laboratory.edit(std::vector<lab::Edit>{{lab::FieldId::keep, 1, 1, keep, {}}});
  }
  laboratory.step();
  lab::Snapshot s, bare;
  laboratory.read(s);
  laboratory.trainer().read(bare);
  REQUIRE(s.changes.count > 0);
  for (const auto block :
       {&lab::Snapshot::tape, &lab::Snapshot::others, &lab::Snapshot::draws, &lab::Snapshot::untaught}) {
    REQUIRE((s.*block).count > 0);
    CHECK(std::ranges::equal(s[s.*block], bare[bare.*block]));
  }
}
