#include <algorithm>

#include "lab/arm_json.h"
#include "lab/inspection.h"
#include "lab/limits.h"
#include "lab/session.h"
#include "lab/sweep_job.h"
#include "net/enumeration.h"
#include "net/monte_carlo.h"

namespace lab {
namespace {

constexpr int groups = 20;  // of the largest K, at least so many means
constexpr std::uint64_t scatter_seed = 1;

}  // namespace

bool SweepJob::begin(const Sweep& sweep, std::size_t job, std::span<const std::uint8_t> digits, bool links,
                     std::string& why) {
  sweep_ = &sweep;
  job_ = job;
  links_ = links;
  if (!experiment_of(sweep, job, experiment_, why)) return false;
  net::Split data;
  if (!make_data(experiment_, digits, data)) return why = "the digits are damaged", false;
  if (data.train.size() != experiment_.points)
    return why = "points: " + std::to_string(experiment_.points) + "; there are " + std::to_string(data.train.size()),
           false;
  why = too_large(experiment_, data);
  if (!why.empty()) return false;
  trainer_.restart_on(experiment_, std::move(data));
  return true;
}

bool SweepJob::advance(double& operations) {
  while (trainer_.iteration() < sweep_->iterations && !trainer_.finished()) {
    if (operations <= 0) return false;
    if (!trainer_.step(operations)) return false;
  }
  return true;
}

double SweepJob::progress() const {
  if (trainer_.finished()) return 1;
  return static_cast<double>(trainer_.iteration()) / static_cast<double>(std::max<std::int64_t>(sweep_->iterations, 1));
}

// Of J on the training set under the arm's own masks, over the means of K of them.
void SweepJob::write_scatter(JsonWriter& json, const Snapshot& s, int arm) const {
  const int largest = *std::max_element(sweep_->masks.begin(), sweep_->masks.end());
  net::MonteCarlo drawn(s.shape, s.train_size, groups * largest);
  const net::Dataset& train = trainer_.data().train;
  drawn.begin(s[s.arm[static_cast<std::size_t>(arm)].parameters].data(), own_dropout(s, arm), net::view(train.x),
              net::view(train.y), scatter_seed);
  drawn.advance(groups * largest);
  json.key("scatter").open('[');
  for (const int k : sweep_->masks) {
    std::vector<double> means;
    for (std::span<const double> left = drawn.costs(); left.size() >= static_cast<std::size_t>(k);
         left = left.subspan(static_cast<std::size_t>(k)))
      means.push_back(net::moments(left.first(static_cast<std::size_t>(k))).mean);
    const net::Moments over = net::moments(means);
    json.open('{').member("k", static_cast<long long>(k)).member("means", static_cast<long long>(means.size()));
    json.member("mean", over.mean).member("deviation", over.deviation).close();
  }
  json.close();
}

std::string SweepJob::row() {
  trainer_.refresh();
  Snapshot s;
  trainer_.read(s);
  JsonWriter json;
  json.open('{').member("command", "sweep").member("job", static_cast<long long>(job_)).key("setting").open('{');
  const auto at = sweep_->place(job_);
  for (std::size_t i = 0; i < at.size(); ++i) json.key(sweep_->axes[i].name).value(sweep_->axes[i].values[at[i]]);
  json.close().member("seed", static_cast<long long>(experiment_.seed));
  Session session;
  session.start = experiment_;
  session.iteration = s.iteration;
  const bool tells = links_ && s.iteration <= max_replay;
  json.key("link").value(tells ? write_link(session) : std::string());
  json.member("iterations", static_cast<long long>(s.iteration));
  json.member("train_size", static_cast<long long>(s.train_size));
  json.member("test_size", static_cast<long long>(s.test_size)).key("units").open('[');
  for (int l = 0; l <= s.shape.layers; ++l)
    json.value(static_cast<long long>(s.shape.units[static_cast<std::size_t>(l)]));
  json.close().key("arms").open('[');
  for (int a = 0; a < s.arms; ++a) {
    json.open('{');
    write_arm(json, s, a);
    write_layers(json, s, a);
    if (!sweep_->masks.empty() && net::droppable_units(s.shape, own_dropout(s, a)) > 0) write_scatter(json, s, a);
    json.close();
  }
  json.close().close();
  return json.text();
}

}  // namespace lab
