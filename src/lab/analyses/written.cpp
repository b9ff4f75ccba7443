#include "lab/analyses/written.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analyses/analysis.h"
#include "net/monte_carlo.h"
#include "net/nth.h"

namespace lab {
namespace {

constexpr double operations_a_step = 2e5;  // multiply-adds, about
constexpr int most = WrittenResult::most_masks;

class Written : public AnalysisOf<WrittenResult> {
public:
  bool fits(const Snapshot& s) const override { return quick(s, 1); }
  bool current(const Snapshot& s) const override { return weights.of(s) && std::ranges::equal(s[s.written], image_); }
  void prepare(const Snapshot&) override;
  void begin(const Snapshot&) override;
  bool step(const Snapshot&) override;

private:
  void begin_arm(const Snapshot&);
  void draw(WrittenResult&);
  void finish(WrittenResult&) const;

  std::vector<float> image_;
  std::optional<net::Pass<float>> whole_;
  std::optional<net::MonteCarlo> masked_;
  int count_ = 1, arm_ = 0;
  bool begun_ = false;
};

void Written::prepare(const Snapshot& s) {
  whole_.emplace(s.shape, 1);
  masked_.emplace(s.shape, 1, most);
  count_ = std::max(1, static_cast<int>(operations_a_step / (s.shape.parameters() + 100)));
}

void Written::begin(const Snapshot& s) {
  image_.assign(s[s.written].begin(), s[s.written].end());
  arm_ = 0;
  begun_ = false;
}

template <class Output>
int likeliest(const Output& output) {
  Eigen::Index best = 0;
  output.col(0).maxCoeff(&best);
  return static_cast<int>(best);
}

// With dropout off at once; room for what the masks will answer.
void Written::begin_arm(const Snapshot& s) {
  WrittenResult& out = next(arm_);
  const net::Dropout dropout = own_dropout(s, arm_);
  const net::ConstMatrixView x(image_.data(), s.shape.inputs(), 1, Eigen::OuterStride<>(1)),
      none(nullptr, s.shape.outputs(), 0, Eigen::OuterStride<>(1));
  whole_->set_parameters(weights.arm(arm_));
  whole_->set_input(x);
  whole_->run_test(dropout);
  out.classes = s.shape.outputs();
  out.inputs = s.shape.inputs();
  out.masks = has_masks(dropout) ? most : 0;
  const auto classes = static_cast<std::uint32_t>(out.classes), masks = static_cast<std::uint32_t>(out.masks),
             inputs = static_cast<std::uint32_t>(out.inputs);
  const bool drops_inputs =
      dropout.keep[0] < 1 ||
      (dropout.held && std::ranges::any_of(*dropout.held, [](const net::Held& h) { return h.layer == 0 && !h.kept; }));
  std::uint32_t end = 0;
  const auto range = [&end](std::uint32_t size) {
    end += size;
    return Range{end - size, size};
  };
  out.image = range(inputs);
  out.whole = range(classes);
  out.mean = range(classes);
  out.spread = range(classes);
  out.votes = range(classes);
  out.answers = range(masks);
  out.seen = range(drops_inputs ? masks * inputs : 0);
  out.numbers.assign(end, 0);
  std::ranges::copy(image_, out[out.image].begin());
  const auto output = whole_->activation(s.shape.layers);
  std::copy_n(output.data(), classes, out[out.whole].data());
  out.answer = likeliest(output);
  if (out.masks > 0) masked_->begin(weights.arm(arm_), dropout, x, none, WrittenResult::seed);
  begun_ = true;
}

void Written::draw(WrittenResult& out) {
  const auto pass = static_cast<std::size_t>(masked_->passes());
  masked_->advance(1);
  const int answer = likeliest(masked_->logits());
  out[out.answers][pass] = static_cast<float>(answer);
  ++net::nth(out[out.votes], answer);
  const auto inputs = static_cast<std::size_t>(out.inputs);
  if (out.seen.count > 0) std::copy_n(masked_->passed_on(0).data(), inputs, out[out.seen].data() + pass * inputs);
}

void Written::finish(WrittenResult& out) const {
  out.iteration = weights.iteration;
  out.blank = false;
  for (int k = 0; k < out.classes && out.masks > 0; ++k) {
    net::nth(out[out.mean], k) = static_cast<float>(masked_->mean(k, 0));
    net::nth(out[out.spread], k) = static_cast<float>(std::sqrt(masked_->variance(k, 0)));
  }
}

bool Written::step(const Snapshot& s) {
  const bool answers = image_.size() == static_cast<std::size_t>(s.shape.inputs()) && s.shape.outputs() > 1;
  if (!answers) {
    for (int a = 0; a < weights.arms; ++a) {
      next(a).blank = true;
      next(a).iteration = weights.iteration;
    }
    publish();
    return true;
  }
  WrittenResult& out = next(arm_);
  if (!begun_) begin_arm(s);
  for (int i = 0; i < count_ && out.masks > 0 && masked_->passes() < most; ++i) draw(out);
  if (out.masks > 0 && masked_->passes() < most) return false;
  finish(out);
  begun_ = false;
  if (++arm_ < weights.arms) return false;
  publish();
  return true;
}

}  // namespace

std::unique_ptr<Analysis> written_analysis() { return std::make_unique<Written>(); }

}  // namespace lab
