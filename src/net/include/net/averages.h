// The averages of what many sub-networks answer, summed up one after the other, in double.
#pragma once
#include "net/pass.h"

namespace net {

class Averages {
public:
  using Values = Pass<double>::Values;

  // Sums are taken about answers near the mean, (outputs, size).
  void begin(const Values& about);
  // One more sub-network, which is drawn with this probability: what it answers, and the pre-activations of that.
  void add(double probability, Pass<double>::ConstView output, Pass<double>::ConstView logits);
  void finish(Activation of_output);  // once the probabilities have come to 1

  const Values& arithmetic() const { return arithmetic_; }
  const Values& geometric() const { return geometric_; }  // normalized: the output of the mean logit
  const Values& deviation() const { return deviation_; }  // standard deviation over the sub-networks

private:
  Values about_, arithmetic_, geometric_, deviation_;
};

}  // namespace net
