#include "chrome/notices.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "kit/announcing.h"
#include "kit/finger.h"
#include "kit/menu.h"
#include "view/later.h"
#include "view/marks.h"
#include "view/tr.h"

namespace view {
namespace {

constexpr float pad = 14;

void close_button(const Frame& c, Rect r) {
  if (icon_button(c.style, "dismiss", {r.max.x - 18, r.min.y + 19}, 10, Icon::close, false, tr("Close")))
    c.intents.dismiss_notices = true;
  mark_item("dismiss");
}

// Words that the visitor must read; scrolls where there are many.
void notice(const Frame& c, float& bottom) {
  const char* words = c.environment.notice.c_str();
  if (!*words) return;
  const Style& style = c.style;
  const float width = std::min(c.environment.width - 24, 580.0f), room = width - pad - 40;
  const float needed = text_wrapped(nullptr, style.body, {0, 0}, room, 0, words);
  const float height = std::min(needed, c.environment.height * 0.4f) + 20;
  const Tone tone = c.environment.tone;
  const ImU32 border = tone == Tone::warning ? style.warn : tone == Tone::good ? style.accent : style.panel_border;
  const ImU32 ground = tone == Tone::warning ? style.warn_soft
                       : tone == Tone::good  ? mix(style.panel, style.accent, 0.08f)
                                             : style.panel;
  Rect r;
  if (begin_float(c, "notice", width, height, ground, border, bottom, r)) {
    mark("notice", static_cast<int>(tone), r.min.x, r.min.y, r.width(), r.height());
    region(Place::floating, tr("Notice"), r.min);
    announce_words(r, words);
    ImGui::SetCursorScreenPos({r.min.x + pad, r.min.y + 10});
    if (ImGui::BeginChild("words", {room, height - 20})) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      text_wrapped(canvas(), style.body, at, room, style.text, words);
      ImGui::Dummy({room, needed});
    }
    ImGui::EndChild();
    close_button(c, r);
  }
  ImGui::End();
}

// How far a replay is, and a way to stop it where it is.
void replay(const Frame& c, float& bottom) {
  const float done = c.environment.replayed;
  if (done < 0) return;
  const Style& style = c.style;
  Rect r;
  if (begin_float(c, "replay", 460, 48, style.panel, style.panel_border, bottom, r)) {
    const Words words =
        Words().add(tr("%s the run: %.0f %%"), c.environment.building ? tr("Building") : tr("Replaying"),
                    static_cast<double>(done) * 100);
    const float y = r.min.y + 9;
    region(Place::floating, tr("Replay"), r.min);
    announce_words(r, words);
    text(canvas(), style.bold, {r.min.x + pad, y}, style.text, words);
    const float button_wide = button_width(style, ButtonKind::quiet, tr("stop here"));
    const Rect place{{r.max.x - pad - button_wide, r.min.y + 10}, {r.max.x - pad, r.max.y - 10}};
    if (button(style, "stop_replay", place, ButtonKind::quiet, tr("stop here"))) c.intents.stop_replay = true;
    mark_item("stop_replay");
    explain_last(style, tr("Goes on from the iteration that the replay has reached."));
    const Rect bar{{r.min.x + pad, r.max.y - 15}, {place.min.x - pad, r.max.y - 10}};
    canvas()->AddRectFilled(bar.min, bar.max, style.track, 2.5f);
    canvas()->AddRectFilled(bar.min, {bar.min.x + bar.width() * std::clamp(done, 0.0f, 1.0f), bar.max.y}, style.accent,
                            2.5f);
    mark("replay", 0, r.min.x, r.min.y, r.width(), r.height());
  }
  ImGui::End();
}

}  // namespace

namespace later {

// The link as a text to be copied by hand, where the clipboard is refused.
void link_by_hand(const Frame& c, float& bottom) {
  const char* words = c.environment.link.c_str();
  if (!*words) return;
  const Style& style = c.style;
  Rect r;
  if (begin_float(c, "link", 560, 74, style.panel, style.panel_border, bottom, r)) {
    text(canvas(), style.bold, {r.min.x + pad, r.min.y + 10}, style.text,
         by_hand(style, tr("Copy this link (Ctrl+C)"), tr("Copy this link")));
    region(Place::floating, tr("Copy this link"), r.min);
    ImGui::SetCursorScreenPos({r.min.x + pad, r.min.y + 34});
    ImGui::SetNextItemWidth(r.width() - 2 * pad);
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    // Read only: the text is not written to.
    ImGui::InputText("##link_text", const_cast<char*>(words), std::char_traits<char>::length(words) + 1,
                     ImGuiInputTextFlags_ReadOnly | ImGuiInputTextFlags_AutoSelectAll);
    const ImGuiID field = ImGui::GetItemID();
    if (asked_give_up(field)) let_item_go();
    if (ImGui::IsItemActive())
      announce_typing(field, {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}, tr("link"), words, false, true);
    mark_item("link_text");
    close_button(c, r);
  }
  ImGui::End();
}

}  // namespace later

bool begin_float(const Frame& c, const char* id, float width, float height, ImU32 ground, ImU32 border, float& bottom,
                 Rect& r) {
  width = std::min(width, c.environment.width - 24);
  const float left = std::round((c.environment.width - width) * 0.5f);
  r = {{left, bottom - height}, {left + width, bottom}};
  bottom = r.min.y - 8;
  ImGui::SetNextWindowPos(r.min);
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ground);
  ImGui::PushStyleColor(ImGuiCol_Border, border);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, c.style.panel_rounding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  const bool open = ImGui::Begin(id, nullptr,
                                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(2);
  return open;
}

void floats(const Frame& c, float bottom) {
  bottom -= 12;
  draw_bar(c, bottom);
  replay(c, bottom);
  if (c.environment.complete) arrived (&later::link_by_hand)(c, bottom);
  notice(c, bottom);
  if (c.environment.complete) arrived (&later::table_card)(c);
}

}  // namespace view
