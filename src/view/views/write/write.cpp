#include "views/write/write.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "kit/announcing.h"
#include "kit/finger.h"
#include "run/choices.h"
#include "view/marks.h"
#include "view/tr.h"
#include "views/write/answers.h"

namespace view {
namespace {

using Found = lab::WrittenResult;

// To the run whose data are digits.
void no_digits(const Context& c, Rect r) {
  const Style& style = c.style;
  const char* why = c.environment.digits_loading ? tr("The digits are on their way.")
                                                 : tr("Writing needs networks that read images of digits.");
  announce_words(r, why);
  const float high = text_wrapped(canvas(), style.body, r.min, r.width(), style.text_muted, why);
  if (c.environment.digits_loading) return;
  const auto all = lab::presets();
  const auto digits =
      std::find_if(all.begin(), all.end(), [](const lab::Preset& p) { return p.key == std::string_view("digits"); });
  const char* label = tr("train on digits");
  const Rect place = rect({r.min.x, r.min.y + high + 10},
                          {button_width(style, ButtonKind::quiet, label), style.touch ? 40.0f : 28.0f});
  if (button(style, "digits", place, ButtonKind::quiet, label))
    c.intents.preset = static_cast<int>(digits - all.begin());
  mark_item("write_digits");
  explain_last(style, tr("Opens the preset of handwritten digits; undo leads back to this run."));
}

// An image of side × side pixels, ink on a ground.
template <class Value>
void pixels(const Style& style, int side, Rect r, Value value) {
  const float cell = r.width() / static_cast<float>(side);
  const auto edge = [&](float from, int i) {
    return std::round((from + cell * static_cast<float>(i)) * style.pixel_ratio) / style.pixel_ratio;
  };
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const ImU32 ink = value(y * side + x);
      if (ink >> IM_COL32_A_SHIFT == 0) continue;
      canvas()->AddRectFilled({edge(r.min.x, x), edge(r.min.y, y)}, {edge(r.min.x, x + 1), edge(r.min.y, y + 1)}, ink);
    }
}

bool shows(const Found& found, const std::vector<float>& image) {
  return found.iteration >= 0 && !found.blank && std::ranges::equal(found[found.image], image);
}

}  // namespace

void WriteView::step_digit(const Context& c, int by) {
  const int now = writing_.digit(), count = std::max(c.run.test_size, 1);
  writing_.choose(c.run, now < 0 ? (by > 0 ? 0 : count - 1) : (now + by + count) % count);
}

// A pointer that is down writes, also beyond the rim; keys choose a test digit.
void WriteView::hands(const Context& c, Rect place) {
  const ImGuiIO& io = ImGui::GetIO();
  offer_to_finger(place);
  const Press press = press_area(c.style, "sheet", place, 4);
  call_last(tr("the sheet: write a digit here, or press for a test digit"));
  mark("sheet", 0, place.min.x, place.min.y, place.width(), place.height());
  const auto at = [&](ImVec2 p) {
    return Writing::Place{std::clamp((p.x - place.min.x) / place.width(), 0.0f, 1.0f),
                          std::clamp((p.y - place.min.y) / place.height(), 0.0f, 1.0f)};
  };
  const bool down = press.held && ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (down) {
    keep_finger();
    if (!pen_down_) writing_.begin_stroke(at(io.MouseClickedPos[0]));
    writing_.go_on(at(io.MousePos));
  } else if (press.pressed && !pen_down_ && !ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
    step_digit(c, 1);
  }
  pen_down_ = down;
  if (!press.focused) return;
  take_keys(ImGui::GetID("sheet"), {ImGuiKey_LeftArrow, ImGuiKey_RightArrow});
  const int steps = key_steps(ImGuiKey_RightArrow, ImGuiKey_LeftArrow);
  if (steps != 0) step_digit(c, steps);
}

void WriteView::sheet(const Context& c, Rect r) {
  const Style& style = c.style;
  canvas()->AddRectFilled(r.min, r.max, style.inset, 4);
  hands(c, r);
  canvas()->PushClipRect(r.min, r.max, true);
  if (const auto base = writing_.base(); !base.empty())
    pixels(style, c.run.image_side, r, [&](int i) { return with_alpha(style.text, nth(base, i)); });
  const float width = net::Sheet::pen * r.width();
  const auto screen = [&](Writing::Place p) { return ImVec2(r.min.x + p.x * r.width(), r.min.y + p.y * r.height()); };
  for (int i = 0; i < writing_.strokes(); ++i) {
    const auto line = writing_.stroke(i);
    for (std::size_t k = 0; k < line.size(); ++k) {
      const ImVec2 at = screen(line[k]);
      canvas()->AddCircleFilled({at.x + 0.5f, at.y + 0.5f}, width * 0.5f, style.text, 24);  // as AddLine shifts it
      if (k > 0) canvas()->AddLine(screen(line[k - 1]), screen(line[k]), style.text, width);
    }
  }
  canvas()->PopClipRect();
  canvas()->AddRect(r.min, r.max, style.panel_border, 4, 0, 1);
  if (!writing_.blank()) return;
  const char* words = tr("Write a digit here");
  const float high = text_wrapped(nullptr, style.body, {}, r.width() - 20, 0, words);
  const float wide = std::min(text_width(style.body, words) + 1, r.width() - 20);
  text_wrapped(canvas(), style.body, {r.center().x - wide * 0.5f, r.center().y - high * 0.5f}, wide, style.text_muted,
               words);
}

