#include "lessons.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "engine/engine.h"
#include "engine/sweeps.h"
#include "lab/json.h"
#include "view/tr.h"
#include "wishes.h"

namespace app {
namespace {

using view::LessonAsk;
using view::LessonShown;

constexpr double run_seconds = 6;  // a run is watched for about as long

// "a|b": a, b
std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('|'), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// "guess 0.3 0.5", "open c3", "marks 7 3 0": a deed and what belongs to it.
bool read_ask(const std::string& whole, Lessons& lessons, LessonAsk& ask) {
  static constexpr struct {
    std::string_view word;
    LessonAsk::Deed deed;
  } deeds[] = {{"open", LessonAsk::open},     {"join", LessonAsk::join},      {"close", LessonAsk::close},
               {"guess", LessonAsk::guess},   {"run", LessonAsk::run},        {"again", LessonAsk::again},
               {"why", LessonAsk::why},       {"break", LessonAsk::break_it}, {"settings", LessonAsk::settings},
               {"marks", LessonAsk::nothing}, {"titles", LessonAsk::nothing}, {"names", LessonAsk::nothing},
               {"unit", LessonAsk::nothing}};
  const std::string_view text = whole;
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, space), rest = text.substr(std::min(space + 1, text.size()));
  const auto* found = std::find_if(std::begin(deeds), std::end(deeds), [&](const auto& d) { return d.word == word; });
  if (found == std::end(deeds)) return false;
  ask.deed = found->deed;
  if (ask.deed == LessonAsk::open || ask.deed == LessonAsk::join) {
    const lab::Lesson* lesson = lab::lesson_named(rest);
    ask.number = lesson != nullptr ? static_cast<int>(lesson - lab::lessons().data()) : -1;
    if (lesson == nullptr) {
      lessons.problem = std::string(view::tr("There is no lesson called so: ")) + std::string(rest.substr(0, 20));
      return false;
    }
    return true;
  }
  if (word == "titles") lessons.shown.titles = parted(rest);
  if (word == "names") lessons.shown.names = parted(rest);
  if (word == "unit") lessons.shown.unit = rest;
  if (word != "marks" && ask.deed == LessonAsk::nothing) return true;
  for (const char *at = rest.data(), *end = at + rest.size(); at < end;) {  // the text ends with a 0
    char* after = nullptr;
    const float number = std::strtof(at, &after);
    if (after == at) return false;
    ask.numbers.push_back(number);
    at = after;
  }
  if (!ask.numbers.empty()) ask.number = static_cast<int>(ask.numbers[0]);
  if (word == "marks") {
    for (std::size_t i = 0; i < std::min(ask.numbers.size(), lessons.shown.marks.size()); ++i)
      lessons.shown.marks[i] = static_cast<std::uint8_t>(ask.numbers[i]);
    ++lessons.shown.version;
  }
  return true;
}

// Where the handles stand before there is a guess.
std::vector<float> first_guess(const lab::Lesson& lesson) {
  const auto count = static_cast<std::size_t>(std::max(lesson.count, 1));
  std::vector<float> guess(count, 0.5f * (lesson.low + lesson.high));
  if (lesson.guess == lab::Guess::shares) std::fill(guess.begin(), guess.end(), 1.0f / static_cast<float>(count));
  for (std::size_t i = 0; lesson.guess == lab::Guess::order && i < count; ++i)
    guess[i] = static_cast<float>((i + 1) % count + 1);
  return guess;
}

// As Lesson::guess has it: within bounds, shares with the sum 1, an order with each place once.
bool take_guess(const lab::Lesson& lesson, std::vector<float> wanted, std::vector<float>& guess) {
  if (wanted.size() != guess.size()) return false;
  if (!std::all_of(wanted.begin(), wanted.end(), [](float v) { return std::isfinite(v); })) return false;
  if (lesson.guess == lab::Guess::order) {
    std::vector<float> sorted = wanted;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i)
      if (sorted[i] != static_cast<float>(i + 1)) return false;
  } else if (lesson.guess == lab::Guess::shares) {
    float sum = 0;
    for (float& v : wanted) sum += v = std::max(v, 0.0f);
    if (!(sum > 0)) return false;
    for (float& v : wanted) v /= sum;
  } else {
    // on the steps of the page's sliders (web/lesson.js): nobody means more digits
    const float step = std::pow(10.0f, std::floor(std::log10((lesson.high - lesson.low) / 50)));
    for (float& v : wanted) v = std::round(std::clamp(v, lesson.low, lesson.high) / step) * step;
  }
  guess = std::move(wanted);
  return true;
}

