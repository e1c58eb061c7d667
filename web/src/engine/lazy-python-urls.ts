/**
 * Files of the interpreter that a page loads only on request, in a module of their own so that a
 * build without the interpreter includes neither.
 */

export { default as namesUrl } from '../../python/highwater_python.symbols?url';
export { default as url } from '../../python/highwater_python_native.wasm.br?url';
export { PYTHON_BUILD, PYTHON_SIZE as size } from '../../python/native-size.ts';
