#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "experiment/fields.h"
#include "experiment/text.h"
#include "told/link.h"

namespace lab {
namespace {

constexpr std::size_t max_notices = 8;

std::string cut(std::string_view text) {
  constexpr std::size_t shown = 40;
  std::string out(text.substr(0, shown));
  out.resize(sound_utf8(out));
  return out + (text.size() > shown ? "…" : "");
}

class Reader {
public:
  explicit Reader(std::vector<std::string>& notices) : notices_(notices) {}
  Session read(std::string_view text);

private:
  void notice(const std::string& text) {
    if (++count_ <= max_notices) notices_.push_back(text);
  }
  void gather(std::string_view text);
  void take(std::string_view part);
  void version(std::string_view given);
  void read_length(std::string& text);
  void tell_version();
  void read_fields();
  void read_own();
  void read_points();
  void read_changes();
  void read_end();

  std::vector<std::string>& notices_;
  std::size_t count_ = 0;
  bool misses_own_ = false;
  std::array<std::optional<std::string>, static_cast<std::size_t>(FieldId::count)> field_texts_;
  DataTexts data_texts_;
  std::string drawn_, changes_, end_, unknown_;
  Session session_;
};

Session Reader::read(std::string_view text) {
  gather(text);
  read_own();
  read_fields();
  read_points();
  read_changes();
  read_end();
  tell_version();
  if (count_ > max_notices) notices_.push_back("… and " + std::to_string(count_ - max_notices) + " more.");
  return std::move(session_);
}

void Reader::gather(std::string_view given) {
  constexpr std::size_t encoded = 3;  // times as long
  std::string text = mended_link(given.substr(0, encoded * max_link));
  if (text.size() > max_link || given.size() > encoded * max_link) {
    notice("The link is longer than " + std::to_string(max_link) + " bytes: what lies behind is left out.");
    text = without_last_item(std::string_view(text).substr(0, max_link));
  }
  if (text.empty()) return;
  read_length(text);
  const auto parts = split(text, '&');
  const bool versioned = parts[0].find('=') == parts[0].npos;
  if (versioned) version(parts[0]);
  for (std::size_t i = versioned; i < parts.size(); ++i) take(parts[i]);
}

// How much there was stands at its beginning. What stands at a cut may be part of something else.
void Reader::read_length(std::string& text) {
  const std::size_t at = text.find('&' + std::string(length_key) + '=');
  if (at == text.npos) return;
  double wanted = 0;
  const std::string_view rest = std::string_view(text).substr(at + 1);
  const auto here = static_cast<double>(link_weight(text));
  if (!read_number(link_part(rest.substr(0, rest.find('&'))).value, wanted) || here >= wanted) return;
  notice("Only " + std::to_string(static_cast<int>(100 * here / wanted)) +
         " % of this link is here: it was cut on its way, or shortened. What is missing is left out, with the item at "
         "the cut. Ask for the whole link, or for a file.");
  text = without_last_item(text);
}

void Reader::version(std::string_view given) {
  const std::string word = mended_word(given);
  if (word == link_version || word == "V1") return;
  const bool later = word.size() > 1 && word.size() < 8 && word[0] == 'v' &&
                     word.find_first_not_of("0123456789", 1) == word.npos && word[1] != '0';
  if (!later)
    notice(unknown_ = given);  // in whose place tell_version() has more to say
  else
    notice("The link is of a later version, " + word + ": of it, what is known here is used.");
}

// What it begins with is no version: that is all there is to say where nothing behind it was understood.
void Reader::tell_version() {
  if (unknown_.empty()) return;
  const bool nothing =
      session_.start == Experiment{} && !session_.data && session_.drawn.empty() && session_.iteration == 0;
  *std::find(notices_.begin(), notices_.end(), unknown_) =
      "'" + cut(unknown_) +
      (nothing ? "' is no link to an experiment: the default is shown."
               : "' is no beginning of a link: what is known of the rest is used.");
}

void Reader::take(std::string_view part) {
  if (part.empty()) return;
  auto [key, value] = link_part(part);
  for (const Field& field : fields()) {
    if (key == field.key) {
      field_texts_[static_cast<std::size_t>(field.id)] = std::move(value);
      return;
    }
  }
  const auto own = std::find(data_keys.begin(), data_keys.end(), key);
  if (own != data_keys.end())
    data_texts_[static_cast<std::size_t>(own - data_keys.begin())] = std::move(value);
  else if (key == "draw")
    drawn_ = std::move(value);
  else if (key == "do")
    changes_ = std::move(value);
  else if (key == "at")
    end_ = std::move(value);
  else if (key != length_key)
    notice("The link's field '" + cut(part.substr(0, part.find('='))) + "' is unknown and left out.");
}

// Own data come in place of the fields about points.
void Reader::read_own() {
  auto& word = field_texts_[static_cast<std::size_t>(FieldId::data)];
  const bool asked = word == "own";
  if (asked) word.reset();
  misses_own_ = asked;
  if (data_texts_[3].empty()) {
    if (asked)
      notice("The link's own data are too large to travel in it: open their file. Here is the default data set.");
    return;
  }
  int wrong = 0;
  session_.data = read_data(data_texts_, wrong);
  misses_own_ = !session_.data;
  if (misses_own_) return notice("The link's own data are no rows of two classes: the default data set is shown.");
  if (wrong > 0) notice(std::to_string(wrong) + " rows of the link's own data are no numbers and a class: left out.");
}

void Reader::read_fields() {
  for (const Field& field : fields()) {
    const auto& text = field_texts_[static_cast<std::size_t>(field.id)];
    std::string why;
    if (!text || parse(session_.start, field.id, *text, why)) continue;
    notice(why.substr(0, sound_utf8(why)) + ". The default stands.");
  }
}

// Those drawn onto own data that are missing here belong to no others.
void Reader::read_points() {
  if (drawn_.empty() || misses_own_) return;
  const std::string words = read_drawn(drawn_, session_);
  if (!words.empty()) notice(words);
}

void Reader::read_changes() {
  if (changes_.empty()) return;
  const auto earlier = [](const Change& a, const Change& b) { return a.iteration < b.iteration; };
  for (const std::string_view text : split(changes_, ';')) {
    Change change;
    if (session_.changes.size() == max_changes)
      notice("The link's change '" + cut(text) + "' is one too many.");
    else if (read_change(text, session_.start, change))
      session_.changes.insert(std::upper_bound(session_.changes.begin(), session_.changes.end(), change, earlier),
                              change);
    else
      notice("The link's change '" + cut(text) + "' is none that is known, and left out.");
  }
}

void Reader::read_end() {
  double number = 0;
  const bool sound = read_number(end_, number) && number >= 0 && number == std::floor(number);
  if (!end_.empty() && !sound) notice("'" + cut(end_) + "' is no iteration: the link is not replayed to it.");
  if (sound && number > static_cast<double>(max_replay)) {
    notice("The link is replayed to iteration " + std::to_string(max_replay) + ", no further.");
  }
  if (sound) session_.iteration = static_cast<std::int64_t>(std::min(number, static_cast<double>(max_replay)));
  if (!session_.changes.empty()) {
    session_.iteration = std::max(session_.iteration, session_.changes.back().iteration);
  }
}

bool whole_number(std::string_view text, double high, double& out) {
  return read_number(text, out) && out >= 0 && out <= high && out == std::floor(out);
}

bool read_value(FieldId id, std::string_view text, double& out) {
  if (id == FieldId::hold) {
    const auto found = std::find(hold_words.begin(), hold_words.end(), text);
    out = static_cast<double>(found - hold_words.begin());
    return found != hold_words.end();
  }
  double number = 0;
  if (!read_number(text, number)) return false;
  const auto value = static_cast<float>(number);  // as it is kept
  out = static_cast<double>(value);
  if (id == FieldId::weight) return std::isfinite(out);
  const Field& f = field(id);
  return value >= f.low && value <= f.high && (f.place.type != Place::Type::whole || out == std::floor(out));
}

}  // namespace

bool read_change(std::string_view text, const Experiment& e, Change& out) {
  const std::size_t colon = text.find(':'), equals = text.find('=');
  if (colon == text.npos || equals == text.npos || equals < colon) return false;
  const auto place = split(text.substr(colon + 1, equals - colon - 1), '.');
  double iteration = 0, arm = 0, index = 0;
  if (!whole_number(text.substr(0, colon), static_cast<double>(max_replay), iteration)) return false;
  Change change;
  change.iteration = static_cast<std::int64_t>(iteration);
  FieldId id = FieldId::data;
  const auto known = [&] { return id > FieldId::weight || place[0] == key_of(id); };
  while (!known()) id = static_cast<FieldId>(static_cast<int>(id) + 1);
  if (id > FieldId::weight) return false;
  const bool deed = id >= FieldId::count, indexed = deed || id == FieldId::keep, armed = deed || belongs_to_arms(id);
  if (!deed && (field(id).restarts || shows_only(id))) return false;
  if (place.size() != 1u + armed + indexed) return false;
  if (armed && !whole_number(place[1], e.arms - 1, arm)) return false;
  if (indexed && !whole_number(place[2], deed ? 1e8 : e.hidden, index)) return false;
  change.edit = {id, static_cast<int>(index), static_cast<int>(arm), 0, {}};
  if (!read_value(id, text.substr(equals + 1), change.edit.value)) return false;
  out = change;
  return true;
}

Session read_link(std::string_view text, std::vector<std::string>& notices) { return Reader(notices).read(text); }

bool read_fields(std::string_view fields, Experiment& experiment, std::string& why) {
  for (const std::string_view part : split(fields, '&')) {
    const std::string_view key = part.substr(0, part.find('='));
    const auto has_key = [&](const Field& field) { return key == field.key; };
    if (!std::any_of(lab::fields().begin(), lab::fields().end(), has_key)) {
      why = "'" + cut(key) + "' is no field to set";
      return false;
    }
  }
  Session present;
  present.start = experiment;
  std::string text = write_link(present);
  if (text.empty()) text = link_version;
  std::vector<std::string> notices;
  const Session wanted = read_link(text + '&' + std::string(fields), notices);
  if (!notices.empty()) why = notices.front();
  if (notices.empty()) experiment = wanted.start;
  return notices.empty();
}

}  // namespace lab