class Leading {
public:
  Leading(Lessons& lessons, Engine& engine, const view::Environment& environment)
      : lessons_(lessons), shown_(lessons.shown), engine_(engine), environment_(environment) {}

  void take(LessonAsk&);
  void follow();

private:
  const lab::Lesson& lesson() const { return *shown_.lesson; }
  bool swept() const { return lesson().sweep >= 0; }
  void begin(int index, bool joins);
  bool open(const char* link, int seeds_on);
  void run();
  void start();
  void measure();
  void mark(LessonShown::Mark one) { shown_.marks[static_cast<std::size_t>(shown_.index)] |= one; }
  void choose_speed();

  Lessons& lessons_;
  LessonShown& shown_;
  Engine& engine_;
  const view::Environment& environment_;
};

void Leading::begin(int index, bool joins) {
  const std::span<const lab::Lesson> all = lab::lessons();
  if (index < 0 || index >= static_cast<int>(all.size())) return;
  const std::uint32_t version = shown_.version + 1;
  LessonShown fresh;
  fresh.marks = std::move(shown_.marks);
  fresh.titles = std::move(shown_.titles);
  fresh.version = version;
  shown_ = std::move(fresh);
  shown_.index = index;
  shown_.lesson = &all[static_cast<std::size_t>(index)];
  shown_.guess = first_guess(lesson());
  if (lessons_.words != nullptr) {  // else the page brings them
    const lab::LessonWords& words = lessons_.words(lesson());
    shown_.unit = words.unit;
    shown_.names = parted(view::tr(words.guessed));
  }
  std::vector<std::string> notices;
  const lab::Session session = lab::read_link(lesson().link, notices);
  lessons_.opened = session.start;
  lessons_.opened_own = session.data != nullptr;
  lessons_.seed = lessons_.opened.seed;
  if (!joins) open(lesson().link, 0);
}

// The run of a link from its start, which stands.
bool Leading::open(const char* link, int seeds_on) {
  std::vector<std::string> notices;
  const lab::Session session = lab::read_link(link, notices);
  lab::Experiment experiment = session.start;
  experiment.seed += seeds_on;
  engine_.post(command::Play{false});
  lessons_.problem = engine_.post(command::OpenNew{experiment, session.data});
  if (!lessons_.problem.empty()) return false;
  lessons_.opened = experiment;
  lessons_.opened_own = session.data != nullptr;
  return true;
}

// Unless the visitor's own speed has it done sooner.
void Leading::choose_speed() {
  const std::span<const float> speeds = view::speeds();
  const double wanted = static_cast<double>(lesson().iterations) / run_seconds;
  const float now = speeds[static_cast<std::size_t>(environment_.speed)];
  if (now == 0 || static_cast<double>(now) >= wanted) return;
  for (std::size_t i = 0; i < speeds.size(); ++i) {
    if (speeds[i] != 0 && static_cast<double>(speeds[i]) < wanted) continue;
    lessons_.wanted_speed = static_cast<int>(i);
    return;
  }
}

void Leading::run() {
  shown_.at = LessonShown::running;
  ++shown_.version;
  if (shown_.run == LessonShown::own && shown_.guessed) mark(LessonShown::mark_guessed);
  lessons_.starts = true;
}

