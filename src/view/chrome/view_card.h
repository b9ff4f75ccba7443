// The views that share a card, with a tab for each; and a view alone.
#pragma once
#include <string_view>

#include "chrome/frame.h"

namespace view {

// All tabs in one card: small in a corner, large in the place of the centre, or of a size that stays.
enum class CardSize { corner, large, fixed };
void view_card(const Frame&, Rect, CardSize);
// One view in the whole of r; under its title where it is one of those that share a card.
void view_alone(const Frame&, std::size_t view, Rect);
// Opens the tab of the view of this key.
void show_view(const Frame&, std::string_view key);
// Another tab where the chosen one has nothing to show of a new run.
void choose_tab(const Frame&);
// The view that another one has asked for, in its tab.
void open_view(const Frame&);

}  // namespace view
