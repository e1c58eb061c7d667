//! Properties of all formats.

use std::collections::HashSet;

use highwater_capture::{Header, RecordOf};
use highwater_report::{ExportError, Format, Kind, QueryError, Report};
use serde_json::json;

use crate::captures::report_of;
use crate::{export, query, run};

#[test]
fn each_has_its_name() {
    let names: HashSet<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(names.len(), Format::ALL.len());
    let endings: HashSet<&str> = Format::ALL
        .iter()
        .map(|format| format.extension())
        .collect();
    assert_eq!(endings.len(), Format::ALL.len());
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
        assert_eq!(format.to_string(), format.name());
        assert!(format.description().ends_with('.'), "{format}");
        assert!(format.media_type().contains('/'), "{format}");
    }
    let unknown = "svg".parse::<Format>().unwrap_err().to_string();
    assert!(unknown.contains("“svg”"), "{unknown}");
    assert!(names.iter().all(|name| unknown.contains(name)), "{unknown}");
}

#[test]
fn each_lists_the_kinds_it_supports() {
    let run = run();
    let every = Format::StatsJson.kinds();
    assert_eq!(every, Kind::ALL);
    for format in Format::ALL {
        for kind in every.iter().copied() {
            let asked = if kind == Kind::Difference {
                json!({"kind": kind, "between": ["peak", "end"]})
            } else {
                json!({"kind": kind})
            };
            let answer = export(&run, format, asked);
            if format.kinds().contains(&kind) {
                assert!(answer.is_ok(), "{format} {kind:?}");
            } else {
                assert_eq!(answer, Err(ExportError::NotExported { kind, format }));
            }
        }
    }
    let refusal = ExportError::NotExported {
        kind: Kind::Difference,
        format: Format::Pprof,
    };
    assert_eq!(
        refusal.to_string(),
        "kind “difference” cannot be exported as pprof: allowed are high-water-mark, leaks, temporary, at, tree, table, summary"
    );
}

#[test]
fn a_table_between_two_instants_is_a_difference() {
    for (asked, expected) in [
        (
            json!({"kind": "table", "between": ["peak", "end"]}),
            ExportError::NotExported {
                kind: Kind::Difference,
                format: Format::Csv,
            },
        ),
        (
            json!({"kind": "leaks", "between": ["peak", "end"]}),
            ExportError::Query(QueryError::Between(Kind::Leaks)),
        ),
    ] {
        assert_eq!(export(&run(), Format::Csv, asked), Err(expected));
    }
}

#[test]
fn a_query_without_an_answer_has_no_export() {
    let mut untraced = Report::with_locations();
    let header = Header {
        address_shift: 4,
        traced: false,
    };
    untraced.feed(&header.to_bytes(), 0.0).unwrap();
    let early = report_of(&[RecordOf::Grow { pages: 1 }]);
    for format in Format::ALL {
        let asked = query(json!({"kind": "leaks"}));
        assert_eq!(
            Report::new().export(format, &asked),
            Err(ExportError::Query(QueryError::NoLocations))
        );
        assert_eq!(
            untraced.export(format, &asked),
            Err(ExportError::Query(QueryError::NotTraced))
        );
        if format != Format::StatsJson {
            for asked in [
                json!({"kind": "temporary", "threshold": 16}),
                json!({"kind": "at", "at": "released"}),
            ] {
                let asked = query(asked);
                let expected = early.answer(&asked).unwrap_err();
                assert_eq!(
                    early.export(format, &asked),
                    Err(ExportError::Query(expected)),
                    "{format}"
                );
            }
        }
    }
}

#[test]
fn equal_runs_have_equal_files() {
    for format in Format::ALL {
        let file = || export(&run(), format, json!({"kind": "high-water-mark"})).unwrap();
        assert_eq!(file(), file(), "{format}");
    }
}
