// The cases of tests/reference, computed by an independent implementation: relative error at most 1e-4.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "net/mlp.h"
#include "net_files.h"
#include "net_json.h"

using net::Activation, net::OptimizerKind;

namespace {

Activation activation_of(const std::string& name) {
  if (name == "relu") return Activation::relu;
  if (name == "tanh") return Activation::tanh;
  if (name == "sigmoid") return Activation::sigmoid;
  if (name == "linear") return Activation::linear;
  REQUIRE(name == "softmax");
  return Activation::softmax;
}

net::Loss loss_of(const std::string& name) {
  if (name == "sigmoid_ce") return net::Loss::sigmoid_cross_entropy;
  if (name == "softmax_ce") return net::Loss::softmax_cross_entropy;
  REQUIRE(name == "mse");
  return net::Loss::squared_error;
}

// m rows of n numbers as (n, m): one column an example.
net::Matrix columns(const Json& rows) {
  const std::size_t m_rows = rows.items.front().items.size(), examples = rows.items.size();
  net::Matrix m(static_cast<Eigen::Index>(m_rows), static_cast<Eigen::Index>(examples));
  for (Eigen::Index i = 0; i < m.cols(); ++i)
    for (Eigen::Index u = 0; u < m.rows(); ++u)
      m(u, i) = static_cast<float>(rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(u)].number);
  return m;
}

net::Matrix one_hot(const Json& labels, int classes) {
  net::Matrix y = net::Matrix::Zero(classes, static_cast<Eigen::Index>(labels.items.size()));
  for (Eigen::Index i = 0; i < y.cols(); ++i)
    y(static_cast<Eigen::Index>(labels[static_cast<std::size_t>(i)].number), i) = 1;
  return y;
}

net::MatrixView room(net::Matrix& m) { return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols())}; }

// Every number to 1e-4 of itself, or of a hundredth of the largest of them.
void check_close(const std::vector<double>& ours, const Json& expected, const std::string& what) {
  CAPTURE(what);
  std::vector<double> wanted;
  expected.flatten(wanted);
  REQUIRE(ours.size() == wanted.size());
  double largest = 0;
  for (const double w : wanted) largest = std::max(largest, std::abs(w));
  double worst = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    worst = std::max(worst, std::abs(ours[i] - wanted[i]) / (std::max(std::abs(wanted[i]), 0.01 * largest) + 1e-30));
  CHECK(worst <= 1e-4);
}

// (n, m) in the order of m rows of n.
std::vector<double> by_example(const net::Matrix& m) {
  std::vector<double> out;
  for (Eigen::Index i = 0; i < m.cols(); ++i)
    for (Eigen::Index u = 0; u < m.rows(); ++u) out.push_back(static_cast<double>(m(u, i)));
  return out;
}

class Case {
public:
  explicit Case(const Json& j) : json_(j), shape_(shape_of(j)), x_(columns(j["X"])) {
    y_ = shape_.loss == net::Loss::softmax_cross_entropy ? one_hot(j["y"], shape_.outputs()) : columns(j["y"]);
  }

  void check() {
    check_step();
    struct Kind {
      const char* name;
      OptimizerKind kind;
      const char *momentum, *first, *second;
    };
    for (const Kind& k : {Kind{"sgd", OptimizerKind::sgd, "mu", "", ""},
                          {"momentum", OptimizerKind::momentum, "mu", "v", ""},
                          {"momentum_ng", OptimizerKind::averaged_momentum, "beta", "v", ""},
                          {"adam", OptimizerKind::adam, "mu", "m", "s"}}) {
      net::Mlp mlp = make();
      mlp.optimizer.kind = k.kind;
      mlp.optimizer.momentum = static_cast<float>(json_["opt"][k.momentum].number);
      mlp.set_updates(static_cast<int>(json_["opt"]["t"].number) - 1);
      if (*k.first) put(json_["opt"], k.first, mlp.first_moments());
      if (*k.second) put(json_["opt"], k.second, mlp.second_moments());
      mlp.forward({net::view(x_), net::view(y_)});
      mlp.backward();
      mlp.update();
      const Json& step = json_["expected"]["steps"][k.name];
      check_layers(mlp.parameters(), step["W"], step["b"], k.name);
      if (*k.first) check_state(mlp.first_moments(), step, k.first);
      if (*k.second) check_state(mlp.second_moments(), step, k.second);
    }
  }

private:
  static net::Shape shape_of(const Json& j) {
    net::Shape s;
    s.layers = static_cast<int>(j["layers"].items.size()) - 1;
    for (std::size_t l = 0; l < j["layers"].items.size(); ++l) s.units[l] = static_cast<int>(j["layers"][l].number);
    for (std::size_t l = 0; l < j["activations"].items.size(); ++l)
      s.activation[l] = activation_of(j["activations"][l].text);
    s.loss = loss_of(j["loss"].text);
    return s;
  }

