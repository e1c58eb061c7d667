//! Texts of workloads, and error messages for others.

use highwater_workload::{Format, Pattern, Sizes, Workload};
use proptest::prelude::*;

#[test]
fn a_text_prints_as_itself() {
    for text in [
        "exercise",
        "exercise:50",
        "exercise:500,1000,3",
        "zipf:20000,200000,1",
        "zipf:1,1,0",
        "zipf:10000000,1000000000,18446744073709551615,0.75",
        "zipf:5,5,5,0",
        "loop:1009,100900",
        "scan-mix:5000,300000,9000,3000,7",
        "scan-mix:1,1,1,0,0",
        "shift:5000,100000,10000,500,9",
        "loop:1,1/sizes:skewed",
    ] {
        let workload: Workload = text.parse().unwrap();
        assert_eq!(workload.to_string(), text);
        assert_eq!(workload.to_string().parse(), Ok(workload));
    }
}

#[test]
fn defaults_are_not_printed() {
    for (text, printed) in [
        ("exercise:500,1000", "exercise"),
        ("zipf:3,4,5,1", "zipf:3,4,5"),
        ("loop:3,4/sizes:one", "loop:3,4"),
    ] {
        assert_eq!(text.parse::<Workload>().unwrap().to_string(), printed);
    }
}

#[test]
fn the_lists_have_all_names() {
    let forms: Vec<String> = Pattern::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(forms.join(", "), FORMS);
    for description in Pattern::ALL {
        assert!(description.summary.ends_with('.'));
        for parameter in description.parameters {
            assert!(description.numbers.contains(parameter.name));
        }
    }
    assert_eq!(Sizes::ALL.map(Sizes::name), ["one", "skewed"]);
    for &format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
        assert!(format.description().summary.ends_with('.'));
        for ending in format.description().endings {
            for compression in ["", ".gz", ".zst"] {
                let path = format!("some/Trace{ending}{compression}");
                assert_eq!(Format::of_path(path.as_ref()), format, "{path}");
            }
        }
    }
}

const FORMS: &str = "exercise[:RANGES], zipf:KEYS,REQUESTS,SEED[,SKEW], loop:KEYS,REQUESTS, \
                     scan-mix:HOT,REQUESTS,PERIOD,SCAN,SEED, shift:KEYS,REQUESTS,PERIOD,STEP,SEED";
const LOOP: &str = "loop:KEYS,REQUESTS (KEYS from 1 to 10000000, REQUESTS from 1 to 1000000000)";
const ZIPF: &str = "zipf:KEYS,REQUESTS,SEED[,SKEW] (KEYS from 1 to 10000000, \
                    REQUESTS from 1 to 1000000000, SEED from 0 to 18446744073709551615)";
const SKEW: &str = "SKEW is not a decimal number from 0 to 4 with at most two decimal places, \
                    without zeros at the end";
const PLAIN: &str = "is not a plain number (digits only, no leading zero)";

#[test]
fn other_texts_are_refused() {
    let plain = |number: &str| format!("{number} {PLAIN}");
    let text = String::from;
    for (workload, problem, allowed) in [
        ("", text("not known"), FORMS),
        ("Loop:3,4", text("not known"), FORMS),
        (" loop:3,4", text("not known"), FORMS),
        ("loop", text("KEYS is missing"), LOOP),
        ("loop:", text("KEYS is missing"), LOOP),
        ("loop:3", text("REQUESTS is missing"), LOOP),
        ("loop:3,", plain("REQUESTS"), LOOP),
        (
            "loop:3,4,",
            text("it is complete before its last part"),
            LOOP,
        ),
        (
            "loop:3,4,5",
            text("it is complete before its last part"),
            LOOP,
        ),
        ("loop:03,4", plain("KEYS"), LOOP),
        ("loop:+3,4", plain("KEYS"), LOOP),
        ("loop:3, 4", plain("REQUESTS"), LOOP),
        ("loop:3:4", plain("KEYS"), LOOP),
        ("loop:0,4", text("KEYS is out of range"), LOOP),
        ("loop:10000001,4", text("KEYS is out of range"), LOOP),
        ("loop:3,1000000001", text("REQUESTS is out of range"), LOOP),
        ("zipf:3,4", text("SEED is missing"), ZIPF),
        (
            "zipf:3,4,18446744073709551616",
            text("SEED is out of range"),
            ZIPF,
        ),
        ("zipf:3,4,5,", text(SKEW), ZIPF),
        ("zipf:3,4,5,1.0", text(SKEW), ZIPF),
        ("zipf:3,4,5,4.01", text(SKEW), ZIPF),
        ("zipf:3,4,5,1,1", text(SKEW), ZIPF),
        ("exercise:5, 3", plain("RANGES"), "exercise[:RANGES]"),
        (
            "exercise:0",
            text(
                "range “0”: allowed are 1 to 8 whole numbers from 1 to 10000 separated by commas, \
                 such as “500,1000”",
            ),
            "exercise[:RANGES]",
        ),
    ] {
        let error = workload.parse::<Workload>().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("workload {workload:?}: {problem}; allowed: {allowed}")
        );
        assert_eq!((error.written(), error.allowed()), (workload, allowed));
    }
}

#[test]
fn other_parts_after_a_workload_are_refused() {
    for (text, message) in [
        (
            "loop:3,4/",
            "part \"\": not known; allowed: sizes:one, sizes:skewed",
        ),
        (
            "loop:3,4/sizes",
            "part \"sizes\": not known; allowed: sizes:one, sizes:skewed",
        ),
        (
            "loop:3,4/sizes:One",
            "sizes \"One\": not known; allowed: one, skewed",
        ),
        (
            "loop:3,4/sizes:one/sizes:one",
            "sizes \"one/sizes:one\": not known; allowed: one, skewed",
        ),
    ] {
        assert_eq!(text.parse::<Workload>().unwrap_err().to_string(), message);
    }
}

#[test]
fn a_long_text_is_shortened_in_its_error() {
    let error = "x".repeat(50).parse::<Workload>().unwrap_err();
    assert_eq!(error.written(), format!("{}…", "x".repeat(40)));
}

proptest! {
    #[test]
    fn a_text_is_refused_or_prints_as_one_text(text in "(exercise|zipf|loop|scan-mix|shift)?:?[0-9,.]{0,12}(/sizes:(one|skewed))?") {
        if let Ok(workload) = text.parse::<Workload>() {
            let printed = workload.to_string();
            prop_assert_eq!(printed.parse::<Workload>(), Ok(workload));
        }
    }

    #[test]
    fn there_are_as_many_requests_as_announced(
        keys in 1..50_u64, requests in 1..200_u64, period in 1..20_u64, other in 0..20_u64, seed: u64,
    ) {
        for text in [
            format!("zipf:{keys},{requests},{seed}"),
            format!("loop:{keys},{requests}"),
            format!("scan-mix:{keys},{requests},{period},{other},{seed}"),
            format!("shift:{keys},{requests},{period},{other},{seed}"),
            format!("exercise:{keys},{period}"),
        ] {
            let workload: Workload = text.parse().unwrap();
            let all = workload.pattern.requests();
            prop_assert_eq!(workload.requests().count() as u64, all);
            let mut rest = workload.requests();
            rest.next();
            let left = usize::try_from(all - 1).unwrap();
            prop_assert_eq!(rest.size_hint(), (left, Some(left)));
        }
    }
}
