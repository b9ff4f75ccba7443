// The words of another language, by gettext's convention: the English stays where it is used, and src/view/po has a
// file for each language, out of which the build makes a table.
#pragma once
#include <string>

namespace view {

// The same in the language that is spoken; the English where it has no such words. Lives as long as the program.
[[gnu::format_arg(1)]] const char* tr(const char* english);

// Marks English in a table, for whoever reads the table to give to tr().
constexpr const char* N_(const char* english) { return english; }

// The language that is spoken: takes the table that web/setup/po.mjs makes of a file of src/view/po. False, with all as
// before, if it is none. English needs nothing.
bool speak(std::string table);

}  // namespace view
