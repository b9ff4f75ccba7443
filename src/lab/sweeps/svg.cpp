#include "sweeps/svg.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace lab::svg {
namespace {

// Told apart by any eye, in print too (Okabe and Ito).
constexpr std::array colours{"#5b6470", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"};

std::string text_of(double number, const char* format = "%.6g") {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), format, number);
  return text.data();
}
std::string at(double place) { return text_of(place, "%.2f"); }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else
      out += c;
  }
  return out;
}

// About as wide as it is drawn: most letters take half of the size.
double width_of(std::string_view text, double size) {
  const auto letters =
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  return 0.56 * size * static_cast<double>(letters);
}

class Sheet {
public:
  Sheet(double width, double height) {
    text_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + at(width) + ' ' + at(height) + "\" width=\"" +
            at(width) + "\" height=\"" + at(height) + "\" font-family=\"Inter, Helvetica, Arial, sans-serif\">\n" +
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
  }
  void words(double x, double y, std::string_view words, const char* anchor = "middle", double size = 15,
             const char* colour = "#22272e", const char* more = "") {
    text_ += "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" font-size=\"" + at(size) + "\" text-anchor=\"" + anchor +
             "\" fill=\"" + colour + "\"" + more + ">" + escaped(words) + "</text>\n";
  }
  void upright(double x, double y, std::string_view text) {
    words(x, y, text, "middle", 15, "#22272e", (" transform=\"rotate(-90 " + at(x) + ' ' + at(y) + ")\"").c_str());
  }
  void line(double x1, double y1, double x2, double y2, const char* colour, double width) {
    text_ += "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) + "\" stroke=\"" +
             colour + "\" stroke-width=\"" + at(width) + "\"/>\n";
  }
  void path(const std::string& places, const char* colour) {
    text_ += "<polyline points=\"" + places + "\" fill=\"none\" stroke=\"" + colour +
             "\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>\n";
  }
  void area(const std::string& places, const char* colour) {
    text_ += "<polygon points=\"" + places + "\" fill=\"" + colour + "\" fill-opacity=\"0.16\"/>\n";
  }
  void dot(double x, double y, const char* colour) {
    text_ += "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"4\" fill=\"" + colour + "\"/>\n";
  }
  void box(double x, double y, double width, double height, const std::string& colour) {
    text_ += "<rect x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(width) + "\" height=\"" + at(height) +
             "\" fill=\"" + colour + "\"/>\n";
  }
  std::string done() { return text_ + "</svg>\n"; }

private:
  std::string text_;
};

std::string place(double x, double y) { return at(x) + ',' + at(y) + ' '; }

// Round numbers, about five of them.
std::vector<double> round_ticks(double low, double high) {
  const double power = std::pow(10.0, std::floor(std::log10((high - low) / 5)));
  double step = power;
  for (const double times : {2.0, 5.0, 10.0}) {
    if ((high - low) / step > 6) step = times * power;
  }
  std::vector<double> ticks;
  for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i)
    ticks.push_back(i * step + 0.0);  // no -0
  return ticks;
}

struct Extent {
  double low = 0, high = 1;
};

Extent extent(const SweepCurves& plot) {
  Extent e{1e300, -1e300};
  for (const SweepCurve& curve : plot.curves) {
    for (const SweepSpread& s : curve.points) {
      if (!s.known()) continue;
      e.low = std::min(e.low, s.mean - s.deviation);
      e.high = std::max(e.high, s.mean + s.deviation);
    }
  }
  if (e.low > 0 && e.low < 0.4 * e.high) e.low = 0;
  if (!(e.high > e.low)) e = {e.low - 0.5, e.low + 0.5};
  const double room = 0.04 * (e.high - e.low);
  return {e.low == 0 ? 0 : e.low - room, e.high + room};
}

// How uneven the steps between sorted places are: the largest over the smallest.
double unevenness(const std::vector<double>& sorted) {
  double least = 1e300, most = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    least = std::min(least, sorted[i] - sorted[i - 1]);
    most = std::max(most, sorted[i] - sorted[i - 1]);
  }
  return most / least;
}

// From 0 to 1 along the axis: by the logarithm where the values then lie more evenly.
std::vector<double> spaced(const SweepCurves& plot) {
  std::vector<double> x = plot.x;
  if (x.empty()) {
    for (std::size_t i = 0; i < plot.ticks.size(); ++i) x.push_back(static_cast<double>(i));
  }
  std::vector<double> sorted = x, logs;
  std::sort(sorted.begin(), sorted.end());
  for (const double value : sorted) logs.push_back(std::log(value));
  if (sorted.front() > 0 && sorted.size() > 2 && unevenness(logs) < unevenness(sorted)) {
    for (double& value : x) value = std::log(value);
    sorted = logs;
  }
  const double low = sorted.front(), high = sorted.back();
  for (double& value : x) value = high > low ? (value - low) / (high - low) : 0.5;
  return x;
}

// Blends from light to dark, readable in grey as well.
std::array<double, 3> shade(double share) {
  constexpr std::array<std::array<double, 3>, 3> stops{{{247, 251, 255}, {107, 174, 214}, {8, 48, 107}}};
  const double scaled = 2 * std::clamp(share, 0.0, 1.0);
  const std::size_t first = scaled < 1 ? 0 : 1;
  std::array<double, 3> mixed{};
  for (std::size_t i = 0; i < 3; ++i)
    mixed[i] = stops[first][i] + (stops[first + 1][i] - stops[first][i]) * (scaled - static_cast<double>(first));
  return mixed;
}

}  // namespace

