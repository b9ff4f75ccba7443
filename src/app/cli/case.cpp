#include "case.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cli {
namespace {

using Kind = lab::Json::Kind;

// Reads fields of one object; after the first failure the rest is left alone.
class CaseReader {
public:
  CaseReader(const lab::Json& json, Case& out) : json_(json), c_(out) {}

  bool read() {
    shape();
    if (sound()) parameters("weights", "biases", json_, c_.parameters);
    if (sound()) batch();
    if (sound()) dropout();
    if (sound()) optimizer();
    if (const lab::Json* name = json_.find("name"); name && name->is(Kind::string)) c_.name = name->text;
    return sound();
  }
  const std::string& why() const { return why_; }

private:
  bool sound() const { return why_.empty(); }
  bool fail(const std::string& field, const std::string& accepted) {
    if (sound()) why_ = "'" + field + "': accepted is " + accepted;
    return false;
  }
  std::size_t units(int row) const { return static_cast<std::size_t>(c_.shape.units[static_cast<std::size_t>(row)]); }
  std::size_t layers() const { return static_cast<std::size_t>(c_.shape.layers); }

  const lab::Json* list(const lab::Json& from, const std::string& field, std::size_t count,
                        const std::string& accepted) {
    const lab::Json* found = from.find(field);
    const bool right =
        found && found->is(Kind::array) && (count == 0 ? !found->items.empty() : found->items.size() == count);
    if (!right) fail(field, accepted);
    return right ? found : nullptr;
  }

  static bool is_number(const lab::Json& json) {
    return json.is(Kind::number) && std::isfinite(static_cast<float>(json.number));
  }
  static bool is_row(const lab::Json& json, std::size_t count) {
    return json.is(Kind::array) && json.items.size() == count &&
           std::all_of(json.items.begin(), json.items.end(), is_number);
  }
  // rows × columns numbers, one row after the other
  static bool append_rows(const lab::Json& json, std::size_t rows, std::size_t columns, std::vector<float>& out) {
    if (!json.is(Kind::array) || json.items.size() != rows) return false;
    for (const lab::Json& row : json.items) {
      if (!is_row(row, columns)) return false;
      for (const lab::Json& number : row.items) out.push_back(static_cast<float>(number.number));
    }
    return true;
  }
  // m rows of n become (n, m)
  static bool examples(const lab::Json& json, std::size_t n, net::Matrix& out) {
    std::vector<float> numbers;
    if (!json.is(Kind::array) || !append_rows(json, json.items.size(), n, numbers)) return false;
    const auto rows = static_cast<Eigen::Index>(json.items.size()), columns = static_cast<Eigen::Index>(n);
    out = Eigen::Map<const net::Matrix>(numbers.data(), rows, columns).transpose();
    return true;
  }

  void shape() {
    constexpr double widest = 4096;
    const lab::Json* sizes = list(json_, "layers", 0, "a list of units per layer, the input first");
    if (!sizes) return;
    const std::size_t rows = sizes->items.size();
    const auto sound_size = [](const lab::Json& n) {
      return n.is(Kind::number) && n.number >= 1 && n.number <= widest && n.number == std::floor(n.number);
    };
    if (rows < 2 || rows > net::max_layers + 1 || !std::all_of(sizes->items.begin(), sizes->items.end(), sound_size)) {
      fail("layers", "2 to " + std::to_string(net::max_layers + 1) + " sizes from 1 to 4096");
      return;
    }
    c_.shape.layers = static_cast<int>(rows - 1);
    for (std::size_t l = 0; l < rows; ++l) c_.shape.units[l] = static_cast<int>(sizes->items[l].number);
    if (activations()) loss();
  }

  bool activations() {
    constexpr std::array<const char*, 5> names{"relu", "tanh", "sigmoid", "linear", "softmax"};
    const std::string accepted =
        "relu, tanh, sigmoid or linear for each of " + std::to_string(layers()) + " layers, softmax for the last alone";
    const lab::Json* list_ = list(json_, "activations", layers(), accepted);
    if (!list_) return false;
    for (std::size_t l = 0; l < layers(); ++l) {
      const lab::Json& item = list_->items[l];
      const auto found = std::find(names.begin(), names.end(), item.text);
      const bool last = l + 1 == layers();
      if (!item.is(Kind::string) || found == names.end() || (!last && item.text == "softmax")) {
        return fail("activations", accepted);
      }
      c_.shape.activation[l] = static_cast<net::Activation>(found - names.begin());
    }
    return true;
  }

  // Which output an engine's loss goes with: cross-entropies with their own unit, squared error with any but softmax.
  void loss() {
    const lab::Json* name = json_.find("loss");
    const std::string text = name && name->is(Kind::string) ? name->text : "";
    const net::Activation last = c_.shape.activation[layers() - 1];
    if (text == "sigmoid_ce" && last == net::Activation::sigmoid)
      c_.shape.loss = net::Loss::sigmoid_cross_entropy;
    else if (text == "softmax_ce" && last == net::Activation::softmax)
      c_.shape.loss = net::Loss::softmax_cross_entropy;
    else if (text == "mse" && last != net::Activation::softmax)
      c_.shape.loss = net::Loss::squared_error;
    else
      fail("loss", "sigmoid_ce after sigmoid, softmax_ce after softmax, or mse after any other activation");
  }

