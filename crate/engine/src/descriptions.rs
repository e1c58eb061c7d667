//! Data for a page, as JSON.
//!
//! Each struct is also a TypeScript type, with its comments, in the module's declarations. Fields
//! are in alphabetical order, like the keys of the JSON.

use highwater_cache::{BoundDescription, Policy};
use highwater_exercise::UnitTest;
use serde::Serialize;
use tsify::Tsify;

/// The parts of a policy, and its Python.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PolicyDescription {
    /// The bound's text, with its parameter.
    bound: String,
    bound_name: &'static str,
    /// The number of instances between two clears; `null` for no clears.
    clear: Option<u32>,
    maxsize: Option<usize>,
    owner: &'static str,
    parameter: Option<u32>,
    /// The canonical text.
    policy: String,
    /// A short line of Python.
    python: String,
    reclaim: &'static str,
    /// One English sentence.
    summary: &'static str,
}

impl From<Policy> for PolicyDescription {
    fn from(policy: Policy) -> Self {
        Self {
            bound: policy.bound.to_string(),
            bound_name: policy.bound.description().name,
            clear: policy.clear.map(Into::into),
            maxsize: policy.bound.maxsize(),
            owner: policy.owner.name(),
            parameter: policy.bound.parameter(),
            policy: policy.to_string(),
            python: highwater_exercise::PythonProgram::headline(&policy),
            reclaim: policy.reclaim.name(),
            summary: policy.owner.summary(),
        }
    }
}

/// A choice of a policy's part.
#[derive(Serialize, Tsify)]
pub(crate) struct Choice {
    pub(crate) name: &'static str,
    /// One English sentence.
    pub(crate) summary: &'static str,
}

/// The number of a part of a policy.
#[derive(Serialize, Tsify)]
pub(crate) struct Parameter {
    maximum: u32,
    minimum: u32,
    name: &'static str,
}

impl From<highwater_cache::Parameter> for Parameter {
    fn from(parameter: highwater_cache::Parameter) -> Self {
        Self {
            maximum: parameter.maximum,
            minimum: parameter.minimum,
            name: parameter.name,
        }
    }
}

/// The decorator of a bound in Python.
#[derive(Serialize, Tsify)]
pub(crate) struct BoundDecorator {
    /// The keyword of the bound's parameter, such as `maxsize`; `null` for a bound without one.
    argument: Option<&'static str>,
    /// The name, such as `lru_cache`. Two bounds may have the same.
    name: &'static str,
}

/// A choice of a bound.
#[derive(Serialize, Tsify)]
pub(crate) struct BoundChoice {
    decorator: BoundDecorator,
    name: &'static str,
    parameter: Option<Parameter>,
    /// One English sentence.
    summary: &'static str,
}

impl From<&BoundDescription> for BoundChoice {
    fn from(bound: &BoundDescription) -> Self {
        Self {
            decorator: BoundDecorator {
                argument: bound.python.argument,
                name: bound.python.name,
            },
            name: bound.name,
            parameter: bound.parameter.map(Into::into),
            summary: bound.summary,
        }
    }
}

/// All parts of policies: the choices of an editor.
#[derive(Serialize, Tsify)]
pub(crate) struct PolicyVocabulary {
    pub(crate) bounds: Vec<BoundChoice>,
    pub(crate) clear: Parameter,
    pub(crate) owners: Vec<Choice>,
    pub(crate) reclaims: Vec<Choice>,
}

/// The ranges of a run.
#[derive(Serialize, Tsify)]
pub(crate) struct RangesDescription<'a> {
    pub(crate) ranges: &'a [u32],
    /// The canonical text.
    pub(crate) text: String,
}

/// A growth step of linear memory.
#[derive(Serialize, Tsify)]
pub(crate) struct GrowthDescription {
    /// The canonical text.
    pub(crate) text: String,
}

/// A decision of the policy, stated in the program.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DecisionKind {
    Decorator,
    Maxsize,
    Owner,
    Clear,
    Reclaim,
}

