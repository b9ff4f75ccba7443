// Points that the visitor draws onto the plane.
#include <string>
#include <vector>

#include "lab/exports.h"
#include "laboratory.h"

using namespace laboratory;

namespace {

std::vector<std::string> notices;

Session read(const std::string& link) {
  notices.clear();
  return lab::read_link(link, notices);
}

std::shared_ptr<const lab::OwnData> rows_around_100() {
  std::string rows = "height,width,kind\n";
  for (int i = 0; i < 60; ++i)
    rows += std::to_string(100 + i % 7) + "," + std::to_string(3 * (i % 5)) + (i % 3 ? ",a\n" : ",b\n");
  return std::make_shared<const lab::OwnData>(lab::read_own_data(rows, "rows.csv").data);
}

net::Split data_of(const Session& session) {
  Laboratory lab;
  lab.open(session);
  return lab.trainer().data();
}

// All examples of the shorter set, and nothing else, are where they were.
void check_begins_with(const net::Dataset& all, const net::Dataset& first) {
  REQUIRE(all.size() >= first.size());
  CHECK(all.x.leftCols(first.size()) == first.x);
  CHECK(std::equal(first.label.begin(), first.label.end(), all.label.begin()));
  CHECK(std::equal(first.flipped.begin(), first.flipped.end(), all.flipped.begin()));
}

}  // namespace

TEST_CASE("a drawn point joins the training set; the same weights have the same accuracy on the same test set") {
  Laboratory lab;
  run(lab, 300);
  const Snapshot before = shown(lab);
  const net::Split data = lab.trainer().data();
  lab.draw(0.5004f, -0.25f, 1);
  CHECK(lab.error() == "");
  CHECK(lab.session().iteration == 0);
  const net::Split& now = lab.trainer().data();
  CHECK(now.train.size() == data.train.size() + 1);
  check_begins_with(now.train, data.train);
  CHECK(now.train.x(0, 300) == 0.5f);
  CHECK(now.train.x(1, 300) == -0.25f);
  CHECK(now.train.y(0, 300) == 1);
  CHECK(now.train.flipped[300] == 0);
  CHECK(now.test.x == data.test.x);
  CHECK(now.test.y == data.test.y);
  for (int a = 0; a < before.arms; ++a) {
    const auto weights = before[before.arm[static_cast<std::size_t>(a)].parameters];
    for (std::size_t i = 0; i < weights.size(); ++i) lab.trainer().set_parameter(a, static_cast<int>(i), weights[i]);
  }
  const Snapshot after = shown(lab);
  CHECK(after.test_size == 1000);
  for (std::size_t a = 0; a < 3; ++a) {
    CAPTURE(a);
    CHECK(after.arm[a].accuracy_test == before.arm[a].accuracy_test);
    CHECK(after.arm[a].cost_test == doctest::Approx(before.arm[a].cost_test).epsilon(1e-6));
  }
}

TEST_CASE("wrong labels, noise and the test set of generated points are those without drawn points") {
  Session plain;
  plain.start.flip = 0.5f;
  plain.start.points = 41;
  Session drawn = plain;
  std::string why;
  for (int i = 0; i < 30; ++i) REQUIRE(lab::draw(drawn, {0.1f * static_cast<float>(i % 9), 0.2f, i % 2}, why));
  const net::Split a = data_of(plain), b = data_of(drawn);
  CHECK(b.train.size() == 71);
  check_begins_with(b.train, a.train);
  CHECK(b.test.x == a.test.x);
  for (std::size_t i = 41; i < 71; ++i) {
    CHECK(b.train.flipped[i] == 0);
    CHECK(b.train.label[i] == static_cast<int>(i - 41) % 2);
  }
}

