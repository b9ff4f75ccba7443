#include "lab/sweep_runner.h"

#include <algorithm>

namespace lab {
namespace {

constexpr std::string_view before_job = "{\"command\": \"sweep\", \"job\": ";

// Of all iterations, as Trainer::operations() has it.
double work_of(const Experiment& e, std::int64_t iterations) {
  const int inputs = e.source == net::Source::digits ? 196 : e.source == net::Source::copies ? 4 : 2;
  const net::Shape shape = shape_of(e, inputs, e.source == net::Source::digits ? 10 : 2);
  const int batch = e.batch == 0 ? e.points : std::min(e.batch, e.points);
  return static_cast<double>(iterations) * e.arms * static_cast<double>(shape.parameters()) * (6.0 * batch + 100);
}

}  // namespace

std::string row_as_job(std::string_view row, std::size_t job) {
  if (!row.starts_with(before_job)) return {};
  const std::size_t end = row.find(',', before_job.size());
  if (end == row.npos) return {};
  return std::string(before_job) + std::to_string(job) + std::string(row.substr(end));
}

void SweepRunner::begin(const Sweep& sweep) {
  job_.reset();
  rows_.clear();
  sweep_ = sweep;
  Sweep same;
  read_sweep(first_line(sweep_), same, grid_);
  work_.clear();
  all_ = ended_ = 0;
  for (std::size_t job = 0; job < sweep_.jobs(); ++job) {
    Experiment e;
    std::string why;
    all_ += work_.emplace_back(experiment_of(sweep_, job, e, why) ? work_of(e, sweep_.iterations) : 0);
  }
}

bool SweepRunner::take(std::string_view line) {
  SweepRow row;
  if (!read_row(line, grid_, row)) return false;
  if (!rows_.emplace(row.job, std::string(line)).second) return true;
  ended_ += work_[row.job];
  if (job_ && at_ == row.job) job_.reset();
  return true;
}

// Of all settings with the first seed, then with the second, so that the whole figure is there early.
std::size_t SweepRunner::next() const {
  const std::size_t seeds = sweep_.seeds.size(), settings = sweep_.settings();
  for (std::size_t seed = 0; seed < seeds; ++seed) {
    for (std::size_t setting = 0; setting < settings; ++setting) {
      if (!rows_.contains(setting * seeds + seed)) return setting * seeds + seed;
    }
  }
  return sweep_.jobs();
}

bool SweepRunner::advance(double& operations, std::span<const std::uint8_t> digits, std::string& why) {
  if (done()) return false;
  if (!job_) {
    at_ = next();
    job_.emplace();
    if (!job_->begin(sweep_, at_, digits, true, why)) job_.reset();
    return false;  // to look at the clock: it took its time
  }
  if (!job_->advance(operations)) return false;
  rows_.emplace(at_, job_->row());
  ended_ += work_[at_];
  newest_ = at_;
  job_.reset();
  return true;
}

double SweepRunner::share() const {
  const double now = job_ ? job_->progress() * work_[at_] : 0;
  return all_ > 0 ? std::min((ended_ + now) / all_, 1.0) : 0;
}

std::string SweepRunner::text() const {
  std::string text = first_line(sweep_) + '\n';
  for (const auto& [job, row] : rows_) text += row + '\n';
  return text;
}

}  // namespace lab
