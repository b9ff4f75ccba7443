// The native program: the same page in a window of its own.
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
#include "png.h"

namespace {

// The packed digits lie beside the program.
std::vector<std::uint8_t> read_digits_file() {
  char* folder = SDL_GetBasePath();
  std::ifstream file(std::string(folder != nullptr ? folder : "") + "digits.bin", std::ios::binary);
  SDL_free(folder);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void bring_digits(app::App& program) {
  std::vector<std::uint8_t> bytes = read_digits_file();
  if (bytes.empty()) {
    program.digits_failed("digits.bin is not beside the program. Build the target digits, or choose other data.");
  } else {
    program.digits_arrived(std::move(bytes));
  }
}

bool save_screenshot(const std::string& path, const app::Canvas& canvas) {
  const std::size_t width = static_cast<std::size_t>(canvas.device_width);
  std::vector<std::uint8_t> rgb(width * static_cast<std::size_t>(canvas.device_height) * 3);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, canvas.device_width, canvas.device_height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  return app::write_png(path, canvas.device_width, canvas.device_height, rgb);
}

int fail(const char* what) {
  std::fprintf(stderr, "dropout_lab: %s\n", what);
  return 1;
}

int run(const app::Options& options) {
  app::Surroundings around;
  around.canvas = app::canvas_of(options.width, options.height, options.pixel_ratio);
  around.dark = options.dark;
  app::Window window;
  if (!window.open(around.canvas)) return fail(window.error());
  app::App program(window, options.experiment, options.meter);
  for (int frame = 1; window.poll(); ++frame) {
    around.canvas = window.measure();
    program.frame(around);
    if (program.take_digits_request()) bring_digits(program);
    const bool last = frame == options.frames;
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
