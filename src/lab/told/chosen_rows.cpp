#include "told/chosen_rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "experiment/text.h"
#include "told/cells.h"

namespace lab {
namespace {

class Chooser {
public:
  Chooser(const RawTable& raw, const Choice& choice, const RawTable& like) : raw_(raw), choice_(choice), like_(like) {
    for (std::size_t c = 0; c < raw.columns.size(); ++c) name_inputs(c);
  }
  ChosenRows rows();

private:
  Use use(std::size_t column) const {
    return static_cast<int>(column) == choice_.label ? Use::left_out : choice_.use[column];
  }
  Notation notation() const { return raw_.decimal_comma ? Notation::comma : Notation::point; }
  bool number(std::size_t column, const std::string& cell, double& out) const;
  void name_inputs(std::size_t column);
  bool inputs(const std::vector<std::string>& cells, std::vector<double>& values, std::string& why) const;
  bool label(const std::string& cell, std::string& out, std::string& why) const;

  const RawTable& raw_;
  const Choice& choice_;
  const RawTable& like_;
  ChosenRows out_;
};

void Chooser::name_inputs(std::size_t column) {
  const Column& c = like_.columns[column];
  if (use(column) == Use::number) out_.features.push_back(c.name);
  if (use(column) == Use::one_hot) {
    for (const std::string& value : c.values) out_.features.push_back(c.name + "=" + value);
  }
}

// Where only some have a % sign, it is a hundredth.
bool Chooser::number(std::size_t column, const std::string& cell, double& out) const {
  Number read;
  if (!read_cell(cell, notation(), read)) return false;
  out = read.percent && !raw_.columns[column].percent ? read.value / 100 : read.value;
  return true;
}

bool Chooser::inputs(const std::vector<std::string>& cells, std::vector<double>& values, std::string& why) const {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (use(c) == Use::number) {
      double value = 0;
      if (is_missing(cells[c], true)) return why = quoted_cell(raw_.columns[c].name) + " is missing", false;
      if (!number(c, cells[c], value)) return why = quoted_cell(cells[c]) + " is not a number", false;
      values.push_back(value);
    } else if (use(c) == Use::one_hot) {
      bool known = is_missing(cells[c], false);  // is none of the words
      for (const std::string& word : like_.columns[c].values) {
        values.push_back(cells[c] == word ? 1 : 0);
        known |= cells[c] == word;
      }
      if (!known) return why = quoted_cell(cells[c]) + " is not known in " + quoted_cell(raw_.columns[c].name), false;
    }
  }
  return true;
}

bool Chooser::label(const std::string& cell, std::string& out, std::string& why) const {
  const auto column = static_cast<std::size_t>(choice_.label);
  double value = 0;
  const bool numbers = like_.columns[column].kind != ColumnKind::text;
  if (is_missing(cell, numbers)) return why = "the label is missing", false;
  const bool is_number = numbers && number(column, cell, value);
  if (choice_.regression && !is_number) return why = quoted_cell(cell) + " is not a number", false;
  out = is_number ? shortest(value) : cell;
  return true;
}

ChosenRows Chooser::rows() {
  std::string why, label_text;
  std::vector<double> values;
  out_.wrong = raw_.wrong;
  out_.table.features = static_cast<int>(out_.features.size());
  if (choice_.label < 0) return std::move(out_);
  for (std::size_t i = 0; i < raw_.rows.size(); ++i) {
    values.clear();
    if (!label(raw_.rows[i][static_cast<std::size_t>(choice_.label)], label_text, why) ||
        !inputs(raw_.rows[i], values, why)) {
      out_.wrong.push_back({raw_.lines[i], why});
      continue;
    }
    out_.table.values.insert(out_.table.values.end(), values.begin(), values.end());
    out_.table.labels.push_back(label_text);
    out_.lines.push_back(raw_.lines[i]);
  }
  std::stable_sort(out_.wrong.begin(), out_.wrong.end(),
                   [](const WrongRow& a, const WrongRow& b) { return a.line < b.line; });
  return std::move(out_);
}

// A class of one row can't stand in training and test set: as a rule its label is mistyped.
void leave_out_single_rows(ChosenRows& rows) {
  std::map<std::string, int> count;
  for (const std::string& label : rows.table.labels) ++count[label];
  Table kept;
  kept.features = rows.table.features;
  for (std::size_t i = 0; i < rows.table.labels.size(); ++i) {
    std::string& label = rows.table.labels[i];
    if (count[label] == 1) {
      rows.wrong.push_back({rows.lines[i], "no other row has the label " + quoted_cell(label)});
      continue;
    }
    const auto value = rows.table.values.begin() + static_cast<std::ptrdiff_t>(i) * kept.features;
    kept.values.insert(kept.values.end(), value, value + kept.features);
    kept.labels.push_back(label);
  }
  rows.table = std::move(kept);
  std::stable_sort(rows.wrong.begin(), rows.wrong.end(),
                   [](const WrongRow& a, const WrongRow& b) { return a.line < b.line; });
}

std::string why_unusable(const RawTable& raw, const Choice& choice, const OwnData& data, std::size_t classes) {
  if (choice.label < 0) return "No column can be learned: that takes words or numbers that repeat.";
  if (data.table.features == 0) return "No column is an input: choose one at least.";
  if (data.table.features > max_table_inputs)
    return "There are " + std::to_string(data.table.features) + " inputs. Up to " + std::to_string(max_table_inputs) +
           " are accepted: leave some out.";
  const std::string& label = raw.columns[static_cast<std::size_t>(choice.label)].name;
  if (data.table.rows() == 0) return "No row has all that is chosen.";
  if (choice.regression) return "All numbers of " + quoted_cell(label) + " are the same.";
  return "There " + std::string(classes == 1 ? "is 1 label" : "are " + std::to_string(classes) + " different labels") +
         " in " + quoted_cell(label) + ". 2 to " + std::to_string(max_own_classes) + " are accepted.";
}

}  // namespace

