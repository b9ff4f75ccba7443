#include "ink/icons.h"

#include <algorithm>
#include <cmath>

namespace view {
namespace {

constexpr float pi = 3.14159265f;

// An arc that runs anticlockwise into its head at the upper left.
void reset(ImDrawList* draw, ImVec2 c, float r, ImU32 color) {
  const float from = -0.72f * pi, to = 0.82f * pi, radius = r * 0.86f, head = r * 0.5f;
  draw->PathArcTo(c, radius, from, to, 28);
  draw->PathStroke(color, 0, std::max(r * 0.25f, 1.5f));
  const ImVec2 end{c.x + std::cos(from) * radius, c.y + std::sin(from) * radius};
  const ImVec2 along{std::sin(from), -std::cos(from)}, out{std::cos(from), std::sin(from)};
  draw->AddTriangleFilled({end.x + along.x * head * 1.1f, end.y + along.y * head * 1.1f},
                          {end.x + out.x * head, end.y + out.y * head}, {end.x - out.x * head, end.y - out.y * head},
                          color);
}

// An arrow that turns back (side -1) or forward (1) over an arch.
void turn(ImDrawList* draw, ImVec2 c, float r, float side, ImU32 color) {
  const float width = std::max(r * 0.25f, 1.5f), top = c.y - r * 0.28f;
  const ImVec2 tip{c.x + side * r * 0.95f, top};
  draw->PathLineTo(tip);
  draw->PathLineTo({c.x - side * r * 0.3f, top});
  const ImVec2 centre{c.x - side * r * 0.3f, top + r * 0.5f};
  for (int i = 0; i <= 12; ++i) {
    const float angle = -0.5f * pi + pi * static_cast<float>(i) / 12;
    draw->PathLineTo({centre.x - side * std::cos(angle) * r * 0.5f, centre.y + std::sin(angle) * r * 0.5f});
  }
  draw->PathLineTo({c.x + side * r * 0.25f, top + r});
  draw->PathStroke(color, 0, width);
  draw->PathLineTo({tip.x - side * r * 0.5f, top - r * 0.5f});
  draw->PathLineTo(tip);
  draw->PathLineTo({tip.x - side * r * 0.5f, top + r * 0.5f});
  draw->PathStroke(color, 0, width);
}

void sun(ImDrawList* draw, ImVec2 c, float r, ImU32 color) {
  draw->AddCircleFilled(c, r * 0.46f, color, 20);
  for (int i = 0; i < 8; ++i) {
    const float angle = static_cast<float>(i) * pi / 4, x = std::cos(angle), y = std::sin(angle);
    draw->AddLine({c.x + x * r * 0.68f, c.y + y * r * 0.68f}, {c.x + x * r, c.y + y * r}, color, r * 0.2f);
  }
}

// A disc with a bite of the ground it stands on: the button's, lit or not.
void moon(const Style& style, ImDrawList* draw, ImVec2 c, float r, ImU32 color) {
  draw->AddCircleFilled(c, r, color, 32);
  draw->AddCircleFilled({c.x + r * 0.46f, c.y - r * 0.4f}, r * 0.82f, color == style.text ? style.inset : style.panel,
                        32);
}

}  // namespace

void icon(const Style& style, ImDrawList* draw, Icon sign, ImVec2 c, float r, ImU32 color) {
  switch (sign) {
    case Icon::play:
      draw->AddTriangleFilled({c.x - r * 0.62f, c.y - r * 0.92f}, {c.x - r * 0.62f, c.y + r * 0.92f},
                              {c.x + r * 0.98f, c.y}, color);
      break;
    case Icon::pause:
      for (float side : {-1.0f, 1.0f}) {
        const float x = c.x + side * r * 0.48f, half = r * 0.24f;
        draw->AddRectFilled({x - half, c.y - r * 0.8f}, {x + half, c.y + r * 0.8f}, color, half * 0.5f);
      }
      break;
    case Icon::step:
      draw->AddTriangleFilled({c.x - r * 0.7f, c.y - r * 0.8f}, {c.x - r * 0.7f, c.y + r * 0.8f},
                              {c.x + r * 0.45f, c.y}, color);
      draw->AddRectFilled({c.x + r * 0.48f, c.y - r * 0.8f}, {c.x + r * 0.78f, c.y + r * 0.8f}, color);
      break;
    case Icon::reset:
      reset(draw, c, r, color);
      break;
    case Icon::sun:
      sun(draw, c, r, color);
      break;
    case Icon::moon:
      moon(style, draw, c, r, color);
      break;
    case Icon::more:
      for (float x : {-0.8f, 0.0f, 0.8f}) draw->AddCircleFilled({c.x + x * r, c.y}, r * 0.2f, color, 12);
      break;
    case Icon::undo:
      turn(draw, c, r, -1, color);
      break;
    case Icon::redo:
      turn(draw, c, r, 1, color);
      break;
    case Icon::close:
      draw->AddLine({c.x - r * 0.7f, c.y - r * 0.7f}, {c.x + r * 0.7f, c.y + r * 0.7f}, color, 1.5f);
      draw->AddLine({c.x + r * 0.7f, c.y - r * 0.7f}, {c.x - r * 0.7f, c.y + r * 0.7f}, color, 1.5f);
      break;
    case Icon::before:
    case Icon::after: {
      const float side = sign == Icon::before ? -1.0f : 1.0f;
      draw->PathLineTo({c.x - side * r * 0.35f, c.y - r * 0.75f});
      draw->PathLineTo({c.x + side * r * 0.4f, c.y});
      draw->PathLineTo({c.x - side * r * 0.35f, c.y + r * 0.75f});
      draw->PathStroke(color, 0, std::max(r * 0.28f, 1.5f));
      break;
    }
    case Icon::present:  // four corners
      for (const float side : {-1.0f, 1.0f})
        for (const float up : {-1.0f, 1.0f}) {
          const ImVec2 corner{c.x + side * r * 0.85f, c.y + up * r * 0.7f};
          draw->PathLineTo({corner.x - side * r * 0.5f, corner.y});
          draw->PathLineTo(corner);
          draw->PathLineTo({corner.x, corner.y - up * r * 0.45f});
          draw->PathStroke(color, 0, std::max(r * 0.2f, 1.5f));
        }
      break;
    case Icon::plus:
      draw->AddLine({c.x, c.y - r}, {c.x, c.y + r}, color, 1.5f);
      [[fallthrough]];
    case Icon::minus:
      draw->AddLine({c.x - r, c.y}, {c.x + r, c.y}, color, 1.5f);
      break;
  }
}

}  // namespace view
