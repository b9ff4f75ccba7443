#include "experiment/text.h"
#include "exports/csv_cell.h"
#include "lab/exports.h"

namespace lab {
namespace {

struct Column {
  std::string name;
  Range values;
};

std::vector<Column> columns(const Snapshot& s, const Experiment& e) {
  const auto names = arm_names(e);
  std::vector<Column> all;
  for (std::size_t i = 0; i < static_cast<std::size_t>(s.arms); ++i) {
    const ArmFigures& arm = s.arm[i];
    const auto add = [&](const std::string& figure, Range values) {
      all.push_back({std::string(names[i].data()) + ": " + figure, values});
    };
    add("cost under masks", arm.history_cost_masked);
    add("cost, training set", arm.history_cost_train);
    add("cost, test set", arm.history_cost_test);
    if (s.classes > 0) add("accuracy, training set", arm.history_accuracy_train);
    if (s.classes > 0) add("accuracy, test set", arm.history_accuracy_test);
    for (std::size_t l = 0; l < static_cast<std::size_t>(s.shape.layers); ++l) {
      add("squared norm of W" + std::to_string(l + 1), arm.history_norm[l]);
    }
  }
  return all;
}

}  // namespace

std::string history_csv(const Snapshot& s, const Experiment& e) {
  const std::vector<Column> all = columns(s, e);
  std::string text = "iteration";
  for (const Column& column : all) text += ',' + csv_cell(column.name);
  text += "\r\n";
  for (std::size_t i = 0; i < s.history.count; ++i) {
    text += std::to_string(static_cast<std::int64_t>(s[s.history][i]));
    for (const Column& column : all) text += ',' + shortest(s[column.values][i]);
    text += "\r\n";
  }
  return text;
}

}  // namespace lab
