// The grid of a sweep, its jobs, and their rows read back.
#include "lab/sweep.h"

#include <doctest/doctest.h>

#include <set>

#include "lab/sweep_job.h"
#include "lab/sweep_rows.h"

using lab::Experiment, lab::Sweep;

namespace {

std::vector<std::string> values(std::initializer_list<const char*> all) { return {all.begin(), all.end()}; }

Sweep small() {
  Sweep sweep;
  std::string why;
  sweep.base.arms = 2;
  sweep.base.hidden = 2;
  sweep.base.units = {4, 3};
  sweep.iterations = 20;
  sweep.seeds = {7, 2};
  REQUIRE(lab::add_axis(sweep, "points", values({"20", "30", "40"}), why));
  REQUIRE(lab::add_axis(sweep, "keep1", values({".5", "1"}), why));
  return sweep;
}

std::string row(const Sweep& sweep, std::size_t job, double operations) {
  lab::SweepJob run;
  std::string why;
  REQUIRE(run.begin(sweep, job, {}, true, why));
  for (double left = operations; !run.advance(left);) left = operations;
  return run.row();
}

lab::SweepGrid grid(const Sweep& sweep) {
  lab::JsonWriter writer;
  writer.open('{');
  lab::write_grid(writer, sweep);
  writer.close();
  lab::Json json;
  lab::SweepGrid read;
  std::string why;
  REQUIRE(lab::read_json(writer.text(), json, why));
  REQUIRE(lab::read_grid(json, read));
  return read;
}

bool seeds(const char* text, const std::vector<int>& wanted) {
  std::vector<int> read;
  return lab::read_seeds(text, read) && read == wanted;
}

}  // namespace

TEST_CASE("jobs go through the grid, the first axis slowest, seeds fastest") {
  const Sweep sweep = small();
  CHECK(sweep.jobs() == 12);
  std::vector<std::string> order;
  for (std::size_t job = 0; job < sweep.jobs(); ++job) {
    Experiment e;
    std::string why;
    REQUIRE(lab::experiment_of(sweep, job, e, why));
    CHECK(e.arm[0].keep == Experiment{}.arm[0].keep);  // drops nothing
    order.push_back(std::to_string(e.points) + (e.arm[1].keep[1] < 1 ? " half " : " all ") + std::to_string(e.seed));
  }
  CHECK(order == std::vector<std::string>{"20 half 7", "20 half 2", "20 all 7", "20 all 2", "30 half 7", "30 half 2",
                                          "30 all 7", "30 all 2", "40 half 7", "40 half 2", "40 all 7", "40 all 2"});
}

TEST_CASE("an axis that nothing is called, that is there already or has a value twice is refused") {
  Sweep sweep = small();
  std::string why;
  for (const char* name : {"", "nothing", "seed", "name", "mute", "reference", "keep8", "keep", "kee1"}) {
    CAPTURE(name);
    const bool keeps = std::string_view(name) == "keep";  // the whole list
    CHECK(lab::add_axis(sweep, name, values({"1"}), why) == keeps);
  }
  CHECK_FALSE(lab::add_axis(sweep, "points", values({"5"}), why));
  CHECK(why == "'points' varies twice");
  CHECK_FALSE(lab::add_axis(sweep, "rate", values({"1", "2", "1"}), why));
  CHECK(why == "'rate' has a value twice");
}

TEST_CASE("a setting that cannot be is refused with its axis") {
  const auto refused = [](const char* name, const char* value) {
    Sweep sweep = small();
    std::string why;
    Experiment e;
    REQUIRE(lab::add_axis(sweep, name, values({value}), why));
    CHECK_FALSE(lab::experiment_of(sweep, 0, e, why));
    CHECK(e == Experiment{});
    return why;
  };
  CHECK(refused("keep2", "1.5") == "keep2: '1.5': accepted is a number from 0.01 to 1");
  CHECK(refused("keep3", ".5") == "keep3: there are 2 hidden layers");
  CHECK(refused("width", "2.5") == "width: '2.5': accepted is a whole number from 1 to 2048");
  CHECK(refused("rate", "fast") == "rate: learning rate 'fast': accepted is a number above 0 and up to 1000000");
}

