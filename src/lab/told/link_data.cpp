// Own data as the texts of a link.
#include <algorithm>
#include <cmath>

#include "experiment/text.h"
#include "net/sort.h"
#include "told/link.h"

namespace lab {
namespace {

std::string write_list(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) text += (i ? "," : "") + escape(items[i], ",%");
  return text;
}

bool repeats(std::vector<std::string> items) {
  net::sort(items);
  return std::adjacent_find(items.begin(), items.end()) != items.end();
}

// False if an item is empty or no UTF-8.
bool read_list(std::string_view text, std::vector<std::string>& out) {
  std::vector<std::string> items;
  for (const std::string_view part : split(text, ',')) {
    std::string item;
    if (!unescape(part, item) || item.empty() || sound_utf8(item) != item.size()) return false;
    if (items.size() == max_link_features) return false;
    items.push_back(std::move(item));
  }
  out = std::move(items);
  return true;
}

// Numbers, as many as features, and one more.
bool read_row(std::string_view text, int features, std::vector<double>& numbers) {
  const auto cells = split(text, ',');
  if (static_cast<int>(cells.size()) != features + 1) return false;
  for (const std::string_view cell : cells) {
    double number = 0;
    if (!read_number(cell, number) || std::abs(number) > 1e30) return false;
    numbers.push_back(number);
  }
  return true;
}

bool read_class(double number, std::size_t classes, std::size_t& of_class) {
  if (number < 0 || number >= static_cast<double>(classes) || number != std::floor(number)) return false;
  of_class = static_cast<std::size_t>(number);
  return true;
}

}  // namespace

DataTexts write_data(const OwnData& data) {
  const int features = data.table.features;
  std::string rows;
  for (int i = 0; i < data.table.rows(); ++i) {
    const double* value = data.table.values.data() + i * features;
    const std::string& label = data.table.labels[static_cast<std::size_t>(i)];
    if (i) rows += ';';
    for (int f = 0; f < features; ++f) rows += shortest(value[f]) + ',';
    const auto of_class = std::find(data.classes.begin(), data.classes.end(), label) - data.classes.begin();
    rows += data.regression() ? label : std::to_string(of_class);
  }
  return {escape(data.name, "%"),        write_list(data.features), write_list(data.classes), rows,
          data.standardizes ? "" : "no", escape(data.target, "%")};
}

std::shared_ptr<const OwnData> read_data(const DataTexts& texts, int& wrong_rows) {
  const auto& [name, features, classes, rows, standardize, target] = texts;
  auto data = std::make_shared<OwnData>();
  if (!unescape(name, data->name)) data->name.clear();
  data->standardizes = standardize != "no";
  const auto lines = split(rows, ';');
  const auto cells = std::count(lines[0].begin(), lines[0].end(), ',');
  if (cells < 1 || cells > static_cast<std::ptrdiff_t>(max_link_features)) return nullptr;
  if (!unescape(target, data->target)) data->target.clear();
  if (data->regression()
          ? !classes.empty()
          : !read_list(classes, data->classes) || data->classes.size() > max_own_classes || repeats(data->classes)) {
    return nullptr;
  }
  data->table.features = static_cast<int>(cells);
  for (const std::string_view line : lines) {
    std::vector<double> numbers;
    std::size_t of_class = 0;
    if (!read_row(line, data->table.features, numbers) ||
        (!data->regression() && !read_class(numbers.back(), data->classes.size(), of_class))) {
      ++wrong_rows;
      continue;
    }
    data->table.values.insert(data->table.values.end(), numbers.begin(), numbers.end() - 1);
    data->table.labels.push_back(data->regression() ? shortest(numbers.back()) : data->classes[of_class]);
  }
  read_list(features, data->features);
  return complete(*data) ? data : nullptr;
}

std::string write_drawn(const Session& session) {
  std::string text;
  for (const DrawnPoint& p : session.drawn) {
    if (!text.empty()) text += ';';
    text += shortest(p.x1) + ',' + shortest(p.x2) + ',' + std::to_string(p.of_class);
  }
  return text;
}

std::string read_drawn(std::string_view text, Session& session) {
  int wrong = 0;
  std::string why, first;
  for (const std::string_view row : split(text, ';')) {
    std::vector<double> x;
    std::size_t of_class = 0;
    why = "a point is x1,x2,class";
    if (read_row(row, 2, x) && read_class(x[2], max_own_classes, of_class) &&
        draw(session, {static_cast<float>(x[0]), static_cast<float>(x[1]), static_cast<int>(of_class)}, why))
      continue;
    if (++wrong == 1) first = why;
  }
  return wrong == 0 ? "" : "Drawn points are left out, " + std::to_string(wrong) + " of them: " + first + '.';
}

}  // namespace lab
