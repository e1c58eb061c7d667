//! Conclusions in stored captures.

use highwater_report::{Conclusion, NoConclusion, Outcome, Report};

use crate::history::{History, Step};

fn kept(conclusion: &Conclusion) -> Vec<u8> {
    let mut bytes = History::of(&[Step::Alloc(1, 100), Step::Calls(3)]).bytes;
    bytes.extend(conclusion.to_records());
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
