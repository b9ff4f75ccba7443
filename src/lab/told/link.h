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
// the index of the class, "standardize" "no" where mean 0 and deviation 1 are to stand, and of a regression "target",
// the name of the numbers k, in place of classes.
constexpr std::array<std::string_view, 6> data_keys{"own", "features", "classes", "rows", "standardize", "target"};
using DataTexts = std::array<std::string, data_keys.size()>;
constexpr std::size_t max_link_data = 20'000;  // bytes of rows
constexpr std::size_t max_link_features = 100;

DataTexts write_data(const OwnData&);
// Null if the texts are no data set of two classes or more; wrong rows are left out and counted.
std::shared_ptr<const OwnData> read_data(const DataTexts&, int& wrong_rows);

// What chat programs, mail and hands do to a link and no valid one contains is undone: "&amp;" for "&", one layer of
// percent-encoding, blanks and line breaks, what is of no width, quotes and punctuation around it, what stands before
// its "#".
std::string mended_link(std::string_view);
std::string mended_word(std::string_view);  // a key, or a value that is no text
struct LinkPart {
  std::string key, value;  // decoded and mended
};
LinkPart link_part(std::string_view);  // "key=value"

// A link that is likely to be cut on its way tells how much it holds, in a field that comes first.
constexpr std::string_view length_key = "length";
constexpr std::size_t long_link = 400;
std::size_t link_weight(std::string_view link);
// Of a link that was cut: without the item at its end.
std::string_view without_last_item(std::string_view link);

// "draw": "x1,x2,k;…", as rows.
std::string write_drawn(const Session&);
// Draws them, and says in a notice ("" if none) which could not be.
std::string read_drawn(std::string_view, Session&);

// "500:keep.1.2=0.5"
std::string write_change(const Change&);
// False if it is no such text, or of no arm or field of the experiment.
bool read_change(std::string_view, const Experiment&, Change&);

}  // namespace lab
