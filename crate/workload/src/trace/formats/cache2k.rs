use super::{Batch, FormatReader, Unit};

#[derive(Debug, Default)]
pub(crate) struct Cache2k;

impl FormatReader for Cache2k {
    const NAME: &'static str = "cache2k";
    const SUMMARY: &'static str = "Keys of 4 bytes, big-endian, as in the traces of cache2k.";
    const ENDINGS: &'static [&'static str] = &[".cache2k", ".trc.bin"];
    const UNIT: Unit = Unit::Record(4);

    fn read(&mut self, bytes: &[u8]) -> Result<Batch, String> {
        let key = bytes.try_into().map(u32::from_be_bytes);
        let key = key.map_err(|_| "not of 4 bytes")?;
        Ok(Batch::one(key.into(), 1))
    }
}