// As soon as the run is there; its snapshot is that of a former one until then.
void Leading::start() {
  const Report& report = engine_.report();
  if (report.wants_digits || report.building || report.replaying) return;
  lessons_.starts = false;
  if (swept()) {
    engine_.sweeps().ask({lab::SweepAsk::begin, lab::plan_of(lesson()), 0});
    return;
  }
  if (report.snapshot.iteration >= lesson().iterations || report.finished) return;
  choose_speed();
  engine_.post(command::Play{true, lesson().iterations});
}

void Leading::take(LessonAsk& ask) {
  if (ask.deed == LessonAsk::open || ask.deed == LessonAsk::join) return begin(ask.number, ask.deed == LessonAsk::join);
  if (shown_.lesson == nullptr) return;
  ++shown_.version;
  switch (ask.deed) {
    case LessonAsk::close:
      shown_.lesson = nullptr;
      break;
    case LessonAsk::settings:
      shown_.settings = ask.number != 0;
      break;
    case LessonAsk::guess:
      if (shown_.guessing()) shown_.guessed |= take_guess(lesson(), std::move(ask.numbers), shown_.guess);
      break;
    case LessonAsk::run:
      if (shown_.at != LessonShown::measuring) run();
      break;
    case LessonAsk::again:
      if (shown_.at != LessonShown::done || swept()) break;
      if (!open(lesson().link, std::max(shown_.found[LessonShown::again].seed - lessons_.seed, 0) + 1)) break;
      shown_.run = LessonShown::again;
      run();
      break;
    case LessonAsk::break_it:
      if (shown_.at != LessonShown::done || !open(lesson().breaks_link, 0)) break;
      shown_.run = LessonShown::broken;
      run();
      break;
    case LessonAsk::why:
      if (ask.number >= -1 && ask.number < static_cast<int>(lesson().proofs.size())) shown_.why = ask.number;
      break;
    default:
      break;
  }
}

void Leading::measure() {
  const Report& report = engine_.report();
  const lab::Snapshot& run = report.snapshot;
  if (!swept() && (report.playing || report.replaying || run.measured_at != run.iteration)) return;
  lab::Measured measured = lab::measure(lesson(), {run, report.inspection, swept() ? report.sweep : nullptr});
  if (!measured.there) return;
  view::Finding& found = shown_.found[shown_.run];
  found = {
      std::move(measured), report.experiment.seed, run.iteration,
      !(report.experiment == lessons_.opened) || (report.data != nullptr) != lessons_.opened_own || report.drawn > 0};
  shown_.at = LessonShown::done;
  ++shown_.version;
  if (shown_.run == LessonShown::own) mark(LessonShown::mark_seen);
  if (shown_.run == LessonShown::broken) mark(LessonShown::mark_broken);
}

void Leading::follow() {
  if (shown_.lesson == nullptr) return;
  if (lessons_.starts) return start();
  const Report& report = engine_.report();
  if (report.wants_digits || report.building) return;
  const bool far = report.snapshot.iteration >= lesson().iterations || report.finished;
  // Whoever plays by the header's button runs the lesson, too.
  if (!swept() && !far && report.playing &&
      (shown_.at == LessonShown::guess_first || shown_.at == LessonShown::running)) {
    if (shown_.at == LessonShown::guess_first) run();
    engine_.play_until(lesson().iterations);
  }
  if (shown_.at == LessonShown::running) {
    const auto swept_to = report.sweep != nullptr ? report.sweep->at : lab::SweepState::At::none;
    if (swept() && (swept_to == lab::SweepState::At::failed || swept_to == lab::SweepState::At::none)) {
      shown_.at = LessonShown::guess_first;
    } else if (swept() ? swept_to == lab::SweepState::At::done : far && !report.replaying) {
      shown_.at = LessonShown::measuring;
      ++shown_.version;
    }
  }
  if (shown_.at == LessonShown::measuring) measure();
}

}  // namespace

