// What to sweep over, how far it is, and what is done with it.
#include "views/sweep/sweep.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "kit/announcing.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

using At = lab::SweepState::At;
constexpr std::array kinds{N_("Data size"),          N_("keep × keep"), N_("Width at fixed n"),
                           N_("Width at fixed p·n"), N_("Other seeds"), N_("Spread of J")};
constexpr std::array after{300, 1000, 3000};

const char* after_word(int i) {
  static Words words;
  return words = Words().add(tr("%s iterations"), grouped(nth(after, i)).chars);
}

float row_height(const Style& style) { return style.touch ? 36.0f : 24.0f; }

// From the right edge leftwards.
bool button_at(const Context& c, const char* id, Rect& r, ButtonKind kind, const char* label, const char* help,
               bool chosen = false) {
  const float wide = button_width(c.style, kind, label);
  const bool pressed = button(c.style, id, {{r.max.x - wide, r.min.y}, r.max}, kind, label, chosen);
  mark(id, 0, r.max.x - wide, r.min.y, wide, r.height());
  explain_last(c.style, help);
  r.max.x -= wide + 6;
  return pressed;
}

Words time_words(double seconds) {
  const long long whole = std::max(std::llround(seconds), 1LL);
  if (whole < 60) return Words().add(tr("about %d s left"), static_cast<int>(whole));
  if (whole < 3600) return Words().add(tr("about %d min left"), static_cast<int>((whole + 59) / 60));
  return Words().add(tr("about %.1f h left"), static_cast<double>(whole) / 3600);
}

Words status_words(const lab::SweepState& s) {
  const std::size_t done = s.rows.size(), all = s.sweep.jobs();
  Words words = Words().add(tr("%d of %d runs"), static_cast<int>(done), static_cast<int>(all));
  if (s.at == At::paused) return words.add(tr(", paused"));
  if (s.at != At::working) return words;
  if (s.waits) return words.add(tr("; waits while the run trains"));
  if (std::isfinite(s.seconds_left)) words.add(", %s", time_words(s.seconds_left).chars);
  return words;
}

}  // namespace

// What the visitor chooses and does.
class SweepDesk {
public:
  void draw(const Context&, Rect);

private:
  enum Figure : int { error, cost, gain };
  void choose_figure(const Context&, Rect& line);
  bool possible(const Context&);
  void choose(const Context&, Rect);
  void empty_axis(const Context&, Rect);
  void shown(const Context&, Rect);
  float head(const Context&, Rect);
  float status(const Context&, Rect);
  void open(const Context&, int setting);

  lab::SweepPlan plan_;
  bool chooses_ = false;  // what to do next, though there is a sweep
  Figure figure_ = error, figure_of_map_ = cost;
  lab::Experiment planned_;  // what `possible` answered of
  lab::SweepPlan planned_plan_{.iterations = 0};
  lab::Sweep sweep_;
  bool possible_ = false;
  SweepShown shown_;
  int opened_ = -1;  // the setting of the run that was opened last, and how many of its runs were before
  std::size_t opened_before_ = 0;
};

const char* sweep_kind_word(int kind) { return tr(nth(kinds, kind)); }

const char* sweep_arm_word(const lab::SweepState& s, int arm) {
  static std::array<Words, lab::max_arms> words;
  const lab::Arm& of = nth(s.sweep.base.arm, arm);
  const auto names = lab::arm_names(s.sweep.base);
  const char *name = nth(names, arm).data(), *kind = lab::name(of.kind);
  const bool own = of.name[0] != 0;
  return nth(words, arm) = Words().add("%s%s", own ? "" : tr(kind), own ? name : name + std::strlen(kind));
}

bool SweepDesk::possible(const Context& c) {
  if (planned_ == c.experiment && planned_plan_ == plan_) return possible_;
  planned_ = c.experiment;
  planned_plan_ = plan_;
  return possible_ = lab::plan_sweep(plan_, c.experiment, sweep_);
}

