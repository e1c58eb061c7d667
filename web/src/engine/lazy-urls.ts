/** The addresses of the modules that a page loads only when somebody asks for what they do. */

export { default as nativeEngineUrl } from '../../wasm/engine/highwater_engine_native.wasm?url';
export { default as examinerUrl } from '../../wasm/examiner/highwater_examiner_bg.wasm?url';
