//! Debug files written by hand.

use gimli::write::{
    Address, AttributeValue, DwarfUnit, EndianVec, FileId, LineProgram, LineString, Range,
    RangeList, Sections, UnitEntryId,
};
use gimli::{Encoding, Format, LineEncoding, LittleEndian};

/// The build of the debug files, and its identity as text.
pub const BUILD: ([u8; 16], &str) = (
    *b"\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff",
    "00112233445566778899aabbccddeeff",
);

/// A module of these custom sections.
pub fn module(sections: &[(&str, &[u8])]) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    for (name, contents) in sections {
        let mut section = leb128(name.len());
        section.extend(name.as_bytes());
        section.extend(*contents);
        module.push(0);
        module.extend(leb128(section.len()));
        module.extend(section);
    }
    module
}

fn leb128(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value % 128).unwrap();
        value /= 128;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 128);
    }
}

/// Debug information of one compilation unit.
pub struct Unit {
    dwarf: DwarfUnit,
    encoding: Encoding,
}

impl Unit {
    /// A unit in a version of DWARF with the code from 0 up to an address.
    pub fn new(version: u16, folder: &str, end: u64) -> Self {
        let encoding = Encoding {
            format: Format::Dwarf32,
            version,
            address_size: 4,
        };
        let mut dwarf = DwarfUnit::new(encoding);
        let mut string = |text: &str| LineString::new(text, encoding, &mut dwarf.line_strings);
        dwarf.unit.line_program = LineProgram::new(
            encoding,
            LineEncoding::default(),
            string(folder),
            None,
            string("unit.rs"),
            None,
        );
        let root = dwarf.unit.root();
        let mut unit = Self { dwarf, encoding };
        let folder = unit.dwarf.strings.add(folder);
        unit.set(
            root,
            gimli::DW_AT_comp_dir,
            AttributeValue::StringRef(folder),
        );
        unit.range(root, 0, end);
        unit
    }

    pub fn root(&self) -> UnitEntryId {
        self.dwarf.unit.root()
    }

    fn set(&mut self, entry: UnitEntryId, name: gimli::DwAt, value: AttributeValue) {
        self.dwarf.unit.get_mut(entry).set(name, value);
    }

    fn range(&mut self, entry: UnitEntryId, begin: u64, end: u64) {
        let begin_at = AttributeValue::Address(Address::Constant(begin));
        self.set(entry, gimli::DW_AT_low_pc, begin_at);
        self.set(
            entry,
            gimli::DW_AT_high_pc,
            AttributeValue::Udata(end - begin),
        );
    }

    pub fn file(&mut self, path: &str) -> FileId {
        let path = LineString::new(path, self.encoding, &mut self.dwarf.line_strings);
        let program = &mut self.dwarf.unit.line_program;
        let folder = program.default_directory();
        program.add_file(path, folder, None)
    }

    /// The lines from address 0 on: each with its address, and the end of the last.
    pub fn lines(&mut self, rows: &[(u64, FileId, u64)], end: u64) {
        let program = &mut self.dwarf.unit.line_program;
        program.begin_sequence(Some(Address::Constant(0)));
        for (address, file, line) in rows {
            let row = program.row();
            (row.address_offset, row.file, row.line) = (*address, *file, *line);
            program.generate_row();
        }
        program.end_sequence(end);
    }

    /// A function with code.
    pub fn function(&mut self, symbol: &str, begin: u64, end: u64) -> UnitEntryId {
        let root = self.root();
        let entry = self.dwarf.unit.add(root, gimli::DW_TAG_subprogram);
        self.name(entry, symbol);
        self.range(entry, begin, end);
        entry
    }

