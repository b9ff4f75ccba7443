#include <algorithm>
#include <cmath>

#include "net/sort.h"
#include "views/network/slow_motion.h"

namespace view {
namespace {

constexpr std::size_t most_edges = 600;           // in all
constexpr std::size_t most_edges_of_blocks = 60;  // between two rows of which one is a block of cells

bool stronger(const EdgeMark& a, const EdgeMark& b) { return std::abs(a.value) > std::abs(b.value); }

// Keeps the `most` strongest of what is offered from position `first` on, as a heap with the weakest on top.
struct Strongest {
  std::vector<EdgeMark>& marks;
  std::size_t first, most;
  // What is not larger is not kept.
  float least() const { return marks.size() - first < most ? -1 : std::abs(marks[first].value); }
  void offer(const EdgeMark& mark) {
    const auto begin = marks.begin() + static_cast<std::ptrdiff_t>(first);
    if (marks.size() - first < most) {
      marks.push_back(mark);
      std::push_heap(marks.begin() + static_cast<std::ptrdiff_t>(first), marks.end(), stronger);
    } else if (stronger(mark, *begin)) {
      std::pop_heap(begin, marks.end(), stronger);
      marks.back() = mark;
      std::push_heap(begin, marks.end(), stronger);
    }
  }
};

// A unit's incoming weights of which none is strong enough are passed over together: of millions that is done with
// most.
void choose_edges_of_blocks(const NetworkScene& scene, int layer, Strongest& strongest) {
  const RowLayout &from = scene.row(layer), &to = scene.row(layer + 1);
  const lab::Removed& removed = nth(scene.c.selection.removed, scene.arm);
  const Eigen::Index inputs = nth(scene.s.shape.units, layer);
  const float* weights = scene.parameters() + scene.s.shape.weight_offset(layer);
  for (int k = 0; k < to.shown; ++k, weights += inputs) {
    if (!scene.kept(layer + 1, k) || removed.holds({layer + 1, k})) continue;
    if (Eigen::Map<const net::Vector>(weights, inputs).cwiseAbs().maxCoeff() <= strongest.least()) continue;
    for (int j = 0; j < from.shown; ++j) {
      if (std::abs(weights[j]) < strongest.least() || !scene.kept(layer, j) || removed.holds({layer, j})) continue;
      strongest.offer({layer, j, k, weights[j], true});
    }
  }
}

void choose_edges(NetworkScene& scene, int layer) {
  const RowLayout &from = scene.row(layer), &to = scene.row(layer + 1);
  const bool circles = from.kind == RowLayout::Kind::units && to.kind == RowLayout::Kind::units;
  const std::size_t fair = most_edges / static_cast<std::size_t>(scene.s.shape.layers);
  Strongest strongest{scene.own.edge_marks, scene.own.edge_marks.size(),
                      circles ? fair : std::min(fair, most_edges_of_blocks)};
  if (!circles && scene.beat == Beat::off) return choose_edges_of_blocks(scene, layer, strongest);
  const lab::Removed& removed = nth(scene.c.selection.removed, scene.arm);
  for (int k = 0; k < to.shown; ++k) {
    if (removed.holds({layer + 1, k})) continue;
    const bool to_kept = scene.kept(layer + 1, k);
    if (!circles && !to_kept) continue;
    for (int j = 0; j < from.shown; ++j) {
      if (removed.holds({layer, j})) continue;
      const bool live = to_kept && scene.kept(layer, j);
      if (circles || live) strongest.offer({layer, j, k, value_of_edge(scene, layer, k, j), live});
    }
  }
}

// Height of an edge at the place x: its curve is level at both ends, with x(t) = 1.5t(1-t) + t³.
float height_at(const Edge& e, float x) {
  const float u = (x - e.x0) / (e.x1 - e.x0);
  if (u < 0 || u > 1) return -1e9f;
  float t = u;
  for (int i = 0; i < 4; ++i) {
    const float slope = 1.5f - 3.0f * t + 3.0f * t * t;
    t = std::clamp(t - (1.5f * t * (1.0f - t) + t * t * t - u) / slope, 0.0f, 1.0f);
  }
  return e.y0 + (e.y1 - e.y0) * t * t * (3.0f - 2.0f * t);
}

Edge edge_of(const NetworkScene& scene, const EdgeMark& mark, float strength) {
  const RowLayout &from = scene.row(mark.layer), &to = scene.row(mark.layer + 1);
  const Style& style = scene.style;
  Edge e{from.right(mark.from), from.center(mark.from).y, to.left(mark.to), to.center(mark.to).y, 1, 0, 0};
  if (!mark.live) {
    e.width = 0.8f;
    e.dash = 2.5f;
    e.color = with_alpha(style.dropped, scene.beat == Beat::masks ? 0.3f : 0.0f);  // fog, but while they are dropped
    return e;
  }
  const bool blocks = from.kind != RowLayout::Kind::units || to.kind != RowLayout::Kind::units;
  const float widest = std::clamp(scene.inside.height() / 60.0f, 3.0f, 7.0f) * (blocks ? 0.4f : 1.0f);
  const float strongest = blocks ? 0.5f : 0.7f;
  e.width = std::max(0.5f, widest * strength);
  e.color = with_alpha(mark.value == 0 ? style.dropped : style.class_color[mark.value < 0 ? 0 : 1],
                       strongest * (0.5f + 0.5f * std::min(1.0f, 3.0f * strength)));
  return e;
}

}  // namespace

bool EdgesOf::same(const NetworkScene& scene) {
  std::array<int, net::max_layers + 1> drawn{};
  for (int row = 0; row <= scene.s.shape.layers; ++row) {
    const RowLayout& r = scene.row(row);
    nth(drawn, row) = r.kind == RowLayout::Kind::units ? -r.shown : r.shown;
  }
  const lab::Removed& now = nth(scene.c.selection.removed, scene.arm);
  const auto& mask = scene.own.mask.kept;
  const bool is = of == moment(scene.s) && arm == scene.arm && beat == Beat::off && scene.beat == Beat::off &&
                  shown == drawn && removed == now && kept == mask;
  if (is) return true;
  of = moment(scene.s);
  arm = scene.arm;
  beat = scene.beat;
  shown = drawn;
  removed = now;
  kept = mask;
  return false;
}

void lay_edges(NetworkScene& scene) {
  auto& marks = scene.own.edge_marks;
  if (!scene.own.edges_of.same(scene)) {
    marks.clear();
    for (int l = 0; l < scene.s.shape.layers; ++l) choose_edges(scene, l);
  }
  float largest = 1e-6f;
  for (const EdgeMark& mark : marks) largest = std::max(largest, std::abs(mark.value));
  // Dropped ones first, then the weak ones, so that the strong lie on top.
  net::sort(marks, [](const EdgeMark& a, const EdgeMark& b) { return a.live != b.live ? b.live : stronger(b, a); });
  scene.own.edges.clear();
  for (const EdgeMark& mark : marks) {
    scene.own.edges.push_back(edge_of(scene, mark, std::abs(mark.value) / largest));
  }
}

int edge_at(const NetworkScene& scene, ImVec2 p) {
  const auto& edges = scene.own.edges;
  int nearest = -1;
  float least = 5;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& e = edges[i];
    if (p.x < e.x0 || p.x > e.x1) continue;
    const float slope = 1.5f * std::abs(e.y1 - e.y0) / std::max(1.0f, e.x1 - e.x0);  // about its largest
    const float d = std::abs(height_at(e, p.x) - p.y) / (1.0f + 0.5f * slope) - 0.4f * e.width;
    if (d <= least) {
      least = d;
      nearest = static_cast<int>(i);
    }
  }
  return nearest;
}

void draw_edges(NetworkScene& scene, ImVec2 end) {
  auto& edges = scene.own.edges;
  const auto& marks = scene.own.edge_marks;
  const Pointed& at = scene.pointed.unit >= 0 || scene.pointed.edge >= 0 ? scene.pointed : scene.focus;
  if (at.unit >= 0 || at.edge >= 0) {
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const EdgeMark& m = marks[i];
      const bool touches =
          at.unit >= 0 && ((m.layer == at.row && m.from == at.unit) || (m.layer + 1 == at.row && m.to == at.unit));
      const bool chosen = touches || static_cast<int>(i) == at.edge;
      edges[i].color =
          with_alpha(edges[i].color | (chosen ? IM_COL32_A_MASK : 0), chosen ? (m.live ? 0.95f : 0.6f) : 0.3f);
      if (chosen) edges[i].width += 0.6f;
    }
  }
  edges.insert(edges.end(), scene.own.small_edges.begin(), scene.own.small_edges.end());
  scene.pictures.edges(ImGui::GetWindowDrawList(), edges, scene.inside.min, end);
  edges.resize(marks.size());
}

}  // namespace view
