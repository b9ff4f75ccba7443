# The page: two programs that differ only in the engine, which pack.mjs puts together with the files of web/ and the
# digits.  The same two engines make two command lines for Node.
set(DROPOUT_LAB_SITE "${PROJECT_SOURCE_DIR}/build/site" CACHE PATH "where the page is put together")
set(linked "${PROJECT_BINARY_DIR}/linked") # what the compiler makes; in programs the two parts of each
set(programs "${PROJECT_BINARY_DIR}/page")
find_program(DROPOUT_LAB_CLOSURE compiler PATHS "${PROJECT_SOURCE_DIR}/node_modules/google-closure-compiler-linux"
  "${PROJECT_SOURCE_DIR}/node_modules/google-closure-compiler-osx" NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH
  DOC "a native Closure compiler, which makes the JavaScript smaller")

# What the first frame does not need comes later. The tools of the compiler know functions by their names, which are not
# in what they write.
execute_process(COMMAND "$ENV{DROPOUT_LAB_EMSCRIPTEN}/em-config" BINARYEN_ROOT
  OUTPUT_VARIABLE binaryen OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set(catalogue "${PROJECT_SOURCE_DIR}/src/view/views/catalogue.def")
set(analyses "${PROJECT_SOURCE_DIR}/src/lab/include/lab/analyses.def")

set(lessons "${PROJECT_SOURCE_DIR}/src/lab/include/lab/lessons.def")

set(page_link -sENVIRONMENT=web -sMODULARIZE -sEXPORT_ES6 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sFILESYSTEM=0
  -sDYNAMIC_EXECUTION=0 -sMALLOC=emmalloc --profiling-funcs)
# enabling all extensions of WebGL, none of which is needed, takes a tenth of a second
list(APPEND page_link -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0 -sGL_SUPPORT_SIMPLE_ENABLE_EXTENSIONS=0)

set(variants plain relaxed)
if(DROPOUT_LAB_WATCH)
  set(variants plain)
endif()
foreach(variant IN LISTS variants)
  string(REPLACE "_plain" "" suffix "_${variant}")
  add_executable(app-${variant})
  target_link_libraries(app-${variant} PRIVATE app view)
  engine(app-${variant} "${suffix}")
  target_link_options(app-${variant} PRIVATE ${wasm_link} ${page_link})
  set_target_properties(app-${variant} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${linked}")
  if(DROPOUT_LAB_CLOSURE AND NOT DROPOUT_LAB_WATCH)
    target_link_options(app-${variant} PRIVATE --closure=1)
    set_property(TARGET app-${variant} PROPERTY RULE_LAUNCH_LINK
      "${CMAKE_COMMAND} -E env EM_CLOSURE_COMPILER=${DROPOUT_LAB_CLOSURE}")
  endif()

  add_executable(dropout_lab_cli${suffix})
  target_link_libraries(dropout_lab_cli${suffix} PRIVATE cli bench${suffix})
  engine(dropout_lab_cli${suffix} "${suffix}")
  target_link_options(dropout_lab_cli${suffix} PRIVATE ${wasm_link} ${node_link})
  set_target_properties(dropout_lab_cli${suffix} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
  add_dependencies(dropout_lab_cli${suffix} digits)
endforeach()
list(TRANSFORM variants PREPEND app-)

file(GLOB_RECURSE pages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/*.*")
list(FILTER pages EXCLUDE REGEX "/setup/")
add_custom_command(OUTPUT "${DROPOUT_LAB_SITE}/index.html"
  DEPENDS ${variants} dropout_lab_cli digits words ${DROPOUT_LAB_WORDS} licences "${catalogue}" "${analyses}" "${lessons}" "${setup}/lessons.mjs" "${setup}/pack.mjs" "${setup}/rows.mjs"
    "${setup}/scenes.mjs" "${setup}/split.mjs" ${pages}
  COMMAND "${DROPOUT_LAB_NODE}" "${setup}/split.mjs" "${binaryen}/bin" "${catalogue}" "${analyses}" "${linked}" "${programs}"
  COMMAND "${CMAKE_COMMAND}" -E copy "${PROJECT_BINARY_DIR}/digits.bin" ${DROPOUT_LAB_WORDS} "${licences}" "${programs}"
  COMMAND "${DROPOUT_LAB_NODE}" "${setup}/scenes.mjs" "${catalogue}" "${programs}/scenes.json"
  COMMAND "${DROPOUT_LAB_NODE}" "${setup}/lessons.mjs" "${lessons}" "${programs}/lessons.json"
  COMMAND "${DROPOUT_LAB_NODE}" "$<TARGET_FILE:dropout_lab_cli>" presets > "${programs}/presets.json"
  COMMAND "${DROPOUT_LAB_NODE}" "${setup}/pack.mjs" "${programs}" "${DROPOUT_LAB_SITE}"
  VERBATIM)
# the teacher's pages, into the folder that pack.mjs has just emptied
set(taught "${PROJECT_SOURCE_DIR}/src/lab/include/lab/lessons.def" "${PROJECT_SOURCE_DIR}/tests/claims/lessons.tsv")
add_custom_command(OUTPUT "${DROPOUT_LAB_SITE}/lessons/index.html"
  DEPENDS "${DROPOUT_LAB_SITE}/index.html" ${taught} "${setup}/teachers.mjs" "${setup}/teachers.css" "${setup}/lessons.mjs" "${setup}/rows.mjs"
  COMMAND "${DROPOUT_LAB_NODE}" "${setup}/teachers.mjs" ${taught} "${DROPOUT_LAB_SITE}"
  VERBATIM)
add_custom_target(site ALL DEPENDS "${DROPOUT_LAB_SITE}/index.html" "${DROPOUT_LAB_SITE}/lessons/index.html")
