// Which column is the label, and which are inputs, if nobody says.
#include <algorithm>
#include <string_view>

#include "experiment/text.h"
#include "lab/raw_table.h"
#include "told/columns.h"

namespace lab {
namespace {

// Most telling first.
constexpr std::string_view label_names =
    "label labels target survived diagnosis species outcome class classes category variety cultivar quality "
    "heartdisease disease classification classname medv medianhousevalue price saleprice charges mpg rings tip status "
    "result response income churn exited default purchased approved fraud spam sentiment";
// As often inputs: labels only at an end. "y" is none beside "z", as a place or a size then.
constexpr std::string_view weak_names =
    "type typeofglass condition num chd output score grade strength y group gender sex";

constexpr std::size_t few_rows = 10;

// Values come again, so that they may be classes; in a table of a few rows some must.
bool repeats(const RawTable& table, const Column& c) {
  const std::size_t rows = table.rows.size();
  return rows >= 2 * c.values.size() || (rows < few_rows && rows > c.values.size());
}

bool few_values(const Column& c) { return c.values.size() >= 2 && c.values.size() <= max_own_classes; }

class Guesser {
public:
  explicit Guesser(const RawTable& table) : table_(table) {}
  int label() const;

private:
  const Column& column(int c) const { return table_.columns[static_cast<std::size_t>(c)]; }
  int count() const { return static_cast<int>(table_.columns.size()); }
  bool repeats(int c) const { return lab::repeats(table_, column(c)); }
  bool classes(int c) const {
    return can_be_label(column(c)) && few_values(column(c)) && repeats(c) &&
           (column(c).kind == ColumnKind::text || column(c).whole);
  }
  bool words(int c) const { return column(c).kind == ColumnKind::text && classes(c); }
  bool number(int c) const { return column(c).kind == ColumnKind::number && column(c).values.size() > 2; }
  int last() const;
  int by_name(std::string_view names) const;
  int by_place() const;
  template <class Is>
  int any(Is is) const {
    for (int c = count() - 1; c >= 0; --c) {
      if (is(c)) return c;
    }
    return -1;
  }

  const RawTable& table_;
};

int Guesser::last() const {
  return any([&](int c) { return column(c).kind != ColumnKind::empty && column(c).kind != ColumnKind::index; });
}

int Guesser::by_name(std::string_view names) const {
  const auto named = [&](std::string_view name) {
    return any([&](int c) { return small_letters(column(c).name) == name; });
  };
  for (const std::string_view name : split(names, ' ')) {
    const int found = named(name);
    if (found < 0 || (name == "y" && named("z") >= 0)) continue;
    if (classes(found) || (number(found) && column(found).missing * 2 < static_cast<int>(table_.rows.size())))
      return found;
  }
  return -1;
}

int Guesser::by_place() const {
  const int end = last();
  int begin = 0;
  while (begin < end && column(begin).kind != ColumnKind::text && column(begin).kind != ColumnKind::number) ++begin;
  if (end < 0) return -1;
  const bool first_is_plainer =
      words(begin) && words(end) && 2 * column(begin).values.size() < column(end).values.size();
  if (classes(end) && !first_is_plainer) return end;
  if (classes(begin)) return begin;
  if (const int word = any([&](int c) { return words(c); }); word >= 0) return word;
  const bool may_repeat = repeats(end) || table_.rows.size() < few_rows;
  if (column(end).kind == ColumnKind::text && table_.rows.size() > 1 && may_repeat) return end;
  if (number(end)) return end;
  if (number(begin)) return begin;
  const int of_classes = any([&](int c) { return classes(c); });
  return of_classes >= 0 ? of_classes : any([&](int c) { return can_be_label(column(c)); });
}

int Guesser::label() const {
  if (const int named = by_name(label_names); named >= 0) return named;
  const int weak = by_name(weak_names);
  return weak >= 0 && (weak == 0 || weak == last()) ? weak : by_place();
}

}  // namespace

bool can_be_label(const Column& c) {
  return c.values.size() >= 2 && (c.kind == ColumnKind::number || c.kind == ColumnKind::text);
}

bool can_be_input(const Column& c) {
  return c.kind == ColumnKind::number || (c.kind == ColumnKind::index && c.whole) ||
         (c.kind == ColumnKind::text && c.values.size() <= max_one_hot);
}

Use usual_use(const RawTable& table, std::size_t column) {
  const Column& c = table.columns[column];
  const auto rows = static_cast<int>(table.rows.size());
  if (c.kind == ColumnKind::number) return 10 * c.missing > 3 * rows ? Use::left_out : Use::number;
  if (c.kind == ColumnKind::text && can_be_input(c) && c.values.size() >= 2 && repeats(table, c) &&
      10 * c.missing <= 5 * rows)
    return Use::one_hot;
  return Use::left_out;
}

void choose_label(const RawTable& table, int column, Choice& choice) {
  choice.use.resize(table.columns.size());
  if (choice.label >= 0)
    choice.use[static_cast<std::size_t>(choice.label)] = usual_use(table, static_cast<std::size_t>(choice.label));
  choice.label = column;
  if (column < 0) return;
  choice.use[static_cast<std::size_t>(column)] = Use::left_out;
  const Column& c = table.columns[static_cast<std::size_t>(column)];
  choice.regression = c.kind != ColumnKind::text && !(c.whole && few_values(c) && repeats(table, c));
}

Choice guess(const RawTable& table) {
  Choice choice;
  for (std::size_t c = 0; c < table.columns.size(); ++c) choice.use.push_back(usual_use(table, c));
  choose_label(table, Guesser(table).label(), choice);
  const auto left_out = [](Use use) { return use == Use::left_out; };
  if (!std::all_of(choice.use.begin(), choice.use.end(), left_out)) return choice;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {  // better many rows short than nothing to learn from
    if (table.columns[c].kind == ColumnKind::number && static_cast<int>(c) != choice.label) choice.use[c] = Use::number;
  }
  return choice;
}

}  // namespace lab
