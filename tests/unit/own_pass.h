// A test-time pass by plain loops in double, with the weights as a snapshot has them: for tests of what is made of it.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "lab/inspection.h"
#include "lab/trainer.h"

namespace own_pass {

inline double stopped_clock() { return 1e9; }

// What each row's units put out for one example, the inputs first; x as it lies in the snapshot, `size` examples.
inline std::vector<std::vector<double>> rows(const lab::Snapshot& s, int arm, lab::Range x, int size, int example) {
  const net::Shape& shape = s.shape;
  const lab::ArmFigures& figures = s.arm[static_cast<std::size_t>(arm)];
  const auto parameters = s[figures.parameters];
  const auto at = [](auto&& list, int i) -> auto& { return list[static_cast<std::size_t>(i)]; };
  std::vector<std::vector<double>> out(1);
  for (int j = 0; j < shape.inputs(); ++j)
    out[0].push_back(static_cast<double>(s[x][static_cast<std::size_t>(j * size + example)]));
  for (int l = 0; l < shape.layers; ++l) {
    const double scale = s.scaling == net::Scaling::classic ? static_cast<double>(at(figures.keep, l)) : 1;
    std::vector<double> row;
    for (int u = 0; u < at(shape.units, l + 1); ++u) {
      double z = static_cast<double>(at(parameters, shape.bias_offset(l) + u));
      for (int j = 0; j < at(shape.units, l); ++j)
        z += static_cast<double>(at(parameters, shape.weight_offset(l) + u * at(shape.units, l) + j)) * scale *
             at(out.back(), j);
      row.push_back(z);
    }
    const net::Activation activation = at(shape.activation, l);
    double sum = 0;
    for (double z : row) sum += std::exp(z);
    for (double& z : row) {
      if (activation == net::Activation::relu) z = std::max(z, 0.0);
      if (activation == net::Activation::tanh) z = std::tanh(z);
      if (activation == net::Activation::sigmoid) z = 1 / (1 + std::exp(-z));
      if (activation == net::Activation::softmax) z = std::exp(z) / sum;
    }
    out.push_back(row);
  }
  return out;
}

// 80 + 40 images of 5 × 5 pixels of ten classes, packed as the digits are: noise about a pattern of each class.
inline std::vector<std::uint8_t> digits_file() {
  std::vector<std::uint8_t> bytes;
  for (const char c : std::string("DLDIGIT1")) bytes.push_back(static_cast<std::uint8_t>(c));
  const auto put = [&](unsigned value, int count) {
    for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
  };
  put(5, 2), put(8, 2), put(80, 4), put(40, 4);
  for (unsigned i = 0; i < 120; ++i) put(i * 7 % 10, 1);
  for (unsigned i = 0; i < 120; ++i)
    for (unsigned p = 0; p < 25; ++p) put((i * 7 % 10 * 31 + p * 53) % 160 + (i * 29 + p * 17 + i * p) % 90, 1);
  return bytes;
}

struct Run {
  lab::Trainer trainer;
  lab::Snapshot s;
  lab::Inspection inspection;

  Run(const lab::Experiment& e, int iterations, const lab::Analyses& wanted) {
    const std::vector<std::uint8_t> digits = digits_file();
    REQUIRE(trainer.restart(e, digits));
    for (int i = 0; i < iterations; ++i) trainer.step();
    look(wanted);
  }
  void look(const lab::Analyses& wanted) {
    trainer.refresh();
    trainer.read(s);
    inspection.advance(s, wanted, 1, stopped_clock);
  }
};

}  // namespace own_pass
