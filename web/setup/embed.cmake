# Writes OUTPUT, a header with one string constant for each of FILES: surface.frag.glsl becomes NAMESPACE::surface_frag_glsl.
set(header "#pragma once\n\nnamespace ${NAMESPACE} {\n")
foreach(file IN LISTS FILES)
  file(READ "${file}" text)
  get_filename_component(name "${file}" NAME)
  string(REGEX REPLACE "[.-]" "_" name "${name}")
  string(APPEND header "\ninline constexpr char ${name}[] = R\"text(${text})text\";\n")
endforeach()
file(WRITE "${OUTPUT}" "${header}\n} // namespace ${NAMESPACE}\n")
