/** What the build tells the code of itself. */

interface ImportMetaEnv {
  /** Whether the build has the Python engine: one that is a single file has not. */
  readonly HIGHWATER_PYTHON: boolean;
  /** True if the build gets the interpreter later: `serve` compiles it while it serves the page. */
  readonly HIGHWATER_AWAITS_PYTHON: boolean;
}
