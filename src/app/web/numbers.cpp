// Numbers from text by the browser: the C library's own would bring 12 KB of arithmetic in quadruple precision along.
#include <emscripten/em_js.h>

#include <cstdlib>

// The longest beginning that is a decimal number: nobody here reads others.
// clang-format off
EM_JS(double, page_number, (const char* text, char** end), {
  const found = /^[ ]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)?/i.exec(UTF8ToString(text));
  if (end) HEAPU32[end >> 2] = text + (found ? found[0].length : 0);
  return found ? Number(found[0]) : 0;
});
// clang-format on

extern "C" {
double strtod(const char* text, char** end) { return page_number(text, end); }
float strtof(const char* text, char** end) { return static_cast<float>(page_number(text, end)); }
long double strtold(const char* text, char** end) { return page_number(text, end); }
}
