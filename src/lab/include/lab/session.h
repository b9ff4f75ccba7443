// A run as it can be told: where it began and every change on the way. All that a link holds.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lab/experiment.h"
#include "lab/own_data.h"

namespace lab {

// A change in mid-run: of a field that doesn't restart, a held unit or a typed weight. It acts after `iteration`
// updates, in the very next one; changes of one iteration act in their order.
struct Change {
  std::int64_t iteration = 0;
  Edit edit;
};

constexpr int max_changes = 2000;               // later ones of a link are left out, with a notice
constexpr std::int64_t max_replay = 1'000'000;  // iterations a link may ask for
constexpr std::size_t max_link = 60'000;        // bytes of a link that write_link makes or read_link looks at

// A point that the visitor drew onto the plane, in the units of the data.
struct DrawnPoint {
  float x1 = 0, x2 = 0;
  int of_class = 0;
  bool operator==(const DrawnPoint&) const = default;
};
constexpr std::size_t max_drawn = 1000;

struct Session {
  Experiment start;                     // at iteration 0
  std::shared_ptr<const OwnData> data;  // null: as the experiment's data fields say
  std::vector<DrawnPoint> drawn;        // join the training set, behind its other examples
  std::vector<Change> changes;          // by iteration
  std::int64_t iteration = 0;           // how far the run is
};

// The experiment with all changes up to `iteration` applied.
Experiment experiment_at(const Session&, std::int64_t iteration);

// Appends the point to those drawn: of one of the classes, or of the one after the last. Where it cannot join the data,
// returns false, and `why` says what is the matter.
bool draw(Session&, const DrawnPoint&, std::string& why);
// The drawn points join the training set; the test set keeps its examples.
void join_drawn(const Session&, net::Split&);

// The part of an address after '#', without it: "v1&data=moons&…&at=2000&do=500:keep.1.2=0.5;…". What is default is
// left out; the default session gives "". Own data travels if it fits (OwnData::fits_link); else `data=own` stands
// there alone, which read_link answers with a notice.
std::string write_link(const Session&);

// Reads such a text, with or without '#'. Whatever is unknown, bad or too long falls back to its default alone, and
// one sentence for the visitor in `notices` names it. Never fails; takes time linear in max_link at most.
Session read_link(std::string_view, std::vector<std::string>& notices);

// Reads fields as they stand in a link, "rate=0.02&keep=1,0.8,0.8", into the experiment. Where one is unknown or bad,
// the experiment stays as it was, `why` says what is wrong, and the result is false.
bool read_fields(std::string_view fields, Experiment&, std::string& why);

}  // namespace lab
