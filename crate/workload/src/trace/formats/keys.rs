use super::text::{key, text};
use super::{Batch, FormatReader, Unit};

#[derive(Debug, Default)]
pub(crate) struct Keys;

impl FormatReader for Keys {
    const NAME: &'static str = "keys";
    const SUMMARY: &'static str = "A key per line.";
    const ENDINGS: &'static [&'static str] = &[".keys", ".txt"];
    const UNIT: Unit = Unit::Line;

    fn read(&mut self, bytes: &[u8]) -> Result<Batch, String> {
        Ok(match text(bytes)?.trim() {
            "" => Batch::default(),
            name => Batch::one(key(name), 1),
        })
    }
}
