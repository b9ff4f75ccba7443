#include "lab/own_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "experiment/text.h"
#include "net/random.h"
#include "net/sort.h"
#include "told/link.h"

namespace lab {
namespace {

constexpr std::size_t longest_name = 80;  // bytes
constexpr float held_out = 0.3f;          // of every class, for the test

// Class index of each row.
std::vector<int> class_of_rows(const OwnData& data) {
  std::vector<int> indices;
  for (const std::string& label : data.table.labels) {
    const auto found = std::find(data.classes.begin(), data.classes.end(), label);
    indices.push_back(static_cast<int>(found - data.classes.begin()));
  }
  return indices;
}

void standardize(OwnData& data) {
  const int features = data.table.features, rows = data.table.rows();
  data.mean.assign(static_cast<std::size_t>(features), 0);
  data.deviation.assign(static_cast<std::size_t>(features), 1);
  for (int f = 0; f < features; ++f) {
    const auto value = [&](int row) {
      return static_cast<double>(data.table.values[static_cast<std::size_t>(row * features + f)]);
    };
    double sum = 0, squares = 0;
    for (int i = 0; i < rows; ++i) sum += value(i);
    const double mean = sum / rows;
    for (int i = 0; i < rows; ++i) squares += (value(i) - mean) * (value(i) - mean);
    data.mean[static_cast<std::size_t>(f)] = static_cast<float>(mean);
    const auto deviation = static_cast<float>(std::sqrt(squares / rows));
    if (deviation > 0) data.deviation[static_cast<std::size_t>(f)] = deviation;
  }
}

std::string feature_name(std::size_t f) {
  constexpr std::array<const char*, 10> digits{"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  std::string name;
  for (std::size_t number = f + 1; number > 0; number /= 10) name = digits[number % 10] + name;
  return "x" + name;
}

// A class of one row can't stand in training and test set: as a rule its label is mistyped.
void leave_out_single_rows(CsvReading& rows) {
  std::map<std::string, int> count;
  for (const std::string& label : rows.table.labels) ++count[label];
  Table kept;
  kept.features = rows.table.features;
  for (std::size_t i = 0; i < rows.table.labels.size(); ++i) {
    const std::string& label = rows.table.labels[i];
    if (count[label] == 1) {
      const std::string_view shown = std::string_view(label).substr(0, 40);
      add_wrong(rows, rows.lines[i],
                "no other row has the label '" + std::string(shown.substr(0, sound_utf8(shown))) + "'");
      continue;
    }
    const auto value = rows.table.values.begin() + static_cast<std::ptrdiff_t>(i) * kept.features;
    kept.values.insert(kept.values.end(), value, value + kept.features);
    kept.labels.push_back(label);
  }
  rows.table = std::move(kept);
}

// Which rows are held out: of a class with n rows the share that has the smallest random words, at least one and not
// all. A new row changes the choice of one other at most.
std::vector<bool> test_rows(const std::vector<int>& of_class, int classes, std::uint64_t seed) {
  std::vector<bool> out(of_class.size());
  for (int k = 0; k < classes; ++k) {
    const net::Random random(seed, net::Purpose::held_out, 0, static_cast<std::uint32_t>(k));
    std::vector<std::pair<std::uint32_t, std::size_t>> rows;
    for (std::size_t i = 0; i < of_class.size(); ++i) {
      if (of_class[i] == k) rows.emplace_back(random.word(static_cast<std::uint32_t>(rows.size())), i);
    }
    net::sort(rows);
    const auto share = static_cast<std::size_t>(std::lround(held_out * static_cast<float>(rows.size())));
    const std::size_t count = rows.size() < 2 ? 0 : std::clamp<std::size_t>(share, 1, rows.size() - 1);
    for (std::size_t i = 0; i < count; ++i) out[rows[i].second] = true;
  }
  return out;
}

net::Dataset chosen(const OwnData& data, const std::vector<int>& of_class, const std::vector<bool>& in_test,
                    bool test) {
  const auto rows = static_cast<Eigen::Index>(std::count(in_test.begin(), in_test.end(), test));
  const int features = data.table.features;
  net::Dataset out;
  out.classes = static_cast<int>(data.classes.size());
  out.x.resize(features, rows);
  out.flipped.assign(static_cast<std::size_t>(rows), 0);
  Eigen::Index column = 0;
  for (std::size_t i = 0; i < in_test.size(); ++i) {
    if (in_test[i] != test) continue;
    const float* value = data.table.values.data() + i * static_cast<std::size_t>(features);
    for (int f = 0; f < features; ++f) out.x(f, column) = data.standardized(f, value[f]);
    out.label.push_back(of_class[i]);
    ++column;
  }
  net::targets_from_labels(out);
  return out;
}

}  // namespace

float OwnData::shown(int feature, float standardized) const {
  const auto f = static_cast<std::size_t>(feature);
  return mean[f] + deviation[f] * standardized;
}

float OwnData::standardized(int feature, float shown) const {
  const auto f = static_cast<std::size_t>(feature);
  return (shown - mean[f]) / deviation[f];
}

bool OwnData::fits_link() const {
  if (features.size() > max_link_features || table.values.size() * 2 > max_link_data) return false;
  const auto [name_text, feature_texts, class_texts, rows, standardize] = write_data(*this);
  return rows.size() + 3 * (name_text.size() + feature_texts.size() + class_texts.size()) <= max_link_data;
}

bool complete(OwnData& data) {
  const Table& table = data.table;
  data.name.resize(std::min(data.name.size(), longest_name));
  data.name.resize(sound_utf8(data.name));
  const auto features = static_cast<std::size_t>(table.features);
  for (std::size_t f = data.features.size(); f < features; ++f) data.features.push_back(feature_name(f));
  data.features.resize(features);
  std::map<std::string_view, int> rows;  // of each class
  for (const std::string& label : table.labels) ++rows[label];
  std::erase_if(data.classes, [&](const std::string& name) { return !rows.contains(name); });
  if (data.standardizes)
    standardize(data);
  else
    data.mean.assign(features, 0), data.deviation.assign(features, 1);
  const bool repeats = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.second > 1; });
  return data.classes.size() >= 2 && data.classes.size() <= max_own_classes && repeats;
}

