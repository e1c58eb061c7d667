use std::borrow::Cow;

use super::text::{key, number, text};
use super::{Batch, FormatReader, Unit};

#[derive(Debug, Default)]
pub(crate) struct Csv {
    /// `None` before the header.
    columns: Option<Columns>,
}

/// The positions of the columns with keys and sizes.
#[derive(Clone, Copy, Debug)]
struct Columns {
    key: usize,
    size: Option<usize>,
    count: usize,
}

impl FormatReader for Csv {
    const NAME: &'static str = "csv";
    const SUMMARY: &'static str =
        "Comma-separated values with a header: the columns key and, optionally, size and time.";
    const ENDINGS: &'static [&'static str] = &[".csv"];
    const UNIT: Unit = Unit::Line;

    fn read(&mut self, bytes: &[u8]) -> Result<Batch, String> {
        let line = text(bytes)?;
        if line.trim().is_empty() {
            return Ok(Batch::default());
        }
        let values = values(line)?;
        let Some(columns) = self.columns else {
            self.columns = Some(Columns::of_header(&values)?);
            return Ok(Batch::default());
        };
        if values.len() != columns.count {
            let (found, expected) = (values.len(), columns.count);
            return Err(format!(
                "the number of values is {found} instead of {expected}"
            ));
        }
        let size = match columns.size {
            None => 1,
            Some(position) => number("size", &values[position])?,
        };
        match &*values[columns.key] {
            "" => Err(String::from("the key is empty")),
            name => Ok(Batch::one(key(name), size)),
        }
    }
}

impl Columns {
    fn of_header(names: &[Cow<'_, str>]) -> Result<Self, String> {
        let position = |wanted: &str| {
            let mut found = names
                .iter()
                .enumerate()
                .filter(|(_, name)| name.eq_ignore_ascii_case(wanted));
            match (found.next(), found.next()) {
                (Some(_), Some(_)) => Err(format!("the header has two columns {wanted:?}")),
                (first, _) => Ok(first.map(|(position, _)| position)),
            }
        };
        Ok(Self {
            key: position("key")?.ok_or("the header has no column \"key\"")?,
            size: position("size")?,
            count: names.len(),
        })
    }
}

/// The values of a line, without quotation marks and the white space around them.
fn values(line: &str) -> Result<Vec<Cow<'_, str>>, String> {
    let mut values = Vec::new();
    let mut rest = line;
    loop {
        let (value, after) = if let Some(quoted) = rest.trim_start().strip_prefix('"') {
            unquoted(quoted)?
        } else {
            let (value, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
            (Cow::Borrowed(value.trim()), after)
        };
        values.push(value);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Ok(values),
        }
    }
}

/// The value up to the quotation mark that ends it, and the rest of the line from the next comma.
/// Two quotation marks are one of the value.
fn unquoted(quoted: &str) -> Result<(Cow<'_, str>, &str), String> {
    let mut value = Cow::Borrowed("");
    let mut rest = quoted;
    loop {
        let (part, after) = rest.split_once('"').ok_or("a quotation mark is missing")?;
        value += part;
        if let Some(after) = after.strip_prefix('"') {
            value += "\"";
            rest = after;
        } else {
            let after = after.trim_start();
            if after.is_empty() || after.starts_with(',') {
                return Ok((value, after));
            }
            return Err(String::from("text after a quotation mark"));
        }
    }
}
