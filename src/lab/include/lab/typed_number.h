// Numbers as people type and paste them: the whole text is one, or nothing.
#pragma once
#include <string_view>

namespace lab {

// What a field takes. Its number is typed as value × shown, as what is shown of it.
struct NumberField {
  float low = 0, high = 0;
  bool whole = false;  // then "1,000" and "1.000" are a thousand
  bool share = false;  // "80 %" is the value 0.8
  float shown = 1;
};

struct TypedNumber {
  enum class Answer {
    taken,
    doubtful,  // "1,250", which could be 1250 in this field, is taken for 1.25
    least,     // what was typed lies below the range: its end
    most,
    refused
  };
  Answer answer = Answer::refused;
  float value = 0;  // where it isn't refused
};

// Blanks around it; commas, points, apostrophes and blanks between thousands; a comma or a point before the fraction;
// an exponent, also as the page writes it (1.2·10⁻⁵); signs and digits as Arabic, Persian, Chinese and Japanese
// keyboards have them.
TypedNumber read_typed(std::string_view text, const NumberField&);

}  // namespace lab
