//! The table of locations.

use highwater_report::{Format, Report};
use serde_json::Value;

use crate::{Sums, export, high_water_mark};

#[test]
fn the_whole_file() {
    let expected = concat!(
        "function,file,line,bytes,count\r\n",
        "\"a;b\n\"\"c\"\", d\",\"odd, name.py\",7,200,2\r\n",
        "factorial_plus,lru_cache.py,12,100,2\r\n",
        "<root>,,0,5,1\r\n",
    );
    assert_eq!(high_water_mark(Format::Csv), expected);
}

/// The sums of the last two fields of all rows.
pub fn sums(report: &Report, asked: Value) -> Sums {
    let file = String::from_utf8(export(report, Format::Csv, asked).unwrap()).unwrap();
    let mut sums = Sums { bytes: 0, count: 0 };
    for row in file.split_terminator("\r\n").skip(1) {
        let mut fields = row.rsplit(',').map(str::parse::<u64>);
        sums.count += fields.next().unwrap().unwrap();
        sums.bytes += fields.next().unwrap().unwrap();
    }
    sums
}
