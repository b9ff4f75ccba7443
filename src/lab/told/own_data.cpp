#include "lab/own_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "experiment/text.h"
#include "net/random.h"
#include "net/sort.h"
#include "told/chosen_rows.h"
#include "told/link.h"

namespace lab {
namespace {

constexpr std::size_t longest_name = 80;  // bytes
constexpr float held_out = 0.3f;          // of every class, for the test

// Class index of each row; of a regression all rows are one class.
std::vector<int> class_of_rows(const OwnData& data) {
  if (data.regression()) return std::vector<int>(data.table.labels.size());
  std::vector<int> indices;
  for (const std::string& label : data.table.labels) {
    const auto found = std::find(data.classes.begin(), data.classes.end(), label);
    indices.push_back(static_cast<int>(found - data.classes.begin()));
  }
  return indices;
}

// Mean and standard deviation, 1 for a constant.
std::pair<double, double> scale_of(const std::vector<double>& values) {
  if (values.empty()) return {0, 1};
  const auto count = static_cast<double>(values.size());
  double sum = 0, squares = 0, least = values[0], greatest = least;
  for (const double value : values) {
    sum += value;
    least = std::min(least, value), greatest = std::max(greatest, value);
  }
  const double mean = std::clamp(sum / count, least, greatest);
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double deviation = std::sqrt(squares / count);
  return {mean, greatest > least && deviation > 0 ? deviation : 1};
}

double number_of(const std::string& label) {
  double number = 0;
  read_number(label, number);
  return number;
}

void standardize(OwnData& data) {
  const auto features = static_cast<std::size_t>(data.table.features), rows = data.table.labels.size();
  std::vector<double> values(rows);
  for (std::size_t f = 0; f < features; ++f) {
    for (std::size_t i = 0; i < rows; ++i) values[i] = data.table.values[i * features + f];
    std::tie(data.mean[f], data.deviation[f]) = scale_of(values);
  }
  if (!data.regression()) return;
  for (std::size_t i = 0; i < rows; ++i) values[i] = number_of(data.table.labels[i]);
  std::tie(data.target_mean, data.target_deviation) = scale_of(values);
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
  if (data.regression()) out.y.resize(1, rows);
  out.flipped.assign(static_cast<std::size_t>(rows), 0);
  Eigen::Index column = 0;
  for (std::size_t i = 0; i < in_test.size(); ++i) {
    if (in_test[i] != test) continue;
    const double* value = data.table.values.data() + i * static_cast<std::size_t>(features);
    for (int f = 0; f < features; ++f) out.x(f, column) = data.standardized(f, value[f]);
    if (data.regression())
      out.y(0, column) =
          static_cast<float>((number_of(data.table.labels[i]) - data.target_mean) / data.target_deviation);
    else
      out.label.push_back(of_class[i]);
    ++column;
  }
  if (!data.regression()) net::targets_from_labels(out);
  return out;
}

}  // namespace

double OwnData::shown(int feature, float standardized) const {
  const auto f = static_cast<std::size_t>(feature);
  return mean[f] + deviation[f] * static_cast<double>(standardized);
}

float OwnData::standardized(int feature, double shown) const {
  const auto f = static_cast<std::size_t>(feature);
  return static_cast<float>((shown - mean[f]) / deviation[f]);
}

bool OwnData::fits_link() const {
  if (features.size() > max_link_features || table.values.size() * 2 > max_link_data) return false;
  const DataTexts texts = write_data(*this);
  std::size_t names = 0;
  for (const std::string& text : texts) names += text.size();
  const std::size_t rows = texts[3].size();
  return rows + 3 * (names - rows) <= max_link_data;
}

bool complete(OwnData& data) {
  const Table& table = data.table;
  for (std::string* name : {&data.name, &data.target}) {
    name->resize(std::min(name->size(), longest_name));
    name->resize(sound_utf8(*name));
  }
  const auto features = static_cast<std::size_t>(table.features);
  data.features.resize(features);
  for (std::size_t f = 0; f < features; ++f) {
    if (data.features[f].empty()) data.features[f] = numbered_name(f);
  }
  data.mean.assign(features, 0), data.deviation.assign(features, 1);
  data.target_mean = 0, data.target_deviation = 1;
  if (data.standardizes) standardize(data);
  if (data.regression()) {
    for (std::string& label : data.table.labels) label = shortest(number_of(label));
  }
  std::map<std::string_view, int> rows;  // of each class
  for (const std::string& label : table.labels) ++rows[label];
  if (data.regression()) return data.classes.empty() && rows.size() > 1;
  std::erase_if(data.classes, [&](const std::string& name) { return !rows.contains(name); });
  const bool repeats = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.second > 1; });
  return data.classes.size() >= 2 && data.classes.size() <= max_own_classes && repeats;
}

net::Split split(const OwnData& data, std::uint64_t seed) {
  const std::vector<int> of_class = class_of_rows(data);
  const auto in_test = test_rows(of_class, std::max(1, static_cast<int>(data.classes.size())), seed);
  return {chosen(data, of_class, in_test, false), chosen(data, of_class, in_test, true)};
}

}  // namespace lab
