# SDL2 for the web straight from its sources: video, events and timer.  SDL's own CMake spends minutes in link checks.
set(sdl2_sources)
foreach(file SDL SDL_assert SDL_dataqueue SDL_error SDL_guid SDL_hints SDL_list SDL_log SDL_utils atomic/SDL_atomic
    atomic/SDL_spinlock cpuinfo/SDL_cpuinfo events/SDL_clipboardevents events/SDL_displayevents
    events/SDL_dropevents events/SDL_keyboard events/SDL_keysym_to_scancode
    events/SDL_scancode_tables events/SDL_mouse events/SDL_quit events/SDL_touch events/SDL_windowevents
    file/SDL_rwops loadso/dummy/SDL_sysloadso stdlib/SDL_crc16 stdlib/SDL_crc32 stdlib/SDL_getenv stdlib/SDL_iconv
    stdlib/SDL_malloc stdlib/SDL_qsort stdlib/SDL_stdlib stdlib/SDL_string stdlib/SDL_strtokr thread/SDL_thread
    thread/generic/SDL_syscond thread/generic/SDL_sysmutex thread/generic/SDL_syssem thread/generic/SDL_systhread
    thread/generic/SDL_systls timer/SDL_timer timer/unix/SDL_systimer video/SDL_clipboard video/SDL_egl
    video/SDL_rect video/SDL_shape video/SDL_video video/emscripten/SDL_emscriptenevents
    video/emscripten/SDL_emscriptenmouse video/emscripten/SDL_emscriptenopengles
    video/emscripten/SDL_emscriptenvideo)
  list(APPEND sdl2_sources "${DROPOUT_LAB_SDL2}/src/${file}.c")
endforeach()
# without a log of every event: 6 KB
changed(sdl2_events "${DROPOUT_LAB_SDL2}/src/events/SDL_events.c" "if (SDL_EventLoggingVerbosity > 0)" "if (0)")
add_library(sdl2 STATIC ${sdl2_sources} "${sdl2_events}" "${CMAKE_CURRENT_LIST_DIR}/sdl2_stubs.c")
target_include_directories(sdl2 SYSTEM PUBLIC "${DROPOUT_LAB_SDL2}/include" PRIVATE "${DROPOUT_LAB_SDL2}/src/events")
target_compile_definitions(sdl2 PRIVATE SDL_AUDIO_DISABLED=1 SDL_JOYSTICK_DISABLED=1 SDL_SENSOR_DISABLED=1
  SDL_RENDER_DISABLED=1 SDL_POWER_DISABLED=1 SDL_LOADSO_DISABLED=1 SDL_LEAN_AND_MEAN=1 SDL_ASSERT_LEVEL=0)
# The page gives its canvas a size: SDL would set three others first, and each makes the browser wait for its graphics.
set_source_files_properties("${DROPOUT_LAB_SDL2}/src/video/emscripten/SDL_emscriptenvideo.c" PROPERTIES
  COMPILE_DEFINITIONS emscripten_set_canvas_element_size=sdl2_leaves_the_size)
target_compile_options(sdl2 PRIVATE -w -Oz)
