#include "analyses/inspection_rounds.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "net/statistics.h"

namespace lab {
namespace {

net::ConstMatrixView columns(const Snapshot& s, Range x, int size, int first, int count) {
  return {s[x].data() + first, s.shape.inputs(), count, Eigen::OuterStride<>(size)};
}

net::ConstMatrixView view(const net::Matrix& m) {
  return {m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols())};
}

// (outputs, size): labels 0 and 1, one-hot, or the targets themselves.
net::Matrix targets(const Snapshot& s, Range label, int size) {
  const std::span<const float> labels = s[label];
  if (s.shape.outputs() == 1) return Eigen::Map<const net::Matrix>(labels.data(), 1, size);
  net::Matrix y = net::Matrix::Zero(s.shape.outputs(), size);
  for (Eigen::Index i = 0; i < size; ++i) y(static_cast<Eigen::Index>(labels[static_cast<std::size_t>(i)]), i) = 1;
  return y;
}

int units(const net::Shape& shape, int row) { return shape.units[static_cast<std::size_t>(row)]; }

// Units of rows `first` … `last`.
int units_of_rows(const net::Shape& shape, int first, int last) {
  int sum = 0;
  for (int row = first; row <= last; ++row) sum += units(shape, row);
  return sum;
}

// A round number, at least v: 1, 1.5, 2, 3, 5, 7 times a power of ten.
float round_up(float v) {
  if (!(v > 0) || !std::isfinite(v)) return 1;
  const float power = std::pow(10.0f, std::floor(std::log10(v)));
  for (const float m : {1.0f, 1.5f, 2.0f, 3.0f, 5.0f, 7.0f})
    if (v <= m * power) return m * power;
  return 10 * power;
}

}  // namespace

void Weights::take(const Snapshot& s) {
  run = s.run;
  iteration = s.iteration;
  typed = s.typed;
  shape = s.shape;
  arms = s.arms;
  numbers.clear();
  for (int a = 0; a < arms; ++a) {
    const auto own = s[s.arm[static_cast<std::size_t>(a)].parameters];
    numbers.insert(numbers.end(), own.begin(), own.end());
  }
}

bool Weights::of(const Snapshot& s) const {
  return run == s.run && iteration == s.iteration && typed == s.typed && arms == s.arms;
}

const float* Weights::arm(int index) const { return numbers.data() + index * shape.parameters(); }

net::Dropout own_dropout(const Snapshot& s, int arm) {
  net::Dropout dropout;
  dropout.keep = s.arm[static_cast<std::size_t>(arm)].keep;
  dropout.scaling = s.scaling;
  dropout.per = s.mask_per;
  return dropout;
}

net::Dropout common_masks(const Snapshot& s, int arm) {
  net::Dropout dropout = own_dropout(s, arm);
  const bool drops = std::any_of(dropout.keep.begin(), dropout.keep.end(), [](float keep) { return keep < 1; });
  if (!drops) dropout.scaling = net::Scaling::inverted;
  if (s.mask_arm >= 0 && dropout.scaling == net::Scaling::inverted)
    dropout.keep = s.arm[static_cast<std::size_t>(s.mask_arm)].keep;
  return dropout;
}

KillRound::KillRound(const Snapshot& s)
    : y_(targets(s, s.test_label, s.test_size)),
      removal_(s.shape, s.test_size),
      masked_(s.shape, s.test_size, masks),
      hidden_(units_of_rows(s.shape, 1, s.shape.layers - 1)) {
  for (Inspection::KillTest& next : next_) next.losses.reserve(static_cast<std::size_t>(hidden_));
  for (Inspection::KillTest& first : result) first.losses.reserve(static_cast<std::size_t>(hidden_));
}

void KillRound::begin(const Snapshot& s) {
  weights_.take(s);
  drops_ = s.mask_arm >= 0;
  arm_ = 0;
  begun_ = false;
}

void KillRound::begin_arm(const Snapshot& s) {
  const net::ConstMatrixView x = columns(s, s.test_x, s.test_size, 0, s.test_size);
  removal_.begin(weights_.arm(arm_), own_dropout(s, arm_), x, view(y_));
  if (drops_) masked_.begin(weights_.arm(arm_), common_masks(s, arm_), x, view(y_), 1);
  begun_ = true;
}

