# Sourced: what the machine itself must have, and how it gets there.

own_emcc() { # an emcc on PATH that is new enough
  local version
  version=$(emcc --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1) || return 1
  [ -n "$version" ] && [ "$(printf '%s\n' 3.1.60 "$version" | sort -V | head -n 1)" = 3.1.60 ]
}

has_file() { compgen -G "$1" >/dev/null; }
has_command() { command -v "$1" >/dev/null; }
has_fonttools() { "${DROPOUT_LAB_PYTHON:-/usr/bin/python3}" -c 'import fontTools' 2>/dev/null; }
has_numpy() { "${DROPOUT_LAB_PYTHON:-/usr/bin/python3}" -c 'import numpy' 2>/dev/null; }

# lacks <Debian package> <what it is> <test…>: remembers what is missing
missing=() missing_words=()
lacks() {
  "${@:3}" && return
  missing+=("$1")
  missing_words+=("$2")
}

# machine_packages page|tests|engines: installs what is missing with one call of apt
machine_packages() {
  lacks cmake "CMake 3.21 or newer" has_command cmake
  lacks ninja-build "Ninja" has_command ninja
  lacks nodejs "Node.js 18.17 or newer" has_command node
  lacks npm "npm" has_command npm
  lacks xz-utils "xz" has_command xz
  lacks g++ "a C++20 compiler" has_command c++
  lacks libeigen3-dev "Eigen 3.4.0; DROPOUT_LAB_EIGEN=<the folder that holds Eigen/Core>" \
    has_file "${DROPOUT_LAB_EIGEN:-/usr/include/eigen3}/Eigen/Core"
  lacks fonts-inter "Inter's OTF files; DROPOUT_LAB_INTER=<the folder that holds Inter-Medium.otf and Inter-SemiBold.otf>" \
    has_file "${DROPOUT_LAB_INTER:-/usr/share/fonts/opentype/inter}/Inter-SemiBold.otf"
  lacks fonts-dejavu-core "DejaVu Sans; DROPOUT_LAB_DEJAVU=<the folder that holds DejaVuSans.ttf>" \
    has_file "${DROPOUT_LAB_DEJAVU:-/usr/share/fonts/truetype/dejavu}/DejaVuSans.ttf"
  lacks python3-fonttools "a Python with fonttools; DROPOUT_LAB_PYTHON=<its python3>" has_fonttools
  if ! own_emcc; then
    if has_command apt-get; then # for the private one
      lacks libz3-4 "" has_file '/usr/lib/*/libz3.so.4'
      lacks libedit2 "" has_file '/usr/lib/*/libedit.so.2'
      lacks libxml2 "" has_file '/usr/lib/*/libxml2.so.2'
    else
      lacks emscripten "Emscripten 3.1.60 or newer, its emcc on PATH" false
    fi
  fi
  if [ "$1" = tests ]; then
    lacks doctest-dev "doctest 2.4; DROPOUT_LAB_DOCTEST=<the folder that holds doctest/doctest.h>" \
      has_doctest
    lacks libsdl2-dev "SDL2 for native programs, known to CMake" has_sdl2
    lacks libgl-dev "OpenGL for native programs" has_opengl
    lacks libstb-dev "stb's header files; DROPOUT_LAB_STB=<the folder that holds stb_image_write.h>" \
      has_file "${DROPOUT_LAB_STB:-/usr/include/stb}/stb_image_write.h"
    lacks python3-numpy "a Python with NumPy; DROPOUT_LAB_PYTHON=<its python3>" has_numpy
    lacks chromium "Chromium; CHROMIUM=<the program>" has_command "${CHROMIUM:-chromium}"
    lacks xvfb "Xvfb, an X server without a screen" has_command Xvfb
  fi
  if [ "$1" = engines ]; then
    lacks firefox-esr "Firefox; FIREFOX=<the program>" has_command "${FIREFOX:-firefox-esr}"
    lacks webkit2gtk-driver "WebKitGTK's driver; WEBKIT_DRIVER=<the program>" has_command "${WEBKIT_DRIVER:-WebKitWebDriver}"
    lacks xvfb "Xvfb, an X server without a screen" has_command Xvfb
    lacks xauth "xauth, which xvfb-run needs" has_command xauth
  fi
  [ ${#missing[@]} = 0 ] && return

  if ! has_command apt-get; then
    fail "This machine lacks what the build needs, and has no apt to install it" \
      "Please install, or name where it is by the environment variable:" \
      "$(printf -- '  - %s\n' "${missing_words[@]}")" "$(source_words)"
  fi
  local install="apt-get install -y --no-install-recommends ${missing[*]}" as_root=()
  if [ "$(id -u)" != 0 ]; then
    if has_command sudo && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
      as_root=(sudo)
    else
      fail "Some packages are missing, and installing them needs root" "Run this once, then start again:" \
        "  sudo apt-get update && sudo $install"
    fi
  fi
  attempt "Reading the package lists" "By hand: apt-get update" ${as_root[@]+"${as_root[@]}"} apt-get update
  attempt "Installing ${missing[*]}" "By hand: $install" ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive $install
}

has_doctest() { has_file "${DROPOUT_LAB_DOCTEST:-/usr/include}/doctest/doctest.h"; }
has_sdl2() { has_file '/usr/lib/*/cmake/SDL2/sdl2-config.cmake' || has_command sdl2-config; }
has_opengl() { has_file '/usr/include/GL/gl.h' || [ "$(uname)" = Darwin ]; }

source_words() {
  cat <<'WORDS'
The sources of Dear ImGui 1.90.1 and SDL2 2.32.4 come from Debian's archive on Debian 12 and 13; elsewhere name them:
  - DROPOUT_LAB_IMGUI=<the folder that holds imgui.h>
  - DROPOUT_LAB_SDL2=<the folder that holds include/SDL.h>
WORDS
}

debian_here() { case $(debian_release 2>/dev/null) in bookworm | trixie) ;; *) return 1 ;; esac; }

