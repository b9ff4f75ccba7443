// What a visitor's edits do to a session, and how they are taken back. Private to lab.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "lab/session.h"
#include "lab/trainer.h"

namespace lab {

// Is it the start of the experiment that the page opens with?
bool opens_the_page(const Session&);

// Which arm each arm was before a change of the arms; -1: it is new.
using ArmsBefore = std::array<int, max_arms>;

// The session after arms were added, copied (with the changes made to the original), removed or given another kind.
// False if the edit changes nothing.
bool change_arms(Session&, const Edit&, ArmsBefore&);

// A step of undo: the edits that set the former values back, or another session to go to.
struct Step {
  enum class Kind { tuned, arms, restarted };
  Kind kind = Kind::tuned;
  std::string name;           // "keep_prob of a¹"
  std::vector<Edit> targets;  // what was edited: a drag goes on with the same
  std::vector<Edit> edits;    // tuned: to be applied, in this order
  Session session;            // arms, restarted: to go to
  // arms: changes from this one on were made since and go along, under the number that the arm had (-1: none)
  std::size_t common = 0;
  ArmsBefore before{0, 1, 2, 3};
};

// The edit that brings back what this one will overwrite.
Edit inverse(const Edit&, const Experiment& now, const std::vector<Change>&, const Trainer&);
// The value that this change of the session overwrote; NaN for a held unit or a weight.
double value_before(const Session&, std::size_t change);
// "keep_prob of a¹", "held unit", "new seed".
std::string name_of(const Edit&, const Experiment&);
// Is the field set by a slider, many values on the way to one?
bool can_be_dragged(FieldId);
// Do two edits write to the same place?
bool same_place(const Edit&, const Edit&);
// Adds a change, in place of one of the same iteration and place.
void record(std::vector<Change>&, const Change&);

// Arms step: the session to go to with what happened since in `now`.
Session rearranged(const Step&, const Session& now);

}  // namespace lab
