/* Dear ImGui scans saved settings, of which the page has none, and OpenGL's version, should asking for it have failed:
   sscanf would bring 11 KB along, most of it arithmetic in quadruple precision. */
int imgui_scans_nothing(const char *text, const char *format, ...) { (void)text; (void)format; return 0; }
