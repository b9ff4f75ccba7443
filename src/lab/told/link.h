// The words of a link. Private to lab.
#pragma once
#include <array>
#include <string>
#include <string_view>

#include "lab/session.h"

namespace lab {

constexpr std::string_view link_version = "v1";
constexpr std::array<std::string_view, 3> hold_words{"random", "kept", "dropped"};

// What travels of own data, in this order: "own" its name, "features" and "classes" theirs, "rows" "x1,x2,k;…" with k
// the index of the class, and "standardize" "no" where mean 0 and deviation 1 are to stand.
constexpr std::array<std::string_view, 5> data_keys{"own", "features", "classes", "rows", "standardize"};
using DataTexts = std::array<std::string, data_keys.size()>;
constexpr std::size_t max_link_data = 20'000;  // bytes of rows
constexpr std::size_t max_link_features = 100;

DataTexts write_data(const OwnData&);
// Null if the texts are no data set of two classes or more; wrong rows are left out and counted.
std::shared_ptr<const OwnData> read_data(const DataTexts&, int& wrong_rows);

// "draw": "x1,x2,k;…", as rows.
std::string write_drawn(const Session&);
// Draws them, and says in a notice ("" if none) which could not be.
std::string read_drawn(std::string_view, Session&);

// "500:keep.1.2=0.5"
std::string write_change(const Change&);
// False if it is no such text, or of no arm or field of the experiment.
bool read_change(std::string_view, const Experiment&, Change&);

}  // namespace lab
