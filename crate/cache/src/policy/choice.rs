use std::fmt;
use std::str::FromStr;

use crate::error::{Part, PolicyError, Problem, list};

/// Makes a part of the policy that is one word out of a list.
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
            /// Every choice, in the order in which to offer them.
            pub const ALL: &'static [Self] = &[$(Self::$Word),+];

            /// The word in a policy's text.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Word => $name,)+
                }
            }

            /// What it means, in one sentence.
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
    /// Who holds the cache of a method.
    Owner {
        Class = "class",
            "The class holds one cache, whose keys hold `self`: an entry keeps its instance alive.";
        Instance = "instance",
            "Each instance holds a cache of its own, whose keys need no `self`.";
        None = "none",
            "There is no cache: each call computes its result again.";
    }
}

choice! {
    /// When instances that nothing uses any more are freed.
    Reclaim {
        Refcount = "refcount",
            "A dead instance is freed at once, when the last reference to it goes.";
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