impl From<highwater_exercise::DecisionKind> for DecisionKind {
    fn from(kind: highwater_exercise::DecisionKind) -> Self {
        use highwater_exercise::DecisionKind as Kind;
        match kind {
            Kind::Decorator => Self::Decorator,
            Kind::Maxsize => Self::Maxsize,
            Kind::Owner => Self::Owner,
            Kind::Clear => Self::Clear,
            Kind::Reclaim => Self::Reclaim,
        }
    }
}

/// The place of a decision in the program.
///
/// An empty span is a place without a text for the decision: an absent decorator belongs above that
/// line, an absent clear below it, and the owner of the cache and the freeing of dead instances
/// belong to the line's end.
#[derive(Serialize, Tsify)]
pub(crate) struct DecisionSpan {
    /// The column after the last character.
    end: u32,
    kind: DecisionKind,
    /// The line from 1.
    line: u32,
    /// The column of the first character, from 0.
    start: u32,
}

impl From<highwater_exercise::Decision> for DecisionSpan {
    fn from(decision: highwater_exercise::Decision) -> Self {
        let Span { end, line, start } = decision.span.into();
        Self {
            end,
            kind: decision.kind.into(),
            line,
            start,
        }
    }
}

/// A range of characters in one line.
#[derive(Serialize, Tsify)]
pub(crate) struct Span {
    /// The column after the last character.
    end: u32,
    /// The line from 1.
    line: u32,
    /// The column of the first character, from 0.
    start: u32,
}

impl From<highwater_exercise::Span> for Span {
    fn from(span: highwater_exercise::Span) -> Self {
        Self {
            end: span.end,
            line: span.line,
            start: span.start,
        }
    }
}

/// A pylint message about the program, silenced by a comment in it.
#[derive(Serialize, Tsify)]
pub(crate) struct Lint {
    /// The column according to pylint, from 0.
    column: u32,
    comment: Span,
    id: &'static str,
    /// The line from 1.
    line: u32,
    message: &'static str,
    symbol: &'static str,
}

impl From<highwater_exercise::Lint> for Lint {
    fn from(lint: highwater_exercise::Lint) -> Self {
        Self {
            column: lint.column,
            comment: lint.comment.into(),
            id: lint.id,
            line: lint.line,
            message: lint.message,
            symbol: lint.symbol,
        }
    }
}

/// Lines of a text, from 1.
#[derive(Serialize, Tsify)]
pub(crate) struct Lines {
    first: u32,
    last: u32,
}

/// The Python file equivalent to a run.
#[derive(Serialize, Tsify)]
pub(crate) struct PythonProgram {
    /// The places of the policy's decisions.
    decisions: Vec<DecisionSpan>,
    /// The lines that define the decorator; `null` if it is in a module.
    definition: Option<Lines>,
    /// The name of the file.
    file: &'static str,
    /// `null` without a pylint message.
    lint: Option<Lint>,
    text: String,
}

impl From<highwater_exercise::PythonProgram> for PythonProgram {
    fn from(program: highwater_exercise::PythonProgram) -> Self {
        Self {
            decisions: program.decisions.into_iter().map(Into::into).collect(),
            definition: program
                .definition
                .map(|(first, last)| Lines { first, last }),
            file: program.file,
            lint: program.lint.map(Into::into),
            text: program.text,
        }
    }
}

/// The exercise's unit tests in their Python file.
#[derive(Serialize, Tsify)]
pub(crate) struct UnitTests {
    /// The names of the tests of results.
    correctness: Vec<&'static str>,
    /// The name of the file.
    file: &'static str,
    /// The name of the test of a run's memory, the first in the file.
    memory: &'static str,
}

impl UnitTests {
    pub(crate) fn of_the_exercise() -> Self {
        Self {
            correctness: UnitTest::ALL.map(UnitTest::name).into(),
            file: UnitTest::FILE,
            memory: UnitTest::MEMORY,
        }
    }
}
