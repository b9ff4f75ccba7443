#include "eval.h"

#include <algorithm>
#include <string>
#include <utility>

#include "../args/args.h"
#include "case.h"
#include "files.h"

namespace cli {
namespace {

// The case's network, masks set, ready for forward().
net::Mlp network(const Case& c, const net::Shape& shape) {
  net::Mlp mlp(shape, static_cast<int>(c.x.cols()));
  std::copy_n(c.parameters.begin(), shape.parameters(), mlp.parameters());
  mlp.dropout = c.dropout;
  for (int l = 0; l < shape.layers; ++l) {
    const auto& mask = c.masks[static_cast<std::size_t>(l)];
    if (mask) mlp.set_mask(l, *mask);
  }
  return mlp;
}

// What layer `layers` of the case puts out before (Z) or after (A) its activation and before its own mask: the output
// of the network that ends there.
net::Matrix layer_output(const Case& c, int layers, bool activated) {
  net::Shape shape = c.shape;
  shape.layers = layers;
  const auto last = static_cast<std::size_t>(layers - 1);
  const bool softmax = activated && shape.activation[last] == net::Activation::softmax;
  shape.loss = softmax ? net::Loss::softmax_cross_entropy : net::Loss::squared_error;
  if (!activated) shape.activation[last] = net::Activation::linear;
  net::Mlp mlp = network(c, shape);
  const net::Matrix targets = net::Matrix::Zero(shape.outputs(), c.x.cols());
  mlp.forward({net::view(c.x), net::view(targets)});
  return mlp.passed_on(layers);
}

// One example a row: m is (units, batch).
template <class AnyMatrix>
void write_examples(lab::JsonWriter& json, const AnyMatrix& m) {
  json.open('[');
  for (Eigen::Index i = 0; i < m.cols(); ++i) {
    json.open('[');
    for (Eigen::Index u = 0; u < m.rows(); ++u) json.value(m(u, i));
    json.close();
  }
  json.close();
}

void write_weights(lab::JsonWriter& json, const net::Shape& shape, const float* flat) {
  json.open('[');
  for (int l = 0; l < shape.layers; ++l) {
    const auto w = net::weights(shape, l, flat);
    json.open('[');
    for (Eigen::Index u = 0; u < w.rows(); ++u) {
      json.open('[');
      for (Eigen::Index j = 0; j < w.cols(); ++j) json.value(w(u, j));
      json.close();
    }
    json.close();
  }
  json.close();
}

void write_biases(lab::JsonWriter& json, const net::Shape& shape, const float* flat) {
  json.open('[');
  for (int l = 0; l < shape.layers; ++l) {
    json.open('[');
    for (const float b : net::biases(shape, l, flat)) json.value(b);
    json.close();
  }
  json.close();
}

void write_forward(lab::JsonWriter& json, const Case& c, const net::Mlp& mlp) {
  for (const bool activated : {false, true}) {
    json.key(activated ? "A" : "Z").open('[');
    for (int l = 1; l <= c.shape.layers; ++l) write_examples(json, layer_output(c, l, activated));
    json.close();
  }
  json.key("A_dropped").open('[');
  for (int l = 0; l < c.shape.layers; ++l) write_examples(json, mlp.passed_on(l));
  json.close().key("output");
  write_examples(json, mlp.passed_on(c.shape.layers));
}

void write_gradients(lab::JsonWriter& json, const Case& c, net::Mlp& mlp) {
  mlp.penalty.l2 = 0;
  mlp.backward();
  json.key("dW_data");
  write_weights(json, c.shape, mlp.gradient());
  net::Matrix dx(c.x.rows(), c.x.cols());
  mlp.input_gradient({dx.data(), dx.rows(), dx.cols(), Eigen::OuterStride<>(dx.cols())});
  mlp.penalty.l2 = c.l2;
  mlp.backward();
  json.key("dW");
  write_weights(json, c.shape, mlp.gradient());
  json.key("db");
  write_biases(json, c.shape, mlp.gradient());
  json.key("dX");
  write_examples(json, dx);
}

void write_evaluation(lab::JsonWriter& json, const Case& c, net::Mlp& mlp) {
  json.key("fro2").open('[');
  for (int l = 0; l < c.shape.layers; ++l) json.value(net::squared_norm(c.shape, l, mlp.parameters()));
  json.close();
  net::Matrix out(c.shape.outputs(), c.x.cols());
  mlp.predict(net::view(c.x), {out.data(), out.rows(), out.cols(), Eigen::OuterStride<>(out.cols())});
  json.key("eval_output");
  write_examples(json, out);
  json.key("eval_loss_data").value(mlp.score(net::view(c.x), net::view(c.y)).cost);
}

void restore(const std::vector<float>& state, float* to) { std::copy(state.begin(), state.end(), to); }

net::Mlp updated(const Case& c, net::OptimizerKind kind) {
  net::Mlp mlp = network(c, c.shape);
  const bool adam = kind == net::OptimizerKind::adam;
  mlp.optimizer = {kind,    c.rate,  kind == net::OptimizerKind::averaged_momentum ? c.beta : c.mu,
                   c.beta1, c.beta2, c.epsilon};
  mlp.penalty.l2 = c.l2;
  mlp.penalty.max_norm = c.max_norm;
  if (kind != net::OptimizerKind::sgd) restore(adam ? c.first : c.velocity, mlp.first_moments());
  if (adam) restore(c.second, mlp.second_moments());
  mlp.set_updates(c.step - 1);
  mlp.forward({net::view(c.x), net::view(c.y)});
  mlp.backward();
  mlp.update();
  return mlp;
}

void write_parameters(lab::JsonWriter& json, const std::string& prefix, const net::Shape& shape, const float* flat) {
  json.key(prefix + "W");
  write_weights(json, shape, flat);
  json.key(prefix + "b");
  write_biases(json, shape, flat);
}

void write_steps(lab::JsonWriter& json, const Case& c) {
  using net::OptimizerKind;
  json.key("steps").open('{');
  constexpr std::pair<const char*, OptimizerKind> kinds[] = {{"sgd", OptimizerKind::sgd},
                                                             {"momentum", OptimizerKind::momentum},
                                                             {"momentum_ng", OptimizerKind::averaged_momentum},
                                                             {"adam", OptimizerKind::adam}};
  for (const auto& [name, kind] : kinds) {
    net::Mlp mlp = updated(c, kind);
    json.key(name).open('{');
    write_parameters(json, "", c.shape, mlp.parameters());
    if (kind == OptimizerKind::adam) {
      write_parameters(json, "m", c.shape, mlp.first_moments());
      write_parameters(json, "s", c.shape, mlp.second_moments());
    } else if (kind != OptimizerKind::sgd) {
      write_parameters(json, "v", c.shape, mlp.first_moments());
    }
    json.close();
  }
  json.close();
}

std::string evaluate(const Case& c) {
  net::Mlp mlp = network(c, c.shape);
  lab::JsonWriter json;
  json.open('{').member("command", "eval");
  const float data = mlp.forward({net::view(c.x), net::view(c.y)});
  write_forward(json, c, mlp);
  mlp.penalty.l2 = c.l2;
  const float penalty = mlp.l2_cost(static_cast<int>(c.x.cols()));
  json.key("loss_data").value(data).key("loss_reg").value(penalty).key("loss").value(data + penalty);
  write_gradients(json, c, mlp);
  write_evaluation(json, c, mlp);
  write_steps(json, c);
  json.close();
  return json.text();
}

}  // namespace

std::string eval_help() {
  return args::line("CASE.json", 17, "a case as tests/reference/README.md describes it; what comes of it is JSON");
}

int run_eval(int argc, char** argv) {
  std::string path, text, why;
  const args::Option file{"", "one file, a case as tests/reference/README.md describes it",
                          [&](const std::string& word, std::string&) {
                            const bool first = path.empty();
                            if (first) path = word;
                            return first && !word.empty();
                          }};
  bool json_alone = true;  // what eval prints is JSON in any case
  const args::Option options[] = {file, args::flag("--json", json_alone)};
  if (!args::read(std::span<const char* const>(argv, static_cast<std::size_t>(argc)).subspan(2), options, why))
    return refuse("eval: " + why);
  if (path.empty()) return refuse("eval: accepted is " + file.accepts);
  if (!read_file(path, text)) return refuse("eval '" + path + "': the file cannot be read");
  lab::Json json;
  if (!lab::read_json(text, json, why)) return refuse("eval '" + path + "': not JSON, " + why);
  Case c;
  if (!read_case(json, c, why)) return refuse("eval '" + path + "': " + why);
  print(evaluate(c) + '\n');
  return 0;
}

}  // namespace cli
