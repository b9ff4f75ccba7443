// One run of a sweep.
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "lab/sweep.h"
#include "lab/trainer.h"

namespace lab {

// One job, from its start to its row.
class SweepJob {
public:
  // `digits` is the packed digits file. False, with the reason, where the run cannot be had. Where the digits are not
  // the page's own its link would tell another run: it is left out.
  bool begin(const Sweep&, std::size_t job, std::span<const std::uint8_t> digits, bool links, std::string& why);
  // Some iterations more, until it has taken about `operations`, which it takes off; true when all are done.
  bool advance(double& operations);
  double progress() const;  // [0, 1]
  // An object on one line, without a line break.
  std::string row();

private:
  void write_scatter(JsonWriter&, const Snapshot&, int arm) const;

  const Sweep* sweep_ = nullptr;
  std::size_t job_ = 0;
  bool links_ = true;
  Experiment experiment_;
  Trainer trainer_;
};

}  // namespace lab
