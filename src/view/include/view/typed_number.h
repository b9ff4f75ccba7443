// A dialog's field of whole numbers, read as the page's own fields are.
#pragma once
#include <string>

namespace view {

// What was typed gives the value that the field has now, a blank, and what is to be said.
std::string typed_number(const char* text, float low, float high, float value);

}  // namespace view
