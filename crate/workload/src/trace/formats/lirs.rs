use super::text::{number, text};
use super::{Batch, FormatReader, Unit};

#[derive(Debug, Default)]
pub(crate) struct Lirs;

impl FormatReader for Lirs {
    const NAME: &'static str = "lirs";
    const SUMMARY: &'static str = "The number of a block per line, as in the traces of LIRS.";
    const ENDINGS: &'static [&'static str] = &[".lirs", ".trc"];
    const UNIT: Unit = Unit::Line;

    fn read(&mut self, bytes: &[u8]) -> Result<Batch, String> {
        match text(bytes)?.trim() {
            "" | "*" => Ok(Batch::default()),
            block => Ok(Batch::one(number("block", block)?, 1)),
        }
    }
}
