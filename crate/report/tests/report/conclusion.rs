//! Conclusions in stored captures.

use highwater_report::{Conclusion, NoConclusion, Outcome, Report};

use crate::history::{History, Step};

fn kept(conclusion: &Conclusion) -> Vec<u8> {
    let mut bytes = History::of(&[Step::Alloc(1, 100), Step::Calls(3)]).bytes;
    let end = read(&bytes).end(conclusion);
    bytes.extend(end);
    bytes
}

fn read(bytes: &[u8]) -> Report {
    let mut report = Report::new();
    report.feed(bytes, 0.0).unwrap();
    report
}

#[test]
fn a_stored_conclusion_reads_back() {
    for outcome in Outcome::ALL {
        for (duration_ms, error) in [
            (0.0, None),
            (1234.5, Some("Stack “λ” overflow".to_string())),
        ] {
            let conclusion = Conclusion {
                outcome,
                duration_ms,
                error,
            };
            assert_eq!(
                read(&kept(&conclusion)).conclusion(),
                Ok(conclusion.clone())
            );
        }
    }
}

#[test]
fn a_capture_cut_off_anywhere_has_no_conclusion() {
    let whole = kept(&Conclusion {
        outcome: Outcome::Failed,
        duration_ms: 20.5,
        error: Some("RecursionError".to_string()),
    });
    for length in 0..whole.len() {
        assert_eq!(
            read(&whole[..length]).conclusion(),
            Err(NoConclusion),
            "{length}"
        );
    }
    assert!(read(&whole).conclusion().is_ok());
}

#[test]
fn an_outcome_without_a_checksum_is_no_conclusion() {
    let whole = kept(&Conclusion {
        outcome: Outcome::Completed,
        duration_ms: 1.0,
        error: None,
    });
    // The record of the checksum: its head and eight bytes.
    let report = read(&whole[..whole.len() - 9]);
    assert!(report.program().settings.contains_key("outcome"));
    assert_eq!(report.conclusion(), Err(NoConclusion));
}
