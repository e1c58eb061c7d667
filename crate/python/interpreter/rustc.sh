#!/usr/bin/env bash
# What cargo is to run in place of rustc (RUSTC_WRAPPER): the same, except that the interpreter is
# compiled from a copy, in the folder $HIGHWATER_INTERPRETER, whose collector keeps CPython's
# cadence. Its own source stays as the registry has it, and the lock file too.
set -euo pipefail

readonly edits=$(dirname "${BASH_SOURCE[0]}")

# replace FILE BEFORE AFTER: in its one line with BEFORE.
replace() {
  local found
  found=$(grep -cF -- "$2" "$1") || true
  if [[ $found != 1 ]]; then
    echo "rustc.sh: ${1#"$HIGHWATER_INTERPRETER/"} of the interpreter has \"$2\" in $found lines, not in one: \
its source is not the one that the edit in crate/python/interpreter was made for" >&2
    exit 1
  fi
  local content
  content=$(<"$1")
  printf '%s\n' "${content/"$2"/"$3"}" >"$1"
}

# edited FOLDER: makes the copy of the interpreter in FOLDER.
edited() {
  rm -rf "$HIGHWATER_INTERPRETER"
  mkdir -p "$HIGHWATER_INTERPRETER"
  # With the times of the originals: of files newer than its last build cargo would build again.
  cp -Rp "$1/." "$HIGHWATER_INTERPRETER"
  chmod -R u+w "$HIGHWATER_INTERPRETER"
  local collector=$HIGHWATER_INTERPRETER/src/gc_state.rs
  replace "$collector" 'if threshold0 > 0 && count0 >= threshold0 {' 'if threshold0 > 0 && count0 > threshold0 {'
  replace "$collector" 'self.collect_inner(gc, 0, false);' \
    'self.collect_inner(gc, self.due_generation(gc), false);'
  replace "$collector" '    fn collect_inner(' '    fn collect_generations('
  replace "$collector" '        // Step 6: Finalize unreachable objects and handle resurrection' \
    '        highwater_collection_frees();'
  cat "$edits/collector.rs.part" >>"$collector"
  touch -r "$1/src/gc_state.rs" "$collector"
  # A dict that is freed keeps no room for what it held, even where its husk is used again.
  local dict=$HIGHWATER_INTERPRETER/src/dict_inner.rs
  replace "$dict" 'inner.indices.iter_mut().for_each(|i| *i = IndexEntry::FREE);' \
    'inner.indices.truncate(8); inner.indices.shrink_to_fit(); inner.indices.fill(IndexEntry::FREE);'
  replace "$dict" 'inner.entries.drain(..).flatten().map(|e| (e.key, e.value))' \
    'core::mem::take(&mut inner.entries).into_iter().flatten().map(|e| (e.key, e.value))'
  touch -r "$1/src/dict_inner.rs" "$dict"
  # The usual message has nothing behind it, in CPython no space either.
  local machine=$HIGHWATER_INTERPRETER/src/vm/mod.rs
  replace "$machine" 'Err(self.new_recursion_error(format!("maximum recursion depth exceeded {_where}")))' \
    'Err(self.new_recursion_error(format!("maximum recursion depth exceeded {_where}").trim_end().to_string()))'
  touch -r "$1/src/vm/mod.rs" "$machine"
  # Modules that no program here can use, and that nothing else needs.
  local modules=$HIGHWATER_INTERPRETER/src/stdlib/mod.rs module
  for module in _interpchannels _interpqueues _interpreters _symtable _sysconfigdata _testinternalcapi; do
    replace "$modules" "        $module::module_def(ctx)," ''
  done
  touch -r "$1/src/stdlib/mod.rs" "$modules"
}

arguments=("$@")
if [[ " $* " == *" --crate-name rustpython_vm "* ]]; then
  for index in "${!arguments[@]}"; do
    if [[ ${arguments[index]} == */rustpython-vm-*/src/lib.rs ]]; then
      edited "${arguments[index]%/src/lib.rs}"
      arguments[index]=$HIGHWATER_INTERPRETER/src/lib.rs
    fi
  done
fi
exec "${arguments[@]}"
