#include "options.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "../args/args.h"

namespace app {
namespace {

bool read_size(std::string_view text, Options& options) {
  const std::size_t by = std::min(text.find('x'), text.size() - 1);
  long long width = 0, height = 0;
  const bool good = args::whole_number(text.substr(0, by), 240, 8192, width) &&
                    args::whole_number(text.substr(by + 1), 240, 8192, height);
  if (good) options.width = static_cast<int>(width), options.height = static_cast<int>(height);
  return good;
}

bool read_pixel_ratio(std::string_view text, Options& options) {
  float ratio = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ratio);
  const bool good = error == std::errc{} && end == text.data() + text.size() && ratio >= 0.5f && ratio <= 4;
  if (good) options.pixel_ratio = ratio;
  return good;
}

bool read_frames(std::string_view text, Options& options) {
  long long frames = 0;
  const bool good = args::whole_number(text, 1, 1'000'000, frames);
  if (good) options.frames = static_cast<int>(frames);
  return good;
}

bool read_scene(std::string_view text, Options& options, std::string& accepts) {
  accepts = "up to three, with commas between them, of";
  for (int i = 0; i < view::scene_count(); ++i)
    accepts += std::string(" ") + view::scene_key(static_cast<view::Scene>(i));
  return view::scenes_named(text, options.scenes);
}

// KEY=VALUE of the experiment's table of fields.
bool read_set(std::string_view pair, Options& options, std::string& accepts) {
  const std::size_t equals = std::min(pair.find('='), pair.size());
  const std::string_view key = pair.substr(0, equals);
  accepts = "KEY=VALUE with a key out of";
  for (const lab::Field& field : lab::fields()) {
    if (key == field.key && equals < pair.size()) {
      accepts = std::string(key) + "=VALUE with " + field.accepts;
      std::string why;
      return lab::parse(options.experiment, field.id, pair.substr(equals + 1), why);
    }
    accepts += std::string(" ") + field.key;
  }
  return false;
}

// An option as --help has it: what its value is called, and what it does.
struct Row {
  args::Option option;
  const char* argument;
  const char* what;
};

std::vector<Row> table(Options& o) {
  const auto taker = [&o](bool (*take)(std::string_view, Options&)) {
    return [&o, take](const std::string& text, std::string&) { return take(text, o); };
  };
  const auto exact = [&o](bool (*take)(std::string_view, Options&, std::string&)) {
    return [&o, take](const std::string& text, std::string& accepts) { return take(text, o, accepts); };
  };
  const auto preset = [&o](const std::string& key, std::string& accepts) {
    return args::take_preset(key, o.experiment, accepts);
  };
  return {
      {{"--size", "WIDTHxHEIGHT from 240x240 to 8192x8192", taker(read_size)}, " WxH", "window size (1280x800)"},
      {{"--pixel-ratio", "a number from 0.5 to 4", taker(read_pixel_ratio)},
       " R",
       "device pixels to one of the page's (1)"},
      {{"--frames", "a whole number of frames, at least 1", taker(read_frames)}, " N", "stop after N frames"},
      {args::text("--screenshot", "the name of a PNG file", o.screenshot), " FILE.png",
       "write the last frame; without --frames, the 120th"},
      {{"--scene", "the name of a scene", exact(read_scene)},
       " NAME",
       "one view alone, from 320x240 on, or up to three: norms,surfaces"},
      {args::text("--lesson", "the id of a lesson, such as c3", o.lesson), " ID", "open a lesson"},
      {args::text("--link", "what stands after # in an address of the page", o.link), " LINK",
       "replay the run of a link"},
      {args::text("--open", "the name of a file", o.file), " FILE", "open a table or a saved experiment"},
      {{"--preset", "the key of a preset", preset}, " KEY", "start from a preset"},
      {{"--set", "KEY=VALUE", exact(read_set)},
       " KEY=VALUE",
       "change a field of the experiment; may be repeated, after --preset"},
      {args::text("--lang", "a language, such as de", o.language), " de", "the words in German instead of English"},
      {args::flag("--dark", o.dark), "", "the dark theme"},
      {args::flag("--meter", o.meter), "", "show how long drawing and training take"},
      {args::flag("--help", o.help), "", "this text"},
  };
}

}  // namespace

bool read_options(std::span<const char* const> arguments, Options& options, std::string& why) {
  std::vector<args::Option> all;
  for (Row& row : table(options)) all.push_back(std::move(row.option));
  if (!args::read(arguments, all, why)) return false;
  if (!options.screenshot.empty() && options.frames == 0) options.frames = 120;
  return true;
}

std::string help() {
  std::string text = "dropout_lab: watch dropout train, beside the same network without it and with L2.\n\n";
  Options options;
  for (const Row& row : table(options)) text += args::line(row.option.name + row.argument, 24, row.what);
  text += "\nScenes of --scene:\n";
  for (int i = 0; i < view::scene_count(); ++i) {
    const auto scene = static_cast<view::Scene>(i);
    text += args::line(view::scene_key(scene), 24, view::scene_title(scene));
  }
  text += "\nPresets:";
  for (const lab::Preset& preset : lab::presets()) text += std::string(" ") + preset.key;
  text += "\nFields of --set:\n";
  for (const lab::Field& field : lab::fields()) text += args::line(field.key, 24, field.accepts);
  return text + "\nWhat it is made of, and the licences: LICENSES.txt beside this program.\n";
}

}  // namespace app