// "undo  clear  ‹ test digit ›", in one row where there is room; returns the y below.
float WriteView::controls(const Context& c, Rect r) {
  const Style& style = c.style;
  const float high = style.touch ? 36.0f : 24.0f;
  const char *undo = tr("take back"), *clear = tr("clear"), *digit = tr("test digit");
  float x = r.min.x, y = r.min.y;
  const auto press = [&](const char* id, const char* label, float wide) {
    const Rect place = rect({x, y}, {wide, high});
    const bool pressed = button(style, id, place, ButtonKind::link, label);
    mark(id, 0, place.min.x, place.min.y, place.width(), place.height());
    x += wide + 2;
    return pressed;
  };
  const auto width = [&](const char* label) { return button_width(style, ButtonKind::link, label); };
  const float arrow = style.touch ? 36.0f : 20.0f, name = std::ceil(text_width(style.small, digit)) + 4;
  const float chooser = 2 * arrow + name + 4;
  const bool one_row = width(undo) + width(clear) + 14 + chooser <= r.width();
  if (press("write_undo", undo, width(undo))) writing_.undo(c.run);
  explain_last(style, tr("Takes back the last stroke, test digit or clearing."));
  if (press("write_clear", clear, width(clear)) && !writing_.blank()) writing_.clear();
  explain_last(style, tr("A blank sheet; “take back” brings back what was on it."));
  if (one_row) {
    x = r.max.x - chooser;
  } else {
    x = r.min.x;
    y += high;
  }
  if (press("write_former", "‹", arrow)) step_digit(c, -1);
  call_last(tr("the test digit before"));
  explain_last(style, tr("The test digit before; the arrow keys do the same with the keyboard on the sheet."));
  text(canvas(), style.small, {x + 2, std::round(middle(style.small, rect({x, y}, {1, high})))}, style.text_muted,
       digit);
  x += name;
  if (press("write_next", "›", arrow)) step_digit(c, 1);
  call_last(tr("the next test digit"));
  explain_last(style, tr("A digit of the test set to begin with; strokes go over it."));
  return y + high;
}

// The image that the first layer reads, under the mask that is shown.
void WriteView::seen(const Context& c, Rect r) {
  const Style& style = c.style;
  const int arm = answering_arm(c), side = c.run.image_side;
  const float size = std::floor(std::min(r.height(), r.width() * 0.45f));
  const Rect place = rect(r.min, {size, size});
  const bool masked = arm >= 0 && arm == c.run.mask_arm;
  if (masked) {
    if (press_area(style, "mask", place, 2).pressed) {
      mask_ = (mask_ + 1) % Found::most_masks;
      since_ = c.selection.time;
    }
    call_last(tr("what the network gets: the next mask"));
  }
  mark("written_image", 0, place.min.x, place.min.y, size, size);
  canvas()->AddRectFilled(place.min, place.max, style.inset);
  const std::vector<float>& image = writing_.image();
  const Found& found = c.environment.inspection->written(std::max(arm, 0));
  const bool known = masked && shows(found, image);
  const bool drops = known && found.seen.count > 0;
  const int first = mask_ * side * side;
  const float ring = 1 / style.pixel_ratio;
  if (!image.empty())
    pixels(style, side, place, [&](int i) {
      const bool dropped = drops && nth(found[found.seen], first + i) == 0;
      return dropped ? 0 : with_alpha(style.text, nth(image, i));
    });
  // a dropped pixel with ink: a frame of what would be there
  const float cell = size / static_cast<float>(side);
  for (int i = 0; drops && i < side * side; ++i) {
    if (nth(image, i) == 0 || nth(found[found.seen], first + i) != 0) continue;
    const float x = place.min.x + cell * static_cast<float>(i % side),
                y = place.min.y + cell * static_cast<float>(i / side);
    canvas()->AddRect({x + ring, y + ring}, {x + cell - ring, y + cell - ring},
                      with_alpha(style.dropped, 0.35f + 0.65f * nth(image, i)), 0, 0, ring);
  }
  canvas()->AddRect(place.min, place.max, style.panel_border, 0, 0, 1);
  Words words;
  if (image.empty() || !masked)
    words.add(tr("what the network gets"));
  else if (known)
    words.add(tr("mask %d: %d"), mask_ + 1, static_cast<int>(nth(found[found.answers], mask_)));
  const bool input_kept = masked && nth(nth(c.run.arm, arm).keep, 0) >= 1;
  if (input_kept && !image.empty()) words.add(tr(", no pixel drops"));
  announce_words(place, words);
  text_wrapped(canvas(), style.small, {place.max.x + 8, place.min.y}, r.max.x - place.max.x - 8, style.text_muted,
               words);
  const char* help =
      !masked ? tr("What is written, scaled and centred as the data are.")
      : input_kept
          ? tr("What is written, scaled and centred as the data are. keep_prob of x is 1, so no pixel is dropped; masks "
               "drop hidden units alone. Press: the next mask.")
          : tr("What is written, scaled and centred as the data are, and the pixels that the mask shown drops from it. "
               "Press: the next mask.");
  explain(style, place, help);
}

