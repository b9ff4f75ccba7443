// What comes in from outside the page and goes out of it: links, files, the clipboard, the digits.
#include <algorithm>
#include <utility>

#include "app.h"
#include "lab/exports.h"
#include "lab/raw_table.h"
#include "view/tr.h"

namespace app {
namespace {

// While it plays the address follows at this distance: browsers bound how often it may change.
constexpr double address_ms = 1000;

bool is_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return first != text.npos && text[first] == '{';
}

// What is said of the first lines, below what is said of all.
std::string first_of(const std::vector<std::string>& lines) {
  std::string words;
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 3); ++i) words += '\n' + lines[i];
  return words;
}

std::string joined(const std::vector<std::string>& notices) {
  std::string all;
  for (const std::string& notice : notices) all += (all.empty() ? "" : "\n") + notice;
  return all;
}

}  // namespace

void App::open_link(std::string_view link) {
  std::vector<std::string> notices;
  const lab::Session session = lab::read_link(link, notices);
  open(session, notices);
  keep_entry();
  address_is_wrong_ = !notices.empty();
  address_.clear();
}

// "", or why it can't be opened.
std::string App::open(const lab::Session& session, const std::vector<std::string>& notices) {
  const std::string why = engine_.post(command::Open{session});
  address_stands_ = engine_.report().wants_digits;
  address_is_wrong_ = false;
  say(why.empty() ? joined(notices) : why);
  return why;
}

void App::open_file(std::string_view name, std::string_view bytes) {
  if (is_json(bytes)) return open_saved(name, bytes);
  lab::RawTable table = lab::read_table(bytes, name);
  if (!table.why.empty()) return say(std::string(name) + ": " + table.why + first_of(lab::told(table.wrong)));
  lab::Choice choice = lab::guess(table);
  lab::Reading reading = lab::read_choice(table, choice);
  if (choice.label < 0) return say(std::string(name) + ": " + reading.why + first_of(reading.wrong));
  say("");
  import_ = {std::move(table), std::move(choice), std::move(reading)};
  of_import_ = nullptr;
  uses_ = false;
  reads_ = true;
}

void App::open_saved(std::string_view name, std::string_view json) {
  lab::Session session;
  std::vector<std::string> notices;
  std::string why;
  if (!lab::from_json(json, session, notices, why)) return say(std::string(name) + ": " + why);
  open(session, notices);
}

void App::tell(const std::string& words, view::Tone tone) { say(words, tone); }

void App::copied(bool done, int length) {
  constexpr int longest = 2000;  // that chat programs are known to take
  if (!done) environment_.link = "#" + engine_.link();
  if (length > longest) {
    std::string words = view::tr(
        "The link has %d characters. Some chat programs cut what is longer than 2000: send it by mail, or save the "
        "experiment as JSON and send the file.");
    return say(words.replace(words.find("%d"), 2, std::to_string(length)));
  }
  if (done)
    say(view::tr("The link is on the clipboard. It opens this very run, replayed to this iteration."), view::Tone::good,
        4);
}

void App::digits_arrived(std::vector<std::uint8_t> bytes) {
  asked_for_digits_ = false;
  const std::string why = engine_.post(command::Digits{std::move(bytes)});
  address_stands_ &= !why.empty();
  if (!why.empty()) say(why);
}

void App::digits_failed(const std::string& why) {
  asked_for_digits_ = false;
  if (!engine_.report().wants_digits) return;
  engine_.post(command::NoDigits{});
  say(why);
}

void App::take_away(int row) {
  const lab::Export& what = lab::exports()[static_cast<std::size_t>(row)];
  if (!what.write) {
    wishes_.picture = true;
    return;
  }
  engine_.show_now();
  wishes_.files.push_back({what.file, what.type, engine_.written(row)});
}

// The address holds the run that is shown: at once where something was done or it stands still, else every second.
void App::keep_address() {
  const Report& report = engine_.report();
  link_is_old_ |= report.replaying || report.playing || report.commands != commands_;
  commands_ = report.commands;
  if (report.replaying || report.wants_digits || (address_stands_ && !wishes_.copy)) return;
  const bool new_entry = report.opened != entry_;
  const double now = now_ms();
  const bool moves = report.playing && !report.finished;
  if (!new_entry && !wishes_.copy && !link_is_old_) return;
  if (!new_entry && !wishes_.copy && now - address_at_ < (moves ? address_ms : address_ms / 10)) return;
  address_at_ = now;
  link_is_old_ = moves;
  entry_ = report.opened;
  wishes_.link = engine_.link();
  if (wishes_.link == address_ || address_is_wrong_) return;
  address_ = wishes_.link;
  wishes_.address = true;
  wishes_.playing = report.playing;
  wishes_.new_entry |= new_entry;
}

}  // namespace app
