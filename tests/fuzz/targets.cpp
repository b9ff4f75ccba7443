#include "targets.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "lab/exports.h"
#include "lab/laboratory.h"
#include "lab/own_program.h"

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

void csv(const std::uint8_t* bytes, std::size_t size) {
  const lab::Reading reading = lab::read_own_data(text_of(bytes, size), "rows.csv");
  expect(reading.wrong.size() <= 10 && static_cast<int>(reading.wrong.size()) <= reading.wrong_rows,
         "wrong rows are told");
  expect(reading.usable || !reading.why.empty(), "what cannot be used says why");
  if (!reading.usable) return;
  expect_sound(reading.data);
  lab::Session session;
  session.data = std::make_shared<const lab::OwnData>(reading.data);
  expect_survives(session);
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