void SweepDesk::choose(const Context& c, Rect r) {
  const Style& style = c.style;
  const float high = row_height(style);
  Rect line{r.min, {r.max.x, r.min.y + high}};
  const bool can = possible(c) && c.environment.data == nullptr && c.environment.drawn == 0;
  if (can && button_at(c, "sweep_start", line, ButtonKind::quiet, tr("start"),
                       tr("Trains them all, one after the other. The run that is shown stands meanwhile."), true)) {
    c.intents.sweep = {lab::SweepAsk::begin, plan_, 0};
    chooses_ = false;
  }
  const lab::SweepState* s = c.environment.sweep;
  if (s != nullptr && s->at != At::none &&
      button_at(c, "sweep_back", line, ButtonKind::link, tr("back"), tr("Shows the sweep that is there.")))
    chooses_ = false;
  int kind = static_cast<int>(plan_.kind);
  const float wide = std::min(dropdown_width(style, DropdownKind::link, sweep_kind_word(kind)), line.width() * 0.55f);
  const Rect place{line.min, {line.min.x + wide, line.max.y}};
  call_next("%s", tr("what varies"));
  if (dropdown(style, "sweep_kind", place, DropdownKind::link, lab::sweep_kinds, sweep_kind_word, kind,
               tr("The number of training points; the keep_probs of the first two hidden layers, each with each; the "
                  "keep_prob of all hidden layers, with as many units, or with as many kept on average (Srivastava "
                  "and others, 2014, figure 9); nothing but the seed; or the number of masks that J is averaged "
                  "over.")))
    plan_.kind = static_cast<lab::SweepKind>(kind);
  mark("sweep_kind", 0, place.min.x, place.min.y, place.width(), place.height());
  int chosen = static_cast<int>(std::find(after.begin(), after.end(), plan_.iterations) - after.begin());
  const float x = place.max.x + 12;
  const Rect second{
      {x, line.min.y},
      {std::min(x + dropdown_width(style, DropdownKind::link, after_word(chosen)), line.max.x), line.max.y}};
  call_next("%s", tr("iterations of each run"));
  if (second.width() > 30 &&
      dropdown(style, "sweep_iterations", second, DropdownKind::link, static_cast<int>(after.size()), after_word,
               chosen, tr("How long each run trains.")))
    plan_.iterations = nth(after, chosen);
  mark("sweep_iterations", 0, second.min.x, second.min.y, second.width(), second.height());
  const Rect rest{{r.min.x, line.max.y + 8}, r.max};
  if (c.environment.data != nullptr || c.environment.drawn > 0)
    return say(c, rest,
               tr("A sweep draws its own data, and this run has rows or points of yours. Choose other data, or remove "
                  "the points."));
  if (!possible(c))
    return say(
        c, rest,
        tr("No arm drops hidden units here, or a layer would be too wide. Add an arm with dropout, a hidden layer, "
           "or choose smaller layers."));
  const int seeds = static_cast<int>(sweep_.seeds.size());
  Words words;
  if (sweep_.axes.empty())
    words.add(tr("%d seeds, each a run of %s iterations"), seeds, grouped(plan_.iterations).chars);
  else
    words.add(tr("%d settings × %d seeds = %d runs of %s iterations"), static_cast<int>(sweep_.settings()), seeds,
              static_cast<int>(sweep_.jobs()), grouped(plan_.iterations).chars);
  words.add(".%s", tr(" All else is as it is set now, from the start on. The run that is shown stands meanwhile."));
  say(c, rest, words);
  const float spoken = text_wrapped(nullptr, style.body, {}, rest.width(), 0, words);
  empty_axis(c, {{rest.min.x, rest.min.y + spoken + 10}, rest.max});
}

// Where the results will stand.
void SweepDesk::empty_axis(const Context& c, Rect r) {
  const Style& style = c.style;
  if (sweep_.axes.empty()) return;
  const std::vector<std::string>& values = sweep_.axes[0].values;
  const float line = std::ceil(line_height(style.small));
  const Rect area{{r.min.x + 14, r.min.y + line + 4}, {r.max.x - 14, r.max.y - line - 6}};
  if (area.height() < 36) return;
  text(canvas(), style.small, r.min, style.text_faint, tr("test error"));
  text_right(canvas(), style.small, {r.max.x, r.min.y}, style.text_faint,
             Words().add("%s →", plan_.kind == lab::SweepKind::points ? tr("training points") : "keep_prob"));
  canvas()->AddRectFilled({r.min.x, area.max.y}, {r.max.x, area.max.y + 1}, style.grid);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(std::max<std::size_t>(values.size() - 1, 1));
    const float x = std::round(area.min.x + t * area.width());
    canvas()->AddRectFilled({x, area.min.y}, {x + 1, area.max.y}, style.grid);
    text_center(canvas(), style.small, {x, area.max.y + 4}, style.text_faint,
                plan_.kind == lab::SweepKind::points ? grouped(std::atoll(values[i].c_str()))
                                                     : Words().add("%s", values[i].c_str()));
  }
}

