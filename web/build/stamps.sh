# shellcheck shell=bash
# Rebuilds only after a change: hashes of files, and a stamp for each folder that was built.
# Needs STAMPS and have of www-build.sh.

# fingerprint PATH...: a hash of the names and contents of all files there, without build output.
fingerprint() {
  local hash=(sha256sum)
  have sha256sum || hash=(shasum -a 256)
  find "$@" -type d \( -name node_modules -o -name target -o -name fuzz -o -name dist \) -prune \
    -o -type f -print0 | LC_ALL=C sort -z | xargs -0 "${hash[@]}" | "${hash[@]}" | cut -d ' ' -f 1
}

# is_fresh NAME OUTPUT INPUTS: whether neither INPUTS (a fingerprint) nor the folder OUTPUT has changed
# since `unless_fresh` with that NAME.
is_fresh() {
  local stamp=$STAMPS/$1
  [[ -d $2 && -f $stamp && $(<"$stamp") == "$3 $(cd "$2" && fingerprint .)" ]]
}

# unless_fresh NAME OUTPUT INPUTS COMMAND...: runs COMMAND, which creates the folder OUTPUT, unless
# it is fresh.
unless_fresh() {
  local name=$1 stamp=$STAMPS/$1 output=$2 inputs=$3
  shift 3
  if is_fresh "$name" "$output" "$inputs"; then
    printf '%s is up to date\n' "$output/"
    return
  fi
  rm -f "$stamp"
  "$@"
  mkdir -p "$STAMPS"
  printf '%s' "$inputs $(cd "$output" && fingerprint .)" >"$stamp"
}
