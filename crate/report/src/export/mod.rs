//! Reports as files that other programs open: one module for each format.
//!
//! Every figure in a file is one that the report knows. What a format has a field for and a
//! capture cannot tell is left out; where the format insists, each module says what stands
//! there instead.

mod collapsed;
mod csv;
mod dhat;
mod firefox_profiler;
mod gzip;
mod pprof;
mod speedscope;
mod stacks;
mod stats_json;
mod text;

use std::fmt;
use std::str::FromStr;

use crate::answer::QueryError;
use crate::heap::{MOST_TEMPORARY_THRESHOLD, NodeSums, Sum};
use crate::query::{Instant, InstantName, Kind, Query};
use crate::report::Report;
use crate::state::State;
use crate::tree::Tree;
use crate::view::View;
use stacks::Stacks;
use text::Text;

/// A format that reports are exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The totals of the run, with the keys of memray's `stats --json`.
    StatsJson,
    /// A table of locations.
    Csv,
    /// Stacks as lines of text, Brendan Gregg's collapsed format.
    Collapsed,
    /// speedscope's own format.
    Speedscope,
    /// The format of Valgrind's DHAT, version 2.
    Dhat,
    /// The processed profile format of the Firefox Profiler.
    FirefoxProfiler,
    /// pprof's `profile.proto`, compressed as it has to be.
    Pprof,
}

/// What there is to know of a format.
struct Facts {
    name: &'static str,
    title: &'static str,
    extension: &'static str,
    media_type: &'static str,
    description: &'static str,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] = [
        Self::StatsJson,
        Self::Csv,
        Self::Collapsed,
        Self::Speedscope,
        Self::Dhat,
        Self::FirefoxProfiler,
        Self::Pprof,
    ];

    const fn facts(self) -> Facts {
        match self {
            Self::StatsJson => Facts {
                name: "stats-json",
                title: "Stats as memray’s JSON",
                extension: "stats.json",
                media_type: "application/json",
                description: "Totals of the whole run with the keys of memray's stats, for scripts.",
            },
            Self::Csv => Facts {
                name: "csv",
                title: "CSV table",
                extension: "csv",
                media_type: "text/csv",
                description: "A table of locations, which spreadsheets open.",
            },
            Self::Collapsed => Facts {
                name: "collapsed",
                title: "Collapsed stacks",
                extension: "collapsed.txt",
                media_type: "text/plain",
                description: "Stacks with their bytes, a line each, which flamegraph.pl, inferno and speedscope open.",
            },
            Self::Speedscope => Facts {
                name: "speedscope",
                title: "speedscope",
                extension: "speedscope.json",
                media_type: "application/json",
                description: "Bytes and allocations as two profiles, which speedscope.app opens.",
            },
            Self::Dhat => Facts {
                name: "dhat",
                title: "DHAT",
                extension: "dhat.json",
                media_type: "application/json",
                description: "Stacks with bytes and blocks, which Valgrind's dh_view.html opens.",
            },
            Self::FirefoxProfiler => Facts {
                name: "firefox-profiler",
                title: "Firefox Profiler",
                extension: "profile.json",
                media_type: "application/json",
                description: "Stacks beside the run's memory as tracks, which profiler.firefox.com opens.",
            },
            Self::Pprof => Facts {
                name: "pprof",
                title: "pprof",
                extension: "pb.gz",
                media_type: "application/gzip",
                description: "A heap profile, which pprof and `go tool pprof` open.",
            },
        }
    }

    /// The name it is asked for by.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// What a reader calls it.
    pub const fn title(self) -> &'static str {
        self.facts().title
    }

    /// What its files' names end with, without the dot before it.
    pub const fn extension(self) -> &'static str {
        self.facts().extension
    }

    /// The media type of its files.
    pub const fn media_type(self) -> &'static str {
        self.facts().media_type
    }

    /// What it holds and what opens it, in a sentence.
    pub const fn description(self) -> &'static str {
        self.facts().description
    }

    /// Every format as JSON, a list of objects: `name`; `title`; `extension`; `mediaType`;
    /// `description`; and `kinds`, those of [`kinds`](Self::kinds).
    pub fn list() -> String {
        let mut text = Text::default();
        text.list(Self::ALL.len(), &mut |text, index| {
            let format = Self::ALL[index];
            let facts = format.facts();
            for (start, value) in [
                (r#"{"name":"#, facts.name),
                (r#","title":"#, facts.title),
                (r#","extension":"#, facts.extension),
                (r#","mediaType":"#, facts.media_type),
                (r#","description":"#, facts.description),
            ] {
                text.push(start).quoted(value);
            }
            let kinds = format.kinds();
            text.push(r#","kinds":"#)
                .list(kinds.len(), &mut |text, kind| {
                    text.quoted(kinds[kind].name());
                })
                .push("}");
        });
        text.into_string()
    }

    /// The kinds of reports that it can hold. [Stats](Self::StatsJson) are of the whole run,
    /// whatever is asked for.
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::StatsJson => &EVERY_KIND,
            _ => EVERY_KIND.split_at(KINDS_WITH_STACKS).0,
        }
    }
}

/// Every kind; first those that have a stack for each of their bytes.
const EVERY_KIND: [Kind; 11] = [
    Kind::HighWaterMark,
    Kind::Leaks,
    Kind::Temporary,
    Kind::At,
    Kind::Tree,
    Kind::Table,
    Kind::Summary,
    Kind::ByCause,
    Kind::Stats,
    Kind::Difference,
    Kind::Stack,
];

/// How many of [`EVERY_KIND`] have stacks.
const KINDS_WITH_STACKS: usize = 7;

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// That there is no format of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Format::ALL.map(Format::name).join(", ");
        write!(f, "format “{}”: allowed are {names}", self.0)
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_string()))
    }
}

