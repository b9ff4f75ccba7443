#include "lab/analyses/averaging.h"

#include <algorithm>
#include <optional>

#include "analyses/crowd_masks.h"

namespace lab {
namespace {

constexpr double operations_a_step = 2e5;  // multiply-adds, about

class Averaging : public AnalysisOf<AveragingResult> {
public:
  bool current(const Snapshot& s) const override { return weights.of(s) && example_ == s.shown_example; }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;

private:
  void enumerate(AveragingResult&);
  void draw(AveragingResult&);
  void finish(AveragingResult&);

  std::optional<net::Enumeration> all_;
  std::optional<Drawn> drawn_;
  CrowdMasks masks_;
  int example_ = 0, output_ = 0, count_ = 1;
};

void Averaging::prepare(const Snapshot& s) {
  all_.emplace(s.shape, 1);
  drawn_.emplace(s.shape, 1);
  count_ = std::max(1, static_cast<int>(operations_a_step / (s.shape.parameters() + 100)));
}

void Averaging::begin(const Snapshot& s) {
  masks_ = CrowdMasks(s);
  example_ = s.shown_example;
  if (masks_.arm < 0) return;
  const net::ConstMatrixView x(s[s.train_x].data() + example_, s.shape.inputs(), 1, Eigen::OuterStride<>(s.train_size)),
      none(nullptr, s.shape.outputs(), 0, Eigen::OuterStride<>(1));
  if (masks_.enumerated) all_->begin(weights.arm(masks_.arm), masks_.dropout, x, none);
  drawn_->begin(weights.arm(masks_.arm), masks_.dropout, x);
  AveragingResult& out = next(masks_.arm);
  out.example = example_;
  out.of_class = answer_class(s);
  out.droppable = net::droppable_units(s.shape, masks_.dropout);
  out.enumerated = masks_.enumerated;
  out.exact = scales_exactly(s.shape, masks_.dropout);
  output_ = s.shape.outputs() > 1 ? out.of_class : 0;
  const auto subnetworks = masks_.enumerated ? static_cast<std::uint32_t>(all_->subnetworks()) : 0;
  out.answers = {0, subnetworks};
  out.probability = {subnetworks, subnetworks};
  out.drawn = {2 * subnetworks, drawn_masks};
  out.numbers.resize(2 * std::size_t{subnetworks} + drawn_masks);
}

bool Averaging::step(const Snapshot&) {
  if (masks_.arm < 0) return true;
  AveragingResult& out = next(masks_.arm);
  if (masks_.enumerated && all_->done() < all_->subnetworks()) {
    enumerate(out);
  } else if (!drawn_->done()) {
    draw(out);
  } else {
    finish(out);
    publish_only(masks_.arm);
    return true;
  }
  return false;
}

void Averaging::enumerate(AveragingResult& out) {
  for (int i = 0; i < count_ && all_->done() < all_->subnetworks(); ++i) {
    const auto at = static_cast<std::size_t>(all_->done());
    out[out.probability][at] = static_cast<float>(all_->probability(all_->done()));
    all_->advance(1);
    out[out.answers][at] = static_cast<float>(all_->outputs()(output_, 0));
  }
}

void Averaging::draw(AveragingResult& out) {
  for (int i = 0; i < count_ && !drawn_->done(); ++i) {
    drawn_->advance();
    out[out.drawn][static_cast<std::size_t>(drawn_->passes() - 1)] = static_cast<float>(drawn_->answers()(output_, 0));
  }
}

void Averaging::finish(AveragingResult& out) {
  const net::Averages& averages = masks_.enumerated ? all_->averages() : drawn_->averages();
  out.iteration = weights.iteration;
  out.weight_scaling = drawn_->weight_scaling()(output_, 0);
  out.arithmetic = averages.arithmetic()(output_, 0);
  out.geometric = averages.geometric()(output_, 0);
  out.deviation = averages.deviation()(output_, 0);
}

}  // namespace

int answer_class(const Snapshot& s) {
  if (s.classes == 0) return -1;
  return s.classes == 2 ? 1 : static_cast<int>(s[s.train_label][static_cast<std::size_t>(s.shown_example)]);
}

bool scales_exactly(const net::Shape& shape, const net::Dropout& dropout) {
  if (dropout.scaling == net::Scaling::wrong) return false;
  const auto front = dropout.keep.begin() + shape.layers - 1;
  return std::none_of(dropout.keep.begin(), front, [](float keep) { return keep < 1; });
}

std::unique_ptr<Analysis> averaging_analysis() { return std::make_unique<Averaging>(); }

}  // namespace lab
