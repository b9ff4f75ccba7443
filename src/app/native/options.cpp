#include "options.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace app {
namespace {

bool read_number(const char* text, float low, float high, float& out) {
  char* end = nullptr;
  const float value = std::strtof(text, &end);
  if (end == text || *end != 0 || !(value >= low && value <= high)) return false;
  out = value;
  return true;
}

bool read_size(const char* text, Options& options, std::string& why) {
  int width = 0, height = 0, read = 0;
  const bool good = std::sscanf(text, "%dx%d%n", &width, &height, &read) == 2 && text[read] == 0 && width >= 240 &&
                    height >= 240 && width <= 8192 && height <= 8192;
  if (good) options.width = width, options.height = height;
  why = "WIDTHxHEIGHT from 240x240 to 8192x8192";
  return good;
}

bool read_pixel_ratio(const char* text, Options& options, std::string& why) {
  why = "a number from 0.5 to 4";
  return read_number(text, 0.5f, 4, options.pixel_ratio);
}

bool read_frames(const char* text, Options& options, std::string& why) {
  float frames = 0;
  why = "a whole number of frames, at least 1";
  if (!read_number(text, 1, 1e6f, frames)) return false;
  options.frames = static_cast<int>(frames);
  return true;
}

bool read_screenshot(const char* text, Options& options, std::string& why) {
  options.screenshot = text;
  why = "the name of a PNG file";
  return *text != 0;
}

bool read_link(const char* text, Options& options, std::string& why) {
  options.link = text;
  why = "what stands after # in an address of the page";
  return *text != 0;
}

bool read_scene(const char* text, Options& options, std::string& why) {
  why = "one of";
  for (int i = 0; i < view::scene_count(); ++i) why += std::string(" ") + view::scene_key(static_cast<view::Scene>(i));
  return view::scene_named(text, options.scene);
}

bool read_preset(const char* text, Options& options, std::string& why) {
  const auto presets = lab::presets();
  const auto found = std::find_if(presets.begin(), presets.end(),
                                  [&](const lab::Preset& p) { return std::string_view(p.key) == text; });
  why = "one of";
  for (const lab::Preset& preset : presets) why += std::string(" ") + preset.key;
  if (found == presets.end()) return false;
  options.experiment = found->experiment;
  return true;
}

// KEY=VALUE of the experiment's table of fields.
bool read_set(const char* text, Options& options, std::string& why) {
  const std::string_view pair = text;
  const std::size_t equals = std::min(pair.find('='), pair.size());
  const std::string_view key = pair.substr(0, equals);
  why = "KEY=VALUE with a key out of";
  for (const lab::Field& field : lab::fields()) {
    if (key == field.key && equals < pair.size()) {
      return lab::parse(options.experiment, field.id, pair.substr(equals + 1), why);
    }
    why += std::string(" ") + field.key;
  }
  return false;
}

struct Option {
  const char* name;
  const char* argument;
  const char* what;
  bool (*read)(const char* text, Options&, std::string& why);
};

constexpr Option options_with_value[] = {
    {"--size", "WxH", "window size (1280x800)", read_size},
    {"--pixel-ratio", "R", "device pixels to one of the page's (1)", read_pixel_ratio},
    {"--frames", "N", "stop after N frames", read_frames},
    {"--screenshot", "FILE.png", "write the last frame; without --frames, the 120th", read_screenshot},
    {"--scene", "NAME", "one view alone, from 320x240 on", read_scene},
    {"--link", "LINK", "replay the run of a link", read_link},
    {"--preset", "KEY", "start from a preset", read_preset},
    {"--set", "KEY=VALUE", "change a field of the experiment; may be repeated, after --preset", read_set},
};

bool read_flag(std::string_view name, Options& options) {
  if (name == "--dark") return options.dark = true;
  if (name == "--meter") return options.meter = true;
  if (name == "--help") return options.help = true;
  return false;
}

}  // namespace

bool read_options(std::span<const char* const> arguments, Options& options, std::string& why) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    if (read_flag(name, options)) continue;
    const auto* option = std::find_if(std::begin(options_with_value), std::end(options_with_value),
                                      [&](const Option& o) { return name == o.name; });
    if (option == std::end(options_with_value)) {
      why = "unknown option " + std::string(name) + "; --help lists the options";
      return false;
    }
    const char* text = i + 1 < arguments.size() ? arguments[++i] : "";
    if (std::string accepted; !option->read(text, options, accepted)) {
      why = std::string(name) + " " + text + ": give " + accepted;
      return false;
    }
  }
  if (!options.screenshot.empty() && options.frames == 0) options.frames = 120;
  return true;
}

std::string help() {
  std::string text = "dropout_lab: watch dropout train, beside the same network without it and with L2.\n\n";
  const auto line = [&](const std::string& left, const char* right) {
    text += "  " + left + std::string(left.size() < 24 ? 24 - left.size() : 1, ' ') + right + "\n";
  };
  for (const Option& option : options_with_value) line(std::string(option.name) + " " + option.argument, option.what);
  line("--dark", "the dark theme");
  line("--meter", "show how long drawing and training take");
  line("--help", "this text");
  text += "\nPresets:";
  for (const lab::Preset& preset : lab::presets()) text += std::string(" ") + preset.key;
  text += "\nFields of --set:\n";
  for (const lab::Field& field : lab::fields()) line(field.key, field.accepts);
  return text + "\nWhat it is made of, and the licences: LICENSES.txt beside this program.\n";
}

}  // namespace app