std::string told(const WrongRow& row) { return "line " + std::to_string(row.line) + ": " + row.why; }

std::vector<std::string> told(const std::vector<WrongRow>& rows) {
  constexpr std::size_t most = 10;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(most, rows.size()); ++i) lines.push_back(told(rows[i]));
  return lines;
}

std::string quoted_cell(std::string_view cell) {
  constexpr std::size_t most = 40;
  const std::string_view shown = cell.substr(0, most);
  return "'" + std::string(shown.substr(0, sound_utf8(shown))) + (cell.size() > most ? "…'" : "'");
}

std::string numbered_name(std::size_t feature) {
  constexpr std::string_view digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  std::string name;
  for (std::size_t number = feature + 1; number > 0; number /= 10) name = std::string(digits[number % 10]) + name;
  return "x" + name;
}

ChosenRows chosen_rows(const RawTable& raw, const Choice& choice, const RawTable& like) {
  return Chooser(raw, choice, like).rows();
}

Reading read_choice(const RawTable& raw, const Choice& choice) {
  ChosenRows rows = chosen_rows(raw, choice, raw);
  if (!choice.regression) leave_out_single_rows(rows);
  Reading reading;
  OwnData& data = reading.data;
  data.name = raw.name;
  data.table = std::move(rows.table);
  data.features = std::move(rows.features);
  if (choice.regression && choice.label >= 0)
    data.target = raw.columns[static_cast<std::size_t>(choice.label)].name;
  else
    data.classes = classes_of(data.table);
  const std::size_t classes = data.classes.size();
  const bool room = data.table.features > 0 && data.table.features <= max_table_inputs;
  reading.usable = complete(data) && room;
  if (!reading.usable) reading.why = why_unusable(raw, choice, data, classes);
  reading.wrong_rows = static_cast<int>(rows.wrong.size());
  reading.wrong = told(rows.wrong);
  return reading;
}

Reading read_own_data(std::string_view bytes, std::string_view name) {
  const RawTable raw = read_table(bytes, name);
  Reading reading;
  if (raw.why.empty()) return read_choice(raw, guess(raw));
  reading.data.name = name;
  reading.why = raw.why;
  reading.wrong_rows = static_cast<int>(raw.wrong.size());
  reading.wrong = told(raw.wrong);
  return reading;
}

}  // namespace lab
