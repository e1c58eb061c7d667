//! The names of the kinds of reports.

use serde::{Deserialize, Serialize};

use crate::kind_list::for_each_kind;

macro_rules! kind {
    ($($(#[$doc:meta])* $Kind:ident = $name:literal in $module:ident;)*) => {
        /// A kind of report.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
        #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $name)] $Kind,)*
        }

        impl Kind {
            /// All kinds, in the order of display.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$Kind),*];

            /// The name in a query.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$Kind => $name,)* }
            }
        }
    };
}

for_each_kind!(kind);

impl Default for Kind {
    fn default() -> Self {
        Self::HighWaterMark
    }
}
