# shellcheck shell=bash
# Setup of the browsers that tests run in.
# Needs TOOLS, GECKODRIVER_VERSION, say, die and have of www-build.sh, and setup.sh.

# can_install: whether this script may install packages of the system.
can_install() { have apt-get && ((EUID == 0)); }

# install_packages [OPTION...] PACKAGE...: installs packages of the system.
install_packages() {
  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy "$@"
}

# Exports CHROMIUM and CHROMEDRIVER, a browser and the driver of the same version.
setup_browser() {
  find_browser
  if [[ -z $CHROMIUM || -z $CHROMEDRIVER ]] && can_install; then
    say "Chromium and its driver"
    # What Chromium recommends is for desktops, but for its fonts.
    install_packages --no-install-recommends chromium chromium-driver fonts-liberation ||
      die "cannot install chromium and chromium-driver: apt-get failed, see above"
    find_browser
  fi
  local how="install both (Debian: apt-get install chromium chromium-driver) or set CHROMIUM and CHROMEDRIVER"
  [[ -n $CHROMIUM ]] || die "Chromium is missing: $how"
  [[ -n $CHROMEDRIVER ]] || die "the chromedriver of Chromium is missing: $how"
  local browser driver
  browser=$(version_of "$CHROMIUM") driver=$(version_of "$CHROMEDRIVER")
  [[ -n $browser ]] || die "$CHROMIUM does not run: $how"
  [[ ${browser%%.*} == "${driver%%.*}" ]] ||
    die "$CHROMIUM is version $browser, but $CHROMEDRIVER is for ${driver:-none}: $how"
}
find_browser() {
  export CHROMIUM=${CHROMIUM:-$(first_of chromium chromium-browser google-chrome-stable google-chrome)}
  export CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver)}
}

# Installs Firefox and WebKit with their drivers where that is possible, and exports their paths,
# which are empty otherwise. A browser that is not there is no failure: missing_engine names it.
setup_engines() {
  find_engines
  local packages=()
  [[ -n $FIREFOX ]] || packages+=(firefox-esr)
  [[ -n $WEBKIT_DRIVER ]] || packages+=(webkit2gtk-driver)
  [[ -n $XVFB ]] || packages+=(xvfb)
  if ((${#packages[@]} > 0)) && can_install; then
    say "Browsers: ${packages[*]}"
    install_packages --no-install-recommends "${packages[@]}" || say "apt-get failed: engines may be skipped"
    find_engines
  fi
  if [[ -n $FIREFOX && -z $GECKODRIVER ]]; then
    # It passes messages on: a build without optimisation takes a quarter of the time.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=false \
      setup_tool geckodriver "$GECKODRIVER_VERSION" geckodriver --locked
    find_engines
  fi
}
find_engines() {
  export FIREFOX=${FIREFOX:-$(first_of firefox-esr firefox)}
  export GECKODRIVER=${GECKODRIVER:-$(first_of geckodriver)}
  export WEBKIT_DRIVER=${WEBKIT_DRIVER:-$(first_of WebKitWebDriver)}
  export XVFB=${XVFB:-$(first_of Xvfb)}
}

# missing_engine ENGINE: the reason why chromium, firefox or webkit cannot be driven; nothing if it can.
missing_engine() {
  case $1 in
  firefox)
    [[ -n $FIREFOX ]] || echo "no firefox; Debian: apt-get install firefox-esr"
    [[ -z $FIREFOX || -n $GECKODRIVER ]] || echo "no geckodriver"
    ;;
  webkit)
    [[ -n $WEBKIT_DRIVER && -n $XVFB ]] ||
      echo "no WebKitWebDriver with Xvfb; Debian: apt-get install webkit2gtk-driver xvfb"
    ;;
  esac
}
