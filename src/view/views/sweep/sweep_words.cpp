// What a sweep's rows say: true of them, and of nothing beyond them.
#include <algorithm>
#include <cmath>

#include "view/tr.h"
#include "views/sweep/sweep.h"

namespace view {
namespace {

Words seed_words(const SweepShown& shown) {
  if (shown.most == 1) return Words().add(tr("one seed"));
  if (shown.fewest == shown.most) return Words().add(tr("%d seeds"), static_cast<int>(shown.most));
  return Words().add(tr("%d to %d seeds"), static_cast<int>(shown.fewest), static_cast<int>(shown.most));
}

bool is_error(const SweepShown& shown) { return shown.figure == lab::SweepFigure::error; }

// What is written as 0.
bool is_nothing(const SweepShown& shown, double gain) { return std::abs(gain) < (is_error(shown) ? 0.05 : 0.0005); }

Words gain_words(const SweepShown& shown, double gain) {
  const double size = std::abs(gain);
  if (is_nothing(shown, gain)) return Words().add(tr("changes nothing"));
  if (is_error(shown))
    return Words().add(gain > 0 ? tr("gains %.1f points of test accuracy") : tr("costs %.1f points of test accuracy"),
                       size);
  return Words().add(gain > 0 ? tr("lowers test J by %.3f") : tr("raises test J by %.3f"), size);
}

// Over the number of training points.
Words gains(const lab::SweepState& s, const SweepShown& shown) {
  const auto& all = shown.gains;
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].seeds > 0) known.push_back(i);
  if (known.empty()) return {};
  const auto points = [&](std::size_t i) { return grouped(std::llround(shown.curves.x[i])); };
  const std::size_t first = known.front(), last = known.back();
  Words words;
  const char* name = sweep_arm_word(s, shown.arm);
  if (known.size() == 1)
    return words.add(tr("With %s training points %s %s (%s)."), points(first).chars, name,
                     gain_words(shown, all[first].mean).chars, seed_words(shown).chars);
  words.add(tr("With %s training points %s %s, with %s it %s (%s)."), points(first).chars, name,
            gain_words(shown, all[first].mean).chars, points(last).chars, gain_words(shown, all[last].mean).chars,
            seed_words(shown).chars);
  // Between settings where one is better, as it is written, and where the other is.
  std::size_t crossings = 0, from = 0, to = 0, before = all.size();
  for (const std::size_t i : known) {
    if (is_nothing(shown, all[i].mean)) continue;
    if (before < all.size() && (all[before].mean > 0) != (all[i].mean > 0)) ++crossings, from = before, to = i;
    before = i;
  }
  if (crossings == 1) words.add(tr(" They meet between %s and %s."), points(from).chars, points(to).chars);
  if (crossings > 1) words.add(tr(" Which is better changes %d times."), static_cast<int>(crossings));
  const auto within = [&](std::size_t i) { return all[i].seeds > 1 && std::abs(all[i].mean) <= all[i].deviation; };
  if (within(first) || within(last)) words.add(tr(" What is smaller than its spread over seeds may be chance."));
  return words;
}

Words value_words(const SweepShown& shown, double value) {
  return is_error(shown) ? Words().add("%.1f %%", value) : Words().add("%.3f", value);
}

const char* measure_words(const SweepShown& shown) { return is_error(shown) ? tr("test error") : tr("test J"); }