/// Says that a format cannot hold a kind, and which it can.
pub(crate) fn explain_refusal(
    f: &mut fmt::Formatter<'_>,
    format: Format,
    kind: Kind,
) -> fmt::Result {
    let allowed: Vec<&str> = format.kinds().iter().map(|kind| kind.name()).collect();
    write!(
        f,
        "kind “{}” cannot be exported as {format}: allowed are {}",
        kind.name(),
        allowed.join(", ")
    )
}

/// What the bytes have in common that are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// They were live at the high-water mark.
    Peak,
    /// They were not freed by an instant.
    Leaks,
    /// They were freed soon.
    Temporary,
    /// They were live at an instant.
    Live,
}

impl Shown {
    fn of(query: &Query) -> Self {
        match query.kind {
            Kind::HighWaterMark => Self::Peak,
            Kind::Leaks => Self::Leaks,
            Kind::Temporary => Self::Temporary,
            Kind::Table | Kind::Tree | Kind::Summary if query.threshold.is_some() => {
                Self::Temporary
            }
            _ => Self::Live,
        }
    }
}

/// What is exported.
struct Subject<'a> {
    state: &'a State,
    view: View<'a>,
    shown: Shown,
    /// The calls that had been made at its instant.
    calls: u64,
    /// The sums of each node: what is exported as what is live, and where all that a node had
    /// allocated by then is known, that too.
    sums: Vec<NodeSums>,
}

impl<'a> Subject<'a> {
    fn of(state: &'a State, query: &'a Query) -> Result<Self, QueryError> {
        let shown = Shown::of(query);
        let at = |default| state.at(query.at.unwrap_or(Instant::Named(default)));
        let (calls, sums) = match shown {
            Shown::Peak => state.at(Instant::Named(InstantName::Peak))?,
            Shown::Leaks => at(InstantName::End)?,
            Shown::Temporary => {
                let threshold = query.threshold.unwrap_or(1);
                if threshold > MOST_TEMPORARY_THRESHOLD {
                    return Err(QueryError::Threshold(threshold));
                }
                let of = |live| NodeSums {
                    live,
                    ..NodeSums::default()
                };
                let sums = state.heap.temporary(threshold).into_iter().map(of);
                (state.calls_at_end(), sums.collect())
            }
            Shown::Live => at(InstantName::Peak)?,
        };
        Ok(Self {
            state,
            view: state.view(query)?,
            shown,
            calls,
            sums,
        })
    }

    /// What the figures are, such as `live at the high-water mark, 12 calls`.
    fn title(&self) -> String {
        let what = match self.shown {
            Shown::Peak => "live at the high-water mark",
            Shown::Leaks => "not freed",
            Shown::Temporary => "temporary allocations",
            Shown::Live => "live",
        };
        format!("{what}, {} calls", self.calls)
    }

    /// The tree of a figure of each node.
    fn tree(&self, figure: fn(&NodeSums) -> Sum) -> Tree<Sum> {
        let sums: Vec<Sum> = self.sums.iter().map(figure).collect();
        self.state.tree(&sums, &self.view)
    }

    /// The stacks of what is live.
    fn stacks(&self) -> Stacks {
        Stacks::of(&self.tree(|sums| sums.live), None)
    }

    /// The stacks of what is live and of all that was allocated up to then.
    fn stacks_and_allocated(&self) -> Stacks {
        let allocated = self.tree(|sums| sums.allocated);
        Stacks::of(&self.tree(|sums| sums.live), Some(&allocated))
    }
}

/// The facts of the run, such as `policy=class/unbounded ranges=30`.
fn facts(state: &State) -> String {
    let settings = state.program.settings.iter();
    let facts: Vec<String> = settings
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    facts.join(" ")
}

impl Report {
    /// A report as a file of a format: what the query asks for, in bytes and numbers of
    /// allocations.
    ///
    /// # Errors
    /// Why there is none: what [`answer`](Self::answer) would say, or that the format cannot
    /// hold what is asked for.
    pub fn export(&self, format: Format, query: &Query) -> Result<Vec<u8>, QueryError> {
        let state = &self.state;
        if !state.keeps_locations {
            return Err(QueryError::NotKept);
        }
        if !state.traced() {
            return Err(QueryError::NotTraced);
        }
        let kind = match (query.kind, query.between) {
            // A table between two instants is one of differences.
            (Kind::Table, Some(_)) => Kind::Difference,
            (kind, Some(_)) if kind != Kind::Difference => return Err(QueryError::Between(kind)),
            (kind, _) => kind,
        };
        if !format.kinds().contains(&kind) {
            return Err(QueryError::NotExported { kind, format });
        }
        let write = match format {
            Format::StatsJson => return Ok(stats_json::write(state, &state.view(query)?)),
            Format::Csv => csv::write,
            Format::Collapsed => collapsed::write,
            Format::Speedscope => speedscope::write,
            Format::Dhat => dhat::write,
            Format::FirefoxProfiler => firefox_profiler::write,
            Format::Pprof => pprof::write,
        };
        Ok(write(&Subject::of(state, query)?))
    }
}
