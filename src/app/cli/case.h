// A case of explicit weights, masks and batch: one forward and backward pass and one update.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lab/json.h"
#include "net/mlp.h"

namespace cli {

struct Case {
  std::string name;
  net::Shape shape;
  std::vector<float> parameters;  // flat, as net::Shape says
  net::Matrix x, y;               // (inputs, batch), (outputs, batch)
  net::Dropout dropout;
  std::vector<std::optional<net::Matrix>> masks;  // of the input and each hidden layer, (units, batch)
  float l2 = 0, max_norm = 0;
  float rate = 0.1f, mu = 0.9f, beta = 0.9f, beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;
  int step = 1;                                // t, the number of this update from 1
  std::vector<float> velocity, first, second;  // state before it, flat; empty: zeros
};

// Reads a case; on failure says in `why` which field is wrong and what is accepted.
bool read_case(const lab::Json&, Case& out, std::string& why);

}  // namespace cli