std::string draw(const SweepCurves& plot) {
  constexpr double height = 560, left = 86, top = 30, bottom = 460;
  double legend = 0;
  for (const SweepCurve& curve : plot.curves) legend = std::max(legend, width_of(curve.name, 15));
  const double right = left + 640, width = std::max(right + 40 + legend + 24, left + width_of(plot.caption, 13) + 20);
  Sheet sheet(width, height);
  const Extent y = extent(plot);
  const auto y_of = [&](double value) { return bottom - (value - y.low) / (y.high - y.low) * (bottom - top); };
  const std::vector<double> x = spaced(plot);
  const auto x_of = [&](std::size_t i) { return left + 24 + x[i] * (right - left - 48); };
  for (const double tick : round_ticks(y.low, y.high)) {
    sheet.line(left, y_of(tick), right, y_of(tick), "#dfe3e8", 1);
    sheet.words(left - 10, y_of(tick) + 5, text_of(tick), "end");
  }
  double free_from = 0;
  std::vector<std::size_t> order(x.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  for (const std::size_t i : order) {
    sheet.line(x_of(i), bottom, x_of(i), bottom + 6, "#22272e", 1);
    const double half = width_of(plot.ticks[i], 15) / 2;
    if (x_of(i) - half < free_from) continue;
    sheet.words(x_of(i), bottom + 24, plot.ticks[i]);
    free_from = x_of(i) + half + 8;
  }
  sheet.line(left, bottom, right, bottom, "#22272e", 1.5);
  for (std::size_t c = 0; c < plot.curves.size(); ++c) {
    const char* colour = colours[c % colours.size()];
    std::string above, below, middle;
    for (const std::size_t i : order) {
      const SweepSpread& s = plot.curves[c].points[i];
      if (!s.known()) continue;
      above += place(x_of(i), y_of(s.mean + s.deviation));
      below = place(x_of(i), y_of(s.mean - s.deviation)) + below;
      middle += place(x_of(i), y_of(s.mean));
    }
    if (plot.curves.size() <= most_bands) sheet.area(above + below, colour);
    sheet.path(middle, colour);
    for (const std::size_t i : order) {
      const SweepSpread& s = plot.curves[c].points[i];
      if (!s.known()) continue;
      sheet.dot(x_of(i), y_of(s.mean), colour);
      const double beside = x_of(i) + 5 * (static_cast<double>(c) - 0.5 * static_cast<double>(plot.curves.size() - 1));
      if (plot.curves.size() > most_bands)
        sheet.line(beside, y_of(s.mean - s.deviation), beside, y_of(s.mean + s.deviation), colour, 1.5);
    }
    const double line = top + 14 + 24 * static_cast<double>(c);
    sheet.line(right + 14, line - 5, right + 38, line - 5, colour, 3);
    sheet.words(right + 46, line, plot.curves[c].name, "start");
  }
  sheet.words((left + right) / 2, bottom + 54, plot.x_name);
  sheet.upright(24, (top + bottom) / 2, plot.y_name);
  sheet.words(left, height - 16, plot.caption, "start", 13, "#5b6470");
  return sheet.done();
}

std::string draw(const SweepMaps& plot) {
  constexpr double cell_width = 74, cell_height = 46, left = 110, top = 76, gap = 70;
  const double across = cell_width * static_cast<double>(plot.columns.size());
  const double down = cell_height * static_cast<double>(plot.rows.size());
  const double height = top + down + 106;
  const double width = std::max(left + static_cast<double>(plot.maps.size()) * (across + gap) - gap + 30,
                                left + width_of(plot.caption, 13) + 20);
  Sheet sheet(width, height);
  double low = 1e300, high = -1e300;
  for (const SweepMap& map : plot.maps) {
    for (const SweepSpread& s : map.cells) {
      if (s.known()) low = std::min(low, s.mean), high = std::max(high, s.mean);
    }
  }
  sheet.words(left, 28, plot.value_name, "start", 17);
  for (std::size_t m = 0; m < plot.maps.size(); ++m) {
    const double x0 = left + static_cast<double>(m) * (across + gap);
    sheet.words(x0, top - 14, plot.maps[m].name, "start");
    for (std::size_t r = 0; r < plot.rows.size(); ++r) {
      const double y = top + cell_height * static_cast<double>(r);
      if (m == 0) sheet.words(x0 - 10, y + cell_height / 2 + 5, plot.rows[r], "end");
      for (std::size_t c = 0; c < plot.columns.size(); ++c) {
        const double x = x0 + cell_width * static_cast<double>(c);
        const SweepSpread& s = plot.maps[m].cells[r * plot.columns.size() + c];
        if (!s.known()) continue;
        const double share = high > low ? (s.mean - low) / (high - low) : 0.5;
        const auto mixed = shade(share);
        std::array<char, 8> colour{};
        std::snprintf(colour.data(), colour.size(), "#%02x%02x%02x", static_cast<unsigned>(mixed[0]),
                      static_cast<unsigned>(mixed[1]), static_cast<unsigned>(mixed[2]));
        sheet.box(x, y, cell_width - 2, cell_height - 2, colour.data());
        const char* ink = share > 0.55 ? "#ffffff" : "#22272e";
        sheet.words(x + cell_width / 2 - 1, y + 21, text_of(s.mean, "%.3g"), "middle", 15, ink);
        sheet.words(x + cell_width / 2 - 1, y + 37, "± " + text_of(s.deviation, "%.2g"), "middle", 12, ink);
      }
    }
    for (std::size_t c = 0; c < plot.columns.size(); ++c)
      sheet.words(x0 + cell_width * (static_cast<double>(c) + 0.5), top + down + 20, plot.columns[c]);
    sheet.words(x0 + across / 2, top + down + 48, plot.x_name);
  }
  sheet.upright(28, top + down / 2, plot.y_name);
  sheet.words(left, height - 16, plot.caption, "start", 13, "#5b6470");
  return sheet.done();
}

}  // namespace lab::svg
