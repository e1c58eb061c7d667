//! Formats: one file with an [`Exporter`] and one line in the list below for each.

use std::fmt;
use std::str::FromStr;

use super::description::{FormatDescription, Write};
use crate::export_format::ExportFormat;
use crate::kind::Kind;

macro_rules! formats {
    ($($(#[$doc:meta])* $Format:ident in $module:ident;)*) => {
        $(mod $module;)*

        /// A format for exports of reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Format {
            $($(#[$doc])* $Format,)*
        }

        impl Format {
            /// All formats, in the order of display.
            pub const ALL: [Self; [$(stringify!($Format)),*].len()] = [$(Self::$Format),*];

            const fn describe(self) -> FormatDescription {
                match self {
                    $(Self::$Format => FormatDescription::of::<$module::$Format>(),)*
                }
            }
        }
    };
}

formats! {
    /// The totals of the run, with the keys of memray's `stats --json`.
    StatsJson in stats_json;
    /// A table of locations.
    Csv in csv;
    /// Stacks as lines of text, Brendan Gregg's collapsed format.
    Collapsed in collapsed;
    /// speedscope's format.
    Speedscope in speedscope;
    /// The format of Valgrind's DHAT, version 2.
    Dhat in dhat;
    /// The processed profile format of the Firefox Profiler.
    FirefoxProfiler in firefox_profiler;
    /// pprof's `profile.proto`, compressed as required.
    Pprof in pprof;
}

impl Format {
    /// The name in a request.
    pub const fn name(self) -> &'static str {
        self.describe().name
    }

    /// The name for display.
    pub const fn title(self) -> &'static str {
        self.describe().title
    }

    /// The extension of its files, without the leading dot.
    pub const fn extension(self) -> &'static str {
        self.describe().extension
    }

    /// The media type of its files.
    pub const fn media_type(self) -> &'static str {
        self.describe().media_type
    }

    /// A sentence about its use and the programs that open it.
    pub const fn description(self) -> &'static str {
        self.describe().description
    }

    pub(super) const fn write(self) -> Write {
        self.describe().write
    }

    /// All formats as JSON, a list of [`ExportFormat`]s.
    ///
    /// # Panics
    /// Never: all values have a JSON form.
    pub fn list() -> String {
        let formats = Self::ALL.map(|format| {
            let description = format.describe();
            ExportFormat {
                name: description.name,
                title: description.title,
                extension: description.extension,
                media_type: description.media_type,
                description: description.description,
                kinds: format.kinds(),
            }
        });
        serde_json::to_string(&formats).expect("formats have a JSON form")
    }

    /// The kinds of reports that it supports. [Stats](Self::StatsJson) are totals of the whole run
    /// for any kind.
    pub fn kinds(self) -> Vec<Kind> {
        let holds = |kind: &Kind| match self.write() {
            Write::Run(_) => true,
            Write::Stacks(_) => kind.stacks().is_some(),
        };
        Kind::ALL.into_iter().filter(holds).collect()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for an unknown name of a format.
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
