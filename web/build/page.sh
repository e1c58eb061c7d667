# shellcheck shell=bash
# Build of the page, web/, into web/dist/. Needs stamps.sh.

# build_awaiting_page FOLDER: a page without the interpreter, which loads it when it is ready.
build_awaiting_page() {
  (cd web && node_modules/.bin/vite build --mode awaiting --logLevel error --emptyOutDir --outDir "$1")
}

build_page() {
  local path files=()
  # All of web/ but the scripts, which its build does not read.
  while IFS= read -r -d '' path; do files+=("$path"); done < <(
    find web -mindepth 1 -maxdepth 1 ! -name build -print0
    find web/build -type f ! -name '*.sh' -print0
  )
  unless_fresh page web/dist "$(fingerprint "${files[@]}")" npm --prefix web run --silent build
}
