#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub use tsify_macros::Tsify;

/// A type with a declaration in TypeScript, which the macro adds to the module's declarations.
pub trait Tsify {
    /// The type of its values in JavaScript.
    type JsType;

    /// The declaration.
    const DECL: &'static str;

    /// The format of its values.
    const SERIALIZATION_CONFIG: SerializationConfig;
}

/// The format of values in JavaScript. For JSON all options are false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SerializationConfig {
    /// True to write missing values as `null`.
    pub missing_as_null: bool,
    /// True to write maps as plain objects.
    pub hashmap_as_object: bool,
    /// True to write large numbers as `BigInt`.
    pub large_number_types_as_bigints: bool,
}