void WriteView::draw(const Context& c, Rect r) {
  const Style& style = c.style;
  const ShownArms arms = shown_arms(c.run);
  if (c.run.image_side == 0) return no_digits(c, r);
  if (arms.count == 0) return say(c, r, tr("Every arm is muted."));
  if (!c.environment.inspection->fits(c.run, {.written = true})) return say_too_large(c, r);
  writing_.follow(c.run);
  const double stays = c.environment.reduced_motion ? 1 : 1.0 / 6;
  if (c.environment.playing && c.selection.time - since_ >= stays) {
    mask_ = (mask_ + 1) % Found::most_masks;
    since_ = c.selection.time;
  }

  // The sheet, and below it or beside it what belongs to it; then the answers.
  const float row = style.touch ? 36.0f : 24.0f;
  const bool tall = r.height() > 1.35f * r.width();
  Rect paper, tools, answers;
  if (tall) {
    const float side = std::floor(std::min(r.width() * 0.55f, r.height() * 0.42f));
    paper = rect(r.min, {side, side});
    tools = {{r.min.x + side + 12, r.min.y}, {r.max.x, r.min.y + side}};
    answers = {{r.min.x, r.min.y + side + 10}, r.max};
  } else {
    const float wide = std::floor(std::clamp(r.width() * 0.42f, 96.0f, 420.0f));
    const bool one_row = wide > (style.touch ? 280 : 230);
    const float below = (one_row ? row : 2 * row) + 10 + std::clamp(r.height() * 0.2f, 42.0f, 110.0f);
    const float side = std::floor(std::min(wide, r.height() - below - 6));
    paper = rect(r.min, {side, side});
    tools = {{r.min.x, r.min.y + side + 4}, {r.min.x + std::max(side, std::min(wide, 132.0f)), r.max.y}};
    answers = {{tools.max.x + (r.width() > 500 ? 28.0f : 14.0f), r.min.y}, r.max};
  }
  sheet(c, paper);
  const float y = controls(c, tools) + 6;
  if (writing_.take_change()) {
    c.intents.writes = true;
    c.intents.written = writing_.image();
  }
  seen(c, {{tools.min.x, y}, tools.max});

  // The sentence, where the bars leave room for it.
  const int arm = answering_arm(c);
  const bool known = !writing_.image().empty() && shows(c.environment.inspection->written(arm), writing_.image());
  Words words;
  if (known && writing_.digit_alone())
    words.add(tr("Test digit %d is a %d. "), writing_.digit() + 1,
              static_cast<int>(nth(c.run[c.run.test_label], writing_.digit())));
  if (known) words.add("%s", answer_words(c, arm).chars);
  const ImFont* font = r.width() > 620 ? style.body : style.small;
  const float high = known ? text_wrapped(nullptr, font, {}, answers.width(), 0, words) + 6 : 0;
  const bool room = answers.height() - high > 58.0f * static_cast<float>(arms.count);
  if (room) {
    text_wrapped(canvas(), font, {answers.min.x, answers.max.y - high + 6}, answers.width(), style.text, words);
    answers.max.y -= high;
  }
  if (known) announce_words(paper, words);
  if (known && !c.environment.playing && !pen_down_) say_aloud(words);
  answer_rows(c, mask_, answers);
}

std::unique_ptr<Drawing> write_view() { return std::make_unique<WriteView>(); }

}  // namespace view
