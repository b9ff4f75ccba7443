#include <algorithm>

#include "chrome/notices.h"
#include "kit/announcing.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
void reading_card(const Frame& c) {
  const lab::Reading* reading = c.environment.reading;
  constexpr const char* id = "reading";
  if (reading && !ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
  if (!ImGui::IsPopupOpen(id)) return;
  const Style& style = c.style;
  constexpr float pad = 20;
  const float width = std::min(460.0f, c.environment.width - 24), room = width - 2 * pad;
  ImGui::SetNextWindowPos({c.environment.width * 0.5f, c.environment.height * 0.45f}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, c.environment.height - 16});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.panel_rounding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  const bool open = ImGui::BeginPopupModal(id, nullptr,
                                           ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove |
                                               ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar(2);
  if (!open) return;
  if (!reading) {
    ImGui::CloseCurrentPopup();
    return ImGui::EndPopup();
  }
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float x = start.x + pad;
  float y = start.y + pad - 2;
  const ImGuiID window = ImGui::GetID(id);
  region(Place::floating, reading->data.name.c_str(), start, window);
  if (asked_give_up(window)) c.intents.refuse_data = true;
  const Words good = grouped(reading->data.table.rows());
  text_fit(canvas(), style.title, {x, y}, room, style.text, reading->data.name.c_str());
  y += line_height(style.title) + 6;
  const Words counts = Words().add(tr("%s rows are good, %d %s not:"), good.chars, reading->wrong_rows,
                                   reading->wrong_rows == 1 ? tr("is") : tr("are"));
  announce_words(rect({x, y}, {room, 20}), counts);
  y += text_wrapped(canvas(), style.body, {x, y}, room, style.text, counts);
  y += 6;
  for (const std::string& line : reading->wrong) {
    announce_words(rect({x, y}, {room, 18}), line.c_str());
    y += text_wrapped(canvas(), style.small, {x, y}, room, style.warn, line.c_str());
  }
  const int more = reading->wrong_rows - static_cast<int>(reading->wrong.size());
  if (more > 0)
    y += text_wrapped(canvas(), style.small, {x, y}, room, style.warn, Words().add(tr("and %d more"), more));
  y += 14;
  const Words use = Words().add(tr("use the %s good rows"), good.chars);
  const char* keep = tr("keep the present data");
  const float high = style.touch ? 40.0f : 30.0f, use_width = button_width(style, ButtonKind::quiet, use),
              keep_width = button_width(style, ButtonKind::quiet, keep);
  const bool beside = use_width + keep_width + 10 <= room;
  if (button(style, "accept", rect({x, y}, {use_width, high}), ButtonKind::quiet, use, true))
    c.intents.accept_data = true;
  mark_item("accept");
  const ImVec2 second = beside ? ImVec2{x + use_width + 10, y} : ImVec2{x, y + high + 8};
  if (button(style, "refuse", rect(second, {keep_width, high}), ButtonKind::quiet, keep)) c.intents.refuse_data = true;
  mark_item("refuse");
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) c.intents.refuse_data = true;
  y = second.y + high + pad;
  ImGui::SetCursorScreenPos(start);
  ImGui::Dummy({width, y - start.y});
  ImGui::EndPopup();
}

}  // namespace view
