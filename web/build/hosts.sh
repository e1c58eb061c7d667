# shellcheck shell=bash
# Setup of the web servers that the page is tested on, with the settings of their packages.
# Needs TOOLS, say and have of www-build.sh.

readonly HOST_PACKAGES=(nginx nginx-common apache2 apache2-bin apache2-data libapr1 libaprutil1 caddy media-types)

# Exports HIGHWATER_HOSTS, a folder with nginx, Apache and Caddy; empty where they cannot be had. The
# packages are unpacked, not installed: installed servers would be started, on this machine's ports.
setup_hosts() {
  export HIGHWATER_HOSTS=
  { have apt-get && have dpkg-deb; } || return 0
  local folder=$TOOLS/hosts package
  if [[ ! -f $folder/complete ]]; then
    say "nginx, Apache and Caddy, once, into $folder"
    rm -rf "$folder"
    mkdir -p "$folder/packages"
    # Where the lists of packages are not this user's to update, the present ones may do.
    apt-get update -q || true
    (cd "$folder/packages" && apt-get download -q "${HOST_PACKAGES[@]}") || {
      say "apt-get failed: tests on these servers are skipped"
      return 0
    }
    for package in "$folder"/packages/*.deb; do dpkg-deb --extract "$package" "$folder"; done
    rm -r "$folder/packages"
    touch "$folder/complete"
  fi
  HIGHWATER_HOSTS=$folder
}
