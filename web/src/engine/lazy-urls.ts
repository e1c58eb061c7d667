/** URLs of the modules that a page loads only on request. */

export { default as nativeEngine } from '../../wasm/engine/highwater_engine_native.wasm?url';
export { default as exerciseTools } from '../../wasm/exercise-tools/highwater_exercise_tools_bg.wasm?url';
// The engine with all policies.
export { default as policies } from '../../wasm/policies/highwater_engine_bg.wasm?url';
export { default as nativePolicies } from '../../wasm/policies/highwater_engine_native.wasm?url';
