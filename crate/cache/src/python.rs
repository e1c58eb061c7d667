use std::fmt;
use std::ops::Range;

/// The Python that a bound is shown as: an expression that decorates a function.
///
/// The expression is [`before`](Self::before), [`name`](Self::name), the number as a keyword
/// argument in parentheses where it takes one, and [`after`](Self::after):
/// `functools.lru_cache(maxsize=128)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PythonDecorator {
    /// Import statements, one a line of the program: `import functools`.
    pub imports: &'static [&'static str],
    /// The statements that define it, for a decorator that no module has; else empty.
    pub definition: &'static str,
    /// The expression up to the name: `functools.`.
    pub before: &'static str,
    /// The name that it is known by: `lru_cache`.
    pub name: &'static str,
    /// The keyword of the number, for a bound that takes one: `maxsize`.
    pub argument: Option<&'static str>,
    /// The end of the expression, after the argument.
    pub after: &'static str,
    /// Whether pylint reports `method-cache-max-size-none` (W1518) for a method under it.
    pub pylint_reports: bool,
}

impl PythonDecorator {
    /// The expression with this number.
    pub(crate) fn call(&self, number: Option<u32>) -> PythonCall {
        let mut text = String::from(self.before);
        let name = append(&mut text, self.name);
        let argument = self.argument.zip(number).map(|(keyword, number)| {
            text.push('(');
            text.push_str(keyword);
            text.push('=');
            let argument = append(&mut text, &number.to_string());
            text.push(')');
            argument
        });
        text.push_str(self.after);
        PythonCall {
            text,
            name,
            argument,
        }
    }
}

/// Appends a part to a text. The place of the part.
fn append(text: &mut String, part: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(part);
    start..text.len()
}

/// An expression that decorates a function in Python, with the places of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PythonCall {
    text: String,
    name: Range<usize>,
    argument: Option<Range<usize>>,
}

impl PythonCall {
    /// The expression, as `functools.lru_cache(maxsize=128)`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of the decorator's name: of `lru_cache`.
    pub fn name(&self) -> Range<usize> {
        self.name.clone()
    }

    /// The place of the number, where there is one: of `128`.
    pub fn argument(&self) -> Option<Range<usize>> {
        self.argument.clone()
    }
}

/// Prints the expression.
impl fmt::Display for PythonCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
