#include "lab/own_data.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "net/random.h"

namespace lab {
namespace {

constexpr float held_out = 0.3f;  // of every class, for the test

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
    std::sort(rows.begin(), rows.end());
    const auto share = static_cast<std::size_t>(std::lround(held_out * static_cast<float>(rows.size())));
    const std::size_t count = rows.size() < 2 ? 0 : std::clamp<std::size_t>(share, 1, rows.size() - 1);
    for (std::size_t i = 0; i < count; ++i) out[rows[i].second] = true;
  }
  return out;
}

net::Dataset chosen(const OwnData& data, const std::vector<int>& of_class, const std::vector<bool>& in_test,
                    bool test) {
  const auto rows = static_cast<Eigen::Index>(std::count(in_test.begin(), in_test.end(), test));
  const int features = data.table.features, classes = static_cast<int>(data.classes.size());
  net::Dataset out;
  out.classes = classes;
  out.x.resize(features, rows);
  out.y.setZero(classes == 2 ? 1 : classes, rows);
  out.flipped.assign(static_cast<std::size_t>(rows), 0);
  Eigen::Index column = 0;
  for (std::size_t i = 0; i < in_test.size(); ++i) {
    if (in_test[i] != test) continue;
    const float* value = data.table.values.data() + i * static_cast<std::size_t>(features);
    for (int f = 0; f < features; ++f) out.x(f, column) = data.standardized(f, value[f]);
    if (classes == 2)
      out.y(0, column) = static_cast<float>(of_class[i]);
    else
      out.y(of_class[i], column) = 1;
    out.label.push_back(of_class[i]);
    ++column;
  }
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

bool OwnData::fits_link() const { return false; }

Reading read_own_data(std::string_view csv, std::string_view name) {
  Reading reading;
  reading.data.name = name;
  reading.usable = read_csv(csv, reading.data.table, reading.why);
  reading.data.classes = classes_of(reading.data.table);
  for (int f = 1; f <= reading.data.table.features; ++f) reading.data.features.push_back("x" + std::to_string(f));
  if (reading.usable) standardize(reading.data);
  return reading;
}

OwnData drawn_points(const net::Dataset& data) {
  OwnData out;
  out.name = "drawn points";
  out.table.features = static_cast<int>(data.x.rows());
  for (Eigen::Index i = 0; i < data.x.cols(); ++i) {
    for (Eigen::Index f = 0; f < data.x.rows(); ++f) out.table.values.push_back(data.x(f, i));
    out.table.labels.push_back(std::to_string(data.label[static_cast<std::size_t>(i)]));
  }
  out.features = {"x₁", "x₂"};
  for (int k = 0; k < data.classes; ++k) out.classes.push_back(std::to_string(k));
  out.mean.assign(static_cast<std::size_t>(out.table.features), 0);
  out.deviation.assign(static_cast<std::size_t>(out.table.features), 1);
  return out;
}

void add_point(OwnData& data, float x1, float x2, int of_class) {
  const int classes = static_cast<int>(data.classes.size());
  if (of_class >= classes) data.classes.push_back(std::to_string(classes));
  data.table.values.insert(data.table.values.end(), {data.shown(0, x1), data.shown(1, x2)});
  data.table.labels.push_back(data.classes[static_cast<std::size_t>(std::clamp(of_class, 0, classes))]);
}

net::Split split(const OwnData& data, std::uint64_t seed) {
  const std::vector<int> of_class = class_of_rows(data);
  const auto in_test = test_rows(of_class, static_cast<int>(data.classes.size()), seed);
  return {chosen(data, of_class, in_test, false), chosen(data, of_class, in_test, true)};
}

}  // namespace lab