float SweepDesk::head(const Context& c, Rect r) {
  const Style& style = c.style;
  const lab::SweepState& s = *c.environment.sweep;
  Rect line{r.min, {r.max.x, r.min.y + row_height(style)}};
  const auto ask = [&](lab::SweepAsk::Deed deed) { c.intents.sweep.deed = deed; };
  if (s.at == At::working) {
    if (button_at(c, "sweep_pause", line, ButtonKind::quiet, tr("pause"), tr("Nothing is lost.")))
      ask(lab::SweepAsk::pause);
  } else if (s.at != At::done) {
    if (button_at(c, "sweep_go_on", line, ButtonKind::quiet, tr("go on"), tr("With the runs that are missing."), true))
      ask(lab::SweepAsk::go_on);
  }
  if (s.at == At::done) {
    if (button_at(c, "sweep_more", line, ButtonKind::quiet, tr("more seeds"),
                  tr("Three more for every setting; the runs that are there stay.")))
      ask(lab::SweepAsk::more_seeds);
    if (button_at(c, "sweep_new", line, ButtonKind::link, tr("new"),
                  tr("Another sweep; this one stays until it begins.")))
      chooses_ = true;
  } else if (
      button_at(
          c, "sweep_cancel", line, ButtonKind::link, tr("cancel"),
          tr("Ends it. Where this browser keeps things the same sweep later goes on with the runs that are done."))) {
    ask(lab::SweepAsk::cancel);
  }
  const char* kind = sweep_kind_word(static_cast<int>(shown_.kind));
  const float y = std::round(middle(style.bold, line));
  const float end = line.min.x + text_fit(canvas(), style.bold, {line.min.x, y}, line.width(), style.text, kind) + 8;
  Words words = Words().add(tr("%s iterations, seeds %d–%d"), grouped(s.sweep.iterations).chars, s.sweep.seeds.front(),
                            s.sweep.seeds.back());
  if (!shown_.map && shown_.most > 1 && shown_.kind != lab::SweepKind::seeds)
    words.add("%s", tr("; bars: standard deviation over seeds"));
  announce_words(line, Words().add("%s, %s", kind, words.chars));
  if (line.max.x - end > 40)
    text_fit(canvas(), style.small, {end, y + ascent(style.bold) - ascent(style.small)}, line.max.x - end,
             style.text_muted, words);
  return line.max.y + 1;
}

// From the right edge leftwards.
void SweepDesk::choose_figure(const Context& c, Rect& line) {
  static Words over;
  over = shown_.other >= 0 ? gain_over(*c.environment.sweep, shown_.other) : Words();
  constexpr auto word = [](int i) { return i == gain ? over.chars : i == cost ? tr("test J") : tr("test error"); };
  Figure& figure = shown_.map ? figure_of_map_ : figure_;
  int chosen = figure;
  const float wide = std::min(dropdown_width(c.style, DropdownKind::link, word(chosen)), line.width() * 0.6f);
  const Rect place{{line.max.x - wide, line.min.y}, line.max};
  call_next("%s", tr("what is drawn"));
  if (dropdown(c.style, "sweep_figure", place, DropdownKind::link, shown_.gains.empty() ? gain : gain + 1, word, chosen,
               tr("Test error, cost J on the test set, or how much lower than another arm's either is, seed by seed.")))
    figure = static_cast<Figure>(chosen);
  mark("sweep_figure", 0, place.min.x, place.min.y, place.width(), place.height());
  line.max.x -= wide + 8;
}

float SweepDesk::status(const Context& c, Rect r) {
  const Style& style = c.style;
  const lab::SweepState& s = *c.environment.sweep;
  Rect line{r.min, {r.max.x, r.min.y + (style.touch ? 32.0f : 20.0f)}};
  const auto ask = [&](lab::SweepAsk::Deed deed) { c.intents.sweep.deed = deed; };
  if (!s.rows.empty()) {
    if (button_at(c, "sweep_lines", line, ButtonKind::link, tr("JSON lines"),
                  tr("Saves the rows as dropout_lab_cli sweep writes them.")))
      ask(lab::SweepAsk::save_lines);
    if (button_at(c, "sweep_csv", line, ButtonKind::link, tr("CSV"), tr("Saves a table of all runs.")))
      ask(lab::SweepAsk::save_csv);
    if (shown_.figure == shown_.wanted) choose_figure(c, line);  // regressions have no error, the scatter is of J
  }
  const Words words = s.at == At::failed ? Words().add("%s", s.why.c_str()) : status_words(s);
  text_fit(canvas(), style.small, {line.min.x, std::round(middle(style.small, line))}, line.width(),
           s.at == At::failed ? style.warn : style.text_muted, words);
  mark("sweep_status", static_cast<int>(s.at), line.min.x, line.min.y, line.width(), line.height());
  announce_words(line, words);
  explain(style, line,
          s.waits ? tr("The sweep works while the run that is shown stands: pause it.")
                  : tr("One run is one setting with one seed, all arms in it."));
  float y = line.max.y + 1;
  if (s.at != At::done) {
    canvas()->AddRectFilled({r.min.x, y}, {r.max.x, y + 3}, style.track, 1.5f);
    canvas()->AddRectFilled({r.min.x, y}, {r.min.x + r.width() * static_cast<float>(s.share), y + 3}, style.accent,
                            1.5f);
    y += 3;
  }
  return y + 5;
}