  void put(const Json& from, const std::string& prefix, float* to) const {
    const bool parameters = prefix.empty();
    const Json &w = from[parameters ? "weights" : (prefix + "W").c_str()],
               &b = from[parameters ? "biases" : (prefix + "b").c_str()];
    if (w.is_null) return;
    for (std::size_t l = 0; l < w.items.size(); ++l) {
      std::vector<double> numbers;
      w[l].flatten(numbers);
      std::copy(numbers.begin(), numbers.end(), to + shape_.weight_offset(static_cast<int>(l)));
      numbers.clear();
      b[l].flatten(numbers);
      std::copy(numbers.begin(), numbers.end(), to + shape_.bias_offset(static_cast<int>(l)));
    }
  }

  net::Mlp make() const {
    net::Mlp mlp(shape_, static_cast<int>(x_.cols()));
    put(json_, "", mlp.parameters());
    for (std::size_t l = 0; l < json_["keep_probs"].items.size(); ++l) {
      mlp.dropout.keep[l] = static_cast<float>(json_["keep_probs"][l].number);
      if (!json_["masks"][l].is_null) mlp.set_mask(static_cast<int>(l), columns(json_["masks"][l]));
    }
    const Json& opt = json_["opt"];
    mlp.optimizer.rate = static_cast<float>(opt["lr"].number);
    mlp.optimizer.beta1 = static_cast<float>(opt["beta1"].number);
    mlp.optimizer.beta2 = static_cast<float>(opt["beta2"].number);
    mlp.optimizer.epsilon = static_cast<float>(opt["eps"].number);
    mlp.penalty.l2 = static_cast<float>(json_["l2"].number);
    if (!json_["max_norm"].is_null) mlp.penalty.max_norm = static_cast<float>(json_["max_norm"].number);
    return mlp;
  }

  void check_layers(const float* flat, const Json& w, const Json& b, const std::string& what) const {
    for (int l = 0; l < shape_.layers; ++l) {
      const auto layer = static_cast<std::size_t>(l);
      const float *weights = flat + shape_.weight_offset(l), *biases = flat + shape_.bias_offset(l);
      check_close({weights, biases}, w[layer], what + " W" + std::to_string(l + 1));
      check_close({biases, biases + shape_.units[layer + 1]}, b[layer], what + " b" + std::to_string(l + 1));
    }
  }

  void check_state(const float* flat, const Json& step, const std::string& prefix) const {
    check_layers(flat, step[(prefix + "W").c_str()], step[(prefix + "b").c_str()], prefix);
  }

  void check_step() {
    const Json& expected = json_["expected"];
    net::Mlp mlp = make();
    const int m = static_cast<int>(x_.cols());
    const float loss = mlp.forward({net::view(x_), net::view(y_)});
    CHECK(loss == doctest::Approx(expected["loss_data"].number).epsilon(1e-5));
    CHECK(mlp.l2_cost(m) == doctest::Approx(expected["loss_reg"].number).epsilon(1e-5));
    CHECK(loss + mlp.l2_cost(m) == doctest::Approx(expected["loss"].number).epsilon(1e-5));
    for (int l = 0; l < shape_.layers; ++l) {
      const auto layer = static_cast<std::size_t>(l);
      check_close(by_example(mlp.passed_on(l)), expected["A_dropped"][layer], "A_dropped " + std::to_string(l));
      const double norm = expected["fro2"][layer].number;
      CHECK(net::squared_norm(shape_, l, mlp.parameters()) == doctest::Approx(norm).epsilon(1e-5));
    }
    check_close(by_example(mlp.passed_on(shape_.layers)), expected["output"], "output");
    mlp.backward();
    check_layers(mlp.gradient(), expected["dW"], expected["db"], "gradient");
    net::Matrix dx(x_.rows(), x_.cols());
    mlp.input_gradient(room(dx));
    check_close(by_example(dx), expected["dX"], "dX");
    mlp.penalty.l2 = 0;
    mlp.backward();
    check_layers(mlp.gradient(), expected["dW_data"], expected["db"], "gradient without L2");
    net::Matrix out(shape_.outputs(), m);
    mlp.predict(net::view(x_), room(out));
    check_close(by_example(out), expected["eval_output"], "eval_output");
    CHECK(mlp.score(net::view(x_), net::view(y_)).cost ==
          doctest::Approx(expected["eval_loss_data"].number).epsilon(1e-5));
  }

  const Json& json_;
  net::Shape shape_;
  net::Matrix x_, y_;
};

}  // namespace

TEST_CASE("outputs, costs, gradients and updates are those of an independent implementation") {
  for (const char* name : {"01_plain_keep1", "04_softmax3_tanh_sigmoid", "05_whole_layer_dropped", "08_batch1_width1",
                           "09_all_activations", "10_l2_5_states_t10"}) {
    CAPTURE(name);
    const std::string text = read_test_file(std::string("reference/") + name + ".json");
    const Json json = json_of(text);
    if (json["expected"].is_null) continue;  // the file did not open, which was reported
    Case(json).check();
  }
}