    /// A function with code in these ranges, which may be shared.
    pub fn scattered_function(&mut self, symbol: &str, ranges: &[(u64, u64)]) {
        let list = ranges.iter().map(|(begin, end)| Range::StartEnd {
            begin: Address::Constant(*begin),
            end: Address::Constant(*end),
        });
        let list = self.dwarf.unit.ranges.add(RangeList(list.collect()));
        let root = self.root();
        let entry = self.dwarf.unit.add(root, gimli::DW_TAG_subprogram);
        self.name(entry, symbol);
        self.set(
            entry,
            gimli::DW_AT_ranges,
            AttributeValue::RangeListRef(list),
        );
    }

    /// A function inlined into another one, called at a line of a file.
    pub fn inlined(
        &mut self,
        caller: UnitEntryId,
        symbol: &str,
        (begin, end): (u64, u64),
        (file, line): (FileId, u64),
    ) -> UnitEntryId {
        let root = self.root();
        let origin = self.dwarf.unit.add(root, gimli::DW_TAG_subprogram);
        self.name(origin, symbol);
        let entry = self
            .dwarf
            .unit
            .add(caller, gimli::DW_TAG_inlined_subroutine);
        self.set(
            entry,
            gimli::DW_AT_abstract_origin,
            AttributeValue::UnitRef(origin),
        );
        self.range(entry, begin, end);
        self.set(
            entry,
            gimli::DW_AT_call_file,
            AttributeValue::FileIndex(Some(file)),
        );
        self.set(entry, gimli::DW_AT_call_line, AttributeValue::Udata(line));
        entry
    }

    fn name(&mut self, entry: UnitEntryId, symbol: &str) {
        let name = self.dwarf.strings.add(symbol);
        self.set(
            entry,
            gimli::DW_AT_linkage_name,
            AttributeValue::StringRef(name),
        );
    }

    /// The debug file.
    pub fn debug_file(&mut self) -> Vec<u8> {
        let mut written = Sections::new(EndianVec::new(LittleEndian));
        self.dwarf.write(&mut written).unwrap();
        let mut sections = vec![("build_id", BUILD.0.to_vec())];
        written
            .for_each(|id, bytes| {
                if !bytes.slice().is_empty() {
                    sections.push((id.name(), bytes.slice().to_vec()));
                }
                Ok::<_, gimli::write::Error>(())
            })
            .unwrap();
        let sections: Vec<_> = sections
            .iter()
            .map(|(name, bytes)| (*name, &**bytes))
            .collect();
        module(&sections)
    }
}

/// A debug file of 80 bytes of code. The function at 16 to 64 has another inlined at 32 to 48, with
/// a third inlined at 36 to 40; the last function, at 64 to 80, has no line.
pub fn program(version: u16) -> Vec<u8> {
    let mut unit = Unit::new(version, "highwater", 80);
    let exercise = unit.file("crate/exercise/src/algorithms.rs");
    let addition = unit
        .file("registry/index.crates.io-1949cf8c6b5b557f/num-bigint-0.5.1/src/biguint/addition.rs");
    let vec =
        unit.file("/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/alloc/src/vec/mod.rs");
    let compute = unit.function(
        "_ZN18highwater_exercise10algorithms7compute17h0123456789abcdefE",
        16,
        64,
    );
    let add = unit.inlined(
        compute,
        "_ZN10num_bigint7biguint8addition91_$LT$impl$u20$core..ops..arith..Add$LT$u32$GT$$u20$for$u20$num_bigint..biguint..BigUint$GT$3add17h0123456789abcdefE",
        (32, 48),
        (exercise, 21),
    );
    unit.inlined(
        add,
        "_RNvMNtCs5cOc02OMXlo_5alloc3vecNtB2_3Vec4push",
        (36, 40),
        (addition, 139),
    );
    unit.function("start_0123456789abcdef", 64, 80);
    let rows = [
        (0, exercise, 1),
        (16, exercise, 20),
        (32, addition, 138),
        (36, vec, 992),
        (40, addition, 140),
        (48, exercise, 22),
        (64, exercise, 0),
    ];
    unit.lines(&rows, 80);
    unit.debug_file()
}
