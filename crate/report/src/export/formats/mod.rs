//! The formats: a file each, which has an [`Exporter`], and a line in the list below.

use std::fmt;
use std::str::FromStr;

use super::description::{FormatDescription, Write};
use crate::export_format::ExportFormat;
use crate::kind::Kind;

macro_rules! formats {
    ($($(#[$doc:meta])* $Format:ident in $module:ident;)*) => {
        $(mod $module;)*

        /// A format that reports are exported in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Format {
            $($(#[$doc])* $Format,)*
        }

        impl Format {
            /// Every format, in the order in which they are listed.
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
    /// speedscope's own format.
    Speedscope in speedscope;
    /// The format of Valgrind's DHAT, version 2.
    Dhat in dhat;
    /// The processed profile format of the Firefox Profiler.
    FirefoxProfiler in firefox_profiler;
    /// pprof's `profile.proto`, compressed as it has to be.
    Pprof in pprof;
}

impl Format {
    /// The name in a request.
    pub const fn name(self) -> &'static str {
        self.describe().name
    }

    /// The name for a reader.
    pub const fn title(self) -> &'static str {
        self.describe().title
    }

    /// The end of its files' names, without the dot before it.
    pub const fn extension(self) -> &'static str {
        self.describe().extension
    }

    /// The media type of its files.
    pub const fn media_type(self) -> &'static str {
        self.describe().media_type
    }

    /// Its use and its readers, in a sentence.
    pub const fn description(self) -> &'static str {
        self.describe().description
    }

    pub(super) const fn write(self) -> Write {
        self.describe().write
    }

    /// Every format as JSON, a list of [`ExportFormat`]s.
    ///
    /// # Panics
    /// Never: all that is in them has a JSON text.
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
        serde_json::to_string(&formats).expect("formats have a JSON text")
    }

    /// The kinds of reports that it can hold. [Stats](Self::StatsJson) are of the whole run,
    /// whatever is requested.
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
