/** Constants of the build. */

interface ImportMetaEnv {
  /** True if the build includes the Python engine: a single-file build does not. */
  readonly HIGHWATER_PYTHON: boolean;
}
