#include "targets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "lab/exports.h"
#include "lab/json.h"
#include "lab/laboratory.h"
#include "lab/own_program.h"
#include "lab/raw_table.h"
#include "lab/typed_number.h"

namespace fuzz {
namespace {

std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

std::string encoded(const std::string& text) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const auto byte = static_cast<unsigned char>(c);
    plain ? out += c : ((out += '%') += digits[byte / 16]) += digits[byte % 16];
  }
  return out;
}

// What chat programs and mail do to a written link is undone.
void expect_mended(const std::string& link) {
  std::string entities, lines;
  for (const char c : link) {
    (entities += c) += c == '&' ? "amp;" : "";
    (lines += c) += c == '&' ? "\r\n  " : "";
  }
  for (const std::string& sent : {entities, lines, encoded(link), encoded("https://course.example/#" + link),
                                  "\u201c#!" + link + "\u201d).", '<' + link + '>'}) {
    std::vector<std::string> notices;
    const std::string back = lab::write_link(lab::read_link(sent, notices));
    if (back != link) std::fprintf(stderr, "%s\n%s\n", sent.c_str(), back.c_str());
    expect(link.empty() || (back == link && notices.empty()), "a link survives its way");
  }
}

// Wherever a link with a length is cut behind it, a notice says so.
void expect_known_as_cut(const std::string& link) {
  if (!link.starts_with("v1&length=")) return;
  const std::size_t from = link.find('&', 4), step = 1 + (link.size() - from) / 7;
  for (std::size_t size = from; size < link.size(); size += step) {
    std::vector<std::string> notices;
    lab::read_link(std::string_view(link).substr(0, size), notices);
    expect(!notices.empty() && notices[0].find("was cut") != notices[0].npos, "a cut link is known as cut");
  }
}

// The same session comes out of its own link, without a word.
void expect_survives(const lab::Session& session) {
  const std::string link = lab::write_link(session);
  expect(link.size() <= lab::max_link, "a link is no longer than max_link");
  for (const char c : link) expect(c > ' ' && c < 127, "a link is plain ASCII");
  if (session.data && !session.data->fits_link()) return;
  std::vector<std::string> notices;
  const lab::Session back = lab::read_link(link, notices);
  expect(notices.empty(), "a link that was written is read without notices");
  const std::string again = lab::write_link(back);
  if (again != link) std::fprintf(stderr, "%s\n%s\n", link.c_str(), again.c_str());
  expect(again == link, "a session survives its link");
  expect_mended(link);
  expect_known_as_cut(link);
}

// Drawn points join whatever they were read for.
void expect_joins(const lab::Session& session) {
  if (session.drawn.empty()) return;
  expect(session.drawn.size() <= lab::max_drawn, "drawn points are bounded");
  lab::Experiment few = session.start;
  few.points = 20;
  net::Split data;
  if (session.data)
    data = lab::split(*session.data, 3);
  else
    lab::make_data(few, {}, data);
  const int rows = data.train.size();
  lab::join_drawn(session, data);
  expect(data.train.size() == rows + static_cast<int>(session.drawn.size()), "all of them join");
  expect(data.train.x.allFinite() && data.train.x.rows() == 2, "on a plane");
  expect(data.train.classes <= static_cast<int>(lab::max_own_classes), "of ten classes at most");
  expect(data.train.y.cols() == data.train.size() && data.test.y.rows() == data.train.y.rows(), "with their targets");
}

void expect_sound(const lab::OwnData& data) {
  const std::size_t features = data.features.size(), rows = data.table.labels.size();
  expect(static_cast<std::size_t>(data.table.features) == features, "every feature has a name");
  expect(data.table.values.size() == features * rows, "every row has every feature");
  const net::Split split = lab::split(data, 3);
  expect(split.train.size() > 0 && split.test.size() > 0, "both sets have examples");
  expect(static_cast<std::size_t>(split.train.size() + split.test.size()) == rows, "every row is in one set");
  expect(split.train.x.allFinite() && split.test.x.allFinite(), "standardized features are finite");
}

void write(lab::JsonWriter& out, const lab::Json& json) {
  using Kind = lab::Json::Kind;
  if (json.is(Kind::null)) out.null();
  if (json.is(Kind::boolean)) out.value(json.number != 0);
  if (json.is(Kind::number)) out.value(json.number);
  if (json.is(Kind::string)) out.value(std::string_view(json.text));
  if (!json.is(Kind::array) && !json.is(Kind::object)) return;
  out.open(json.is(Kind::array) ? '[' : '{');
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    if (json.is(Kind::object)) out.key(json.keys[i]);
    write(out, json.items[i]);
  }
  out.close();
}

// Numbers as far as nine digits go.
bool same(const lab::Json& a, const lab::Json& b) {
  if (a.kind != b.kind || a.text != b.text || a.keys != b.keys || a.items.size() != b.items.size()) return false;
  if (std::abs(a.number - b.number) > 1e-8 * std::abs(a.number) + 1e-320) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  return true;
}

}  // namespace

void link(const std::uint8_t* bytes, std::size_t size) {
  std::vector<std::string> notices;
  const lab::Session session = lab::read_link(text_of(bytes, size), notices);
  expect(notices.size() <= 9, "a handful of notices");
  expect(session.iteration >= 0 && session.iteration <= lab::max_replay, "the iteration is in range");
  expect(session.changes.size() <= lab::max_changes, "changes are bounded");
  lab::experiment_at(session, session.iteration);
  if (session.data) expect_sound(*session.data);
  expect_joins(session);
  expect_survives(session);
}

