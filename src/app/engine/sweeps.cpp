#include "engine/sweeps.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace app {
namespace {

using At = lab::SweepState::At;
constexpr double longest_frame_ms = 200;  // a longer gap is no work
constexpr double enough_ms = 600;         // of work, to tell how long the rest takes
constexpr int more_seeds = 3;

std::string_view line_of(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

void Sweeps::begin(const lab::Sweep& sweep) {
  runner_.begin(sweep);
  state_.sweep = sweep;
  state_.grid = runner_.grid();
  state_.why.clear();
  show_rows();
}

void Sweeps::become(At at) {
  state_.at = at;
  state_.share = share_before_ = runner_.share();
  state_.seconds_left = std::numeric_limits<double>::quiet_NaN();
  worked_ms_ = 0;
  frame_at_ = -1;
}

void Sweeps::show_rows() {
  state_.rows.clear();
  for (const auto& [job, line] : runner_.rows()) lab::read_row(line, runner_.grid(), state_.rows.emplace_back());
  ++state_.version;
}

void Sweeps::show_newest() {
  lab::SweepRow row;
  lab::read_row(runner_.rows().at(runner_.newest()), runner_.grid(), row);
  const auto later = [&](const lab::SweepRow& other) { return other.job > row.job; };
  state_.rows.insert(std::find_if(state_.rows.begin(), state_.rows.end(), later), row);
  ++state_.version;
}

void Sweeps::keep(std::size_t job) {
  tell("+" + std::to_string(job) + "\n" + lab::first_line(runner_.sweep()) + "\n" + runner_.rows().at(job));
}

void Sweeps::ask(const lab::SweepAsk& ask) {
  const auto work = [&](const lab::Sweep& sweep) {
    begin(sweep);
    become(At::working);
    tell("=" + lab::first_line(sweep));
  };
  switch (ask.deed) {
    case lab::SweepAsk::recall:
      return tell("?");
    case lab::SweepAsk::begin:
      if (lab::Sweep sweep; lab::plan_sweep(ask.plan, laboratory_.experiment(), sweep)) work(sweep);
      return;
    case lab::SweepAsk::pause:
      if (state_.at == At::working) become(At::paused), tell("0");
      return;
    case lab::SweepAsk::go_on:
      state_.why.clear();
      if (state_.at == At::paused || state_.at == At::failed) become(At::working), tell("1");
      return;
    case lab::SweepAsk::cancel:
      become(At::none);
      ++state_.version;
      return tell("-");
    case lab::SweepAsk::more_seeds: {
      lab::Sweep sweep = runner_.sweep();
      const auto known = runner_.rows();
      const std::size_t before = sweep.seeds.size();
      for (int i = 0; i < more_seeds; ++i) sweep.seeds.push_back(sweep.seeds.back() + 1);
      work(sweep);
      for (const auto& [job, row] : known) {
        const std::size_t now = job / before * sweep.seeds.size() + job % before;
        if (runner_.take(lab::row_as_job(row, now))) keep(now);
      }
      return show_rows();
    }
    default:
      return;
  }
}

void Sweeps::recalled(std::string_view text) {
  const bool worked = line_of(text) == "1";
  const std::string_view first = line_of(text);
  lab::Sweep sweep;
  lab::SweepGrid grid;
  if (state_.at == At::none) {
    if (!lab::read_sweep(first, sweep, grid)) return;
    begin(sweep);
    become(worked ? At::working : At::paused);
  } else if (first != lab::first_line(runner_.sweep())) {
    return;
  }
  while (!text.empty()) runner_.take(line_of(text));
  show_rows();
  become(runner_.done() ? At::done : state_.at);
}

bool Sweeps::some(double& operations) {
  if (runner_.advance(operations, laboratory_.packed_digits(), state_.why)) {
    keep(runner_.newest());
    show_newest();
  }
  return state_.why.empty() && !runner_.done();
}

void Sweeps::advance(Pace& pace, bool trains) {
  state_.waits = trains;
  if (state_.at != At::working) return;
  const double now = now_ms(), passed = frame_at_ < 0 ? 0 : std::min(now - frame_at_, longest_frame_ms);
  frame_at_ = trains ? -1 : now;
  if (trains) return;
  worked_ms_ += passed;
  if (runner_.sweep().base.source == net::Source::digits && laboratory_.packed_digits().empty())
    return become(At::paused);  // until a run has brought them
  pace.work(this, later::sweep_some);
  if (!state_.why.empty()) return become(At::failed);
  state_.share = runner_.share();
  const double gained = state_.share - share_before_;
  if (worked_ms_ > enough_ms && gained > 0) state_.seconds_left = worked_ms_ / 1000 * (1 - state_.share) / gained;
  if (runner_.done()) become(At::done);
}

namespace later {
void end_sweeps(Sweeps* sweeps) { delete sweeps; }
bool sweep_some(void* sweeps, double& operations) { return static_cast<Sweeps*>(sweeps)->some(operations); }
void go_on_sweeping(Sweeps& sweeps, Pace& pace, bool trains) { sweeps.advance(pace, trains); }
}  // namespace later

}  // namespace app
