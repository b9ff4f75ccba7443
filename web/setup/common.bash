# Sourced by web/run, tests/run and the steps in web/setup: where things are, and how a step is shown and fails.
set -euo pipefail

setup=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$setup/../.." && pwd)
cache=${DROPOUT_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dropout-lab}
logs=$root/build/logs

say() { printf '%s\n' "$*" >&2; }

# fail <what went wrong> [<what to do>…]
fail() {
  local line
  printf '\nFailed: %s\n' "$1" >&2
  shift
  for line; do printf '%s\n' "$line" >&2; done
  exit 1
}

# attempt <what it does> <what to do if it fails> <command…>
# Runs the command with its output in build/logs; a terminal sees the last line of it while it runs.
attempt() {
  local what=$1 advice=$2 log begin=$SECONDS status=0 line
  shift 2
  mkdir -p "$logs"
  log=$logs/$(tr -cs 'A-Za-z0-9\n' - <<<"$what").log
  printf '%s … ' "$what" >&2
  if [ -t 2 ]; then
    "$@" 2>&1 </dev/null | tee "$log" | while IFS= read -r line; do
      printf '\r\033[K%s … %.*s' "$what" $(( ${COLUMNS:-80} - ${#what} - 6 )) "$line" >&2
    done || status=$?
    printf '\r\033[K%s … ' "$what" >&2
  else
    "$@" >"$log" 2>&1 </dev/null || status=$?
  fi
  if [ "$status" = 0 ]; then
    say "done ($((SECONDS - begin)) s)"
    return
  fi
  say "failed"
  { grep -E '(^|[ :])(error|Error|ERROR|fatal error|E|npm error)[: ]' "$log" || tail -n 20 "$log"; } | head -n 20 | cut -c1-300 >&2
  fail "$what" "$advice" "The whole output is in ${log#"$root"/}"
}

# key <file…>: what a stamp made from these files is called
key() { cat "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c1-12; }

# once <folder> <what it does> <what to do if it fails> <command…>
# Makes a folder of the cache, unless it is complete; clones that need it at the same time wait for the first.
once() {
  local folder=$1
  shift
  [ -e "$folder/.complete" ] && return
  mkdir -p "$cache"
  exec 9>"$cache/.lock"
  flock 9
  if [ ! -e "$folder/.complete" ]; then
    attempt "$1" "$2" "${@:3}" "$folder"
    touch "$folder/.complete"
  fi
  exec 9>&-
}