# private_packages: Emscripten, unless the machine has its own, and the pinned sources; exports EMSCRIPTEN_HOME
private_packages() {
  if [ -z "${DROPOUT_LAB_IMGUI:-}" ] || [ -z "${DROPOUT_LAB_SDL2:-}" ]; then
    debian_here || fail "Dear ImGui and SDL2 are missing" "$(source_words)"
    sources=$cache/sources-$(key "$setup/sources" "$setup/debian.bash")
    once "$sources" "Fetching the sources of Dear ImGui and SDL2" "Or get them yourself: $(source_words)" "$setup/sources"
  fi
  if ! own_emcc; then
    debian_here || fail "No Emscripten of 3.1.60 or newer on PATH" \
      "The private one exists for Debian 12 and 13 only.  Install Emscripten (emsdk, Homebrew, …), put its emcc on PATH, start again."
    toolchain=$cache/toolchain-$(key "$setup/toolchain" "$setup/debian.bash")
    once "$toolchain" "Installing a private Emscripten (304 MB)" "It needs 1 GB of disk.  Or put an emcc of 3.1.60 or newer on PATH" "$setup/toolchain"
    unset EM_CONFIG # it would be that of another Emscripten
  fi
}

# private_node: the Node.js of the tests, first on PATH, where the machine's own is too old; npm's registry has it
private_node() {
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] && return
  local folder=$cache/node-$(key "$setup/node/package-lock.json")
  once "$folder" "Installing a private Node.js ($(node --version) is too old)" "By hand: put Node.js 20 or newer first on PATH" bring_node
  PATH=$(echo "$folder"/node_modules/node-*/bin):$PATH
  export PATH
}
bring_node() {
  mkdir -p "$1"
  cp "$setup"/node/{.npmrc,package.json,package-lock.json} "$1"
  npm ci --prefix "$1" --ignore-scripts --no-progress
  "$1"/node_modules/node-*/bin/node --version
}

# npm_packages [folder]: exactly those of the lock file
npm_packages() {
  local folder=$root/${1:-} stamp
  stamp=$folder/node_modules/.lock-$(key "$folder/package-lock.json")
  [ -e "$stamp" ] && return
  attempt "Installing npm packages${1:+ for $1}" "By hand: npm ci --ignore-scripts${1:+ --prefix $1}" \
    npm ci --prefix "$folder" --ignore-scripts --no-progress
  touch "$stamp"
}

# build <preset> <folder> <what it makes> [target…]
build() {
  local preset=$1 folder=$root/$2 what=$3 tools
  shift 3
  tools="$(command -v emcc || true) ${toolchain:-} ${sources:-} $cache$(! has_doctest || echo " doctest")"
  if [ ! -e "$folder/build.ninja" ] || [ "$(cat "$folder/.tools" 2>/dev/null)" != "$tools" ]; then
    rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles"
    attempt "Configuring $preset" "By hand: cmake --preset $preset" cmake -S "$root" --preset "$preset"
    echo "$tools" >"$folder/.tools"
  fi
  attempt "Building $what" "By hand: cmake --build --preset $preset" cmake --build "$folder" ${1:+--target "$@"}
}
