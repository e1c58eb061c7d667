use std::fmt;
use std::str::FromStr;

use crate::error::{Part, PolicyError, Problem, list};

/// Defines a part of the policy that is one word of a list.
macro_rules! choice {
    (
        $(#[$about:meta])*
        $Choice:ident {
            $($(#[$mark:meta])* $Word:ident = $name:literal, $summary:literal;)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $Choice {
            $(#[doc = $summary] $(#[$mark])* $Word,)+
        }

        impl $Choice {
            /// All choices, in the order of display.
            pub const ALL: &'static [Self] = &[$(Self::$Word),+];

            /// The word in a policy's text.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Word => $name,)+
                }
            }

            /// A sentence about its meaning.
            pub const fn summary(self) -> &'static str {
                match self {
                    $(Self::$Word => $summary,)+
                }
            }
        }

        impl fmt::Display for $Choice {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $Choice {
            type Err = PolicyError;

            fn from_str(text: &str) -> Result<Self, PolicyError> {
                let problem = match text {
                    $($name => return Ok(Self::$Word),)+
                    _ => match text.split_once(':') {
                        Some(($($name)|+, _)) => Problem::NumberNotTaken,
                        _ => Problem::Unknown,
                    },
                };
                Err(PolicyError::new(Part::$Choice, text, problem, list(Self::ALL)))
            }
        }
    };
}

choice! {
    /// The owner of a method's cache.
    Owner {
        Class = "class",
            "The class has one cache, whose keys contain `self`: an entry keeps its instance alive.";
        Instance = "instance",
            "Each instance has its own cache, whose keys do not contain `self`.";
        None = "none",
            "There is no cache: each call computes its result again.";
    }
}

choice! {
    /// The way of freeing unreachable instances.
    Reclaim {
        Refcount = "refcount",
            "A dead instance is freed at once, when its last reference is released.";
        Gc = "gc",
            "A dead instance waits for the next run of the cyclic collector.";
        Nogc = "nogc",
            "A dead instance is never freed, because the cyclic collector is off.";
    }
}

/// `refcount`.
impl Default for Reclaim {
    fn default() -> Self {
        Self::Refcount
    }
}
