# The toolchain file of the web build: the emcc on PATH where it is new enough, else the private one that web/run installs.
include("${CMAKE_CURRENT_LIST_DIR}/cache.cmake")

if(NOT DEFINED ENV{DROPOUT_LAB_EMSCRIPTEN})
  find_program(DROPOUT_LAB_EMCC emcc NO_CMAKE_PATH NO_CMAKE_FIND_ROOT_PATH)
  set(version 0)
  if(DROPOUT_LAB_EMCC)
    execute_process(COMMAND "${DROPOUT_LAB_EMCC}" --version OUTPUT_VARIABLE version ERROR_QUIET)
    string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" version "${version}")
  endif()
  if(version VERSION_GREATER_EQUAL 3.1.60)
    get_filename_component(bin "${DROPOUT_LAB_EMCC}" DIRECTORY)
    execute_process(COMMAND "${bin}/em-config" EMSCRIPTEN_ROOT
      OUTPUT_VARIABLE home OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  else()
    dropout_lab_cache(toolchain toolchain)
    set(home "${toolchain}/usr/share/emscripten")
    if(NOT EXISTS "${toolchain}/.complete")
      message(FATAL_ERROR "No Emscripten of 3.1.60 or newer on PATH, and no private one yet: run web/run --build once")
    endif()
  endif()
  set(ENV{DROPOUT_LAB_EMSCRIPTEN} "${home}") # CMake reads this file once more for every check that it compiles
endif()

include("$ENV{DROPOUT_LAB_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake")
