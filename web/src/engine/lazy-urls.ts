/** URLs of the modules that a page loads only on request. */

export { default as nativeEngineUrl } from '../../wasm/engine/highwater_engine_native.wasm?url';
export { default as exerciseToolsUrl } from '../../wasm/exercise-tools/highwater_exercise_tools_bg.wasm?url';
