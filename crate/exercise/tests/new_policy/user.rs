//! The new policy in use. Prints the misses of a run, and then the equivalent Python program.

use std::cell::Cell;

use highwater_cache::{Bound, Policy, SecondOnly};
use highwater_exercise::{
    DecisionKind, Exercise, PythonProgram, Ranges, RunObserver, UnitTest, calls_before,
    instance_at, planned_calls, warnings,
};

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
    static MISSES: Cell<u64> = const { Cell::new(0) };
}

enum Counts {}

impl RunObserver for Counts {
    fn call() {
        CALLS.set(CALLS.get() + 1);
    }

    fn miss() {
        MISSES.set(MISSES.get() + 1);
    }
}

fn main() {
    let listed = Bound::ALL.last().expect("a bound");
    let form = "2nd-only:capacity (capacity from 1 to 100)";
    assert_eq!(listed.to_string(), form);
    assert_eq!(listed.python.name, "second_only");

    let policy: Policy = "class/2nd-only:5/clear:3".parse().expect("a policy");
    assert_eq!(policy.to_string(), "class/2nd-only:5/clear:3");
    assert!(matches!(policy.bound, Bound::SecondOnly(SecondOnly { .. })));
    assert_eq!(policy.bound.maxsize(), Some(5));
    assert_eq!(policy.bound.python_decorator(), "@second_only(entries=5)");
    let error = "class/2nd-only:0".parse::<Policy>().expect_err("too small");
    assert!(error.to_string().contains("capacity is out of range"));
    assert!(error.allowed().contains(form));
    let headline = PythonProgram::headline(&"instance/2nd-only:7/gc".parse().expect("a policy"));
    assert_eq!(headline, "self.factorial_plus = second_only(entries=7)(…)");

    for text in [
        "class/2nd-only:5/clear:3",
        "class/2nd-only:40",
        "instance/2nd-only:3",
    ] {
        let policy: Policy = text.parse().expect("a policy");
        let ranges: Ranges = "17,23".parse().expect("ranges");
        CALLS.set(0);
        Exercise::<Counts>::new(policy)
            .run(&ranges)
            .expect("no error");
        assert_eq!(planned_calls(&policy, &ranges), Some(CALLS.get()), "{text}");
        assert_eq!(warnings(&policy, &ranges), Vec::<String>::new());
        for instance in [0, 16, 17, 39] {
            let before = calls_before(&policy, &ranges, instance).expect("an instance");
            assert_eq!(instance_at(&policy, &ranges, before + 1), Some(instance));
        }
        assert_eq!(calls_before(&policy, &ranges, 40), None);
        for test in UnitTest::ALL {
            assert_eq!(test.run::<Counts>(policy), Ok(()));
        }
    }
    let many: Ranges = "10000".parse().expect("ranges");
    assert_eq!(planned_calls(&policy, &many), None);
    assert_eq!(instance_at(&policy, &many, 1), None);

    let ranges: Ranges = "30".parse().expect("ranges");
    MISSES.set(0);
    Exercise::<Counts>::new(policy)
        .run(&ranges)
        .expect("no error");
    println!("{}", MISSES.get());
    let program = PythonProgram::new(&policy, &ranges);
    let stated = |kind| {
        let decision = program.decisions.iter().find(|it| it.kind == kind);
        let span = decision.expect("a decision").span;
        let line = program
            .text
            .lines()
            .nth(span.line as usize - 1)
            .expect("a line");
        &line[span.start as usize..span.end as usize]
    };
    assert_eq!(stated(DecisionKind::Decorator), "second_only");
    assert_eq!(stated(DecisionKind::Maxsize), "5");
    assert_eq!(program.lint, None);
    print!("{}", program.text);
}
