//! The places in a program's text where its policy can be read, and changed.

/// A decision of the policy that a place in the program states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionKind {
    /// The bound, by the name of the decorator that makes the cache.
    Decorator,
    /// The number that the bound takes.
    Maxsize,
    /// The object that holds the cache. No text states it: it is the place where the cache is made.
    Owner,
    /// The number of instances between two clears.
    Clear,
    /// When dead instances are freed.
    Reclaim,
}

impl DecisionKind {
    /// The name of the kind in data for a page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decorator => "decorator",
            Self::Maxsize => "maxsize",
            Self::Owner => "owner",
            Self::Clear => "clear",
            Self::Reclaim => "reclaim",
        }
    }
}

/// A part of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The line from 1.
    pub line: u32,
    /// The column of the first character, from 0.
    pub start: u32,
    /// The column after the last character.
    pub end: u32,
}

/// Where the program states a decision.
///
/// An empty span is a place where no text states it: a decorator that is absent would stand above
/// that line, a clear that is absent below it, and who owns the cache and what becomes of dead
/// instances are known at the line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decision {
    /// What it decides.
    pub kind: DecisionKind,
    /// Where it stands.
    pub span: Span,
}

/// A message that pylint has about the program, silenced by a comment in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lint {
    /// The message's number, as `W1518`.
    pub id: &'static str,
    /// The message's name.
    pub symbol: &'static str,
    /// The message in pylint's own words.
    pub message: &'static str,
    /// The line from 1.
    pub line: u32,
    /// The column as pylint prints it, from 0.
    pub column: u32,
    /// The comment, with the white space before it. Without it pylint prints the message.
    pub comment: Span,
}

impl Lint {
    /// `method-cache-max-size-none`: a method's cache without a bound, made by a decorator.
    pub(super) const fn unbounded_method_cache(line: u32, column: u32, comment: Span) -> Self {
        Self {
            id: "W1518",
            symbol: "method-cache-max-size-none",
            message: "'lru_cache(maxsize=None)' or 'cache' will keep all method args alive \
                      indefinitely, including 'self'",
            line,
            column,
            comment,
        }
    }
}
