#include "lab/session.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lab {
namespace {

constexpr float farthest = 100;  // on the plane as the networks see it

bool has_plane(const Session& s) {
  return s.data ? s.data->table.features == 2 && !s.data->regression()
                : s.start.source != net::Source::copies && s.start.source != net::Source::digits;
}

// As the networks see it.
std::array<float, 2> seen(const Session& s, const DrawnPoint& p) {
  if (!s.data) return {p.x1, p.x2};
  return {s.data->standardized(0, static_cast<double>(p.x1)), s.data->standardized(1, static_cast<double>(p.x2))};
}

int classes(const Session& s) {
  int count = s.data ? static_cast<int>(s.data->classes.size()) : 2;
  for (const DrawnPoint& p : s.drawn) count = std::max(count, p.of_class + 1);
  return count;
}

}  // namespace

Experiment experiment_at(const Session& session, std::int64_t iteration) {
  Experiment e = session.start;
  for (const Change& change : session.changes) {
    if (change.iteration <= iteration) apply(e, change.edit);
  }
  return e;
}

bool draw(Session& session, const DrawnPoint& point, std::string& why) {
  if (!has_plane(session)) return why = "points are drawn onto data of two inputs and classes", false;
  if (session.drawn.size() >= max_drawn) return why = "1,000 drawn points are the most; a file holds more", false;
  if (!session.data && session.start.points + static_cast<int>(session.drawn.size()) >= max_csv_rows)
    return why = "20,000 training points are the most; choose fewer", false;
  if (point.of_class < 0 || point.of_class > std::min(classes(session), static_cast<int>(max_own_classes) - 1))
    return why = "a point is of one of the classes or of the next new one, and 10 are the most", false;
  for (const float x : seen(session, point))
    if (!(std::abs(x) <= farthest)) return why = "a point lies on the plane, near the others", false;
  session.drawn.push_back(point);
  return true;
}

void join_drawn(const Session& session, net::Split& data) {
  if (session.drawn.empty()) return;
  net::Matrix x(2, static_cast<Eigen::Index>(session.drawn.size()));
  std::vector<int> label;
  for (const DrawnPoint& point : session.drawn) {
    const auto [x1, x2] = seen(session, point);
    x.col(static_cast<Eigen::Index>(label.size())) << x1, x2;
    label.push_back(point.of_class);
  }
  net::append(data, x, label);
}

}  // namespace lab
