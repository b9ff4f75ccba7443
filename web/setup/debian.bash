# Sourced: packages of named Debian releases from the machine's own mirror, without root and without touching the machine.

debian_release() { (. /etc/os-release && echo "${VERSION_CODENAME:-}"); }

# private_apt <folder> <type> <release…>: prepares lists of their own in the folder; afterwards `apt_in <folder> …` uses them
private_apt() {
  local folder=$1 type=$2 mirror release
  shift 2
  mkdir -p "$folder/lists/partial" "$folder/archives/partial"
  mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' | awk -v own="$(debian_release)" \
    '$2 == "main" && ($1 == own || $1 == "stable" || $1 == "oldstable") { print $3; exit }')
  if [ -z "$mirror" ]; then
    echo "Error: no Debian mirror in this machine's apt configuration"
    return 1
  fi
  for release; do
    echo "$type [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main"
  done >"$folder/sources.list"
  apt_in "$folder" update
}

apt_in() {
  local folder=$1
  shift
  apt-get -q -oDir::State::Lists="$folder/lists" -oDir::Etc::sourcelist="$folder/sources.list" \
    -oDir::Etc::sourceparts=/dev/null -oDir::Cache="$folder" -oDir::State::status=/dev/null \
    -oAPT::Sandbox::User="$(id -un)" -oAcquire::Languages=none -oAcquire::Retries=3 "$@"
}
