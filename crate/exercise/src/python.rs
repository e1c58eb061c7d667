//! The Python program that a run stands for.

use std::fmt::Write as _;

use highwater_cache::{Owner, Policy, Reclaim};

use crate::probe::Frame;
use crate::ranges::Ranges;

/// The Python file of a policy, complete, with the place of each frame in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PythonProgram {
    /// The file's name.
    pub file: &'static str,
    /// The whole text.
    pub text: String,
    /// For each [`Frame`], in the order of [`Frame::ALL`], where it is in the text.
    pub frames: [FrameInfo; Frame::ALL.len()],
}

/// Where a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FrameInfo {
    /// The function's name.
    pub function: &'static str,
    /// The line from 1, or 0 where the program has no such statement.
    pub line: u32,
}

impl PythonProgram {
    /// The program that stands for a run of `policy` over `ranges`.
    pub fn new(policy: &Policy, ranges: &Ranges) -> Self {
        let mut writer = Writer::default();
        writer.imports(policy);
        writer.class(policy);
        writer.generator(policy);
        writer.comparison(policy, ranges);
        Self {
            file: "lru_cache.py",
            text: writer.text,
            frames: writer.frames,
        }
    }

    /// The line that the policy is known by, such as `@functools.cache`.
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

    /// Where a frame is.
    pub fn frame(&self, frame: Frame) -> FrameInfo {
        self.frames[frame as usize]
    }
}

const METHOD: &str = "factorial_plus";
const GENERATOR: &str = "generate_factorial_plus_last_digit";
const COMPARISON: &str = "compare_counts_different_factorials";

/// Writes lines and remembers the frames among them.
#[derive(Default)]
struct Writer {
    text: String,
    lines: u32,
    frames: [FrameInfo; Frame::ALL.len()],
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

    fn imports(&mut self, policy: &Policy) {
        if policy.reclaim == Reclaim::Nogc {
            self.line("import gc");
        }
        if policy.owner != Owner::None {
            self.line("import functools");
        }
        if policy.owner == Owner::Instance && policy.reclaim == Reclaim::Refcount {
            self.line("import weakref");
        }
        self.line("from collections import Counter");
    }

    fn class(&mut self, policy: &Policy) {
        self.lines(&["", "", "class Algorithms:", "    def __init__(self, inc):"]);
        let call = policy.bound.python_call();
        let method = match (policy.owner, policy.reclaim) {
            (Owner::None | Owner::Class, _) => {
                self.framed(Frame::Init, "__init__", "        self.inc = inc");
                self.line("");
                if policy.owner == Owner::Class {
                    self.line(&format!("    {}", policy.bound.python_decorator()));
                }
                METHOD
            }
            (Owner::Instance, Reclaim::Gc | Reclaim::Nogc) => {
                self.line("        self.inc = inc");
                let line = format!("        self.{METHOD} = {call}(self.{UNCACHED})");
                self.framed(Frame::Init, "__init__", &line);
                self.line("");
                UNCACHED
            }
            (Owner::Instance, Reclaim::Refcount) => {
                self.line("        self.inc = inc");
                self.line("        weak_self = weakref.proxy(self)");
                self.framed(
                    Frame::Init,
                    "__init__",
                    &format!("        self.{METHOD} = {call}("),
                );
                self.line(&format!(
                    "            lambda n: Algorithms.{UNCACHED}(weak_self, n)"
                ));
                self.line("        )");
                self.line("");
                UNCACHED
            }
        };
        self.line(&format!("    def {method}(self, n):"));
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
            let line = format!("            {owner}.{METHOD}.cache_clear()");
            self.framed(Frame::GenerateClear, GENERATOR, &line);
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

/// The method's name where the attribute of that name is a cache around it.
const UNCACHED: &str = "_factorial_plus";
