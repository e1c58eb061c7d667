use super::text::{number, text};
use super::{Batch, FormatReader, Unit};

#[derive(Debug, Default)]
pub(crate) struct Arc;

impl FormatReader for Arc {
    const NAME: &'static str = "arc";
    const SUMMARY: &'static str =
        "The number of a block and the number of blocks per line, as in the traces of ARC.";
    const ENDINGS: &'static [&'static str] = &[".arc", ".lis"];
    const UNIT: Unit = Unit::Line;

    fn read(&mut self, bytes: &[u8]) -> Result<Batch, String> {
        let mut columns = text(bytes)?.split_whitespace();
        let Some(first) = columns.next() else {
            return Ok(Batch::default());
        };
        let key = number("block", first)?;
        let count = columns.next().ok_or("the number of blocks is missing")?;
        let count = number("number of blocks", count)?;
        // A number that a fault has made too large would not come to an end.
        if u32::try_from(count).is_err() || key.checked_add(count).is_none() {
            return Err(format!("{count} blocks are too many"));
        }
        Ok(Batch {
            key,
            count,
            size: 1,
        })
    }
}
