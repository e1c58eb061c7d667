# shellcheck shell=bash
# Serving of the page on this machine. The interpreter takes minutes to compile, so the page is served
# without it first: python.html shows the progress, and loads the interpreter when it is ready.
# Needs REPO and timed of www-build.sh, setup.sh, wasm.sh, python.sh and page.sh.

readonly SERVED=target/serve/page                    # page that waits for the interpreter
readonly INTERPRETER_STATE=$SERVED/interpreter.json  # which the page reads
readonly INTERPRETER_LOG=target/serve/interpreter.log

serve() {
  local port=${1:-8080}
  timed "set-up" setup_build
  timed "WebAssembly modules" build_wasm
  if python_is_fresh; then
    timed "page" build_page
    say "serving web/dist/ (Ctrl-C ends it)"
    preview web/dist "$port"
  else
    timed "page" build_awaiting_page "$REPO/$SERVED"
    serve_and_compile "$port"
  fi
}

# preview FOLDER PORT: serves the folder. If the port is taken, Vite uses the next free one; it prints
# the address.
preview() {
  cd web
  exec node_modules/.bin/vite preview --host 127.0.0.1 --port "$2" --outDir "../$1"
}

# serve_and_compile PORT: serves the page that waits, and compiles the interpreter meanwhile.
serve_and_compile() {
  # With job control each job is a process group, which can be ended as a whole.
  set -m
  complete_page </dev/null &
  compilation=$!
  preview "$SERVED" "$1" </dev/null &
  server=$!
  set +m
  trap end_jobs EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  # The compiler leaves the processors to the browser.
  ! have renice || renice -n 10 -g "$compilation" >/dev/null 2>&1 || true
  say "serving the page after $SECONDS s (Ctrl-C ends it)"
  printf 'The Python interpreter is being compiled meanwhile: python.html shows the progress,\n'
  printf '%s has the output.\n' "$INTERPRETER_LOG"
  wait "$server"
}

end_jobs() { kill -- "-$compilation" "-$server" 2>/dev/null || true; }

# Compiles the interpreter, builds the complete page, and adds it to the one that is served.
complete_page() {
  local status
  set +em
  (
    set -e
    export CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=100
    build_python
    interpreter_step page
    build_page
  ) 2>&1 | node web/build/interpreter/watch.mjs "$INTERPRETER_STATE" "$INTERPRETER_LOG"
  status=${PIPESTATUS[0]}
  set -e
  if ((status == 0)); then
    publish_interpreter
    say "the Python interpreter is ready after $SECONDS s, also in pages that are open"
  else
    write_interpreter_state "{\"state\": \"failed\", \"log\": \"$INTERPRETER_LOG\"}"
    say "the Python interpreter could not be compiled; the end of $INTERPRETER_LOG:"
    tail -n 20 "$INTERPRETER_LOG"
  fi
}

# The files of the page that waits stay beside those of the complete one: open pages may load them.
publish_interpreter() {
  local files=(web/dist/assets/interpreter-files-*.js)
  cp -R web/dist/assets/. "$SERVED/assets/"
  cp -R web/dist/. "$SERVED/"
  write_interpreter_state "{\"state\": \"ready\", \"files\": \"assets/${files[0]##*/}\"}"
}

write_interpreter_state() {
  printf '%s\n' "$1" >"$INTERPRETER_STATE.new"
  mv "$INTERPRETER_STATE.new" "$INTERPRETER_STATE"
}