// Over a keep_prob.
Words lowest(const lab::SweepState& s, const SweepShown& shown) {
  const auto& curves = shown.curves.curves;
  const auto curve = std::find_if(curves.begin(), curves.end(), [&](const auto& one) { return one.arm == shown.arm; });
  if (curve == curves.end()) return {};
  const lab::SweepSpread *low = nullptr, *high = nullptr;
  for (const lab::SweepSpread& point : curve->points) {
    if (!point.known()) continue;
    if (low == nullptr || point.mean < low->mean) low = &point;
    if (high == nullptr || point.mean > high->mean) high = &point;
  }
  if (low == nullptr || low == high) return {};
  const auto keep = [&](const lab::SweepSpread* point) {
    return shown.curves.ticks[static_cast<std::size_t>(point - curve->points.data())].c_str();
  };
  Words words = Words().add(tr("The %s of %s is lowest, %s, at keep_prob %s, and highest, %s, at %s (%s)."),
                            measure_words(shown), sweep_arm_word(s, shown.arm), value_words(shown, low->mean).chars,
                            keep(low), value_words(shown, high->mean).chars, keep(high), seed_words(shown).chars);
  if (high->mean - low->mean <= std::max(low->deviation, high->deviation))
    words.add(tr(" That is less than the spread over seeds."));
  return words;
}

// Over nothing but the seed: in how many of them what is claimed of dropout holds.
Words in_how_many(const lab::SweepState& s, const SweepShown& shown) {
  const auto count = [](const std::vector<lab::SweepGain>& all) {
    return static_cast<int>(std::count_if(all.begin(), all.end(), [](const auto& gain) { return gain.mean > 0; }));
  };
  const char *name = sweep_arm_word(s, shown.arm), *than = sweep_arm_word(s, shown.other);
  const auto norms = lab::sweep_gains(s.grid, s.rows, lab::SweepFigure::norm, shown.arm, shown.other);
  const int all = static_cast<int>(shown.gains.size());
  Words words = Words().add(tr("In %d of %d seeds the %s of %s is below that of %s, in %d its weight norm ‖W‖²."),
                            count(shown.gains), all, measure_words(shown), name, than, count(norms));
  double sum = 0;
  for (const lab::SweepGain& gain : shown.gains) sum += gain.mean;
  if (all > 1) words.add(tr(" On average it %s."), gain_words(shown, sum / all).chars);
  return words;
}

// How far the mean of J over K masks scatters.
Words over_masks(const lab::SweepState& s, const SweepShown& shown) {
  const auto& curves = shown.curves.curves;
  const auto curve = std::find_if(curves.begin(), curves.end(), [&](const auto& one) { return one.arm == shown.arm; });
  if (curve == curves.end() || curve->points.size() < 2) return {};
  const lab::SweepSpread &first = curve->points.front(), &last = curve->points.back();
  if (!first.known() || !last.known() || !(last.mean > 0)) return {};
  return Words().add(tr("J of %s under one mask scatters by %s; its mean over %s masks by %s, %.1f times less. √%s is "
                        "%.1f (%s)."),
                     sweep_arm_word(s, shown.arm), Words().add("%.2g", first.mean).chars,
                     shown.curves.ticks.back().c_str(), Words().add("%.2g", last.mean).chars, first.mean / last.mean,
                     shown.curves.ticks.back().c_str(), std::sqrt(shown.curves.x.back()), seed_words(shown).chars);
}

Words of_map(const SweepShown& shown) {
  if (shown.maps.maps.empty()) return {};
  const lab::SweepMap& map = shown.maps.maps[0];
  std::size_t low = map.cells.size();
  for (std::size_t i = 0; i < map.cells.size(); ++i) {
    if (!map.cells[i].known()) continue;
    if (low == map.cells.size() || map.cells[i].mean < map.cells[low].mean) low = i;
  }
  if (low == map.cells.size()) return {};
  const std::size_t columns = shown.maps.columns.size();
  const auto keeps = [&](std::size_t i) {
    return Words().add("%s × %s", shown.maps.rows[i / columns].c_str(), shown.maps.columns[i % columns].c_str());
  };
  Words words = Words().add(tr("The %s is lowest, %s, at %s (%s)"), measure_words(shown),
                            value_words(shown, map.cells[low].mean).chars, keeps(low).chars, seed_words(shown).chars);
  const auto own = static_cast<std::size_t>(shown.own);
  if (own == low) return words.add(tr(", which is what is set now."));
  if (own < map.cells.size() && map.cells[own].known())
    words.add(tr("; as set now, at %s, it is %s"), keeps(own).chars, value_words(shown, map.cells[own].mean).chars);
  return words.add(".");
}

}  // namespace

