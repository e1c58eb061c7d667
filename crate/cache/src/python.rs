use std::fmt;
use std::ops::Range;

/// The Python form of a bound: an expression that decorates a function.
///
/// The expression consists of [`before`](Self::before), [`name`](Self::name), for bounds with a
/// number a keyword argument in parentheses, and [`after`](Self::after):
/// `functools.lru_cache(maxsize=128)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PythonDecorator {
    /// Import statements, one for each line: `import functools`.
    pub imports: &'static [&'static str],
    /// The statements that define it, in parts, for a decorator that is in no module; otherwise
    /// empty.
    pub definition: &'static [&'static str],
    /// The expression up to the name: `functools.`.
    pub before: &'static str,
    /// The name of the decorator: `lru_cache`.
    pub name: &'static str,
    /// The keyword of the number, for bounds with one: `maxsize`.
    pub argument: Option<&'static str>,
    /// The end of the expression, after the argument.
    pub after: &'static str,
    /// True if pylint reports `method-cache-max-size-none` (W1518) for a decorated method.
    pub pylint_reports: bool,
    /// The levels of the recursion limit that the wrapper takes.
    pub levels: WrapperLevels,
}

/// The levels of `CPython` 3.11's recursion limit that a wrapper takes beside the wrapped function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WrapperLevels {
    /// The levels of each call.
    pub each: u32,
    /// Further levels of the innermost call: the functions that the wrapper calls for itself.
    pub innermost: u32,
}

impl WrapperLevels {
    /// One level for each call.
    pub const ONE: Self = Self {
        each: 1,
        innermost: 0,
    };
}

impl PythonDecorator {
    /// A decorator of cachetools.
    pub(crate) const fn of_cachetools(name: &'static str) -> Self {
        Self {
            imports: &["import cachetools.func"],
            definition: &[],
            before: "cachetools.func.",
            name,
            argument: Some("maxsize"),
            after: "",
            pylint_reports: false,
            // A function of Python, which calls the method by way of C, and one that makes the key.
            levels: WrapperLevels {
                each: 2,
                innermost: 1,
            },
        }
    }

    /// A decorator that the program defines.
    pub(crate) const fn defined(name: &'static str, definition: &'static [&'static str]) -> Self {
        Self {
            imports: &["import functools"],
            // The definitions are a large part of a module, which runs none of them.
            definition: if cfg!(feature = "slab") {
                definition
            } else {
                &[]
            },
            before: "",
            name,
            argument: Some("maxsize"),
            after: "",
            pylint_reports: false,
            levels: WrapperLevels::ONE,
        }
    }

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

/// Appends a part to a text and returns the part's range.
fn append(text: &mut String, part: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(part);
    start..text.len()
}

/// An expression that decorates a function in Python, with the ranges of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PythonCall {
    text: String,
    name: Range<usize>,
    argument: Option<Range<usize>>,
}

impl PythonCall {
    /// The expression, such as `functools.lru_cache(maxsize=128)`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The range of the decorator's name, such as `lru_cache`.
    pub fn name(&self) -> Range<usize> {
        self.name.clone()
    }

    /// The range of the number, such as `128`, if there is one.
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

/// The part of a definition that all orders have in common.
pub(crate) const ORDER: &str = r#"class Order:
    def __init__(self, maxsize):
        self.maxsize = maxsize

    def asked(self, key):
        """A result is asked for."""

    def found(self, key):
        """It is found."""


def cached(order, maxsize, function):
    """Like functools.lru_cache, but an order decides which results leave."""
    results = {}
    state = {"order": order(maxsize), "hits": 0, "misses": 0}

    @functools.wraps(function)
    def call(*arguments):
        state["order"].asked(arguments)
        if arguments in results:
            state["hits"] += 1
            state["order"].found(arguments)
            return results[arguments]
        state["misses"] += 1
        result = function(*arguments)
        if arguments not in results and maxsize > 0:
            for left in state["order"].add(arguments):
                del results[left]
            results[arguments] = result
        return result

    def cache_clear():
        results.clear()
        state.update(order=order(maxsize), hits=0, misses=0)

    def cache_info():
        return state["hits"], state["misses"], maxsize, len(results)

    call.cache_clear = cache_clear
    call.cache_info = cache_info
    return call


"#;

/// The definition of a decorator by a class of Python, the order in which results leave.
///
/// The class has `found(key)` for a hit, `add(key)`, which returns the keys that leave for a new
/// one, and may have `asked(key)`, which precedes either.
macro_rules! python_order {
    ($decorator:literal, $class:literal, $definition:literal) => {
        &[
            crate::python::ORDER,
            $definition,
            concat!(
                "\n\ndef ",
                $decorator,
                "(maxsize):\n    return functools.partial(cached, ",
                $class,
                ", maxsize)\n"
            ),
        ]
    };
}

pub(crate) use python_order;
