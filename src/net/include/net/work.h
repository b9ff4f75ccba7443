// A long computation in pieces, so that no caller need wait for all of it. The same function is called again and again
// until nothing of it was cut: what was done before is then skipped, and what goes beyond that call's share is left for
// the next. Whatever a piece makes outlives the call, so that the result is the same to the bit however it was cut.
#pragma once
#include <limits>

namespace net {

class Work {
public:
  static constexpr double all = std::numeric_limits<double>::infinity();

  // Each call begins so, with the operations (multiplications or so) that it may do.
  void begin(double share) {
    left_ = share;
    at_ = 0;
    cut_ = false;
  }
  // Is the next piece to be done now? It is of so many operations.
  bool next(double operations) {
    if (at_++ < done_) return false;
    if (left_ <= 0) {
      cut_ = true;
      return false;
    }
    left_ -= operations + overhead;
    ++done_;
    return true;
  }
  bool cut() const { return cut_; }
  double left() const { return left_; }
  void forget() { done_ = 0; }  // the next call begins another computation

private:
  static constexpr double overhead = 300;  // of a piece
  double left_ = all;
  int at_ = 0, done_ = 0;
  bool cut_ = false;
};

}  // namespace net
