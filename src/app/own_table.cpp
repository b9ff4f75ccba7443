// What the visitor chooses of a table that was opened.
#include <utility>

#include "app.h"

namespace app {
namespace later {  // comes after the first frame: src/view/ink/later.h

void choose(lab::Import& import, const view::Intents& intents) {
  lab::Choice& choice = import.choice;
  const auto& wanted = intents.choose;
  const auto toggle = [&](std::size_t column, bool on) {
    const lab::Column& c = import.table.columns[column];
    const lab::Use use = c.kind == lab::ColumnKind::text ? lab::Use::one_hot : lab::Use::number;
    const bool may = lab::can_be_input(c) && static_cast<int>(column) != choice.label;
    choice.use[column] = on && may ? use : lab::Use::left_out;
  };
  if (wanted.label >= 0) lab::choose_label(import.table, wanted.label, choice);
  if (wanted.regression >= 0) choice.regression = wanted.regression == 1;
  if (wanted.input >= 0) {
    const auto column = static_cast<std::size_t>(wanted.input);
    toggle(column, choice.use[column] == lab::Use::left_out);
  }
  for (std::size_t column = 0; wanted.all >= 0 && column < import.table.columns.size(); ++column)
    toggle(column, wanted.all == 1 && import.table.columns[column].kind != lab::ColumnKind::index);
  import.reading = lab::read_choice(import.table, choice);
}

}  // namespace later

void App::apply_to_table(const view::Intents& intents) {
  const auto& wanted = intents.choose;
  const bool chooses = wanted.label >= 0 || wanted.input >= 0 || wanted.regression >= 0 || wanted.all >= 0;
  const bool again = intents.choose_again && environment_.has_table;
  if ((reads_ && chooses) || again) {
    auto* volatile choose = later::choose;
    choose(import_, intents);
  }
  reads_ |= again;
  if (reads_ && intents.accept_data && import_.reading.usable) {
    of_import_ = engine_.report().data;  // the data before
    const std::string words = engine_.post(command::Use{std::move(import_.reading.data)});
    uses_ = words.empty();
    if (!uses_) of_import_ = nullptr;
    if (!words.empty()) say(words);
    address_stands_ = false;
  }
  if (intents.accept_data || intents.refuse_data) reads_ = false;
}

}  // namespace app
