// Starting points.
#include <array>

#include "lab/experiment.h"

namespace lab {
namespace {

constexpr Arm dropout(std::array<float, net::max_layers> keep) {
  Arm arm{ArmKind::dropout};
  for (std::size_t i = 0; i < keep.size(); ++i) {
    if (keep[i] > 0) arm.keep[i] = keep[i];
  }
  return arm;
}

constexpr Arm l2(float lambda) {
  Arm arm{ArmKind::l2};
  arm.lambda = lambda;
  return arm;
}

// The programming exercise that goes with the lecture: the network of its page on regularization.
constexpr Experiment exercise() {
  Experiment e;
  e.points = 211;
  e.flip = 0;
  e.units = {20, 3};
  e.arm[1] = dropout({1, 0.86f, 0.86f});
  e.arm[2] = l2(0.7f);
  e.optimizer = net::OptimizerKind::sgd;
  e.rate = 0.3f;
  return e;
}

// Lowest keep_prob where the weight matrix is largest, 1 where overfitting is no concern. With ReLU a layer of two or
// three units dies in 5 of 20 seeds, and the network is at chance for good; tanh trains in all.
constexpr Experiment lecture() {
  Experiment e = exercise();
  e.hidden = 4;
  e.units = {7, 7, 3, 2};
  e.activation = net::Activation::tanh;
  e.initialization = net::Initialization::xavier;
  e.arm[1] = dropout({1, 0.7f, 0.5f, 0.7f, 1});
  return e;
}

// As the default: few points, many weights, a fifth of the labels wrong, so that training can only reach zero cost by
// learning them by heart.
constexpr Experiment wrong_labels(net::Source source, float noise, float keep) {
  Experiment e;
  e.source = source;
  e.noise = noise;
  e.units = {64, 64};
  e.arm[1] = dropout({1, keep, keep});
  return e;
}

// Few enough units that drop for each of their 4,096 sub-networks to be looked at.
constexpr Experiment twelve_units() {
  Experiment e = wrong_labels(net::Source::circle, 0.08f, 0.8f);
  e.hidden = 1;
  e.units = Experiment{}.units;
  e.units[0] = 12;
  e.arm[1] = dropout({1, 0.8f});
  return e;
}

// A small network that needs all its units.
constexpr Experiment hurts() {
  Experiment e;
  e.source = net::Source::spiral;
  e.noise = 0.02f;
  e.flip = 0;
  e.units = {8, 8};
  e.activation = net::Activation::tanh;
  return e;
}

// The lecture's unit of four inputs, three of them noisier copies of the first: it cannot rely on any one of them. L2
// with λ/m = 1, about what the masks amount to here.
constexpr Experiment four_inputs() {
  Experiment e;
  e.source = net::Source::copies;
  e.flip = 0;
  e.hidden = 0;
  e.arms = 4;
  e.arm[1] = dropout({0.5f});
  e.arm[2] = dropout({0.5f});
  e.arm[2].kind = ArmKind::marginalized;
  e.arm[3] = l2(300);
  e.optimizer = net::OptimizerKind::sgd;
  e.rate = 0.02f;
  return e;
}

constexpr Experiment digits() {
  Experiment e;
  e.source = net::Source::digits;
  e.points = 1000;
  e.noise = 0;
  e.units = {128, 64};
  e.arm[1] = dropout({0.8f, 0.5f, 0.5f});
  e.arm[2] = l2(3);
  e.rate = 0.001f;
  e.batch = 50;
  return e;
}

}  // namespace

std::span<const Preset> presets() {
  static constexpr std::array<Preset, 10> table{{
      {"football", "Football, wrong labels", Experiment{}},
      {"exercise", "Lecture's exercise", exercise()},
      {"lecture", "Lecture's network", lecture()},
      {"moons", "Moons, wrong labels", wrong_labels(net::Source::moons, 0.15f, 0.5f)},
      {"circles", "Circles, wrong labels", wrong_labels(net::Source::circle, 0.08f, 0.5f)},
      {"spirals", "Spirals, wrong labels", wrong_labels(net::Source::spiral, 0.03f, 0.6f)},
      {"twelve-units", "Twelve units, 4,096 networks", twelve_units()},
      {"hurts", "Where dropout hurts", hurts()},
      {"four-inputs", "Four inputs", four_inputs()},
      {"digits", "Digits, wrong labels", digits()},
  }};
  return table;
}

}  // namespace lab
