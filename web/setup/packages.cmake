# Third-party code, as SYSTEM: its warnings are its own.  Each place can be given as a CMake variable or an environment
# variable of the same name; otherwise it is looked for where Debian, Homebrew and web/run put it.
dropout_lab_cache(sources sources)

# package(<variable> <header> <place>…)
function(package variable header)
  find_path(${variable} "${header}" HINTS ENV ${variable} PATHS ${ARGN} NO_CMAKE_FIND_ROOT_PATH NO_CACHE)
  if(NOT ${variable})
    message(FATAL_ERROR "${header} not found: run web/run --build (or tests/run) once, or set ${variable} to the folder that holds it")
  endif()
  set(${variable} "${${variable}}" PARENT_SCOPE)
endfunction()

# changed(<result> <file> <text> <instead>): a copy of the file with the text replaced
function(changed result file text instead)
  get_filename_component(name "${file}" NAME)
  set(copy "${PROJECT_BINARY_DIR}/changed/${name}")
  file(READ "${file}" source)
  string(REPLACE "${text}" "${instead}" source "${source}")
  file(WRITE "${copy}.new" "${source}")
  configure_file("${copy}.new" "${copy}" COPYONLY) # which leaves it alone where it is the same
  set(${result} "${copy}" PARENT_SCOPE)
endfunction()

package(DROPOUT_LAB_EIGEN Eigen/Core /usr/include/eigen3 /usr/local/include/eigen3 /opt/homebrew/include/eigen3)
add_library(eigen INTERFACE)
target_include_directories(eigen SYSTEM INTERFACE "${DROPOUT_LAB_EIGEN}")

package(DROPOUT_LAB_IMGUI imgui.h "${sources}/imgui")
add_library(imgui STATIC)
# without its own font, 10 KB that nothing ever shows, and without settings of tables
changed(imgui_draw "${DROPOUT_LAB_IMGUI}/imgui_draw.cpp" "        AddFontDefault();" "        return false;")
changed(imgui_imgui "${DROPOUT_LAB_IMGUI}/imgui.cpp" "    TableSettingsAddSettingsHandler();" "")
target_sources(imgui PRIVATE "${imgui_imgui}" "${DROPOUT_LAB_IMGUI}/imgui_tables.cpp"
  "${DROPOUT_LAB_IMGUI}/imgui_widgets.cpp" "${imgui_draw}")
target_include_directories(imgui SYSTEM PUBLIC "${DROPOUT_LAB_IMGUI}")
target_compile_definitions(imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_FILE_FUNCTIONS
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS)

add_library(imgui_backends STATIC "${DROPOUT_LAB_IMGUI}/backends/imgui_impl_sdl2.cpp"
  "${DROPOUT_LAB_IMGUI}/backends/imgui_impl_opengl3.cpp")
target_include_directories(imgui_backends SYSTEM PUBLIC "${DROPOUT_LAB_IMGUI}/backends")
target_link_libraries(imgui_backends PUBLIC imgui)

add_library(opengl INTERFACE)
if(EMSCRIPTEN)
  package(DROPOUT_LAB_SDL2 include/SDL.h "${sources}/sdl2")
  include(web/setup/sdl2.cmake)
  target_link_libraries(imgui_backends PUBLIC sdl2)
  target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
  target_compile_options(imgui PRIVATE -msimd128)
  target_sources(imgui PRIVATE web/setup/imgui_stubs.c)
  target_compile_definitions(imgui PRIVATE sscanf=imgui_scan)
  target_compile_definitions(imgui_backends PRIVATE sscanf=imgui_scan)
  set_source_files_properties("${DROPOUT_LAB_IMGUI}/backends/imgui_impl_opengl3.cpp" PROPERTIES
    COMPILE_OPTIONS "-include;${PROJECT_SOURCE_DIR}/src/app/web/known_state.h")
else()
  find_package(SDL2 QUIET)
  find_package(OpenGL QUIET)
  if(NOT SDL2_FOUND OR NOT OpenGL_FOUND)
    message(FATAL_ERROR "SDL2 or OpenGL for native programs not found: run tests/run once, which installs them (Debian: libsdl2-dev, libgl-dev)")
  endif()
  target_link_libraries(imgui_backends PUBLIC SDL2::SDL2 opengl ${CMAKE_DL_LIBS})
  target_link_libraries(opengl INTERFACE OpenGL::GL)

  package(DROPOUT_LAB_STB stb_image_write.h /usr/include/stb /usr/local/include/stb /opt/homebrew/include/stb)
  file(CONFIGURE OUTPUT stb_image_write.c CONTENT "#define STB_IMAGE_WRITE_IMPLEMENTATION\n#include <stb_image_write.h>\n#define STB_TRUETYPE_IMPLEMENTATION\n#include <stb_truetype.h>\n")
  add_library(stb STATIC "${PROJECT_BINARY_DIR}/stb_image_write.c") # PNG, and signs that our typeface lacks
  target_include_directories(stb SYSTEM PUBLIC "${DROPOUT_LAB_STB}")
endif()
foreach(target imgui imgui_backends)
  target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
  optimize(${target} -Oz)
endforeach()

# wasm_link: for every WebAssembly program; node_link: for those that Node runs
set(wasm_link -Oz -msimd128 -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=1MB -sBINARYEN_EXTRA_PASSES=--traps-never-happen,--converge
  -sGL_TRACK_ERRORS=0 -sGL_ENABLE_GET_PROC_ADDRESS=0 -sGL_EXTENSIONS_IN_PREFIXED_FORMAT=0)
if(DROPOUT_LAB_WATCH)
  list(TRANSFORM wasm_link REPLACE "^-Oz$" "-O0")
  list(FILTER wasm_link EXCLUDE REGEX BINARYEN)
endif()
set(node_link -sENVIRONMENT=node -sEXIT_RUNTIME -sNODERAWFS)
