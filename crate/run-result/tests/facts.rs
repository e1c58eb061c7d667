//! The check of a capture's facts.

use highwater_report::Settings;
use highwater_run_result::check_facts;

fn settings(facts: &[(&str, &str)]) -> Settings {
    let owned = |&(name, value): &(&str, &str)| (name.to_string(), value.to_string());
    facts.iter().map(owned).collect()
}

#[test]
fn facts_of_the_engines_are_valid() {
    for facts in [
        &[][..],
        &[("policy", "class/lru:5"), ("ranges", "500,1000")],
        &[
            ("maxsize", "5"),
            ("hard-limit", "104857600"),
            ("ranges", "7"),
        ],
        &[("start-up", "4000000"), ("growth", "adaptive")],
    ] {
        assert_eq!(check_facts(&settings(facts)), Ok(()), "{facts:?}");
    }
}

#[test]
fn other_numbers_are_refused_with_a_quote() {
    for (name, value) in [
        ("ranges", ""),
        ("ranges", "500,,1000"),
        ("ranges", "500;1000"),
        ("ranges", " 500"),
        ("maxsize", "+5"),
        ("maxsize", "5,6"),
        ("hard-limit", "0100"),
        ("hard-limit", "99999999999999999999"),
        ("start-up", "-1"),
    ] {
        let error = check_facts(&settings(&[(name, value)])).unwrap_err();
        let expected = format!(
            "the capture is damaged: its {name}, “{value}”, is not a whole number, or a list of them"
        );
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_quote_has_at_most_200_characters() {
    let long = "é".repeat(1000);
    let error = check_facts(&settings(&[("ranges", &long)])).unwrap_err();
    assert!(error.to_string().contains(&"é".repeat(200)));
    assert!(!error.to_string().contains(&"é".repeat(201)));
}
