// The rows that the rail is made of: sliders for fields of the experiment, small lists and words to press.
#pragma once
#include "chrome/regions.h"

namespace view {

void mark_rect(const char* name, int index, Rect);

// Range and explanation of a field, from the experiment's own table.
SliderRange range_of(lab::FieldId, const char* explanation);

// A labelled slider for a field of the experiment; returns the y below.
float field_slider(const Frame&, const char* id, ImVec2 pos, float width, const char* label, lab::FieldId,
                   const SliderRange&, float value);

// Word, groove and value in one row of row_height().
float row_height(const Style&);
bool row_slider(const Style&, const char* id, ImVec2 pos, float label_width, float width, const char* label,
                const SliderRange&, float& value);

// A word that can be pressed, a small list with a word before it; x moves on. Height: word_height().
float word_height(const Style&);
bool word_button(const Style&, const char* id, float& x, float y, const char* label, const char* explanation);
bool word_list(const Frame&, const char* id, float& x, float y, const char* before, int count, const char* (*name)(int),
               int& choice, const char* explanation);

// "↺": what stands beside it starts a new run, as `words` may say. Its right end at `pos`; one small line high.
void restart_sign(const Style&, const char* words, ImVec2 pos);

// Sections of the rail; each returns the y below.
float data_section(const Frame&, ImVec2 pos, float width);
float arms_section(const Frame&, ImVec2 pos, float width);
float optimizer_section(const Frame&, ImVec2 pos, float width);

}  // namespace view
