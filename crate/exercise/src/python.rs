//! The Python program equivalent to a run.

mod decision;

use std::fmt::Write as _;

use highwater_cache::{Owner, Policy, PythonCall, Reclaim};

pub use decision::{Decision, DecisionKind, Lint, Span};

use crate::observer::Frame;
use crate::ranges::Ranges;

/// The complete Python file of a policy, with the line of each frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PythonProgram {
    /// The file's name.
    pub file: &'static str,
    /// The whole text.
    pub text: String,
    /// The line in the text of each [`Frame`], in the order of [`Frame::ALL`].
    pub frames: [FrameInfo; Frame::ALL.len()],
    /// The places of the policy's decisions, in the order of lines.
    pub decisions: Vec<Decision>,
    /// Pylint's message about it.
    pub lint: Option<Lint>,
    /// The first and the last line of the definition of its decorator, if it has one.
    pub definition: Option<(u32, u32)>,
}

/// The function and line of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FrameInfo {
    /// The function's name.
    pub function: &'static str,
    /// The line from 1, or 0 if the program has no such statement.
    pub line: u32,
}

impl PythonProgram {
    /// The program equivalent to a run of `policy` over `ranges`.
    pub fn new(policy: &Policy, ranges: &Ranges) -> Self {
        let mut writer = Writer::default();
        writer.imports(policy);
        writer.definition(policy);
        writer.class(policy);
        writer.generator(policy);
        writer.comparison(policy, ranges);
        Self {
            file: "lru_cache.py",
            text: writer.text,
            frames: writer.frames,
            decisions: writer.decisions,
            lint: writer.lint,
            definition: writer.definition,
        }
    }

    /// The line that identifies the policy, such as `@functools.cache`.
    pub fn headline(policy: &Policy) -> String {
        let call = policy.bound.python_call();
        let mut headline = match policy.owner {
            Owner::None => "no cache: a plain method".to_string(),
            Owner::Class => policy.bound.python_decorator(),
            Owner::Instance => format!("self.{METHOD} = {call}(…)"),
        };
        if let Some(every) = policy.clear {
            let instances = if every.get() == 1 {
                "instance"
            } else {
                "instances"
            };
            let _ = write!(headline, " · cache_clear() every {every} {instances}");
        }
        match (policy.owner, policy.reclaim) {
            (Owner::Instance, Reclaim::Refcount) => headline.push_str(" · weakref to self"),
            (_, Reclaim::Nogc) => headline.push_str(" · gc.disable()"),
            (_, Reclaim::Refcount | Reclaim::Gc) => (),
        }
        headline
    }

    /// The function and line of a frame.
    pub fn frame(&self, frame: Frame) -> FrameInfo {
        self.frames[frame as usize]
    }
}

const METHOD: &str = "factorial_plus";
const GENERATOR: &str = "generate_factorial_plus_last_digit";
const COMPARISON: &str = "compare_counts_different_factorials";

/// Silences pylint's warning about a method's unbounded cache, as the exercise does.
const LINT_COMMENT: &str = "  # pylint: disable=W1518";

/// A writer of lines that records the frames, the decisions and pylint's message in them.
#[derive(Default)]
struct Writer {
    text: String,
    lines: u32,
    frames: [FrameInfo; Frame::ALL.len()],
    decisions: Vec<Decision>,
    lint: Option<Lint>,
    definition: Option<(u32, u32)>,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.lines += 1;
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn lines(&mut self, lines: &[&str]) {
        for line in lines {
            self.line(line);
        }
    }

    fn framed(&mut self, frame: Frame, function: &'static str, line: &str) {
        self.line(line);
        self.frames[frame as usize] = FrameInfo {
            function,
            line: self.lines,
        };
    }

    /// Records a decision in the last line, between two columns.
    fn decision(&mut self, kind: DecisionKind, start: usize, end: usize) {
        let span = self.span(start, end);
        self.decisions.push(Decision { kind, span });
    }

    /// Records a decision in the last line, stated by a text after another.
    fn stated(&mut self, kind: DecisionKind, before: &str, text: &str) {
        let stated = format!("{before}{text}");
        let start = self
            .last_line()
            .find(&stated)
            .expect("the line has the text")
            + before.len();
        self.decision(kind, start, start + text.len());
    }

    /// Records a decision at the end of the last line.
    fn known(&mut self, kind: DecisionKind) {
        let end = self.last_line().len();
        self.decision(kind, end, end);
    }

    /// Records the creation of the cache in the last line, by a call from a column on.
    fn made(&mut self, column: usize, call: &PythonCall) {
        let name = call.name();
        self.decision(
            DecisionKind::Decorator,
            column + name.start,
            column + name.end,
        );
        if let Some(number) = call.argument() {
            self.decision(
                DecisionKind::Maxsize,
                column + number.start,
                column + number.end,
            );
        }
        self.known(DecisionKind::Owner);
    }

    fn last_line(&self) -> &str {
        self.text.lines().last().unwrap_or_default()
    }

    /// A part of the last line.
    fn span(&self, start: usize, end: usize) -> Span {
        let column = |index| u32::try_from(index).expect("lines are short");
        Span {
            line: self.lines,
            start: column(start),
            end: column(end),
        }
    }