Reading read_own_data(std::string_view csv, std::string_view name) {
  CsvReading rows = read_rows(csv);
  leave_out_single_rows(rows);
  Reading reading;
  OwnData& data = reading.data;
  data.name = name;
  data.table = std::move(rows.table);
  data.classes = classes_of(data.table);
  if (!rows.header.empty()) data.features.assign(rows.header.begin(), rows.header.end() - 1);
  for (std::size_t f = 0; f < data.features.size(); ++f) {
    if (data.features[f].empty()) data.features[f] = feature_name(f);
  }
  const std::size_t classes = data.classes.size();
  reading.usable = complete(data);
  if (!reading.usable) {
    reading.why =
        data.table.rows() == 0
            ? "There is no row of numbers and a label. Rows like 0.5,1.2,red are read, with or without a header."
            : "There " +
                  std::string(classes == 1 ? "is 1 label" : "are " + std::to_string(classes) + " different labels") +
                  " in the last column. 2 to " + std::to_string(max_own_classes) + " are accepted.";
  }
  reading.wrong_rows = rows.wrong_rows;
  reading.wrong = std::move(rows.wrong);
  return reading;
}

net::Split split(const OwnData& data, std::uint64_t seed) {
  const std::vector<int> of_class = class_of_rows(data);
  const auto in_test = test_rows(of_class, static_cast<int>(data.classes.size()), seed);
  return {chosen(data, of_class, in_test, false), chosen(data, of_class, in_test, true)};
}

}  // namespace lab
