// The files that can be taken away. A new one is a row here, and a file beside this one that writes it.
#include "lab/exports.h"
#include "lab/laboratory.h"

namespace lab {
namespace {

std::string history(const Laboratory& laboratory, const Snapshot& s) { return history_csv(s, laboratory.experiment()); }

constexpr Export rows[] = {
    {"save_history", "Save history", "CSV", "dropout-lab-history.csv", "text/csv", history, "--history-csv",
     "the curves", false},
    {"save_json", "Save experiment and weights", "JSON", "dropout-lab.json", "application/json", to_json,
     "--export-json", "the session and the weights", true},
    {"save_png", "Save picture", "PNG, 2×", nullptr, nullptr, nullptr, nullptr, nullptr, false},
    {"save_python", "Save program", "Python, NumPy", "dropout_lab.py", "text/x-python", python, "--export-python",
     "a NumPy program that repeats the run", true},
};

}  // namespace

std::span<const Export> exports() { return rows; }

}  // namespace lab
