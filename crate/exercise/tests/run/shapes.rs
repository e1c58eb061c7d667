//! All shapes of programs.

use highwater_cache::Bound;
use highwater_exercise::{PythonProgram, Ranges};

/// Policies of all shapes: each owner with each bound, clear and reclaim. Bounds that are not of
/// `functools` have fewer shapes.
pub fn every_shape() -> Vec<String> {
    let mut shapes = Vec::new();
    for owner in ["class", "instance"] {
        for bound in ["unbounded", "lru:0", "lru:1", "lru:3", "lru:128"] {
            for clear in ["", "/clear:1", "/clear:5"] {
                for reclaim in ["", "/gc", "/nogc"] {
                    shapes.push(format!("{owner}/{bound}{clear}{reclaim}"));
                }
            }
        }
    }
    let sized = Bound::ALL.iter().filter(|kind| kind.parameter.is_some());
    for kind in sized.filter(|kind| kind.name != "lru") {
        for rest in ["0", "1", "3", "3/clear:5", "20/gc", "20/clear:2/nogc"] {
            for owner in ["class", "instance"] {
                shapes.push(format!("{owner}/{}:{rest}", kind.name));
            }
        }
    }
    shapes.extend(["", "/gc", "/nogc"].map(|reclaim| format!("none/unbounded{reclaim}")));
    shapes
}

pub fn program(policy: &str, ranges: &Ranges) -> PythonProgram {
    PythonProgram::new(&policy.parse().unwrap(), ranges)
}

/// The text of a program without its pylint comment.
pub fn uncommented(program: &PythonProgram) -> String {
    let mut lines: Vec<String> = program.text.lines().map(String::from).collect();
    if let Some(lint) = program.lint {
        let line = &mut lines[lint.comment.line as usize - 1];
        line.replace_range(lint.comment.start as usize..lint.comment.end as usize, "");
    }
    lines.join("\n") + "\n"
}
