# How our own code is compiled.  Third-party code has targets of its own and never sees these.
add_library(own_code INTERFACE)
target_compile_options(own_code INTERFACE -ffp-contract=off
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # these accuse Eigen, the vector intrinsics and std::string, falsely, once they are inlined into our code
  target_compile_options(own_code INTERFACE -Wno-uninitialized -Wno-maybe-uninitialized -Wno-array-bounds
    -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
endif()

# Across all parts at link time: 12 KB less to download.
if(EMSCRIPTEN AND NOT DROPOUT_LAB_WATCH)
  add_compile_options(-flto)
  add_link_options(-flto)
endif()

# Eigen's alignment follows the vector instructions, so every part is compiled for the same ones.
if(EMSCRIPTEN)
  # a page never ends: nothing need be destroyed when it does
  target_compile_options(own_code INTERFACE -msimd128 -msse4.2 -fno-c++-static-destructors)
elseif(DROPOUT_LAB_THIS_CPU)
  target_compile_options(own_code INTERFACE -march=native)
endif()
if(DROPOUT_LAB_SANITIZE)
  # without the checks of every single pointer, which the address sanitizer's own cover and which make Eigen three times
  # as slow to compile
  target_compile_options(own_code INTERFACE -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-sanitize=null,alignment,object-size,pointer-overflow,vptr) # vptr: half of the objects have no type information
  target_link_options(own_code INTERFACE -fsanitize=address,undefined)
endif()
if(DROPOUT_LAB_FUZZ)
  target_compile_options(own_code INTERFACE -fsanitize=fuzzer-no-link)
endif()

# optimize(<target> <level>): the level in release builds, where size counts only for what is downloaded;
# debug builds stay quick to compile and easy to step through
function(optimize target level)
  if(level MATCHES "-O[sz]" AND DROPOUT_LAB_WATCH)
    set(level -O1)
  elseif(level MATCHES "-O[sz]" AND NOT EMSCRIPTEN)
    set(level -O2)
  endif()
  target_compile_options(${target} PRIVATE $<IF:$<CONFIG:Debug>,-O1,${level}>)
endfunction()

# parse_eigen_once(<target>): nearly every source includes it, and parsing it takes longer than the rest
function(parse_eigen_once target)
  target_precompile_headers(${target} PRIVATE <net/eigen.h> <string> <vector>)
endfunction()

# sources(<result> <pattern>…): the sources of the calling folder
function(sources result)
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  file(GLOB found CONFIGURE_DEPENDS ${ARGN})
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# part(<name> LEVEL <-O…> SOURCES <source>… SEES <interface>… [RELAXED])
# A library of our own code; <name>_headers is what those who may include it link.
# RELAXED makes <name>_relaxed too: the same code, free to use relaxed SIMD instructions.
function(part name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "RELAXED" "LEVEL" "SOURCES;SEES")
  add_library(${name}_headers INTERFACE)
  target_include_directories(${name}_headers INTERFACE "${CMAKE_CURRENT_SOURCE_DIR}/include")
  target_link_libraries(${name}_headers INTERFACE ${arg_SEES})
  set(variants ${name})
  if(arg_RELAXED AND EMSCRIPTEN AND NOT DROPOUT_LAB_WATCH)
    list(APPEND variants ${name}_relaxed)
  endif()
  foreach(target IN LISTS variants)
    add_library(${target} STATIC ${arg_SOURCES})
    target_link_libraries(${target} PUBLIC ${name}_headers PRIVATE own_code)
    target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
    parse_eigen_once(${target})
    optimize(${target} ${arg_LEVEL})
    if(target MATCHES "_relaxed$")
      target_compile_options(${target} PRIVATE -mrelaxed-simd)
    endif()
  endforeach()
endfunction()
