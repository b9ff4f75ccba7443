// What a visitor can take away.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/snapshot.h"

namespace lab {

class Laboratory;
struct Session;

// A file of the menu to save and of the command line.
struct Export {
  const char *id, *label, *note;  // in the menu: "save_json", "Save experiment and weights", "JSON"
  const char *file, *type;        // what it is called and is: "dropout-lab.json", "application/json"
  std::string (*write)(const Laboratory&, const Snapshot&);  // null: the platform does, as a picture of what it shows
  const char *option, *content;  // on the command line, "--export-json", and what it writes there; null: not there
  bool retells;                  // it tells a session, which a run on tables of the command line's own has not
};
std::span<const Export> exports();

// The curves: one row a measured iteration, one column an arm and figure, names in the first row.
std::string history_csv(const Snapshot&, const Experiment&);

// Session and every arm's weights and biases by layer (rows are units), with the figures of the present iteration.
// The command line and the page read it back: the session is replayed, and its weights can be compared with those here.
std::string to_json(const Laboratory&, const Snapshot&);
// False, with the reason in `why`, if the text isn't such a file. `parameters`, if asked for: of each arm, flat as
// net::Shape says, and empty where the file has none that are whole.
bool from_json(std::string_view, Session&, std::vector<std::string>& notices, std::string& why,
               std::vector<std::vector<float>>* parameters = nullptr);

// A self-contained Python program (NumPy) that repeats the run: masks, batches and initial weights to the bit, by the
// same generator; the data stand in it, exactly. Prints each arm's final figures beside those of this run.
std::string python(const Laboratory&, const Snapshot&);

}  // namespace lab
