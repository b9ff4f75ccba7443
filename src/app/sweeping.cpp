#include "sweeping.h"

#include "app.h"
#include "engine/sweeps.h"
#include "lab/sweep_rows.h"

namespace app {
namespace later {

void sweep(Engine& engine, Wishes& wishes, const lab::SweepAsk& ask) {
  Sweeps& sweeps = engine.sweeps();
  const lab::SweepState& state = sweeps.state();
  switch (ask.deed) {
    case lab::SweepAsk::save_csv:
      wishes.files.push_back({"dropout-lab-sweep.csv", "text/csv", lab::sweep_csv(state.grid, state.rows)});
      break;
    case lab::SweepAsk::save_lines:
      wishes.files.push_back({"dropout-lab-sweep.jsonl", "application/jsonl", sweeps.text()});
      break;
    case lab::SweepAsk::open:
      for (const lab::SweepRow& row : state.rows) {
        std::vector<std::string> notices;
        if (row.job == ask.job && !row.link.empty()) engine.post(command::Open{lab::read_link(row.link, notices)});
      }
      break;
    default:
      sweeps.ask(ask);
  }
  const bool begins =
      ask.deed == lab::SweepAsk::begin || ask.deed == lab::SweepAsk::go_on || ask.deed == lab::SweepAsk::more_seeds;
  if (begins && engine.report().playing) engine.post(command::Play{false});
  wishes.sweep += sweeps.take_messages();
}

}  // namespace later

void App::sweep_recalled(std::string_view text) { engine_.sweeps().recalled(text); }

}  // namespace app