namespace later {

void lead(Lessons& lessons, Engine& engine, const view::Environment& environment) {
  LessonShown& shown = lessons.shown;
  shown.marks.resize(lab::lessons().size());
  if (shown.titles.empty() && lessons.words != nullptr)
    for (const lab::Lesson& lesson : lab::lessons()) shown.titles.emplace_back(view::tr(lessons.words(lesson).title));
  for (const std::string& text : lessons.written)
    if (LessonAsk ask; read_ask(text, lessons, ask)) lessons.asked.push_back(std::move(ask));
  lessons.written.clear();
  Leading leading(lessons, engine, environment);
  if (lessons.asked.empty()) leading.follow();
  for (LessonAsk& ask : lessons.asked) leading.take(ask);
  lessons.asked.clear();
}

}  // namespace later

namespace {

void write_numbers(lab::JsonWriter& json, const char* name, const std::vector<float>& numbers) {
  json.key(name).open('[');
  for (const float v : numbers) json.value(static_cast<double>(v));
  json.close();
}

// As sentences have them.
void write_words(lab::JsonWriter& json, const char* name, const std::vector<float>& numbers) {
  json.key(name).open('[');
  for (const float v : numbers) json.value(lab::filled("{0}", {&v, 1}));
  json.close();
}

void write_place(lab::JsonWriter& json, const std::array<float, 4>& place) {
  json.open('[');
  for (const float side : place) json.value(static_cast<double>(std::round(side)));
  json.close();
}

void write_finding(lab::JsonWriter& json, const view::Finding& found) {
  static constexpr const char* verdicts[] = {"holds", "fails", "undecided"};
  if (!found.measured.there) {
    json.null();
    return;
  }
  json.open('{');
  json.member("verdict", verdicts[static_cast<std::size_t>(found.measured.verdict)]);
  write_numbers(json, "answer", found.measured.answer);
  write_words(json, "words", found.measured.answer);
  write_words(json, "figures", found.measured.figures);
  json.member("seed", static_cast<double>(found.seed));
  json.member("iteration", static_cast<double>(found.iteration));
  json.member("changed", found.changed);
  json.close();
}

void write_lesson(lab::JsonWriter& json, const Lessons& lessons, const Report& report) {
  static constexpr const char *runs[] = {"own", "again", "broken"}, *ats[] = {"guess", "running", "measuring", "done"};
  const LessonShown& shown = lessons.shown;
  const lab::Lesson& lesson = *shown.lesson;
  json.member("id", lesson.id);
  json.member("run", runs[shown.run]);
  json.member("at", ats[shown.at]);
  json.member("settings", shown.settings);
  json.key("place");
  write_place(json, lessons.place);
  json.member("guessed", shown.guessed);
  write_numbers(json, "guess", shown.guess);
  json.key("labels").open('[');
  for (const std::string& label : lessons.labels) json.value(std::string_view(label));
  json.close();
  write_words(json, "words", shown.guess);
  json.member("scale", static_cast<double>(lessons.scale));
  json.key("covers").open('[');
  for (const auto& cover : lessons.covers) write_place(json, cover);
  json.close();
  json.key("found").open('[');
  for (const view::Finding& found : shown.found) write_finding(json, found);
  json.close();
  const lab::Held held = lab::held(lesson);
  json.member("holds", static_cast<double>(held.holds));
  json.member("of", static_cast<double>(held.of));
  json.member("why", static_cast<double>(shown.why));
  json.member("playing", report.playing);
  json.member("iteration", static_cast<double>(report.snapshot.iteration));
  json.member("iterations", static_cast<double>(lesson.iterations));
  if (lesson.sweep >= 0 && report.sweep != nullptr) json.member("share", report.sweep->share);
}

}  // namespace

namespace later {

void tell_lesson(Lessons& lessons, const Engine& engine, Wishes& wishes) {
  lessons.json.clear();
  lab::JsonWriter json(lessons.json);
  json.open('{');
  json.key("marks").open('[');
  for (const std::uint8_t mark : lessons.shown.marks) json.value(static_cast<double>(mark));
  json.close();
  if (lessons.shown.lesson != nullptr) write_lesson(json, lessons, engine.report());
  json.close();
  if (lessons.json == lessons.told) return;
  lessons.told = lessons.json;
  wishes.lesson = lessons.json;
}

}  // namespace later

}  // namespace app
