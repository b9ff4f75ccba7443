// A small laboratory to try things in.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lab/laboratory.h"

namespace laboratory {

using lab::ArmKind, lab::Edit, lab::Experiment, lab::FieldId, lab::Laboratory, lab::Session, lab::Snapshot;

inline Experiment small() {
  Experiment e;
  e.points = 40;
  e.flip = 0;
  e.optimizer = net::OptimizerKind::sgd;
  e.rate = 0.3f;
  e.units = {6, 4};
  e.batch = 16;
  return e;
}

inline void run(Laboratory& lab, std::int64_t to) {
  while (lab.session().iteration < to) lab.step();
}

inline void edit(Laboratory& lab, FieldId field, float value, int index = 0, int arm = 0) {
  const Edit one{field, index, arm, value, {}};
  lab.edit({&one, 1});
}

inline void idle(Laboratory& lab) {
  for (int i = 0; i < 100; ++i) lab.edit({});
}

inline double no_time() { return 0; }

inline Snapshot shown(Laboratory& lab) {
  while (lab.replaying()) lab.replay(1, no_time);
  lab.trainer().refresh();
  Snapshot s;
  lab.read(s);
  return s;
}

// The same run: parameters and masks to the bit.
inline void check_same(Laboratory& a, Laboratory& b) {
  const Snapshot x = shown(a), y = shown(b);
  CHECK(x.iteration == y.iteration);
  REQUIRE(x.arms == y.arms);
  for (std::size_t i = 0; i < static_cast<std::size_t>(x.arms); ++i) {
    CAPTURE(i);
    const auto p = x[x.arm[i].parameters], q = y[y.arm[i].parameters];
    CHECK(std::equal(p.begin(), p.end(), q.begin(), q.end()));
    CHECK((x.arm[i].cost_test == y.arm[i].cost_test || std::isnan(x.arm[i].cost_test)));
    const auto h = x[x.arm[i].history_cost_masked], k = y[y.arm[i].history_cost_masked];
    CHECK(std::equal(h.begin(), h.end(), k.begin(), k.end()));
    CHECK(std::string(x.arm[i].name.data()) == y.arm[i].name.data());
  }
  const auto t = x[x.tape], u = y[y.tape];
  CHECK(std::equal(t.begin(), t.end(), u.begin(), u.end()));
  CHECK(x.distinct == y.distinct);
}

// Opens what the laboratory's link says.
inline void check_link(Laboratory& lab) {
  std::vector<std::string> notices;
  const std::string link = lab::write_link(lab.session());
  CAPTURE(link);
  Laboratory other;
  other.open(lab::read_link(link, notices));
  CHECK(notices.empty());
  check_same(lab, other);
  CHECK(lab.session().changes.size() == other.session().changes.size());
}

}  // namespace laboratory
