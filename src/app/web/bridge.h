// Between the program and the page around it: web/bridge.js is the other half.
//
// Through the functions that connect() hands over the page tells the size of the canvas, the visitor's preferences, a
// lost GL context and what arrives from outside; it asks for the run's figures and controls, and acts on them for hosts
// and screen readers. What the page told of itself lies in Page.
#pragma once
#include <string>

#include "../app.h"

namespace app::bridge {

struct Page {
  Surroundings around{.canvas = {}, .complete = false};
  bool resized = false;       // the canvas has another size since the last frame
  bool context_lost = false;  // nothing can be drawn now
  bool context_restored = false;
  bool seen = true;  // in a tab that shows, on a part of the host page that shows
};
Page& page();

// Hands the program's functions to the page, which at once tells size and preferences.
void connect();
// From now on the page's questions and the digits go to this app.
void serve(App*);
// The first frame is on the screen: the loading screen goes.
void running();
// Has the code of every view come?
bool complete();
// Words instead of the program where WebGL 2 is missing.
void no_graphics();
// Hands over the controls of the last frame, for the page's DOM, if it asked for them; and where a text is being typed.
void announce(App&);
// Has the page do what the program wishes.
void fulfil(const Wishes&);
// What the address asks for alone, #scene=lens, or beside each other, #scene=lens,norms; the whole page if nothing.
std::vector<view::Scene> scenes();
// Opens what the address asks for, or what ran in this frame before its host took it away.
void open_address(App&);
// Saves what is on the canvas now.
void save_picture();
// Makes the canvas have that many device pixels.
void fit_canvas(const Canvas&);

}  // namespace app::bridge