TEST_CASE("a point of a new class makes it a class of both sets, up to ten") {
  Laboratory lab;
  lab.open_new(small());
  const net::Split before = lab.trainer().data();
  for (int k = 2; k < 10; ++k) lab.draw(0.05f * static_cast<float>(k), 0, k);
  const net::Split& now = lab.trainer().data();
  CHECK(now.train.classes == 10);
  CHECK(now.test.classes == 10);
  CHECK(now.test.x == before.test.x);
  CHECK(now.test.label == before.test.label);
  CHECK(now.test.y.rows() == 10);
  CHECK(now.test.y.colwise().sum().isOnes());
  CHECK(now.train.y(9, now.train.size() - 1) == 1);
  CHECK(shown(lab).shape.outputs() == 10);
  run(lab, 20);
  check_link(lab);
  for (const int k : {10, 11, -1}) {
    lab.draw(0, 0, k);
    CHECK(lab.error().find("10 are the most") != std::string::npos);
    CHECK(lab.session().drawn.size() == 8);
    CHECK(lab.session().iteration == 20);
  }
}

TEST_CASE("points drawn onto own data are in its units, and leave its rows where they are") {
  Laboratory lab;
  lab.use(*rows_around_100());
  const net::Split before = lab.trainer().data();
  const auto mean = lab.session().data->mean;
  lab.draw(1, -1, 0);
  lab.draw(0, 0, 2);
  REQUIRE(lab.session().drawn.size() == 2);
  const lab::OwnData& data = *lab.session().data;
  CHECK(data.mean == mean);
  CHECK(lab.session().drawn[0].x1 == doctest::Approx(mean[0] + data.deviation[0]));
  CHECK(lab.session().drawn[0].x2 == doctest::Approx(mean[1] - data.deviation[1]));
  const net::Split& now = lab.trainer().data();
  check_begins_with(now.train, before.train);
  CHECK(now.test.x == before.test.x);
  CHECK(now.train.classes == 3);
  CHECK(now.train.x(0, before.train.size()) == doctest::Approx(1).epsilon(1e-5));
  run(lab, 30);
  check_link(lab);
  edit(lab, FieldId::data, 0);
  CHECK(lab.session().drawn.empty());
  lab.undo();
  CHECK(lab.session().drawn.size() == 2);
  CHECK(shown(lab).iteration == 30);
}

TEST_CASE("each drawn point is a step of undo, and so is their removal; other data leave them behind") {
  Laboratory lab;
  lab.open_new(small());
  run(lab, 10);
  lab.draw(0.1f, 0.2f, 0);
  run(lab, 20);
  lab.draw(0.3f, 0.4f, 1);
  CHECK(lab.undo_name() == "drawn point");
  edit(lab, FieldId::points, 50);
  edit(lab, FieldId::seed, 5);
  lab.reset();
  CHECK(shown(lab).train_size == 52);
  CHECK(lab.session().drawn == std::vector<lab::DrawnPoint>{{0.1f, 0.2f, 0}, {0.3f, 0.4f, 1}});
  lab.undo(), lab.undo(), lab.undo(), lab.undo();
  Snapshot s = shown(lab);
  CHECK(s.train_size == 41);
  CHECK(s.iteration == 20);
  check_link(lab);
  lab.redo();
  CHECK(shown(lab).train_size == 42);
  lab.remove_drawn();
  CHECK(shown(lab).train_size == 40);
  lab.undo();
  CHECK(shown(lab).train_size == 42);
  edit(lab, FieldId::arms, 1, 3);  // an arm more
  CHECK(lab.session().drawn.size() == 2);
  edit(lab, FieldId::data, 1);
  CHECK(shown(lab).train_size == 40);
  lab.undo();
  CHECK(shown(lab).train_size == 42);
}

