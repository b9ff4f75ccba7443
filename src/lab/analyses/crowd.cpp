#include "lab/analyses/crowd.h"

#include <algorithm>
#include <optional>

#include "analyses/crowd_masks.h"

namespace lab {
namespace {

constexpr double operations_a_step = 1e6;  // multiply-adds, about

// The plane, then the test set, as columns of one input.
class Crowd : public AnalysisOf<CrowdResult> {
public:
  bool current(const Snapshot& s) const override {
    return weights.of(s) && (masks_.arm < 0 || published(masks_.arm).of_class == answer_class(s));
  }
  // A step is at least one pass.
  bool fits(const Snapshot& s) const override { return quick(s, points_of(s) + s.test_size, 1e8); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;
  float progress() const override;

private:
  static bool has_plane(const Snapshot& s) { return s.shape.inputs() == 2 && s.classes > 0; }
  static int points_of(const Snapshot& s) { return has_plane(s) ? crowd_side * crowd_side : 0; }
  int size() const { return static_cast<int>(x_.cols()); }
  void draw(CrowdResult&);
  void finish(CrowdResult&);
  net::Judgement judge(const Drawn::Values& answers) const;

  net::Matrix x_, y_;  // (inputs, points + test size), (outputs, test size)
  int points_ = 0;
  std::optional<net::Enumeration> all_;
  std::optional<Drawn> drawn_;
  CrowdMasks masks_;
  int output_ = 0, count_ = 1;
};

void Crowd::prepare(const Snapshot& s) {
  points_ = points_of(s);
  x_.resize(s.shape.inputs(), points_ + s.test_size);
  x_.rightCols(s.test_size) = columns(s, s.test_x, s.test_size, 0, s.test_size);
  const float step = (s.x_high - s.x_low) / static_cast<float>(crowd_side - 1);
  for (int i = 0; i < points_; ++i) {
    x_(0, i) = s.x_low + step * static_cast<float>(i % crowd_side);
    x_(1, i) = s.x_high - step * static_cast<float>(i / crowd_side);
  }
  y_ = targets(s, s.test_label, s.test_size);
  drawn_.emplace(s.shape, size());
  count_ = std::max(1, static_cast<int>(operations_a_step / (double{1} * (s.shape.parameters() + 20) * size())));
}

void Crowd::begin(const Snapshot& s) {
  masks_ = CrowdMasks(s);
  if (masks_.arm < 0) return;
  if (masks_.enumerated) {
    const net::ConstMatrixView none(nullptr, s.shape.outputs(), 0, Eigen::OuterStride<>(1));
    if (!all_) all_.emplace(s.shape, size());
    all_->begin(weights.arm(masks_.arm), masks_.dropout, net::view(x_), none);
  }
  drawn_->begin(weights.arm(masks_.arm), masks_.dropout, net::view(x_));
  CrowdResult& out = next(masks_.arm);
  out.plane = points_ > 0;
  out.enumerated = masks_.enumerated;
  out.of_class = answer_class(s);
  out.alone = {};
  output_ = s.shape.outputs() > 1 ? out.of_class : 0;
  const auto points = static_cast<std::uint32_t>(points_);
  out.drawn = {0, points * drawn_masks};
  out.mean = {out.drawn.count, points};
  out.deviation = {out.drawn.count + points, points};
  out.numbers.resize(out.drawn.count + 2 * points);
}

bool Crowd::step(const Snapshot&) {
  if (masks_.arm < 0) return true;
  CrowdResult& out = next(masks_.arm);
  if (!drawn_->done()) {
    draw(out);
    if (drawn_->done() && published(masks_.arm).iteration < 0)
      published(masks_.arm) = out;  // nothing else is to be seen
  } else if (!masks_.enumerated || all_->advance(count_)) {
    finish(out);
    publish_only(masks_.arm);
    return true;
  }
  return false;
}

void Crowd::draw(CrowdResult& out) {
  for (int i = 0; i < count_ && !drawn_->done(); ++i) {
    drawn_->advance();
    const auto answers = drawn_->answers().row(output_).head(points_).cast<float>();
    Eigen::Map<Eigen::RowVectorXf>(out[out.drawn].data() + (drawn_->passes() - 1) * points_, points_) = answers;
    const net::Judgement own = judge(drawn_->answers());
    out.alone.cost += own.cost / drawn_masks;
    out.alone.accuracy += own.accuracy / drawn_masks;
  }
}

net::Judgement Crowd::judge(const Drawn::Values& answers) const {
  return net::judge(weights.shape.loss, answers.rightCols(y_.cols()), net::view(y_));
}

void Crowd::finish(CrowdResult& out) {
  out.iteration = weights.iteration;
  const net::Averages& averages = masks_.enumerated ? all_->averages() : drawn_->averages();
  out.weight_scaling = judge(drawn_->weight_scaling());
  out.arithmetic = judge(averages.arithmetic());
  out.geometric = judge(averages.geometric());
  for (int i = 0; i < points_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    out[out.mean][at] = static_cast<float>(averages.arithmetic()(output_, i));
    out[out.deviation][at] = static_cast<float>(averages.deviation()(output_, i));
  }
}

float Crowd::progress() const {
  if (!drawn_) return 0;
  const int all = masks_.enumerated && all_ ? all_->subnetworks() : 0, done = all > 0 ? all_->done() : 0;
  return static_cast<float>(drawn_->passes() + done) / static_cast<float>(drawn_masks + all);
}

}  // namespace

std::unique_ptr<Analysis> crowd_analysis() { return std::make_unique<Crowd>(); }

}  // namespace lab
