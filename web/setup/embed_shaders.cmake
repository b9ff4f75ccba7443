# Writes OUTPUT, a header with one string constant for each of FILES: surface.frag.glsl becomes shaders::surface_frag_glsl.
set(header "#pragma once\n\nnamespace shaders {\n")
foreach(file IN LISTS FILES)
  file(READ "${file}" text)
  get_filename_component(name "${file}" NAME)
  string(REGEX REPLACE "[.-]" "_" name "${name}")
  string(APPEND header "\ninline constexpr char ${name}[] = R\"glsl(${text})glsl\";\n")
endforeach()
file(WRITE "${OUTPUT}" "${header}\n} // namespace shaders\n")
