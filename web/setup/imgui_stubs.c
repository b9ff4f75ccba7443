/* What Dear ImGui scans is one number behind words ("#version %d"), and settings, of which the page keeps none: sscanf
   would bring 11 KB along, most of it arithmetic in quadruple precision. */
#include <stdarg.h>
#include <stdlib.h>

int imgui_scan(const char* text, const char* format, ...) {
  const char* expected = format;
  while (*expected && *expected != '%') {
    if (*text++ != *expected++) return 0;
  }
  char* end;
  const long number = strtol(text, &end, 10);
  if (end == text) return 0;
  va_list results;
  va_start(results, format);
  *va_arg(results, int*) = (int)number;
  va_end(results);
  return 1;
}
