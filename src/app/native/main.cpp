// The native program: the same page in a window of its own.
#include <stb_image_write.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "../app.h"
#include "../gl.h"
#include "options.h"
#include "system_text.h"
#include "view/tr.h"

namespace {

// The packed digits and the words of other languages.
std::string beside_program(const std::string& name) {
  char* folder = SDL_GetBasePath();
  std::ifstream file((folder != nullptr ? folder : "") + name, std::ios::binary);
  SDL_free(folder);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void bring_digits(app::App& program) {
  const std::string bytes = beside_program("digits.bin");
  if (bytes.empty()) {
    program.digits_failed("digits.bin is not beside the program. Build the target digits, or choose other data.");
  } else {
    program.digits_arrived({bytes.begin(), bytes.end()});
  }
}

void open_file(app::App& program, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string name = path.substr(path.find_last_of('/') + 1);
  if (!file) return program.tell(name + " cannot be read.");
  program.open_file(name, std::string{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
}

void paste(app::App& program) {
  char* text = SDL_GetClipboardText();
  if (text != nullptr && *text != 0)
    program.open_file("pasted rows", text);
  else
    program.tell("The clipboard holds no text.");
  SDL_free(text);
}

// Files are saved where the program was started.
void save(app::App& program, const app::Wishes::File& file) {
  std::ofstream out(file.name, std::ios::binary);
  out << file.text;
  if (!out) return program.tell(file.name + " cannot be written in the folder that the program was started in.");
  program.tell(file.name + " lies in the folder that the program was started in.", view::Tone::good);
}

void fulfil(app::App& program, const app::Wishes& wishes) {
  if (wishes.digits) bring_digits(program);
  if (wishes.copy)
    program.copied(SDL_SetClipboardText(("#" + wishes.link).c_str()) == 0, static_cast<int>(wishes.link.size()) + 1);
  if (wishes.choose_file) program.tell("Drop a CSV or JSON file onto the window.", view::Tone::neutral);
  if (wishes.paste) paste(program);
  if (wishes.check)
    program.tell("Without a browser: dropout_lab_cli check gives the task and reads what you made of it.",
                 view::Tone::neutral);
  if (wishes.licences) program.tell("They are in LICENSES.txt, beside this program.", view::Tone::neutral);
  if (wishes.picture)
    program.tell("Pictures of the window: start the program with --screenshot FILE.png.", view::Tone::neutral);
  for (const app::Wishes::File& file : wishes.files) save(program, file);
}

bool save_screenshot(const std::string& path, const app::Canvas& canvas) {
  const std::size_t width = static_cast<std::size_t>(canvas.device_width);
  std::vector<std::uint8_t> rgb(width * static_cast<std::size_t>(canvas.device_height) * 3);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, canvas.device_width, canvas.device_height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  stbi_flip_vertically_on_write(1);  // OpenGL's lowest row comes first
  return stbi_write_png(path.c_str(), canvas.device_width, canvas.device_height, 3, rgb.data(), 0) != 0;
}

int fail(const char* what) {
  std::fprintf(stderr, "dropout_lab: %s\n", what);
  return 1;
}

int run(const app::Options& options) {
  if (!options.language.empty() && options.language != "en" &&
      !view::speak(beside_program(options.language + ".words"))) {
    return fail(("--lang: no words of '" + options.language + "' lie beside the program").c_str());
  }
  app::Surroundings around;
  around.canvas = app::canvas_of(options.width, options.height, options.pixel_ratio);
  around.dark = options.dark;
  app::Window window;
  if (!window.open(around.canvas)) return fail(window.error());
  view::use_system_text(&app::system_text());
  lab::Session start;
  start.start = options.experiment;
  app::App program(window, start, options.meter, options.scenes);
  program.use_words(&lab::words_of);
  if (!options.lesson.empty()) program.lesson((options.link.empty() ? "open " : "join ") + options.lesson);
  if (!options.link.empty()) program.open_link(options.link);
  if (!options.file.empty()) open_file(program, options.file);
  for (int frame = 1; window.poll(); ++frame) {
    around.canvas = window.measure();
    const bool last = frame == options.frames;
    if (last) window.redraw();
    program.frame(around);
    fulfil(program, program.take_wishes());
    for (const std::string& file : window.take_dropped()) open_file(program, file);
    if (last && !options.screenshot.empty() && !save_screenshot(options.screenshot, around.canvas)) {
      return fail("the screenshot could not be written");
    }
    window.swap();
    if (last) break;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  app::Options options;
  std::string why;
  const std::span<const char* const> arguments(argv, static_cast<std::size_t>(argc));
  if (!app::read_options(arguments.subspan(1), options, why)) {
    std::fprintf(stderr, "dropout_lab: %s\n", why.c_str());
    return 2;
  }
  if (options.help) {
    std::fputs(app::help().c_str(), stdout);
    return 0;
  }
  return run(options);
}
