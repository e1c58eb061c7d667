#!/usr/bin/env bash
# What cargo is to run in place of rustc (RUSTC_WRAPPER): the same, except that the interpreter and
# its native modules are compiled from copies, in the folder $HIGHWATER_INTERPRETER: the collector
# keeps CPython's cadence, and there are the modules that a program here can use. Their own sources
# stay as the registry has them, and the lock file too.
set -euo pipefail

readonly edits=$(dirname "${BASH_SOURCE[0]}")

# copy FOLDER NAME: makes the copy of that name of a crate, and prints its path.
copy() {
  local copied=$HIGHWATER_INTERPRETER/$2
  rm -rf "$copied"
  mkdir -p "$copied"
  # With the times of the originals: of files newer than its last build cargo would build again.
  cp -Rp "$1/." "$copied"
  chmod -R u+w "$copied"
  printf '%s' "$copied"
}

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

# edit_vm COPY ORIGINAL: edits the copy of the interpreter.
edit_vm() {
  local collector=$1/src/gc_state.rs
  replace "$collector" 'if threshold0 > 0 && count0 >= threshold0 {' 'if threshold0 > 0 && count0 > threshold0 {'
  replace "$collector" 'self.collect_inner(gc, 0, false);' \
    'self.collect_inner(gc, self.due_generation(gc), false);'
  replace "$collector" '    fn collect_inner(' '    fn collect_generations('
  replace "$collector" '        // Step 6: Finalize unreachable objects and handle resurrection' \
    '        highwater_collection_frees();'
  # What an object refers to is looked up twice, not kept in a table of all objects in between.
  replace "$collector" 'referent_ranges.insert(ptr, (start, end));' 'referent_ptrs.clear();'
  replace "$collector" 'let children: &[NonNull<PyObject>] = match referent_ranges.get(&ptr) {' \
    'referent_ptrs.clear(); unsafe { obj.gc_extend_referent_ptrs(&mut referent_ptrs) };
                let children: &[NonNull<PyObject>] = match Some(&(0, referent_ptrs.len())) {'
  # What is in the oldest generation already is not moved there: nothing has to be done for it.
  replace "$collector" '    reachable.push(ptr);' 'if obj.gc_generation() < 2 { reachable.push(ptr); }'
  cat "$edits/collector.rs.part" >>"$collector"
  touch -r "$2/src/gc_state.rs" "$collector"
  # A dict that is freed keeps no room for what it held, even where its husk is used again.
  local dict=$1/src/dict_inner.rs
  replace "$dict" 'inner.indices.iter_mut().for_each(|i| *i = IndexEntry::FREE);' \
    'inner.indices.truncate(8); inner.indices.shrink_to_fit(); inner.indices.fill(IndexEntry::FREE);'
  replace "$dict" 'inner.entries.drain(..).flatten().map(|e| (e.key, e.value))' \
    'core::mem::take(&mut inner.entries).into_iter().flatten().map(|e| (e.key, e.value))'
  touch -r "$2/src/dict_inner.rs" "$dict"
  # The usual message has nothing behind it, in CPython no space either.
  local machine=$1/src/vm/mod.rs
  replace "$machine" 'Err(self.new_recursion_error(format!("maximum recursion depth exceeded {_where}")))' \
    'Err(self.new_recursion_error(format!("maximum recursion depth exceeded {_where}").trim_end().to_string()))'
  touch -r "$2/src/vm/mod.rs" "$machine"
  # Modules that no program here can use, and that nothing else needs.
  local modules=$1/src/stdlib/mod.rs module
  for module in _interpchannels _interpqueues _interpreters _symtable _sysconfigdata _testinternalcapi; do
    replace "$modules" "        $module::module_def(ctx)," ''
  done
  touch -r "$2/src/stdlib/mod.rs" "$modules"
}

# edit_stdlib COPY ORIGINAL: leaves in the copy of the native modules those that are wanted.
edit_stdlib() {
  cp "$edits/stdlib.rs" "$1/src/lib.rs"
  touch -r "$2/src/lib.rs" "$1/src/lib.rs"
  # Whole numbers among floats are written as floats.
  replace "$1/src/array.rs" 'v.iter().format(", ")' 'v.iter().map(|item| format!("{item:?}")).format(", ")'
  touch -r "$2/src/array.rs" "$1/src/array.rs"
}

# The crates that are edited, each by its name and by that of its folder.
arguments=("$@")
for edited in vm stdlib; do
  [[ " $* " == *" --crate-name rustpython_$edited "* ]] || continue
  for index in "${!arguments[@]}"; do
    if [[ ${arguments[index]} == */rustpython-$edited-*/src/lib.rs ]]; then
      original=${arguments[index]%/src/lib.rs}
      copied=$(copy "$original" "$edited")
      "edit_$edited" "$copied" "$original"
      arguments[index]=$copied/src/lib.rs
    fi
  done
done
# Compressions that no module here wants: they export functions of C, which would stay in the module.
if [[ " $* " == *" --crate-name rustpython_common "* ]]; then
  for index in "${!arguments[@]}"; do
    case ${arguments[index]} in
    'feature="bz2"' | 'feature="lzma"' | 'feature="zlib"') arguments[index]='feature="none"' ;;
    esac
  done
fi
# Where the code is to be looked at only, none is made of the crate that all of this is for.
if [[ ${HIGHWATER_LINT:-} == 1 && " $* " == *" --crate-name highwater_python "* ]]; then
  for index in "${!arguments[@]}"; do
    [[ ${arguments[index]} != --emit=* ]] || arguments[index]=--emit=dep-info,metadata
  done
fi
exec "${arguments[@]}"