bool KillRound::step(const Snapshot& s) {
  if (!begun_) {
    begin_arm(s);
  } else if (removal_.done() < hidden_) {
    removal_.advance(1);
    if (result[0].iteration < 0) take_losses(result[static_cast<std::size_t>(arm_)]);  // nothing else is to be seen yet
  } else if (drops_ && masked_.passes() < masks) {
    masked_.advance(1);
  } else {
    finish_arm();
    begun_ = false;
    if (++arm_ < weights_.arms) return false;
    std::swap(result, next_);
    return true;
  }
  return false;
}

float KillRound::progress() const {
  const int steps = hidden_ + (drops_ ? masks : 0);
  const int done = begun_ ? removal_.done() + (drops_ ? masked_.passes() : 0) : 0;
  return static_cast<float>(arm_ * steps + done) / static_cast<float>(std::max(weights_.arms * steps, 1));
}

void KillRound::finish_arm() {
  Inspection::KillTest& out = next_[static_cast<std::size_t>(arm_)];
  out.iteration = weights_.iteration;
  out.accuracy = removal_.accuracy();
  out.cost = removal_.cost();
  out.masked_accuracy = std::numeric_limits<double>::quiet_NaN();
  if (drops_) {
    out.masked_accuracy = 0;
    for (const double accuracy : masked_.accuracies()) out.masked_accuracy += accuracy / masks;
  }
  take_losses(out);
}

void KillRound::take_losses(Inspection::KillTest& out) const {
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  const net::Shape& shape = weights_.shape;
  out.losses.assign(static_cast<std::size_t>(hidden_), {unknown, unknown});
  out.worst_row = 0;
  int left = removal_.done();  // the last hidden layer has its turn first
  const auto loss = [&](int row) {
    const net::Removal::Loss l =
        removal_.losses(row)[static_cast<std::size_t>(out.worst[static_cast<std::size_t>(row)])];
    return std::isnan(l.accuracy) ? l.cost : l.accuracy;
  };
  for (int row = shape.layers - 1; row >= 1 && left > 0; --row) {
    const auto known = removal_.losses(row).first(static_cast<std::size_t>(std::min(left, units(shape, row))));
    std::copy(known.begin(), known.end(), out.losses.begin() + units_of_rows(shape, 1, row - 1));
    out.worst[static_cast<std::size_t>(row)] = net::worst_of(known);
    if (out.worst_row == 0 || loss(row) >= loss(out.worst_row)) out.worst_row = row;
    left -= units(shape, row);
  }
}

PenaltyRound::PenaltyRound(const Snapshot& s) : ledger_(s.shape, block) {
  if (s.shape.layers > 1) return;
  scratch_.resize(4 * static_cast<std::size_t>(s.shape.parameters()));
  order_.resize(static_cast<std::size_t>(s.shape.parameters()));
}

void PenaltyRound::begin(const Snapshot& s) {
  weights_.take(s);
  arm_ = layer_ = 0;
  begun_ = false;
}

bool PenaltyRound::step(const Snapshot& s) {
  if (!begun_) {
    ledger_.begin(weights_.arm(arm_), common_masks(s, arm_));
    begun_ = true;
  } else if (ledger_.examples() < s.train_size) {
    const int first = ledger_.examples(), count = std::min(block, s.train_size - first);
    ledger_.add(columns(s, s.train_x, s.train_size, first, count));
  } else if (layer_ < weights_.shape.layers) {
    next_[static_cast<std::size_t>(arm_)].correlation[static_cast<std::size_t>(layer_)] = ledger_.correlation(layer_);
    ++layer_;
  } else {
    finish_arm(s);
    begun_ = false;
    layer_ = 0;
    if (++arm_ < weights_.arms) return false;
    for (int a = 0; a < weights_.arms; ++a) next_[static_cast<std::size_t>(a)].shrinkage = shrinkage(a, s.reference);
    std::swap(result, next_);
    return true;
  }
  return false;
}

double PenaltyRound::shrinkage(int arm, int reference) {
  if (weights_.shape.layers > 1 || arm == reference) return std::numeric_limits<double>::quiet_NaN();
  const Inspection::Penalty &own = next_[static_cast<std::size_t>(arm)],
                            &other = next_[static_cast<std::size_t>(reference)];
  const std::span<double> all(scratch_);
  const std::size_t room = all.size() / 4;
  const std::span<double> predicted = all.subspan(0, room), measured = all.subspan(room, room);
  std::size_t n = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(weights_.shape.bias_offset(0)); ++i) {
    const double ratio = static_cast<double>(own.weight[i]) / static_cast<double>(other.weight[i]);
    if (!std::isfinite(ratio) || ratio == 0) continue;
    predicted[n] = static_cast<double>(other.lambda[i]);
    measured[n++] = std::log(ratio * ratio);
  }
  const std::span<double> predicted_ranks = all.subspan(2 * room, n), measured_ranks = all.subspan(3 * room, n);
  net::ranks(predicted.first(n), std::span(order_).first(n), predicted_ranks);
  net::ranks(measured.first(n), std::span(order_).first(n), measured_ranks);
  return net::pearson(predicted_ranks, measured_ranks);
}

