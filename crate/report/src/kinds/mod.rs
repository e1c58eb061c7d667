//! The kinds of reports: one file each, with a line in the [list](crate::kind_list).

pub(crate) mod description;

use highwater_capture_state::CaptureState;
use serde::Serialize;

use crate::frame_filter::FrameFilter;
use crate::kind::Kind;
use crate::kind_list::for_each_kind;
use crate::query::Query;
use crate::query_error::QueryError;
use crate::symbols::Symbols;
use description::Select;

macro_rules! kinds {
    ($($(#[$doc:meta])* $Kind:ident = $name:literal in $module:ident;)*) => {
        $(pub(crate) mod $module;)*

        /// The content of an answer, by kind.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Content {
            $($(#[$doc])* $Kind($module::Content),)*
        }

        /// The ticks at the instant of a report, and its content.
        fn content(
            capture: &CaptureState,
            query: &Query,
            filter: &FrameFilter<'_>,
        ) -> Result<(u64, Content), QueryError> {
            match query.kind {
                $(Kind::$Kind => {
                    let (ticks, content) = ($module::DESCRIPTION.content)(capture, query, filter)?;
                    Ok((ticks, Content::$Kind(content)))
                })*
            }
        }

        impl Kind {
            /// The allocations with stacks in an export of the report.
            pub(crate) const fn stacks(self) -> Option<Select> {
                match self { $(Self::$Kind => $module::DESCRIPTION.stacks,)* }
            }

            /// Returns `true` if the kind can show the change between two instants.
            pub(crate) const fn takes_between(self) -> bool {
                match self { $(Self::$Kind => $module::DESCRIPTION.takes_between,)* }
            }
        }
    };
}

for_each_kind!(kinds);

/// An answer. The JSON names are in camel case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The kind of the query.
    pub kind: Kind,
    /// The ticks at the instant of the answer; of a difference, at the later one.
    #[serde(rename = "calls")]
    pub ticks: u64,
    /// The content.
    #[serde(flatten)]
    pub content: Content,
}

impl Answer {
    /// The answer to a query.
    pub(crate) fn to(
        query: &Query,
        capture: &CaptureState,
        symbols: &Symbols,
    ) -> Result<Self, QueryError> {
        let filter = FrameFilter::of(query, capture, symbols)?;
        if query.between.is_some() && !query.kind.takes_between() {
            return Err(QueryError::Between(query.kind));
        }
        let (ticks, content) = content(capture, query, &filter)?;
        Ok(Self {
            kind: query.kind,
            ticks,
            content,
        })
    }
}
