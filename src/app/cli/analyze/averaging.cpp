#include "averaging.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lab/analyses/averaging.h"
#include "lab/analyses/crowd.h"
#include "lab/analyses/scaling.h"
#include "net/enumeration.h"
#include "net/monte_carlo.h"
#include "net/nth.h"

namespace cli {
namespace {

using Values = net::Averages::Values;

net::Activation of_output(const net::Shape& shape) { return net::nth(shape.activation, shape.layers - 1); }
net::Pass<double>::ConstView view(const Values& v) { return {v.data(), v.rows(), v.cols()}; }

// Masks drawn one after the other, what they answer in double.
class Draws {
public:
  Draws(const net::Shape& shape, int size, int most) : masks_(shape, size, most) {}
  void begin(const float* parameters, const net::Dropout& dropout, net::ConstMatrixView x, net::ConstMatrixView y,
             std::uint64_t seed, const net::Shape& shape) {
    output_ = of_output(shape);
    masks_.begin(parameters, dropout, x, y, seed);
  }
  const Values& next() {
    masks_.advance(1);
    answers = logits = masks_.logits().cast<double>();
    net::activate(output_, answers);
    return answers;
  }
  Values answers, logits;

private:
  net::MonteCarlo masks_;
  net::Activation output_{};
};

struct Under {
  const net::Shape& shape;
  const float* parameters;
  const net::Dropout& masks;
  net::ConstMatrixView x, y;
};

// What averages over all sub-networks, or over lab::drawn_masks of them.
net::Averages averages(const Under& u, Values& weight_scaling, bool& enumerated) {
  net::Pass<double> whole(u.shape, static_cast<int>(u.x.cols()));
  whole.set_parameters(u.parameters);
  whole.set_input(u.x);
  whole.run_test(u.masks);
  weight_scaling = whole.activation(u.shape.layers);
  enumerated = net::droppable_units(u.shape, u.masks) <= lab::most_enumerated;
  if (enumerated) {
    net::Enumeration all(u.shape, static_cast<int>(u.x.cols()));
    all.begin(u.parameters, u.masks, u.x, {nullptr, u.shape.outputs(), 0, Eigen::OuterStride<>(1)});
    all.advance(all.subnetworks());
    return all.averages();
  }
  net::Averages sum;
  sum.begin(weight_scaling);
  Draws draws(u.shape, static_cast<int>(u.x.cols()), lab::drawn_masks);
  draws.begin(u.parameters, u.masks, u.x, u.y, lab::drawn_seed, u.shape);
  for (int k = 0; k < lab::drawn_masks; ++k) {
    draws.next();
    sum.add(1.0 / lab::drawn_masks, view(draws.answers), view(draws.logits));
  }
  sum.finish(of_output(u.shape));
  return sum;
}

// The shown training example.
void write_example(lab::JsonWriter& json, const lab::Snapshot& s, const Under& u) {
  Values weight_scaling;
  bool enumerated = true;
  const net::Averages found = averages(u, weight_scaling, enumerated);
  const int of_class = lab::answer_class(s), output = s.shape.outputs() > 1 ? of_class : 0;
  json.key("example").open('{').key("index").value(static_cast<long long>(s.shown_example));
  json.key("of_class").value(static_cast<long long>(of_class));
  json.key("weight_scaling").value(weight_scaling(output, 0));
  json.key("geometric_mean").value(found.geometric()(output, 0));
  json.key("arithmetic_mean").value(found.arithmetic()(output, 0));
  json.key("deviation").value(found.deviation()(output, 0));
  Draws draws(u.shape, 1, lab::drawn_masks);
  draws.begin(u.parameters, u.masks, u.x, u.y, lab::drawn_seed, u.shape);
  double sum = 0;
  json.key("mean_of").open('{');
  for (int k = 1; k <= lab::drawn_masks; ++k) {
    sum += draws.next()(output, 0);
    if (k == 1 || k == 10 || k == 100 || k == 1000) json.key(std::to_string(k)).value(sum / k);
  }
  json.close().close();
}

template <class Value>
void write_grid(lab::JsonWriter& json, const Value& value) {
  json.open('[');
  for (int i = 0; i < lab::crowd_side * lab::crowd_side; ++i) json.value(value(i));
  json.close();
}

void write_surfaces(lab::JsonWriter& json, const lab::Snapshot& s, const float* parameters, const net::Dropout& masks,
                    int surfaces) {
  constexpr int side = lab::crowd_side;
  net::Matrix x(2, side * side);
  const float step = (s.x_high - s.x_low) / (side - 1);
  for (int i = 0; i < side * side; ++i) {
    x(0, i) = s.x_low + step * static_cast<float>(i % side);
    x(1, i) = s.x_high - step * static_cast<float>(i / side);
  }
  const Under u{s.shape, parameters, masks, net::view(x), {nullptr, s.shape.outputs(), 0, Eigen::OuterStride<>(1)}};
  const int output = s.shape.outputs() > 1 ? lab::answer_class(s) : 0;
  Values weight_scaling;
  bool enumerated = true;
  const net::Averages all = averages(u, weight_scaling, enumerated);
  json.key("surfaces").open('{').key("mean");
  write_grid(json, [&](int i) { return all.arithmetic()(output, i); });
  json.key("deviation");
  write_grid(json, [&](int i) { return all.deviation()(output, i); });
  json.key("drawn").open('[');
  Draws draws(u.shape, side * side, lab::drawn_masks);
  draws.begin(u.parameters, u.masks, u.x, u.y, lab::drawn_seed, u.shape);
  for (int k = 0; k < surfaces; ++k) {
    draws.next();
    write_grid(json, [&](int i) { return draws.answers(output, i); });
  }
  json.close().close();
}

// How far means over K masks are from the arithmetic mean, in the root mean square over outputs, examples and groups of
// K masks; and what they score themselves. (Of large
// networks it would take minutes.)
void write_means(lab::JsonWriter& json, const Under& u, const net::Averages& all) {
  const int size = static_cast<int>(u.x.cols());
  const double spread = std::sqrt(all.deviation().squaredNorm() / static_cast<double>(all.deviation().size()));
  json.key("means_of_k").open('[');
  for (const int k : {1, 10, 100, 1000}) {
    const int groups = std::clamp(1000 / k, 2, 100);
    Draws draws(u.shape, size, k);
    double squares = 0;
    net::Judgement mean_score{0, 0};
    for (int g = 0; g < groups; ++g) {
      draws.begin(u.parameters, u.masks, u.x, u.y, lab::drawn_seed + 1 + static_cast<std::uint64_t>(g), u.shape);
      Values mean = draws.next() / k;
      for (int i = 1; i < k; ++i) mean += draws.next() / k;
      squares += (mean - all.arithmetic()).squaredNorm() / static_cast<double>(mean.size()) / groups;
      const net::Judgement own = net::judge(u.shape.loss, mean, u.y);
      mean_score.cost += own.cost / groups;
      mean_score.accuracy += own.accuracy / groups;
    }
    json.open('{').key("k").value(static_cast<long long>(k)).key("rms").value(std::sqrt(squares));
    json.key("sd_over_root_k").value(spread / std::sqrt(k));
    write_judgement(json, "test", mean_score);
    json.close();
  }
  json.close();
}

}  // namespace

void write_judgement(lab::JsonWriter& json, const char* name, const net::Judgement& found) {
  json.key(name).open('{').key("cost").value(found.cost).key("accuracy").value(found.accuracy).close();
}

void write_averaging(lab::JsonWriter& json, const lab::Snapshot& s, const float* parameters, const Set& test,
                     net::Dropout masks, int surfaces) {
  masks.per = net::MaskPer::batch;  // a sub-network answers for every input alike
  const net::ConstMatrixView example(s[s.train_x].data() + s.shown_example, s.shape.inputs(), 1,
                                     Eigen::OuterStride<>(s.train_size)),
      none(nullptr, s.shape.outputs(), 0, Eigen::OuterStride<>(1));
  json.key("averaging").open('{');
  write_example(json, s, {s.shape, parameters, masks, example, none});
  const Under on_test{s.shape, parameters, masks, net::view(test.x), net::view(test.y)};
  Values weight_scaling;
  bool enumerated = true;
  const net::Averages all = averages(on_test, weight_scaling, enumerated);
  json.key("subnetworks")
      .value(static_cast<long long>(enumerated ? 1 << net::droppable_units(s.shape, masks) : lab::drawn_masks));
  json.key("enumerated").value(enumerated);
  json.key("test").open('{');
  if (enumerated) {
    net::Enumeration one(s.shape, s.test_size);
    one.begin(parameters, masks, on_test.x, on_test.y);
    one.advance(one.subnetworks());
    write_judgement(json, "alone", {one.expected_cost(), one.expected_accuracy()});
  }
  net::MonteCarlo drawn(s.shape, s.test_size, lab::drawn_masks);
  drawn.begin(parameters, masks, on_test.x, on_test.y, lab::drawn_seed);
  drawn.advance(lab::drawn_masks);
  write_judgement(json, "alone_of_those_drawn", drawn.mean_judgement());
  write_judgement(json, "weight_scaling", net::judge(s.shape.loss, weight_scaling, on_test.y));
  write_judgement(json, "geometric_mean", net::judge(s.shape.loss, all.geometric(), on_test.y));
  write_judgement(json, "arithmetic_mean", net::judge(s.shape.loss, all.arithmetic(), on_test.y));
  json.close();
  if (enumerated) write_means(json, on_test, all);
  if (surfaces > 0 && s.shape.inputs() == 2) write_surfaces(json, s, parameters, masks, surfaces);
  json.close();
}

void write_scalings(lab::JsonWriter& json, const lab::Snapshot& s, const float* parameters, const Set& test,
                    net::Dropout masks) {
  masks.per = net::MaskPer::example;
  net::Scalings all(s.shape, s.test_size, lab::scaling_masks);
  all.begin(parameters, masks, net::view(test.x), net::view(test.y), lab::scaling_seed);
  while (!all.advance()) {
  }
  static constexpr const char* names[net::scalings] = {"inverted", "classic", "wrong"};
  json.key("scalings").open('{').key("own").value(names[static_cast<std::size_t>(s.scaling)]);
  write_judgement(json, "test_under_masks", all.masked());
  for (int i = 0; i < net::scalings; ++i) {
    const auto scaling = static_cast<net::Scaling>(i);
    json.key(names[static_cast<std::size_t>(i)]).open('{');
    json.key("rows").open('[');
    for (int row = 0; row < s.shape.layers; ++row) {
      const double training = all.in_training(scaling, row), tested = all.at_test(scaling, row);
      json.open('{').key("row").value(row == 0 ? "x" : ("a" + std::to_string(row)).c_str());
      json.key("training").value(training).key("test").value(tested).key("training_over_test").value(training / tested);
      json.close();
    }
    json.close();
    write_judgement(json, "test", all.tested(scaling));
    json.close();
  }
  json.close();
}

}  // namespace cli
