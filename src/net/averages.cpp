#include "net/averages.h"

namespace net {

void Averages::begin(const Values& about) {
  about_ = about;
  for (Values* sum : {&arithmetic_, &geometric_, &deviation_}) sum->setZero(about.rows(), about.cols());
}

void Averages::add(double probability, Pass<double>::ConstView output, Pass<double>::ConstView logits) {
  arithmetic_ += probability * output;
  geometric_ += probability * logits;
  deviation_.array() += probability * (output - about_).array().square();
}

void Averages::finish(Activation of_output) {
  deviation_.array() = (deviation_.array() - (arithmetic_ - about_).array().square()).cwiseMax(0).sqrt();
  activate(of_output, geometric_);
}

}  // namespace net
