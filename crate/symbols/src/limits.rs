use gimli::Dwarf;
pub(crate) fn check(_d: &Dwarf<crate::debug_file::Bytes>) -> Result<(), crate::SymbolsError> {
    Ok(())
}