void PenaltyRound::finish_arm(const Snapshot& s) {
  Inspection::Penalty& out = next_[static_cast<std::size_t>(arm_)];
  const auto n = static_cast<std::size_t>(s.shape.parameters());
  out.iteration = weights_.iteration;
  out.weight.assign(weights_.arm(arm_), weights_.arm(arm_) + n);
  out.lambda.assign(n, 0);
  for (int l = 0; l < s.shape.layers; ++l) {
    net::MatrixView lambda = net::weights(s.shape, l, out.lambda.data());
    for (int k = 0; k < lambda.rows(); ++k)
      for (int j = 0; j < lambda.cols(); ++j) lambda(k, j) = static_cast<float>(ledger_.lambda(l, k, j));
    out.sum[static_cast<std::size_t>(l)] = ledger_.penalty(l);
    out.own_parts[static_cast<std::size_t>(l)] = ledger_.diagonal(l);
    std::vector<float>& square = out.square[static_cast<std::size_t>(l)];
    square.resize(static_cast<std::size_t>(lambda.cols()));
    for (int j = 0; j < lambda.cols(); ++j)
      square[static_cast<std::size_t>(j)] = static_cast<float>(ledger_.square(l, j));
  }
}

bool UnitsRound::step(const Snapshot&) {
  const net::Shape& shape = weights_.shape;
  const auto all = static_cast<std::size_t>(units_of_rows(shape, 1, shape.layers));
  for (int a = 0; a < weights_.arms; ++a) {
    Inspection::Units& out = result[static_cast<std::size_t>(a)];
    out.iteration = weights_.iteration;
    out.effective_inputs.resize(all);
    out.participation.resize(all);
    std::size_t first = 0;
    for (int l = 0; l < shape.layers; ++l) {
      const auto count = static_cast<std::size_t>(units(shape, l + 1));
      net::effective_inputs(shape, l, weights_.arm(a), std::span(out.effective_inputs).subspan(first, count));
      net::participation(shape, l, weights_.arm(a), std::span(out.participation).subspan(first, count));
      out.mean[static_cast<std::size_t>(l)] = net::spread(shape, l, weights_.arm(a));
      first += count;
    }
  }
  return true;
}

bool HistogramRound::step(const Snapshot&) {
  const net::Shape& shape = weights_.shape;
  limit.fill(0);
  for (int l = 0; l < shape.layers; ++l) {
    float& largest = limit[static_cast<std::size_t>(l) + 1];
    for (int a = 0; a < weights_.arms; ++a)
      largest = std::max(largest, net::weights(shape, l, weights_.arm(a)).cwiseAbs().maxCoeff());
    limit[0] = std::max(limit[0], largest);
  }
  for (float& l : limit) l = round_up(l);
  for (int a = 0; a < weights_.arms; ++a) {
    Inspection::Histogram& out = result[static_cast<std::size_t>(a)];
    out.iteration = weights_.iteration;
    out.weight.assign(weights_.arm(a), weights_.arm(a) + shape.parameters());
    for (auto& count : out.count) count.fill(0);
    const auto add = [&](std::size_t histogram, float w) {
      if (!std::isfinite(w)) return;
      constexpr int bins = Inspection::Histogram::bins;
      const float at = (w / limit[histogram] + 1) * 0.5f * static_cast<float>(bins);
      ++out.count[histogram][static_cast<std::size_t>(std::clamp(static_cast<int>(at), 0, bins - 1))];
    };
    for (int l = 0; l < shape.layers; ++l) {
      const net::ConstMatrixView w = net::weights(shape, l, weights_.arm(a));
      for (Eigen::Index k = 0; k < w.rows(); ++k)
        for (Eigen::Index j = 0; j < w.cols(); ++j) {
          add(0, w(k, j));
          add(static_cast<std::size_t>(l) + 1, w(k, j));
        }
    }
  }
  return true;
}

}  // namespace lab
