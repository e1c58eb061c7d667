//! Allocations by function: those live at an instant, or the temporary ones.

use highwater_capture_state::{Measure, NativeFrame, Sum};
use serde::Serialize;

use crate::kinds::description::KindDescription;
use crate::order::sort_by;
use crate::rows::Rows;
use crate::selection::Selection;
use crate::table::Table;
use crate::tree::{Tree, tree};

/// Rows by function, by descending own bytes.
pub type Content = Rows<SummaryRow>;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    stacks: Some(Selection::live_or_temporary),
    takes_between: false,
    content: |capture, query, filter| {
        let (ticks, sums) = Selection::live_or_temporary(query).sums(capture)?;
        let tree = tree(capture.contexts(), &sums, filter);
        Ok((ticks, Rows::of(tree.total, by_function(&tree))))
    },
};

/// A function with its own allocations, and with those of its callees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SummaryRow {
    /// The function's name.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The data of a native function, from one of its frames; left out for other functions.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", tsify(type = "Partial<NativeFrame>"))]
    pub native: Option<NativeFrame>,
    /// Its own bytes.
    pub own_bytes: u64,
    /// Its own allocations.
    pub own_count: u64,
    /// The bytes of the function and its callees; recursive calls are counted once.
    pub total_bytes: u64,
    /// The allocations of the function and its callees.
    pub total_count: u64,
}

/// The sums of each function, over all paths and lines.
fn by_function(tree: &Tree<Sum>) -> Vec<SummaryRow> {
    let mut functions = Functions::default();
    functions.add(tree);
    let Functions { names, sums } = functions;
    let row = |(
        (name, file),
        Sums {
            native, own, total, ..
        },
    ): ((&str, &str), Sums<'_>)| {
        SummaryRow {
            name: name.to_string(),
            file: file.to_string(),
            native: native.cloned(),
            own_bytes: own.bytes,
            own_count: own.count,
            total_bytes: total.bytes,
            total_count: total.count,
        }
    };
    let mut rows: Vec<SummaryRow> = names.rows.into_iter().zip(sums).map(row).collect();
    sort_by(&mut rows, |a, b| {
        let bytes = (b.own_bytes, b.total_bytes).cmp(&(a.own_bytes, a.total_bytes));
        bytes.then_with(|| (&a.name, &a.file).cmp(&(&b.name, &b.file)))
    });
    rows
}

/// Functions by number.
#[derive(Default)]
struct Functions<'a> {
    /// The name and the file of each function.
    names: Table<(&'a str, &'a str)>,
    sums: Vec<Sums<'a>>,
}

/// The sums of a function.
#[derive(Default)]
struct Sums<'a> {
    native: Option<&'a NativeFrame>,
    own: Sum,
    total: Sum,
    /// True while a tree below the function is being added.
    is_above: bool,
}

impl<'a> Functions<'a> {
    fn add(&mut self, tree: &'a Tree<Sum>) {
        let Some(frame) = &tree.frame else {
            return self.add_all(&tree.children);
        };
        let number = self.names.number((&frame.function, &frame.file));
        if number == self.sums.len() {
            self.sums.push(Sums::default());
        }
        let sums = &mut self.sums[number];
        sums.native = sums.native.or(frame.native.as_ref());
        sums.own = sums.own.plus(tree.own);
        let outermost = !sums.is_above;
        if outermost {
            sums.total = sums.total.plus(tree.total);
            sums.is_above = true;
        }
        self.add_all(&tree.children);
        if outermost {
            self.sums[number].is_above = false;
        }
    }

    fn add_all(&mut self, trees: &'a [Tree<Sum>]) {
        for tree in trees {
            self.add(tree);
        }
    }
}
