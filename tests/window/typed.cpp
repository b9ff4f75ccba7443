// Without a page around it, text is typed into Dear ImGui's own field. Needs a display.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "app.h"
#include "imgui.h"

namespace {

struct Hand {
  app::App& program;
  app::Surroundings around;

  void frames(int count) const {
    for (int i = 0; i < count; ++i) program.frame(around);
  }
  void press(ImGuiKey key) const {
    ImGui::GetIO().AddKeyEvent(key, true);
    frames(2);
    ImGui::GetIO().AddKeyEvent(key, false);
    frames(2);
  }
  void click(float x, float y) const {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(x, y);
    frames(2);
    io.AddMouseButtonEvent(0, true);
    frames(2);
    io.AddMouseButtonEvent(0, false);
    frames(2);
  }
  // Ctrl and a click on the training points' slider, and what is typed instead of what stands there.
  void type(const char* text) const {
    const std::string boxes = program.boxes(), name = "\"points 0\":[";
    const std::size_t at = boxes.find(name);
    if (at == boxes.npos) return;
    char* rest = nullptr;
    const float x = std::strtof(boxes.c_str() + at + name.size(), &rest), y = std::strtof(rest + 1, &rest);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    click(x + 40, y + 8);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    frames(2);
    ImGui::GetIO().AddInputCharactersUTF8(text);
    frames(2);
  }
  bool has(const std::string& words) const {
    const std::string& figures = program.figures();
    if (figures.find(words) != figures.npos) return true;
    std::printf("not ok - %s: %s\n", words.c_str(), figures.substr(0, 600).c_str());
    return false;
  }
};

}  // namespace

int main() {
  app::Window window;
  const app::Surroundings around;
  if (!window.open(around.canvas)) return std::puts(window.error()), 1;
  app::App program(window, {}, false);
  const Hand hand{program, around};
  hand.frames(4);
  bool good = true;
  hand.type("1,000");
  hand.press(ImGuiKey_Enter);
  good &= hand.has("\"points\":\"1000\"");
  hand.type("12abc");
  hand.press(ImGuiKey_Enter);
  good &= hand.has("\"points\":\"1000\"");
  good &= program.boxes().find("\"typed_words 0\"") != std::string::npos;  // and why stands there
  hand.type("500");
  hand.press(ImGuiKey_Escape);
  good &= hand.has("\"points\":\"1000\"");
  hand.type("700");
  hand.click(2, 2);  // elsewhere
  good &= hand.has("\"points\":\"700\"");
  if (good) std::puts("ok");
  return good ? 0 : 1;
}
