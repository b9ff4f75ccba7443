// A view: one way to look at the run, in a card of the page and, as a scene, alone. It is a folder here and a row in
// catalogue.def, and knows nothing of the other views.
#pragma once
#include <memory>
#include <span>

#include "kit/widgets.h"
#include "run/context.h"
#include "view/announce.h"

namespace view {

// A view at work, with what it remembers between frames.
class Drawing {
public:
  virtual ~Drawing() = default;
  // Into the current ImGui window: of a view among tabs the inside of a card, of the others the card, frame and title
  // included.
  virtual void draw(const Context&, Rect) = 0;
  // How high it wants to be in a column `width` wide that scrolls, where `room` of it is seen without scrolling.
  virtual float height(const Context&, float /*width*/, float room) const { return room; }
  // Has this network anything to show? A tab without is not opened by itself.
  virtual bool of_use(const lab::Snapshot&) const { return true; }
  virtual void lost_context() {}  // OpenGL's objects are gone
};

// Where on the page it stands.
enum class Stand : std::uint8_t {
  centre,     // in the middle, as high as it can be
  below,      // a strip under it
  arms,       // beside it, a card for each arm
  curve,      // side by side with others of the kind, under everything
  inspector,  // a tab in the card of units and weights
};

struct View {
  const char* key;    // in an address: "kill-test"
  const char* word;   // on a tab
  const char* title;  // of its card
  const char* help;   // what it shows and what to see in it
  Stand stand;
  std::unique_ptr<Drawing> (*begin)();
  lab::Analyses needs;  // while it is shown
  bool later;           // cannot be drawn before Environment::complete
};

// All of them, in the order in which tabs and lists name them.
std::span<const View> views();

}  // namespace view
