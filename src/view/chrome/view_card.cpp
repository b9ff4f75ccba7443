#include "chrome/view_card.h"

#include <algorithm>

#include "kit/announcing.h"
#include "view/marks.h"
#include "views/catalogue.h"

namespace view {
namespace {

ImDrawList* canvas() { return ImGui::GetWindowDrawList(); }

constexpr int inspector_tabs = 4;
constexpr const char* explanations[inspector_tabs] = {
    "Takes away one hidden unit after the other and says what the test accuracy of each arm loses: the more it relies "
    "on that unit, the more.",
    "One unit of every arm: which share of its incoming weight sits on which input. Where inputs are dropped at random "
    "it cannot rely on any one of them.",
    "What random masks cost each weight, (1−p)/p · mean(a²·H), beside the weight itself: like L2's λ, but adapted to "
    "the activation that is multiplied into the weight.",
    "How large the weights of each arm are, and each of them."};

Scene scene_of(InspectorTab tab) {
  static_assert(static_cast<int>(Scene::weights) - static_cast<int>(Scene::kill_test) == inspector_tabs - 1);
  return static_cast<Scene>(static_cast<int>(Scene::kill_test) + static_cast<int>(tab));
}

// A word, underlined where it is the chosen one; returns the x after it.
float tab_word(const Context& c, InspectorTab tab, ImVec2 pos, float gap) {
  const Style& style = c.style;
  InspectorState& state = c.state.inspector;
  const char* word = scene_word(scene_of(tab));
  const bool chosen = state.tab == tab;
  const float width = text_width(style.bold, word), line = line_height(style.bold);
  const Rect r = rect(pos, {width, line + 6});
  ImGui::PushID(static_cast<int>(tab));
  const Press press = press_area(style, "tab", r, 2);
  ImGui::PopID();
  call_last(word);
  last_is(Role::tab, chosen);
  explain_last(style, explanations[static_cast<std::size_t>(tab)]);
  mark("inspector", static_cast<int>(tab), r.min.x, r.min.y, r.width(), r.height());
  if (press.pressed) state.tab = tab;
  text(canvas(), style.bold, pos, chosen || press.hovered ? style.text : style.text_muted, word);
  if (chosen) canvas()->AddRectFilled({pos.x, r.max.y - 2}, {pos.x + width, r.max.y}, style.accent);
  return pos.x + width + gap;
}

// Two arrows apart, or together.
void size_button(const Context& c, ImVec2 center, bool enlarged) {
  const Style& style = c.style;
  const Rect r{{center.x - 12, center.y - 12}, {center.x + 12, center.y + 12}};
  const Press press = press_area(style, "enlarge", r, 4);
  call_last("enlarge");
  last_is(Role::toggle, enlarged);
  mark("enlarge", 0, r.min.x, r.min.y, r.width(), r.height());
  explain_last(style,
               enlarged ? "Back to the corner, and the network to its place." : "Large, in the place of the network.");
  if (press.pressed) c.state.inspector.enlarged = !enlarged;
  const ImU32 ink = press.hovered ? style.text : style.text_muted;
  constexpr float out = 5.5f, in = 1.5f, head = 4;
  for (const float side : {-1.0f, 1.0f}) {
    const ImVec2 tip(center.x + side * (enlarged ? in : out), center.y - side * (enlarged ? in : out));
    const ImVec2 end(center.x + side * (enlarged ? out : in), center.y - side * (enlarged ? out : in));
    const float turn = enlarged ? -side : side;
    canvas()->AddLine(tip, end, ink, 1.5f);
    canvas()->AddLine(tip, {tip.x - turn * head, tip.y}, ink, 1.5f);
    canvas()->AddLine(tip, {tip.x, tip.y + turn * head}, ink, 1.5f);
  }
}

void draw_view(const Context& c, Fields& fields, InspectorTab tab, Rect inside) {
  if (c.environment.inspection == nullptr || c.run.shape.layers == 0) return;
  ImGui::PushID(static_cast<int>(tab));
  switch (tab) {
    case InspectorTab::kill_test:
      kill_test(c, inside);
      break;
    case InspectorTab::lens:
      lens(c, inside);
      break;
    case InspectorTab::penalty:
      penalty_view(c, fields, inside);
      break;
    case InspectorTab::weights:
      weights_view(c, fields, inside);
      break;
  }
  ImGui::PopID();
}

}  // namespace

void inspector_panel(const Context& c, Fields& fields, Rect r, InspectorSize size) {
  const Style& style = c.style;
  ImGui::PushID("inspector");
  card(style, r);
  region(Place::inspector, "Inspector", r.min);
  const float top = r.min.y + 11, left = r.min.x + style.padding;
  float words = 0;
  for (int i = 0; i < inspector_tabs; ++i)
    words += text_width(style.bold, scene_word(scene_of(static_cast<InspectorTab>(i))));
  const float room = r.width() - 2 * style.padding - 34;
  const float gap = std::clamp((room - words) / std::max(inspector_tabs - 1, 1), 6.0f, 18.0f);
  float x = left;
  for (int i = 0; i < inspector_tabs; ++i) x = tab_word(c, static_cast<InspectorTab>(i), {x, top}, gap);
  if (size != InspectorSize::fixed)
    size_button(c, {r.max.x - style.padding - 8, top + 9}, size == InspectorSize::large);
  const Rect inside{{left, top + line_height(style.bold) + 14}, {r.max.x - style.padding, r.max.y - 10}};
  draw_view(c, fields, c.state.inspector.tab, inside);
  ImGui::PopID();
}

InspectorTab tab_of(Scene scene) {
  return static_cast<InspectorTab>(static_cast<int>(scene) - static_cast<int>(Scene::kill_test));
}

void inspector_scene(const Context& c, Fields& fields, InspectorTab tab, Rect r) {
  ImGui::PushID("inspector");
  const char* title = scene_title(scene_of(tab));
  region(Place::inspector, title, r.min);
  const bool fits = text_width(c.style.title, title) <= r.width() - 2 * c.style.padding;
  const Rect inside = titled_card(c.style, r, fits ? title : scene_word(scene_of(tab)));
  explain(c.style, rect({r.min.x + c.style.padding, r.min.y + 8}, {200, 24}),
          explanations[static_cast<std::size_t>(tab)]);
  draw_view(c, fields, tab, inside);
  ImGui::PopID();
}

void removed_pill(const Context& c, int arm, Rect picture) {
  UnitPlace& removed = c.state.inspector.removed[static_cast<std::size_t>(arm)];
  if (removed.row == 0) return;
  const Style& style = c.style;
  const Words words = Words().add("without %s", unit_name(removed.row, removed.unit, c.run.shape.layers).chars);
  const float half = text_width(style.small_bold, words) * 0.5f + 9, middle = picture.center().x;
  const Rect pill{{middle - half, picture.min.y + 6}, {middle + half, picture.min.y + 26}};
  const Press press = press_area(style, "removed", pill, 10);
  call_last(words);
  mark("removed", arm, pill.min.x, pill.min.y, pill.width(), pill.height());
  explain_last(style, "The kill test took this unit away. Click: put it back.");
  canvas()->AddRectFilled(pill.min, pill.max, press.hovered ? style.hover : style.panel, 10);
  canvas()->AddRect(pill.min, pill.max, style.focus, 10, 0, 1.5f);
  text_center(canvas(), style.small_bold, {middle, pill.center().y - line_height(style.small_bold) * 0.5f}, style.text,
              words);
  if (press.pressed) removed = {};
}

Words unit_name(int row, int unit, int layers) {
  static constexpr const char* sign[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  Words words = layer_name(row, layers), digits;
  digits.add("%d", unit + 1);
  for (int i = 0; i < digits.length; ++i) words.add("%s", sign[digits.chars[i] - '0']);
  return words;
}

}  // namespace view
