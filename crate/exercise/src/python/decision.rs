//! The places in a program's text that state its policy, for display and changes.

/// A decision of the policy, stated in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionKind {
    /// The bound, by the name of the decorator that makes the cache.
    Decorator,
    /// The number of the bound.
    Maxsize,
    /// The owner of the cache. No text states it: it follows from the place of the cache's
    /// creation.
    Owner,
    /// The number of instances between two clears.
    Clear,
    /// The way of freeing dead instances.
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

/// A range of characters in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The line from 1.
    pub line: u32,
    /// The column of the first character, from 0.
    pub start: u32,
    /// The column after the last character.
    pub end: u32,
}

/// The place of a decision in the program.
///
/// An empty span is a place without a text for the decision: an absent decorator belongs above that
/// line, an absent clear below it, and the owner of the cache and the freeing of dead instances
/// belong to the line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decision {
    /// The decision.
    pub kind: DecisionKind,
    /// Its place.
    pub span: Span,
}

/// A pylint message about the program, silenced by a comment in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lint {
    /// The message's number, such as `W1518`.
    pub id: &'static str,
    /// The message's name.
    pub symbol: &'static str,
    /// The text of the message.
    pub message: &'static str,
    /// The line from 1.
    pub line: u32,
    /// The column according to pylint, from 0.
    pub column: u32,
    /// The comment, including the white space before it. Pylint prints the message without it.
    pub comment: Span,
}

impl Lint {
    /// `method-cache-max-size-none`: an unbounded cache of a method, by a decorator.
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