Words gain_over(const lab::SweepState& s, int arm) { return Words().add(tr("gain over %s"), sweep_arm_word(s, arm)); }

void SweepShown::make(const lab::SweepState& s, lab::SweepFigure now, bool of_gain) {
  if (version == s.version && wanted == now && gain == of_gain) return;
  version = s.version;
  wanted = now;
  gain = of_gain;
  kind = lab::kind_of(s.grid);
  const bool over_k = kind == lab::SweepKind::scatter;
  figure = over_k ? lab::SweepFigure::scatter : lab::possible_figure(s.rows, now);
  map = lab::is_map(s.grid);
  known = !s.rows.empty() &&
          (map ? lab::sweep_maps(s.grid, s.rows, figure, maps) : lab::sweep_curves(s.grid, s.rows, figure, curves));
  arm = other = -1;
  const lab::Experiment& base = s.sweep.base;
  for (int a = 0; a < base.arms; ++a)
    if (arm < 0 && lab::drops(nth(base.arm, a).kind)) arm = a;
  for (int a = 0; a < base.arms; ++a)
    if (a != arm && (other < 0 || a == base.reference)) other = a;
  gains.clear();
  if (arm >= 0 && other >= 0 && !map && !over_k) gains = lab::sweep_gains(s.grid, s.rows, figure, arm, other);
  gain &= !gains.empty();
  if (gain) {
    std::erase_if(curves.curves, [&](const lab::SweepCurve& one) { return one.arm == other; });
    for (lab::SweepCurve& one : curves.curves) {
      const auto all = lab::sweep_gains(s.grid, s.rows, figure, one.arm, other);
      for (std::size_t i = 0; i < one.points.size(); ++i)
        one.points[i] = {all[i].seeds > 0 ? all[i].mean : NAN, all[i].deviation};
    }
  }
  std::vector<std::size_t> runs(s.sweep.settings());
  for (const lab::SweepRow& row : s.rows) ++runs[row.job / s.sweep.seeds.size()];
  std::erase(runs, std::size_t{0});
  fewest = runs.empty() ? 0 : *std::min_element(runs.begin(), runs.end());
  most = runs.empty() ? 0 : *std::max_element(runs.begin(), runs.end());
}

void SweepShown::find_own(const lab::SweepState& s, const lab::Experiment& experiment) {
  if (own_version == s.version && own_of == experiment) return;
  own_version = s.version;
  own_of = experiment;
  own = -1;
  for (std::size_t i = 0; i < s.sweep.settings() && !s.sweep.axes.empty(); ++i)
    if (lab::is_own_setting(s.sweep, i, experiment)) own = static_cast<int>(i);
  lab::Sweep planned;
  lab::Experiment now, then;
  std::string why;
  of_now = lab::plan_sweep({lab::kind_of(s.grid), static_cast<int>(s.sweep.iterations), 1}, experiment, planned) &&
           lab::experiment_of(planned, 0, now, why) && lab::experiment_of(s.sweep, 0, then, why);
  now.seed = then.seed;
  of_now &= now == then;
}

Words sweep_words(const lab::SweepState& s, const SweepShown& shown) {
  if (!shown.known) return {};
  Words words;
  if (shown.map)
    words = of_map(shown);
  else if (shown.kind == lab::SweepKind::seeds && !shown.gains.empty())
    words = in_how_many(s, shown);
  else if (shown.kind == lab::SweepKind::scatter)
    words = over_masks(s, shown);
  else if (shown.kind == lab::SweepKind::points && !shown.gains.empty())
    words = gains(s, shown);
  else if (shown.arm >= 0 && !s.grid.axes.empty() && shown.kind != lab::SweepKind::points)
    words = lowest(s, shown);
  if (words.length > 0 && s.at != lab::SweepState::At::done) words = Words().add(tr("So far: %s"), words.chars);
  if (!shown.of_now) words.add(tr(" These are runs of other settings than those that are set now."));
  return words;
}

}  // namespace view
