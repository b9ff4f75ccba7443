// Runs a sweep's jobs one after the other, in small steps. It knows nothing of threads and time.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lab/sweep_job.h"
#include "lab/sweep_rows.h"

namespace lab {

class SweepRunner {
public:
  void begin(const Sweep&);
  // A row that was made before; false where it is none of this sweep's.
  bool take(std::string_view row);
  // Goes on until it has taken about `operations`, which it takes off. True: a job was ended, newest() is its row.
  // Nothing more happens when all are done, or `why` says that one cannot be had.
  bool advance(double& operations, std::span<const std::uint8_t> digits, std::string& why);

  const Sweep& sweep() const { return sweep_; }
  const SweepGrid& grid() const { return grid_; }
  std::size_t newest() const { return newest_; }  // its job
  bool done() const { return rows_.size() >= sweep_.jobs(); }
  double share() const;  // of all work, as far as it can be told beforehand, [0, 1]
  const std::map<std::size_t, std::string>& rows() const { return rows_; }
  // First line and rows, as the command line writes them.
  std::string text() const;

private:
  std::size_t next() const;

  Sweep sweep_;
  SweepGrid grid_;
  std::map<std::size_t, std::string> rows_;
  std::vector<double> work_;  // of each job, about
  double all_ = 0, ended_ = 0;
  std::optional<SweepJob> job_;
  std::size_t at_ = 0, newest_ = 0;
};

// The row as it stands where it is another job of a sweep, of more seeds.
std::string row_as_job(std::string_view row, std::size_t job);

}  // namespace lab
