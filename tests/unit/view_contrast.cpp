// Who sees weakly can read the page: contrasts as WCAG 2 counts them.
#include <doctest/doctest.h>

#include <initializer_list>

#include "ink/style.h"

namespace {

using view::contrast;
using view::Style;

constexpr float text = 4.5f, mark = 3, more = 7;  // WCAG 1.4.3, 1.4.11, 1.4.6

template <class Claim>
void in_every_theme(Claim claim) {
  for (const bool dark : {false, true})
    for (const bool strong : {false, true}) {
      CAPTURE(dark);
      CAPTURE(strong);
      claim(view::make_style(dark, 1, false, strong));
    }
}

}  // namespace

TEST_CASE("contrast is 21 between black and white, 1 of a colour with itself, and the same both ways") {
  CHECK(contrast(IM_COL32_BLACK, IM_COL32_WHITE) == doctest::Approx(21));
  CHECK(contrast(IM_COL32(9, 99, 199, 255), IM_COL32(9, 99, 199, 255)) == doctest::Approx(1));
  CHECK(contrast(IM_COL32_WHITE, IM_COL32(118, 118, 118, 255)) == doctest::Approx(4.54).epsilon(0.001));
  CHECK(contrast(IM_COL32(118, 118, 118, 255), IM_COL32_WHITE) == doctest::Approx(4.54).epsilon(0.001));
}

TEST_CASE("every text reaches 4.5:1 on every ground that it stands on, in both themes") {
  in_every_theme([](const Style& s) {
    for (const ImU32 ink : {s.text, s.text_muted, s.text_faint})
      for (const ImU32 ground : {s.background, s.panel, s.inset, s.hover, s.warn_soft})
        CHECK(contrast(ink, ground) >= text);
    for (const ImU32 ground : {s.panel, s.inset}) CHECK(contrast(s.accent, ground) >= text);
    CHECK(contrast(s.warn, s.panel) >= text);
    CHECK(contrast(s.on_accent, s.accent) >= text);
    CHECK(contrast(s.on_accent, s.accent_hover) >= text);
    CHECK(contrast(s.tooltip_text, s.tooltip) >= text);
  });
}

TEST_CASE("arms' names reach 4.5:1 on a panel, in the tones of second and third arms of a kind too") {
  in_every_theme([](const Style& s) {
    for (int kind = 0; kind < lab::arm_kinds; ++kind)
      for (int tone = 0; tone < lab::max_arms; ++tone)
        CHECK(contrast(s.arm_color(static_cast<lab::ArmKind>(kind), tone), s.panel) >= (s.strong ? more - 0.1f : text));
  });
}

TEST_CASE("marks that carry a meaning, handles and focus rings reach 3:1") {
  in_every_theme([](const Style& s) {
    for (const ImU32 color : {s.accent, s.handle, s.unit_ring, s.dropped, s.focus, s.class_color[0], s.class_color[1]})
      CHECK(contrast(color, s.panel) >= mark);
    for (const ImU32 color : s.digit_color) CHECK(contrast(color, s.panel) >= mark);
    CHECK(contrast(s.focus, s.background) >= mark);
  });
}

TEST_CASE("who prefers more contrast gets texts of 7:1 and lines, grooves and edges of 3:1") {
  for (const bool dark : {false, true}) {
    const Style s = view::make_style(dark, 1, false, true);
    for (const ImU32 ink : {s.text, s.text_muted, s.text_faint, s.accent, s.warn})
      for (const ImU32 ground : {s.background, s.panel, s.inset, s.hover}) CHECK(contrast(ink, ground) >= more - 0.1f);
    for (const ImU32 line : {s.panel_border, s.track, s.bar, s.dropped}) CHECK(contrast(line, s.panel) >= mark);
  }
}
