/** What the build tells the code of itself. */

interface ImportMetaEnv {
  /** Whether the build has the Python engine: one that is a single file has not. */
  readonly HIGHWATER_PYTHON: boolean;
}
