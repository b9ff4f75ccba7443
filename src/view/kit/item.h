// What every control is made of: a place with a name, for pointer, finger and keyboard. The one file that makes Dear
// ImGui's items by hand.
#pragma once
#include <array>
#include <initializer_list>
#include <vector>

#include "ink/canvas.h"
#include "ink/style.h"

namespace view {

struct Press {
  bool pressed = false, hovered = false, held = false;
  bool focused = false;    // has the keyboard, visibly: a ring is to be drawn
  bool navigated = false;  // has the keyboard, if only since it was pressed
};

// Pressed when it is released; when it goes down; again and again while it is down; or as the first, with keys that the
// mouse leaves to others.
enum class Way { release, click, repeat, release_only };

// The item of this id; where it is out of sight nothing happens to it. `reach`: where the pointer meets it, if not in
// all of its place.
Press item(ImGuiID, Rect place, Way = Way::release);
Press item(ImGuiID, Rect place, Rect reach, Way = Way::release);
ImGuiID numbered_id(int);
// The ring of the keyboard's place around r.
void focus_ring(const Style&, Rect r, float rounding);
// With the keyboard on the item, these keys are its own, not ImGui's walk from control to control.
void take_keys(ImGuiID, std::initializer_list<ImGuiKey>);
// +1, −1 or 0.
int key_steps(ImGuiKey forward, ImGuiKey back);
// The item drawn last has the keyboard.
void give_keyboard();
// Is this item held down?
bool held_down(ImGuiID);
// The pointer has moved away since it was pressed: a drag, not a press.
bool dragged_away();
// What is held is let go, and a text that is being typed.
void let_item_go();
// Does a control want Space, Enter and arrows for itself? One that was focused by the pointer wants only the arrows.
bool keys_are_taken();

// Of the last frame, what lies over a part of the page: menus, notices, explanations; each as x, y, width, height.
void windows_over(Rect, std::vector<std::array<float, 4>>&);

}  // namespace view