void typed(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = text_of(bytes, size);
  for (const lab::NumberField& field : {lab::NumberField{.low = 10, .high = 2000, .whole = true},
                                        lab::NumberField{.low = 0.05f, .high = 1, .share = true},
                                        lab::NumberField{.low = 0, .high = 0.5f, .share = true, .shown = 100},
                                        lab::NumberField{.low = -1e30f, .high = 1e30f}}) {
    const lab::TypedNumber read = lab::read_typed(text, field);
    const bool refused = read.answer == lab::TypedNumber::Answer::refused;
    expect(refused || (read.value >= field.low && read.value <= field.high), "a number that was typed is in its range");
    expect(refused || !field.whole || read.value == std::floor(read.value), "and whole where it is to be");
    char plain[40];
    std::snprintf(plain, sizeof plain, "%.9g", static_cast<double>(read.value) * static_cast<double>(field.shown));
    const lab::TypedNumber again = lab::read_typed(plain, field);
    expect(refused || std::abs(again.value - read.value) <= 1e-6f * std::abs(read.value),
           "and written plainly is the same");
    const std::string more = std::string(text) + "x";
    expect(lab::read_typed(more, field).answer == lab::TypedNumber::Answer::refused, "with more behind it it is none");
  }
}

namespace {

void expect_told(const lab::Reading& reading) {
  expect(reading.wrong.size() <= 10 && static_cast<int>(reading.wrong.size()) <= reading.wrong_rows,
         "wrong rows are told");
  expect(reading.usable || !reading.why.empty(), "what cannot be used says why");
  if (!reading.usable) return;
  expect_sound(reading.data);
  lab::Session session;
  session.data = std::make_shared<const lab::OwnData>(reading.data);
  expect_survives(session);
}

void expect_even(const lab::RawTable& table) {
  expect(table.rows.size() == table.lines.size() && table.rows.size() <= lab::max_csv_rows, "every row has its line");
  for (const auto& row : table.rows) expect(row.size() == table.columns.size(), "every row has every column");
  for (const lab::Column& column : table.columns) {
    expect(!column.name.empty() && column.missing <= static_cast<int>(table.rows.size()), "columns are described");
    expect(column.kind != lab::ColumnKind::empty || column.values.empty(), "what is empty has no values");
  }
}

}  // namespace

// Whatever may be chosen of a table makes data that are sound, or says why not.
void csv(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = text_of(bytes, size);
  const lab::RawTable table = lab::read_table(text, "rows.csv");
  expect_even(table);
  expect_told(lab::read_own_data(text, "rows.csv"));
  lab::Table train, test;
  std::string why;
  if (!lab::read_tables(text, text, train, test, why)) expect(!why.empty(), "two tables or why not");
  if (!table.why.empty()) return expect(table.rows.empty(), "rows, or why there are none");
  const std::size_t columns = std::min<std::size_t>(table.columns.size(), 6);
  lab::Choice choice = lab::guess(table);
  for (std::size_t c = 0; c < columns; ++c) {
    if (!lab::can_be_label(table.columns[c])) continue;
    lab::choose_label(table, static_cast<int>(c), choice);
    expect_told(lab::read_choice(table, choice));
    choice.regression = !choice.regression;
    choice.use[size % columns] =
        choice.use[size % columns] == lab::Use::left_out ? lab::Use::number : lab::Use::left_out;
    expect_told(lab::read_choice(table, choice));
  }
}

void json(const std::uint8_t* bytes, std::size_t size) {
  lab::Session session;
  std::vector<std::string> notices;
  std::vector<std::vector<float>> parameters;
  std::string why;
  if (!lab::from_json(text_of(bytes, size), session, notices, why, &parameters)) return expect(!why.empty(), "why");
  if (session.data) expect_sound(*session.data);
  expect_joins(session);
}

void round_trip(const std::uint8_t* bytes, std::size_t size) {
  lab::Json read, back;
  std::string why;
  if (!lab::read_json(text_of(bytes, size), read, why)) {
    return expect(why.starts_with("line ") && why.find(": ") != std::string::npos, "it is said where and why");
  }
  lab::JsonWriter first, second;
  write(first, read);
  expect(lab::read_json(first.text(), back, why), "what was written is read");
  expect(same(read, back), "as the same");
  write(second, back);
  expect(first.text() == second.text(), "and written as the same");
}

void array(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = text_of(bytes, size);
  lab::Array read;
  std::string why;
  if (lab::read_array(text, read, why)) {
    const std::size_t cells = static_cast<std::size_t>(read.rows) * static_cast<std::size_t>(read.columns);
    expect(cells > 0 && read.values.size() == cells && read.resolution.size() == cells, "an array is full");
    for (const double value : read.values) expect(std::isfinite(value), "with finite numbers");
  } else {
    expect(!why.empty() && why.size() < 200, "what cannot be read says why");
  }
  for (const lab::OwnFinding& found : lab::check_own(lab::own_task(1), text, text, text))
    expect(!found.words.empty(), "something is said of every array");
}

}  // namespace fuzz