  // Weights and biases of all layers into one flat array.
  void parameters(const std::string& w, const std::string& b, const lab::Json& from, std::vector<float>& out) {
    const lab::Json* weights = list(from, w, layers(), "one matrix for each layer");
    const lab::Json* biases = list(from, b, layers(), "one list for each layer");
    if (!weights || !biases) return;
    out.clear();
    for (std::size_t l = 0; l < layers(); ++l) {
      const std::size_t n = units(static_cast<int>(l)), m = units(static_cast<int>(l) + 1);
      if (!append_rows(weights->items[l], m, n, out)) {
        fail(w, "for layer " + std::to_string(l + 1) + " " + std::to_string(m) + " rows of " + std::to_string(n) +
                    " numbers");
        return;
      }
      if (!is_row(biases->items[l], m)) {
        fail(b, "for layer " + std::to_string(l + 1) + " " + std::to_string(m) + " numbers");
        return;
      }
      for (const lab::Json& number : biases->items[l].items) out.push_back(static_cast<float>(number.number));
    }
  }

  void batch() {
    const lab::Json* x = list(json_, "X", 0, "one row of numbers for each example");
    if (!x) return;
    if (!examples(*x, units(0), c_.x)) {
      fail("X", "rows of " + std::to_string(units(0)) + " numbers");
      return;
    }
    const lab::Json* y = list(json_, "y", x->items.size(), "one target for each row of X");
    if (!y) return;
    if (c_.shape.loss == net::Loss::softmax_cross_entropy)
      class_targets(*y);
    else if (!examples(*y, units(c_.shape.layers), c_.y)) {
      fail("y", "rows of " + std::to_string(units(c_.shape.layers)) + " numbers");
    }
  }

  void class_targets(const lab::Json& y) {
    const int classes = c_.shape.outputs();
    c_.y.setZero(classes, static_cast<Eigen::Index>(y.items.size()));
    for (std::size_t i = 0; i < y.items.size(); ++i) {
      const lab::Json& item = y.items[i];
      const bool right =
          item.is(Kind::number) && item.number >= 0 && item.number < classes && item.number == std::floor(item.number);
      if (!right) {
        fail("y", "class numbers from 0 to " + std::to_string(classes - 1));
        return;
      }
      c_.y(static_cast<Eigen::Index>(item.number), static_cast<Eigen::Index>(i)) = 1;
    }
  }

  void dropout() {
    const lab::Json* keep = list(json_, "keep_probs", layers(), "one number for the input and for each hidden layer");
    const lab::Json* masks =
        keep ? list(json_, "masks", layers(), "one mask or null for the input and for each hidden layer") : nullptr;
    if (!masks) return;
    for (std::size_t l = 0; l < layers(); ++l) {
      const lab::Json& p = keep->items[l];
      if (!p.is(Kind::number) || p.number <= 0 || p.number > 1) {
        fail("keep_probs", "numbers above 0 and up to 1");
        return;
      }
      c_.dropout.keep[l] = static_cast<float>(p.number);
      c_.masks.emplace_back();
      if (masks->items[l].is(Kind::null)) continue;
      net::Matrix mask;
      const bool right = examples(masks->items[l], units(static_cast<int>(l)), mask) && mask.cols() == c_.x.cols() &&
                         ((mask.array() == 0) || (mask.array() == 1)).all();
      if (!right) {
        fail("masks", "null, or for layer " + std::to_string(l) + " " + std::to_string(c_.x.cols()) + " rows of " +
                          std::to_string(units(static_cast<int>(l))) + " times 0 or 1");
        return;
      }
      c_.masks.back() = mask;
    }
  }

  void number(const lab::Json& from, const std::string& field, double low, double high, float& out) {
    const lab::Json* found = from.find(field);
    if (!found || found->is(Kind::null)) return;  // the default stays
    if (!is_number(*found) || found->number < low || found->number > high) {
      fail(field, "a number from " + std::to_string(low) + " to " + std::to_string(high));
      return;
    }
    out = static_cast<float>(found->number);
  }

  void optimizer() {
    constexpr double large = 1e6;
    number(json_, "l2", 0, large, c_.l2);
    number(json_, "max_norm", 0, large, c_.max_norm);
    const lab::Json* opt = json_.find("opt");
    if (!opt || !opt->is(Kind::object)) {
      fail("opt", "an object with lr, mu, beta, beta1, beta2, eps, t");
      return;
    }
    number(*opt, "lr", 0, large, c_.rate);
    number(*opt, "mu", 0, 1, c_.mu);
    number(*opt, "beta", 0, 1, c_.beta);
    number(*opt, "beta1", 0, 1, c_.beta1);
    number(*opt, "beta2", 0, 1, c_.beta2);
    number(*opt, "eps", 0, 1, c_.epsilon);
    float t = 1;
    number(*opt, "t", 1, large, t);
    c_.step = static_cast<int>(t);
    if (sound() && opt->find("vW")) parameters("vW", "vb", *opt, c_.velocity);
    if (sound() && opt->find("mW")) parameters("mW", "mb", *opt, c_.first);
    if (sound() && opt->find("sW")) parameters("sW", "sb", *opt, c_.second);
  }

  const lab::Json& json_;
  Case& c_;
  std::string why_;
};

}  // namespace

bool read_case(const lab::Json& json, Case& out, std::string& why) {
  Case read;
  CaseReader reader(json, read);
  if (!json.is(Kind::object)) {
    why = "accepted is an object with layers, activations, loss, weights, biases, X, y, keep_probs, masks, l2, opt";
    return false;
  }
  if (!reader.read()) {
    why = reader.why();
    return false;
  }
  out = std::move(read);
  return true;
}

}  // namespace cli
