//! The counters and causes that a program defines.

use highwater_capture::{Cause, Counter, CounterRole, MAX_CAUSES, MAX_COUNTERS, MAX_DRAWN};

/// A counter of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CounterDefinition {
    /// Its name, by which readers of the capture find it.
    pub name: &'static str,
    /// Its use by readers.
    pub role: CounterRole,
}

/// The counters and causes of a program, as constants of a type: the compiler knows the role of
/// each counter wherever it is changed.
///
/// ```
/// use highwater_tracer::{
///     Counter, CounterDefinition, CounterRole, Vocabulary, counter_named,
/// };
///
/// struct Parser;
///
/// impl Vocabulary for Parser {
///     const COUNTERS: &'static [CounterDefinition] = &[
///         CounterDefinition { name: "tokens", role: CounterRole::Ticks },
///         CounterDefinition { name: "errors", role: CounterRole::Total },
///     ];
///     const CAUSES: &'static [&'static str] = &["syntax tree"];
/// }
///
/// const ERRORS: Counter = counter_named(Parser::COUNTERS, "errors");
/// assert_eq!(ERRORS.number(), 1);
/// ```
pub trait Vocabulary {
    /// The counters, at most [`MAX_COUNTERS`]; of these at most [`MAX_DRAWN`] are
    /// [drawn](CounterRole::is_drawn), and at most one counts [ticks](CounterRole::Ticks).
    const COUNTERS: &'static [CounterDefinition];
    /// The names of the causes, at most [`MAX_CAUSES`].
    const CAUSES: &'static [&'static str];
}

/// The vocabulary of a program without counters and causes.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoVocabulary;

impl Vocabulary for NoVocabulary {
    const COUNTERS: &'static [CounterDefinition] = &[];
    const CAUSES: &'static [&'static str] = &[];
}

/// The counter with a name, for look-up at compile time.
///
/// # Panics
/// If there is none, or if its position exceeds [`MAX_COUNTERS`].
pub const fn counter_named(counters: &[CounterDefinition], name: &str) -> Counter {
    let mut number = 0;
    while number < counters.len() {
        if are_equal(counters[number].name, name) {
            return Counter::ALL[number];
        }
        number += 1;
    }
    panic!("no counter has this name")
}

/// The cause with a name, for look-up at compile time.
///
/// # Panics
/// If there is none, or if its position exceeds [`MAX_CAUSES`].
pub const fn cause_named(causes: &[&str], name: &str) -> Cause {
    let mut number = 0;
    while number < causes.len() {
        if are_equal(causes[number], name) {
            return Cause::ALL[number];
        }
        number += 1;
    }
    panic!("no cause has this name")
}

const fn are_equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The bit of a counter in a set.
pub(crate) const fn bit(counter: Counter) -> u32 {
    1 << counter.number()
}

/// Sets of a vocabulary's counters. They are constants, so a counter known at compile time needs no
/// test of its role at run time.
pub(crate) struct Sets<V>(core::marker::PhantomData<V>);

impl<V: Vocabulary> Sets<V> {
    /// The counters written before each memory record.
    pub(crate) const BEFORE_MEMORY: u32 =
        Self::with_role(CounterRole::Ticks) | Self::with_role(CounterRole::Drawn) | Self::EXACT;

    /// The counters written at each change.
    pub(crate) const EXACT: u32 = Self::with_role(CounterRole::Exact);

    /// The limits of the format, checked at compile time.
    pub(crate) const CHECKED: () = {
        assert!(V::COUNTERS.len() <= MAX_COUNTERS, "too many counters");
        assert!(V::CAUSES.len() <= MAX_CAUSES, "too many causes");
        let drawn = Self::with_role(CounterRole::Drawn) | Self::EXACT;
        assert!(
            drawn.count_ones() as usize <= MAX_DRAWN,
            "too many counters are drawn"
        );
        assert!(
            Self::with_role(CounterRole::Ticks).count_ones() <= 1,
            "more than one counter counts ticks"
        );
    };

    const fn with_role(role: CounterRole) -> u32 {
        let mut set = 0;
        let mut number = 0;
        while number < V::COUNTERS.len() {
            if V::COUNTERS[number].role as u8 == role as u8 {
                set |= bit(Counter::ALL[number]);
            }
            number += 1;
        }
        set
    }
}
