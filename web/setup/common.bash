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
  for line; do [ -z "$line" ] || printf '%s\n' "$line" >&2; done
  exit 1
}

# attempt <what it does> <how to see or do it by hand> <command…>
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
  { grep -E '(^|[ :])(error|Error|ERROR|fatal error|E|npm error|npm ERR!)[: ]|Cannot exec|command not found' "$log" || tail -n 20 "$log"; } |
    head -n 20 | cut -c1-300 >&2
  fail "$what" "$(reason "$log")" "$advice" "The whole output is in ${log#"$root"/}"
}

# reason <log>: what the output of a step that failed says about the machine, in words
reason() {
  local log=$1 line
  says() { line=$(grep -m 1 -oE "$1" "$log"); }
  if says '[^ :]+: (command not found|Cannot exec)'; then echo "A program is missing: ${line%%:*}."
  elif says 'No space left on device|ENOSPC'; then echo "The disk is full: $(df -h "$root" "$cache" 2>/dev/null | awk 'NR > 1 { print $6, "has", $4, "left;" }' | sort -u | xargs)"
  elif says '(Could not resolve|Temporary failure resolving|ENOTFOUND|EAI_AGAIN).*'; then
    echo "A host's name has no address: there is no network, no name server, or a proxy is to be set."
  elif says 'certificate|CERT_[A-Z_]+|SELF_SIGNED[A-Z_]*|UNABLE_TO_[A-Z_]+'; then
    echo "A server's certificate is not trusted: is ca-certificates installed, and that of your proxy among them?"
  elif says 'Could not connect|Connection (refused|timed out|failed)|Network is unreachable|E(CONNREFUSED|TIMEDOUT|NETUNREACH|CONNRESET)'; then
    echo "A server cannot be reached."
  elif says 'EINTEGRITY|Hash Sum mismatch|: FAILED$'; then echo "What came is not what is pinned: a proxy or a mirror has changed it."
  elif says 'Could not get lock|Unable to acquire the dpkg'; then echo "Another apt is at work: wait until it is done."
  elif says '(Unable to locate package|E: Package) .*|(E: )?Version .* was not found|E404.*'; then echo "The mirror or registry does not have it: $line"
  elif says 'EACCES|Permission denied'; then echo "Something may not be written or run by $(id -un): see above."
  elif says 'Killed|out of memory|bad_alloc'; then echo "The memory is full."
  fi
}

# key <file…>: what a stamp made from these files is called
key() { cat "$@" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c1-12; }

# once <folder> <what it does> <how to do without> <command…>
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
