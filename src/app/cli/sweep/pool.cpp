#include "pool.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#ifndef __EMSCRIPTEN__
#include <condition_variable>
#include <mutex>
#include <thread>
#endif

#include "../files.h"
#include "../interrupt.h"
#include "lab/sweep_job.h"

namespace cli {
namespace {

constexpr double operations_between_looks = 5e7;  // hundredths of a second
constexpr int bar_length = 24;

using Clock = std::chrono::steady_clock;

std::string time_of(double seconds) {
  const auto whole = static_cast<long long>(std::max(seconds, 0.0) + 0.5);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

class Bar {
public:
  Bar(std::size_t before, std::size_t all) : before_(before), all_(all) {}
  ~Bar() {
    if (shows_) std::fputc('\n', stderr);
  }
  void show(std::size_t done) const {
    if (!shows_) return;
    const std::size_t now = before_ + done;
    const double passed = std::chrono::duration<double>(Clock::now() - begin_).count();
    const auto length = static_cast<std::size_t>(bar_length * static_cast<double>(now) / static_cast<double>(all_));
    const std::string bar = std::string(length, '#') + std::string(bar_length - length, '.');
    const std::string left =
        done == 0 ? "" : ", " + time_of(passed / static_cast<double>(done) * static_cast<double>(all_ - now)) + " left";
    std::fprintf(stderr, "\r[%s] %zu of %zu jobs%s\033[K", bar.c_str(), now, all_, now == all_ ? "" : left.c_str());
  }

private:
  std::size_t before_, all_;
  bool shows_ = says_progress();
  Clock::time_point begin_ = Clock::now();
};

// Empty where it was interrupted.
std::string row_of(const Work& work, std::size_t job, const std::atomic<bool>& ends, std::string& why) {
  lab::SweepJob run;
  if (!run.begin(work.sweep, job, work.digits, work.links, why)) return "";
  for (double left = operations_between_looks; !run.advance(left); left = operations_between_looks) {
    if (interrupted() || ends) return "";
  }
  return run.row();
}

}  // namespace

#ifdef __EMSCRIPTEN__
int most_threads() { return 1; }
#else
int most_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }
#endif

bool run_jobs(const Work& work, std::span<const std::size_t> jobs, int threads,
              const std::function<bool(std::size_t job, const std::string& row)>& take, std::string& why) {
  const Bar bar(work.done, work.all);
  std::atomic<bool> ends = false;
  std::atomic<std::size_t> next = 0, done = 0;
#ifdef __EMSCRIPTEN__
  const auto alone = [](auto deed) { deed(); };
#else
  std::mutex mutex;
  const auto alone = [&](auto deed) {
    const std::lock_guard lock(mutex);
    deed();
  };
#endif
  const auto run = [&] {
    while (!ends && !interrupted()) {
      const std::size_t at = next++;
      if (at >= jobs.size()) return;
      std::string wrong;
      const std::string row = row_of(work, jobs[at], ends, wrong);
      alone([&] {
        if (!wrong.empty()) why = wrong;
        ends = ends || !wrong.empty() || (!row.empty() && !take(jobs[at], row));
        done += row.empty() ? 0 : 1;
      });
      if (threads == 1) bar.show(done);
    }
  };
  if (threads == 1) {
    run();
    return why.empty();
  }
#ifndef __EMSCRIPTEN__
  std::vector<std::thread> workers;
  std::atomic<int> working = threads;
  std::condition_variable ended;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      run();
      alone([&] { --working; });
      ended.notify_one();
    });
  }
  for (std::unique_lock lock(mutex); working > 0;) {
    bar.show(done);
    ended.wait_for(lock, std::chrono::milliseconds(200));
  }
  bar.show(done);
  for (std::thread& worker : workers) worker.join();
#endif
  return why.empty();
}

}  // namespace cli
