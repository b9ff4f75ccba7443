#include "announced.h"

#include <cstring>

#include "lab/json.h"
#include "view/announce.h"
#include "view/arm_name.h"

namespace app {
namespace {

const char* word(view::Role role) {
  static constexpr const char* words[] = {"words",  "button",  "toggle", "tab", "unit",
                                          "slider", "stepper", "number", "list"};
  return words[static_cast<std::size_t>(role)];
}

void write_text(lab::JsonWriter& json, const char* name, const char* text) {
  if (*text != 0) json.member(name, text);
}

void write_id(lab::JsonWriter& json, std::uint32_t id) {
  if (id == 0) return;
  json.key("id");
  json.value(static_cast<long long>(id));
}

void write_place(lab::JsonWriter& json, float scale, std::initializer_list<float> sides) {
  json.key("place");
  json.open('[');
  for (const float side : sides) json.value(static_cast<double>(std::round(side * scale)));
  json.close();
}

void write_item(lab::JsonWriter& json, const view::Announcement& item, float scale) {
  json.open('{');
  json.member("role", word(item.role));
  json.member("region", static_cast<double>(item.region));
  write_id(json, item.id);
  json.member("label", item.label);
  write_text(json, "value", item.value);
  write_text(json, "help", item.help);
  if (item.on) json.member("on", true);
  if (!item.enabled) json.member("off", true);
  if (item.role >= view::Role::slider) {
    json.member("number", static_cast<double>(item.number));
    json.member("low", static_cast<double>(item.low));
    json.member("high", static_cast<double>(item.high));
    json.member("step", static_cast<double>(item.step));
  }
  if (item.role == view::Role::list) {
    json.key("choices");
    json.open('[');
    const char* row = item.choices;
    for (int i = 0; i < item.rows; ++i, row += std::strlen(row) + 1) json.value(row);
    json.close();
  }
  write_place(json, scale, {item.x, item.y, item.width, item.height});
  json.close();
}

// The figures that every arm is judged by.
void write_arm(lab::JsonWriter& json, const lab::Snapshot& run, int index) {
  const lab::ArmFigures& arm = run.arm[static_cast<std::size_t>(index)];
  double norm = 0;
  for (int l = 0; l < run.shape.layers; ++l) norm += static_cast<double>(arm.norm[static_cast<std::size_t>(l)]);
  json.open('{');
  json.member("name", view::arm_name(run, index));
  json.member("train", static_cast<double>(arm.accuracy_train));
  json.member("test", static_cast<double>(arm.accuracy_test));
  json.member("cost", static_cast<double>(arm.cost_train));
  json.member("costTest", static_cast<double>(arm.cost_test));
  json.member("norm", norm);
  json.close();
}

}  // namespace

void write_announced(std::string& out, const Report& report, const view::Environment& environment, float scale) {
  const lab::Snapshot& run = report.snapshot;
  lab::JsonWriter json(out);
  json.open('{');
  json.member("answered", static_cast<double>(view::asks_answered()));
  json.member("iteration", static_cast<double>(run.iteration));
  json.member("playing", report.playing);
  json.member("dark", environment.dark);
  json.member("notice", environment.notice.c_str());
  json.member("aloud", view::said_aloud());
  json.member("urgent", view::said_urgently());
  json.member("regression", run.classes == 0);
  json.key("arms");
  json.open('[');
  for (int a = 0; a < run.arms; ++a) write_arm(json, run, a);
  json.close();
  json.key("regions");
  json.open('[');
  for (const view::Region& region : view::announced_regions()) {
    json.open('{');
    json.member("order", static_cast<double>(region.place));
    json.member("title", region.title);
    write_id(json, region.id);
    write_place(json, scale, {region.x, region.y});
    json.close();
  }
  json.close();
  json.key("items");
  json.open('[');
  for (const view::Announcement& item : view::announcements()) write_item(json, item, scale);
  json.close();
  json.close();
}

}  // namespace app
