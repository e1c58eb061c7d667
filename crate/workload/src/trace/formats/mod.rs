//! Formats of trace files.
//!
//! Each format is one file in this folder and one line in the list below.

mod text;

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::Batch;
use super::error::Unit;
use crate::error::{Problem, WorkloadError};

/// A reader of a format: its state between two lines or records.
trait FormatReader: fmt::Debug + Default {
    /// The name: lower-case letters, digits and hyphens.
    const NAME: &'static str;
    /// A sentence about its content.
    const SUMMARY: &'static str;
    /// The ends of file names with this format, in lower case.
    const ENDINGS: &'static [&'static str];
    /// The unit in which it is read.
    const UNIT: Unit;

    /// The requests of a line without its end, or of a complete record; or the fault.
    fn read(&mut self, bytes: &[u8]) -> Result<Batch, String>;
}

/// A format in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatDescription {
    /// The name.
    pub name: &'static str,
    /// A sentence about its content.
    pub summary: &'static str,
    /// The ends of file names with this format, in lower case.
    pub endings: &'static [&'static str],
}

/// Defines the types for any format from the list of formats.
///
/// A line `module::Type` is a file in this folder and its type that implements [`FormatReader`],
/// which is also a variant of [`Format`].
macro_rules! formats {
    ($($(#[doc = $about:literal])+ $module:ident::$Kind:ident),+ $(,)?) => {
        $(mod $module;)+

        /// A format of trace files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[doc = $about])+ $Kind,)+
        }

        impl Format {
            /// All formats, in the order of display.
            pub const ALL: &'static [Self] = &[$(Self::$Kind),+];

            /// The name, the summary and the ends of file names.
            pub const fn description(self) -> FormatDescription {
                match self {
                    $(Self::$Kind => FormatDescription {
                        name: $module::$Kind::NAME,
                        summary: $module::$Kind::SUMMARY,
                        endings: $module::$Kind::ENDINGS,
                    },)+
                }
            }

            /// The unit in which a trace of the format is read.
            pub const fn unit(self) -> Unit {
                match self {
                    $(Self::$Kind => $module::$Kind::UNIT,)+
                }
            }
        }

        /// A reader of any format.
        #[derive(Debug)]
        pub(super) enum Reader {
            $($Kind($module::$Kind),)+
        }

        impl Reader {
            pub(super) fn new(format: Format) -> Self {
                match format {
                    $(Format::$Kind => Self::$Kind(Default::default()),)+
                }
            }

            pub(super) fn read(&mut self, bytes: &[u8]) -> Result<Batch, String> {
                match self {
                    $(Self::$Kind(reader) => reader.read(bytes),)+
                }
            }
        }
    };
}

formats! {
    /// A key per line: a decimal number below 2⁶⁴ is the key itself, and any other text a key by
    /// its hash (XXH64). White space around it and empty lines are passed over.
    keys::Keys,
    /// Comma-separated values (RFC 4180) with a header. The column `key` has keys, as in
    /// [`Self::Keys`], the column `size` the sizes of their values, which are 1 without it. Others,
    /// such as `time`, are passed over.
    csv::Csv,
    /// libCacheSim's `oracleGeneral`: records of 24 bytes, little-endian, with the time (4 bytes),
    /// the key (8), the size of its value (4), and the position of its next request (8).
    oracle_general::OracleGeneral,
    /// The form of the traces of LIRS: the number of a block per line. Lines with an asterisk, which
    /// separate parts of a trace, are passed over.
    lirs::Lirs,
    /// The form of the traces of ARC: per line the number of a block and the number of blocks from
    /// there on, each of which is requested, and further columns, which are passed over.
    arc::Arc,
    /// The form of the traces of cache2k: keys of 4 bytes, big-endian.
    cache2k::Cache2k,
}

impl Format {
    /// The name of the format.
    pub const fn name(self) -> &'static str {
        self.description().name
    }

    /// The format of a file by the end of its name, without the end of a compressed file. A file
    /// with another end has a key per line.
    ///
    /// ```
    /// use highwater_workload::Format;
    ///
    /// assert_eq!(Format::of_path("OLTP.lis.gz".as_ref()), Format::Arc);
    /// assert_eq!(Format::of_path("w01.oracleGeneral.zst".as_ref()), Format::OracleGeneral);
    /// assert_eq!(Format::of_path("keys".as_ref()), Format::Keys);
    /// ```
    pub fn of_path(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_ascii_lowercase();
        let name = [".gz", ".zst"]
            .iter()
            .find_map(|ending| name.strip_suffix(ending))
            .unwrap_or(&name);
        Self::ALL
            .iter()
            .copied()
            .find(|format| {
                let endings = format.description().endings;
                endings.iter().any(|ending| name.ends_with(ending))
            })
            .unwrap_or(Self::Keys)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = WorkloadError;

    fn from_str(text: &str) -> Result<Self, WorkloadError> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == text)
            .ok_or_else(|| {
                let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
                WorkloadError::new("format", text, Problem::Unknown, names.join(", "))
            })
    }
}