TEST_CASE("with p·n fixed a layer has its units over its keep_prob") {
  Sweep sweep = small();
  std::string why;
  Experiment e;
  sweep.fixed_pn = true;
  sweep.base.arm[1].keep = {1, 0.5f, 0.3f};
  REQUIRE(lab::experiment_of(sweep, 0, e, why));
  CHECK(e.units[0] == 8);
  CHECK(e.units[1] == 10);
  REQUIRE(lab::experiment_of(sweep, 2, e, why));
  CHECK(e.units[0] == 4);
  sweep.base.units[1] = 700;
  CHECK_FALSE(lab::experiment_of(sweep, 0, e, why));
  CHECK(why == "fixed-pn: 700 units at keep_prob 0.3 would be 2333; accepted are up to 2048");
}

TEST_CASE("seeds are numbers and ranges, each once") {
  CHECK(seeds("3", {3}));
  CHECK(seeds("1-4", {1, 2, 3, 4}));
  CHECK(seeds("9,1-2,0", {9, 1, 2, 0}));
  CHECK(seeds("2147483646-2147483647", {2147483646, 2147483647}));
  std::vector<int> kept{5};
  for (const char* text :
       {"", "a", "1-", "-1", "3-2", "1,1", "1-3,2", "1,,2", "1-12abc", "1 - 2", "0-2147483647", "2147483648"}) {
    CAPTURE(text);
    CHECK_FALSE(lab::read_seeds(text, kept));
    CHECK(kept == std::vector<int>{5});
  }
}

TEST_CASE("a job's row is the same however it is cut, and is read back; half of it is not") {
  Sweep sweep = small();
  sweep.masks = {1, 3};
  const lab::SweepGrid read_grid = grid(sweep);
  CHECK(read_grid.jobs == 12);
  CHECK(read_grid.field("layers") == "4,3");
  for (const std::size_t job : {std::size_t{0}, std::size_t{7}}) {
    const std::string line = row(sweep, job, 1e9);
    CHECK(line == row(sweep, job, 1));
    CHECK(line.find('\n') == line.npos);
    lab::SweepRow back;
    REQUIRE(lab::read_row(line, read_grid, back));
    CHECK(back.job == job);
    CHECK(back.seed == sweep.seed(job));
    CHECK(back.setting == (job == 0 ? values({"20", ".5"}) : values({"30", "1"})));
    REQUIRE(back.arms.size() == 2);
    CHECK(back.arms[1].squared_norm.size() == 3);
    CHECK(back.arms[0].scatter.empty());
    CHECK(back.arms[1].scatter.size() == 2);
    for (std::size_t length = 0; length < line.size(); length += 7)
      CHECK_FALSE(lab::read_row(line.substr(0, length), read_grid, back));
    CHECK(back.job == job);
  }
}

TEST_CASE("a name in a sweep's table and figure cannot act, nor end what it stands in") {
  Sweep sweep = small();
  sweep.base.arm[0].name = lab::arm_name("=1+1;<b>&");
  const lab::SweepGrid read_grid = grid(sweep);
  std::vector<lab::SweepRow> rows;
  for (std::size_t job = 0; job < sweep.jobs(); ++job)
    REQUIRE(lab::read_row(row(sweep, job, 1e9), read_grid, rows.emplace_back()));
  const std::string csv = lab::sweep_csv(read_grid, rows);
  CHECK(csv.find(",\"'=1+1;<b>&\",") != csv.npos);
  CHECK(csv.find("\r\n20,.5,7,20,") != csv.npos);
  std::string why;
  const std::string svg = lab::sweep_svg(read_grid, rows, lab::SweepFigure::error, why);
  CHECK(svg.find(">=1+1;&lt;b>&amp;<") != svg.npos);  // one curve: no keep_prob acts on it
  CHECK(svg.find(">dropout, keep1 .5<") != svg.npos);
  CHECK(svg.find(">dropout, keep1 1<") != svg.npos);
  CHECK(svg.find("<b>") == svg.npos);
  CHECK(lab::sweep_svg(read_grid, rows, lab::SweepFigure::scatter, why).empty());
  CHECK(why == "the sweep has no --scatter");
  CHECK(lab::sweep_svg(read_grid, {}, lab::SweepFigure::error, why).empty());
}
