// What the program wants of whatever it runs in. Gathered while a frame is made; the platform's entry takes them
// afterwards and does them.
#pragma once
#include <string>
#include <vector>

namespace app {

struct Wishes {
  struct File {
    std::string name;  // "dropout-lab.csv"
    const char* type;  // "text/csv"
    std::string text;
  };

  bool digits = false;        // fetch the packed digits, then App::digits_arrived or App::digits_failed
  bool address = false;       // the address is to hold `link`
  bool new_entry = false;     // … as a new entry of the browser's history
  std::string link;           // without '#'
  bool playing = false;       // the run of `link` is being trained
  bool copy = false;          // put `link` on the clipboard as a whole address, then App::copied
  bool choose_file = false;   // let the visitor choose one, then App::open_file
  bool paste = false;         // take the clipboard's text, then App::open_file
  bool whole = false;         // open the whole page with `link`
  int present = -1;           // 1: the page fills the screen, 0: no longer
  bool embed = false;         // show how to embed the page in another
  const char* embedded = "";  // … this scene of it
  bool check = false;         // check the visitor's own dropout program
  bool licences = false;      // show LICENSES.txt
  bool picture = false;       // save what is on the screen as PNG, at twice the pixel ratio
  std::string lesson;         // how the lesson that is open stands, as JSON, where that has changed
  std::string sweep;          // messages for whoever keeps sweeps, see engine/sweeps.h
  std::vector<File> files;    // to save
};

}  // namespace app
