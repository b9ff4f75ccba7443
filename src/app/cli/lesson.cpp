#include "lesson.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

#include "../args/args.h"
#include "files.h"
#include "interrupt.h"
#include "lab/json.h"
#include "lab/laboratory.h"
#include "lab/lesson.h"
#include "lab/sweep_job.h"

namespace cli {
namespace {

struct Asked {
  std::vector<const lab::Lesson*> lessons;
  std::vector<int> seeds;  // empty: each lesson's own
  bool broken = false, json = false;
  std::string digits_file;
};

std::string all_ids() {
  std::string ids;
  for (const lab::Lesson& lesson : lab::lessons()) ids += (ids.empty() ? "" : ", ") + std::string(lesson.id);
  return ids;
}

std::vector<args::Option> options_of(Asked& asked) {
  const std::string ids = "lessons among " + all_ids();
  return {{"", ids,
           [&](const std::string& word, std::string&) {
             const lab::Lesson* lesson = lab::lesson_named(word);
             if (lesson) asked.lessons.push_back(lesson);
             return lesson != nullptr;
           }},
          {"--seeds", "seeds like 1-20 or 1,2,7-9",
           [&](const std::string& text, std::string&) { return lab::read_seeds(text, asked.seeds); }},
          args::flag("--broken", asked.broken),
          args::text("--digits", "a packed digits file", asked.digits_file),
          args::flag("--json", asked.json)};
}

double now_ms() {
  using namespace std::chrono;
  return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

lab::Session session_of(const lab::Lesson& lesson, const Asked& asked) {
  std::vector<std::string> notices;
  return lab::read_link(asked.broken ? lesson.breaks_link : lesson.link, notices);
}

// The run to the lesson's iteration, and its analyses; not there where it was interrupted.
lab::Measured of_run(const lab::Lesson& lesson, const lab::Session& session, const std::vector<std::uint8_t>& digits) {
  lab::Laboratory laboratory;
  if (!digits.empty()) laboratory.digits(digits);
  laboratory.open(session);
  while (laboratory.building()) laboratory.replay(0, now_ms);
  while (laboratory.trainer().iteration() < lesson.iterations && !laboratory.trainer().finished() && !interrupted())
    laboratory.step();
  laboratory.trainer().refresh();
  lab::Snapshot snapshot;
  laboratory.read(snapshot);
  lab::Inspection inspection;
  lab::Measured measured = lab::measure(lesson, {snapshot, inspection});
  while (!measured.there && !interrupted()) {
    inspection.advance(snapshot, lesson.needs, 20, now_ms);
    measured = lab::measure(lesson, {snapshot, inspection});
  }
  return measured;
}

// The lesson's sweep with this one seed.
lab::Measured of_sweep(const lab::Lesson& lesson, const lab::Session& session, const std::vector<std::uint8_t>& digits,
                       std::string& why) {
  lab::SweepState state;
  lab::plan_sweep(lab::plan_of(lesson, 1), session.start, state.sweep);
  state.sweep.seeds = {session.start.seed};
  lab::Json first;
  lab::read_sweep(lab::first_line(state.sweep), state.sweep, state.grid);
  for (std::size_t job = 0; job < state.sweep.jobs() && !interrupted(); ++job) {
    lab::SweepJob run;
    if (!run.begin(state.sweep, job, digits, true, why)) return {};
    double operations = std::numeric_limits<double>::infinity();
    run.advance(operations);
    lab::SweepRow row;
    if (lab::read_row(run.row(), state.grid, row)) state.rows.push_back(std::move(row));
  }
  if (!interrupted()) state.at = lab::SweepState::At::done;
  const lab::Snapshot none{};
  const lab::Inspection inspection;
  return lab::measure(lesson, {none, inspection, &state});
}

constexpr const char* word(lab::Verdict verdict) {
  return verdict == lab::Verdict::holds ? "holds" : verdict == lab::Verdict::fails ? "fails" : "undecided";
}

void write_numbers(lab::JsonWriter& json, const char* name, const std::vector<float>& numbers) {
  json.key(name).open('[');
  for (const float number : numbers) json.value(static_cast<double>(number));
  json.close();
}

void write_found(lab::JsonWriter& json, const lab::Lesson& lesson, int seed, const lab::Measured& measured,
                 const std::string& sentence) {
  json.open('{').member("lesson", lesson.id).member("seed", static_cast<long long>(seed));
  json.member("verdict", word(measured.verdict)).member("sentence", std::string_view(sentence));
  write_numbers(json, "answer", measured.answer);
  write_numbers(json, "figures", measured.figures);
  json.close();
}

void print_found(const lab::Lesson& lesson, int seed, const lab::Measured& measured, const std::string& sentence) {
  print_formatted("%s, seed %d: %s. %s\n", lesson.id, seed, word(measured.verdict), sentence.c_str());
  print_now();
}

}  // namespace

std::string lesson_help() {
  Asked asked;
  const auto own = options_of(asked);
  const auto line = [](const std::string& left, const std::string& right) { return args::line(left, 17, right); };
  std::string help = line("ID …", own[0].accepts + "; without any, all");
  for (const lab::Lesson& lesson : lab::lessons())
    help += line("", std::string(lesson.id) + ": " + lab::words_of(lesson).claim);
  return help + line("--seeds", own[1].accepts + " [the lesson's own]") +
         line("--broken", "with what breaks the claim") +
         line("--digits", own[3].accepts + " [digits.bin beside the program]") +
         line("--json", "print one JSON object instead of sentences");
}

int run_lesson(int argc, char** argv) {
  Asked asked;
  std::string why, bytes;
  if (!args::read(std::span<const char* const>(argv, static_cast<std::size_t>(argc)).subspan(2), options_of(asked),
                  why))
    return refuse("lesson: " + why);
  if (asked.lessons.empty()) {
    for (const lab::Lesson& lesson : lab::lessons()) asked.lessons.push_back(&lesson);
  }
  const bool digits = std::any_of(asked.lessons.begin(), asked.lessons.end(), [&](const lab::Lesson* lesson) {
    return session_of(*lesson, asked).start.source == net::Source::digits;
  });
  const std::string path = asked.digits_file.empty() ? beside_program(argv[0], "digits.bin") : asked.digits_file;
  if (digits && !read_file(path, bytes)) return refuse("--digits '" + path + "': the file cannot be read");
  const std::vector<std::uint8_t> packed(bytes.begin(), bytes.end());
  if (digits && net::size_of_digits(packed.data(), packed.size()).train == 0)
    return refuse("--digits '" + path + "': not a packed digits file");
  watch_interrupts();
  lab::JsonWriter json;
  json.open('{').member("command", "lesson").key("lessons").open('[');
  for (const lab::Lesson* lesson : asked.lessons) {
    lab::Session session = session_of(*lesson, asked);
    const std::vector<int> seeds = asked.seeds.empty() ? std::vector{session.start.seed} : asked.seeds;
    for (const int seed : seeds) {
      if (interrupted()) break;
      session.start.seed = seed;
      const lab::Measured measured =
          lesson->sweep < 0 ? of_run(*lesson, session, packed) : of_sweep(*lesson, session, packed, why);
      if (!why.empty()) return refuse(std::string(lesson->id) + ": " + why);
      if (!measured.there) continue;
      const std::string sentence =
          lab::filled(lab::sentence_of(lab::words_of(*lesson), measured.verdict), measured.figures);
      if (asked.json)
        write_found(json, *lesson, seed, measured, sentence);
      else
        print_found(*lesson, seed, measured, sentence);
    }
  }
  json.close().member("interrupted", interrupted()).close();
  if (asked.json) print(json.text() + '\n');
  if (!interrupted()) return 0;
  tell("interrupted; printed is what was there");
  return interrupted_status;
}

}  // namespace cli