TEST_CASE("drawn points travel in the link, in short numbers, and in the saved session") {
  Laboratory lab;
  lab.draw(0.3333f, -0.0004f, 0);
  lab.draw(-1.25f, 0.1f, 2);
  CHECK(lab::write_link(lab.session()) == "v1&draw=0.333,0,0;-1.25,0.1,2");
  CHECK(read("v1&draw=0.333,0,0;-1.25,0.1,2").drawn == lab.session().drawn);
  CHECK(notices.empty());
  for (const bool own : {false, true}) {
    if (own) lab.use(*rows_around_100());
    if (own) lab.draw(0.5f, 0.5f, 2);
    run(lab, 5);
    Session back;
    std::string why;
    notices.clear();
    REQUIRE(lab::from_json(lab::to_json(lab, shown(lab)), back, notices, why));
    CHECK(notices.empty());
    CHECK(back.drawn == lab.session().drawn);
    CHECK((back.data != nullptr) == own);
  }
  // As many as can be drawn, none of them short, fit beside own data.
  Session s;
  s.data = rows_around_100();
  std::string why;
  for (std::size_t i = 0; i < lab::max_drawn; ++i)
    REQUIRE(lab::draw(s, {100 + static_cast<float>(i) / 700, -1e-20f * static_cast<float>(i) / 7, 1}, why));
  CHECK_FALSE(lab::draw(s, {100, 1, 1}, why));
  CHECK(why.find("1,000") != std::string::npos);
  const std::string link = lab::write_link(s);
  CHECK(link.size() < lab::max_link);
  CHECK(read(link).drawn == s.drawn);
  CHECK(notices.empty());
}

TEST_CASE("what a link draws and cannot be drawn is left out in words") {
  const struct {
    const char *link, *named;
    std::size_t drawn;
  } bad[] = {
      {"v1&draw=0,0,0;x,0,1;1,1;0.5,0.5,1;1,1,1,1", "Drawn points are left out, 3 of them: a point is x1,x2,class.", 2},
      {"v1&draw=0,0,3", "next new one", 0},
      {"v1&draw=0,0,2;0,0,4;0,0,3", "next new one", 2},
      {"v1&draw=0,0,-1", "x1,x2,class", 0},
      {"v1&draw=0,0,0.5", "x1,x2,class", 0},
      {"v1&draw=101,0,0;100,0,0", "near the others", 1},
      {"v1&draw=nan,0,0", "", 0},
      {"v1&draw=1e30,0,0", "near the others", 0},
      {"v1&data=copies&draw=0,0,0", "two inputs", 0},
      {"v1&data=digits&draw=0,0,0", "two inputs", 0},
      {"v1&points=20000&draw=0,0,0", "20,000", 0},
      {"v1&data=own&draw=0,0,0", "too large", 0},
      {"v1&own=x&classes=a&rows=1,2,0;3,4,0&draw=0,0,0", "no rows of two classes", 0},
      {"v1&own=x&classes=a,b&rows=1,0;2,0;3,1;4,1&draw=0,0,0", "two inputs", 0}};
  for (const auto& [link, named, drawn] : bad) {
    CAPTURE(link);
    CHECK(read(link).drawn.size() == drawn);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].find(named) != std::string::npos);
  }
}

TEST_CASE("a link from when drawn points were own data opens as it did") {
  const Session s = read(
      "v1&data=own&own=drawn%20points&features=x%E2%82%81,x%E2%82%82&classes=0,1&"
      "rows=0.5,1,0;1,2,0;3,4,1;5,6,1;7,8,1&standardize=no");
  CHECK(notices.empty());
  REQUIRE(s.data);
  CHECK(s.drawn.empty());
  const net::Split data = data_of(s);
  CHECK(data.train.size() + data.test.size() == 5);
  CHECK(data.test.size() == 2);
}

TEST_CASE("generated and drawn points are never more than a run can have") {
  Laboratory lab;
  lab.draw(0, 0, 1);
  const auto arrive = [&] {
    while (lab.replaying()) lab.replay(1, no_time);
  };
  edit(lab, FieldId::points, 20'000);
  arrive();
  CHECK(lab.trainer().data().train.size() == 20'000);
  CHECK(lab.session().drawn.size() == 1);
  lab.draw(0, 0, 1);
  CHECK(lab.error().find("20,000") != std::string::npos);
  edit(lab, FieldId::data, 6);
  arrive();
  lab.draw(0, 0, 1);
  CHECK(lab.error().find("two inputs") != std::string::npos);
}
