/** Constants of the build. */

interface ImportMetaEnv {
  /** True if the build includes the Python engine: a single-file build does not. */
  readonly HIGHWATER_PYTHON: boolean;
  /** True if the build gets the interpreter later: `serve` compiles it while it serves the page. */
  readonly HIGHWATER_AWAITS_PYTHON: boolean;
}