// A run of this setting; pressed again, that of the next seed.
void SweepDesk::open(const Context& c, int setting) {
  const lab::SweepState& s = *c.environment.sweep;
  const auto at = static_cast<std::size_t>(setting);
  const auto is_of = [&](const lab::SweepRow& row) {
    if (shown_.kind == lab::SweepKind::scatter) return true;  // each has all K
    if (shown_.kind == lab::SweepKind::seeds) return shown_.curves.ticks[at] == std::to_string(row.seed);
    return row.job / s.sweep.seeds.size() == at;
  };
  std::vector<std::size_t> jobs;
  for (const lab::SweepRow& row : s.rows)
    if (is_of(row) && !row.link.empty()) jobs.push_back(row.job);
  if (jobs.empty()) return;
  opened_before_ = opened_ == setting ? opened_before_ + 1 : 0;
  opened_ = setting;
  c.intents.sweep = {lab::SweepAsk::open, {}, jobs[opened_before_ % jobs.size()]};
}

void SweepDesk::shown(const Context& c, Rect r) {
  const Style& style = c.style;
  const lab::SweepState& s = *c.environment.sweep;
  shown_.find_own(s, c.experiment);
  const Figure figure_now = lab::is_map(s.grid) ? figure_of_map_ : figure_;
  shown_.make(s, figure_now == cost ? lab::SweepFigure::cost : lab::SweepFigure::error, figure_now == gain);
  r.min.y = head(c, r);
  r.min.y = status(c, r);
  const Words words = sweep_words(s, shown_);
  const ImFont* font = r.height() > 320 ? style.body : style.small;
  float spoken = text_wrapped(nullptr, font, {}, r.width(), 0, words) + 4;
  if (r.height() - spoken < 96) spoken = 0;  // rather the figure than words about it
  const Rect below{{r.min.x, r.max.y - spoken}, r.max};
  mark("sweep_words", 0, below.min.x, below.min.y, below.width(), below.height());
  const Rect figure{r.min, {r.max.x, below.min.y - (spoken > 0 ? 4.0f : 0.0f)}};
  if (!shown_.known)
    say(c, figure, tr("The first run is under way."));
  else if (const int setting = shown_.map ? sweep_map(c, shown_, figure) : sweep_plot(c, shown_, figure); setting >= 0)
    open(c, setting);
  announce_words(below, words);
  if (spoken > 0) text_wrapped(canvas(), font, {below.min.x, below.min.y + 4}, r.width(), style.text, words);
}

void SweepDesk::draw(const Context& c, Rect r) {
  const lab::SweepState* s = c.environment.sweep;
  const LessonShown* open = c.environment.lesson;
  if (open != nullptr && open->lesson->sweep >= 0 && (open->guessing() || s == nullptr)) {
    plan_ = lab::plan_of(*open->lesson);
    if (possible(c)) return sweep_guess(c, sweep_, plan_.kind, r);
  }
  if (s == nullptr || s->at == At::none || chooses_) return choose(c, r);
  shown(c, r);
}

namespace later {
void end_sweep_desk(SweepDesk* desk) { delete desk; }
}  // namespace later

void SweepView::draw(const Context& c, Rect r) {
  mark("sweep", 0, r.min.x, r.min.y, r.width(), r.height());
  if (!desk_) {
    desk_ = {new SweepDesk, later::end_sweep_desk};
    if (c.environment.sweep == nullptr) c.intents.sweep.deed = lab::SweepAsk::recall;
  }
  desk_->draw(c, r);
}

std::unique_ptr<Drawing> sweep_view() { return std::make_unique<SweepView>(); }

}  // namespace view