    /// The line above the method that creates a cache of the class.
    fn decorator(&mut self, policy: &Policy) {
        let call = policy.bound.python_call();
        let before = "    @";
        let decorator = format!("{before}{call}");
        let code = decorator.len();
        if policy.bound.description().python.pylint_reports {
            self.line(&format!("{decorator}{LINT_COMMENT}"));
            let comment = self.span(code, code + LINT_COMMENT.len());
            // pylint reports the expression after the `@`.
            let column = self.span(before.len(), code).start;
            self.lint = Some(Lint::unbounded_method_cache(self.lines, column, comment));
        } else {
            self.line(&decorator);
        }
        self.made(before.len(), &call);
    }

    fn imports(&mut self, policy: &Policy) {
        if policy.reclaim == Reclaim::Nogc {
            self.line("import gc");
        }
        if policy.owner != Owner::None {
            self.lines(policy.bound.description().python.imports);
        }
        if policy.owner == Owner::Instance && policy.reclaim == Reclaim::Refcount {
            self.line("import weakref");
        }
        self.line("from collections import Counter");
    }

    /// The definition of a decorator that is in no module.
    fn definition(&mut self, policy: &Policy) {
        let definition = policy.bound.description().python.definition;
        if policy.owner != Owner::None && !definition.is_empty() {
            self.lines(&["", ""]);
            let first = self.lines + 1;
            for line in definition.iter().flat_map(|part| part.lines()) {
                self.line(line);
            }
            self.definition = Some((first, self.lines));
        }
    }

    fn class(&mut self, policy: &Policy) {
        self.lines(&["", "", "class Algorithms:", "    def __init__(self, inc):"]);
        let call = policy.bound.python_call();
        let attribute = format!("        self.{METHOD} = ");
        let method = match (policy.owner, policy.reclaim) {
            (Owner::None | Owner::Class, _) => {
                self.framed(Frame::Init, "__init__", "        self.inc = inc");
                self.line("");
                if policy.owner == Owner::Class {
                    self.decorator(policy);
                }
                METHOD
            }
            (Owner::Instance, Reclaim::Gc | Reclaim::Nogc) => {
                self.line("        self.inc = inc");
                let line = format!("{attribute}{call}(self.{UNCACHED})");
                self.framed(Frame::Init, "__init__", &line);
                self.made(attribute.len(), &call);
                self.line("");
                UNCACHED
            }
            (Owner::Instance, Reclaim::Refcount) => {
                self.line("        self.inc = inc");
                self.line("        weak_self = weakref.proxy(self)");
                self.framed(Frame::Init, "__init__", &format!("{attribute}{call}("));
                self.made(attribute.len(), &call);
                self.line(&format!(
                    "            lambda n: Algorithms.{UNCACHED}(weak_self, n)"
                ));
                self.line("        )");
                self.line("");
                UNCACHED
            }
        };
        self.line(&format!("    def {method}(self, n):"));
        if policy.owner == Owner::None {
            self.decision(DecisionKind::Decorator, 4, 4);
        }
        let line = format!(
            "        return n * self.{METHOD}(n - 1) + self.inc if n > 1 else 1 + self.inc"
        );
        self.framed(Frame::FactorialPlus, method, &line);
    }

    fn generator(&mut self, policy: &Policy) {
        self.lines(&[
            "",
            "",
            &format!("def {GENERATOR}(plus_range, factorial_range):"),
        ]);
        self.line("    for inc in range(plus_range):");
        self.framed(
            Frame::GenerateInstance,
            GENERATOR,
            "        A = Algorithms(inc)",
        );
        // The previous instance is released here.
        self.known(DecisionKind::Reclaim);
        self.line("        for n in range(factorial_range):");
        let line = format!("            yield A.{METHOD}(n) % 10");
        self.framed(Frame::GenerateDigit, GENERATOR, &line);
        if let Some(every) = policy.clear {
            let owner = if policy.owner == Owner::Class {
                "Algorithms"
            } else {
                "A"
            };
            self.line(&format!("        if (inc + 1) % {every} == 0:"));
            self.stated(DecisionKind::Clear, "% ", &every.to_string());
            let line = format!("            {owner}.{METHOD}.cache_clear()");
            self.framed(Frame::GenerateClear, GENERATOR, &line);
        } else if policy.owner != Owner::None {
            self.known(DecisionKind::Clear);
        }
    }

    fn comparison(&mut self, policy: &Policy, ranges: &Ranges) {
        self.lines(&["", "", &format!("def {COMPARISON}():")]);
        let mut sizes = ranges.to_string().replace(',', ", ");
        if ranges.as_slice().len() == 1 {
            sizes.push(',');
        }
        self.line(&format!("    for size in ({sizes}):"));
        let line = format!("        counts = Counter({GENERATOR}(size, size))");
        self.framed(Frame::Compare, COMPARISON, &line);
        self.line("        print(counts.most_common())");
        self.lines(&["", "", "if __name__ == \"__main__\":"]);
        if policy.reclaim == Reclaim::Nogc {
            self.line("    gc.disable()");
        }
        self.framed(Frame::Module, "<module>", &format!("    {COMPARISON}()"));
    }
}

/// The method's name if the attribute `factorial_plus` is a cache around it.
const UNCACHED: &str = "_factorial_plus";
