/** The interpreter that keeps a stack of its native calls, which is loaded only when somebody asks. */

export { default as url } from '../../python/highwater_python_native.wasm.br?url';
export { PYTHON_SIZE as size } from '../../python/native-size.ts';
