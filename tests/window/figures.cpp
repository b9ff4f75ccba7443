// A host reads the figures whenever it likes, also right after something was done and before the next frame. Under the
// address sanitizer; needs a display.
#include <cstdio>
#include <string>

#include "app.h"

namespace {

int failed = 0;

void expect(bool holds, const char* what, const std::string& figures) {
  if (holds) return;
  ++failed;
  std::printf("not ok - %s: %s\n", what, figures.substr(0, 400).c_str());
}

bool says(const std::string& figures, const std::string& words) { return figures.find(words) != figures.npos; }

}  // namespace

int main() {
  app::Window window;
  const app::Surroundings around;
  if (!window.open(around.canvas)) return std::puts(window.error()), 1;
  app::App program(window, {}, false);
  program.frame(around);
  const std::string long_words = "Words that are too long to be kept in the place of a short string. ";
  for (int i = 0; i < 40; ++i) {
    program.open_file("rows without rows " + std::to_string(i), "neither rows\nnor a label\n" + long_words);
    expect(says(program.figures(), "\"notice\":\"rows without rows " + std::to_string(i)),
           "a refused file is named at once", program.figures());
    program.tell(long_words + long_words + std::to_string(i));
    expect(says(program.figures(), long_words + std::to_string(i)), "words are told at once", program.figures());
    program.tell("");
    expect(says(program.figures(), "\"notice\":\"\""), "words that went are gone at once", program.figures());
    program.set(i % 2 == 0 ? "rate=0.02" : "rate=0.03");
    program.figures();
    if (i % 4 == 0) program.frame(around);
    program.copied(false, 100);
    program.figures();
  }
  program.frame(around);
  program.frame(around);
  expect(!says(program.figures(), "\"undo\":\"\""), "what was set can be taken back", program.figures());
  program.set("seed=2147483647");
  expect(says(program.figures(), "\"seed\":\"2147483647\""), "a host sets any seed", program.figures());
  if (failed == 0) std::puts("ok");
  return failed == 0 ? 0 : 1;
}
