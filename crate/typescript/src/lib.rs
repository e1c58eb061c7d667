//! Types of TypeScript for the data that becomes JSON.
//!
//! The macro is tsify's. The crate takes the place of tsify itself, whose conversions of values
//! bring the tasks and closures of `js-sys` into each module: crates that derive depend on it by
//! the name `tsify`, and on `wasm-bindgen`.

#![forbid(unsafe_code)]

pub use tsify_macros::Tsify;

/// A type with a declaration in TypeScript, which the macro adds to the module's declarations.
pub trait Tsify {
    /// The type of its values on the side of JavaScript.
    type JsType;

    /// The declaration.
    const DECL: &'static str;

    /// The form of its values.
    const SERIALIZATION_CONFIG: SerializationConfig;
}

/// The form of values in JavaScript. JSON has one alone: all parts are false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SerializationConfig {
    /// Whether missing values are `null`.
    pub missing_as_null: bool,
    /// Whether maps are plain objects.
    pub hashmap_as_object: bool,
    /// Whether large numbers are of the type `BigInt`.
    pub large_number_types_as_bigints: bool,
}
