use super::{Batch, FormatReader, Unit};

#[derive(Debug, Default)]
pub(crate) struct OracleGeneral;

impl FormatReader for OracleGeneral {
    const NAME: &'static str = "oracle-general";
    const SUMMARY: &'static str =
        "Records with a time, a key and a size, as in libCacheSim's oracleGeneral.";
    const ENDINGS: &'static [&'static str] = &[".oraclegeneral", ".oraclegeneral.bin"];
    const UNIT: Unit = Unit::Record(24);

    fn read(&mut self, bytes: &[u8]) -> Result<Batch, String> {
        let (_time, rest) = bytes.split_first_chunk::<4>().ok_or(SHORT)?;
        let (key, rest) = rest.split_first_chunk().ok_or(SHORT)?;
        let (size, _next_request) = rest.split_first_chunk().ok_or(SHORT)?;
        let size = u32::from_le_bytes(*size);
        Ok(Batch::one(u64::from_le_bytes(*key), size.into()))
    }
}

const SHORT: &str = "not of 24 bytes";
