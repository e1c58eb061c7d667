/** The names of the interpreter's functions, and the build that they are of. */

export { default as namesUrl } from '../../python/highwater_python.symbols?url';
export { PYTHON_BUILD } from '../../python/native-size.ts';
