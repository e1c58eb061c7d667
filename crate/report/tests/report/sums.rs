//! Reports of random captures, compared with sums over all steps.

use highwater_capture::{
    CollectionRecord, CounterRole, Encoder, Header, MAX_COUNTERS, MAX_DRAWN, MAX_TEXT_RECORD, Mark,
    Record, RecordOf, TotalsRecord,
};
use highwater_report::{
    Collection, CollectionTotals, CounterTotal, Memory, PAGE_SIZE, Phase, Report, ReportError,
    Sample,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::vocabulary::{CALLS, HITS, INSTANCES, definitions};

/// One step of a program.
#[derive(Debug, Clone)]
enum Step {
    Alloc(u64),
    Free(usize),
    Realloc(usize, u64),
    Grow(u64),
    Calls(u16),
    Instances(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let block = || any::<usize>();
    let size = || prop_oneof![1..100u64, 1..1_000_000u64];
    prop_oneof![
        5 => size().prop_map(Step::Alloc),
        3 => block().prop_map(Step::Free),
        1 => (block(), size()).prop_map(|(block, size)| Step::Realloc(block, size)),
        1 => (1..50u64).prop_map(Step::Grow),
        5 => prop_oneof![0..3u16, any::<u16>()].prop_map(Step::Calls),
        1 => any::<bool>().prop_map(Step::Instances),
    ]
}

/// A capture under construction, with its sums.
struct Capture {
    encoder: Encoder,
    bytes: Vec<u8>,
    blocks: Vec<(u64, u64)>,
    next_address: u64,
    memory: Memory,
    instances: (u64, u64),
    calls: u64,
    /// The samples after each memory record.
    samples: Vec<Sample>,
}

impl Capture {
    fn new(traced: bool) -> Self {
        let mut capture = Self::without_definitions(traced);
        for definition in definitions() {
            capture.write(&definition);
        }
        capture
    }

    fn without_definitions(traced: bool) -> Self {
        Self {
            encoder: Encoder::new(4),
            bytes: Header {
                address_shift: 4,
                traced,
            }
            .to_bytes()
            .to_vec(),
            blocks: Vec::new(),
            next_address: 0,
            memory: Memory::default(),
            instances: (0, 0),
            calls: 0,
            samples: Vec::new(),
        }
    }

    fn write(&mut self, record: &Record<'_>) {
        let mut window = [0; MAX_TEXT_RECORD];
        let used = self.encoder.encode(&mut window, record);
        self.bytes.extend_from_slice(&window[..used]);
    }

    fn totals(&self) -> TotalsRecord {
        let memory = &self.memory;
        TotalsRecord {
            live: memory.live,
            peak: memory.peak,
            allocations: memory.allocations,
            deallocations: memory.deallocations,
            allocated_bytes: memory.allocated_bytes,
            pages: memory.pages,
            baseline_pages: memory.baseline_pages,
            growths: memory.growths,
        }
    }

    fn alloc(&mut self, size: u64) -> (u64, u64) {
        let block = (self.next_address, size);
        self.next_address += size.next_multiple_of(16);
        self.memory.allocations += 1;
        self.memory.allocated_bytes += size;
        self.memory.live += size;
        if self.memory.live >= self.memory.peak {
            (self.memory.peak, self.memory.peak_ticks) = (self.memory.live, self.calls);
        }
        block
    }

    fn free(&mut self, size: u64) {
        self.memory.deallocations += 1;
        self.memory.live -= size;
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Alloc(size) => {
                let (address, size) = self.alloc(size);
                self.blocks.push((address, size));
                self.write(&RecordOf::Alloc {
                    node: 0,
                    address,
                    size,
                });
            }
            Step::Free(block) if !self.blocks.is_empty() => {
                let (address, size) = self.blocks.swap_remove(block % self.blocks.len());
                self.free(size);
                self.write(&RecordOf::Free {
                    node: 0,
                    address,
                    size,
                });
            }
            Step::Realloc(block, size) if !self.blocks.is_empty() => {
                let index = block % self.blocks.len();
                let (old_address, old_size) = self.blocks[index];
                self.free(old_size);
                let (address, size) = self.alloc(size);
                self.blocks[index] = (address, size);
                self.write(&RecordOf::Realloc {
                    node: 0,
                    old_address,
                    old_size,
                    address,
                    size,
                });
            }
            Step::Grow(pages) => {
                self.memory.pages += pages;
                self.memory.growths += 1;
                self.write(&RecordOf::Grow {
                    pages: self.memory.pages,
                });
            }
            Step::Calls(delta) => {
                self.calls += u64::from(delta);
                self.write(&RecordOf::Count {
                    counter: CALLS,
                    delta: delta.into(),
                });
                return;
            }
            Step::Instances(born) => {
                let (alive, peak) = self.instances;
                let delta = if born || alive == 0 { 1 } else { -1 };
                let alive = alive.strict_add_signed(delta);
                self.instances = (alive, peak.max(alive));
                self.write(&RecordOf::Count {
                    counter: INSTANCES,
                    delta,
                });
                return;
            }
            Step::Free(_) | Step::Realloc(..) => return,
        }
        self.samples.push(Sample {
            ticks: self.calls,
            live: self.memory.live,
            linear: self.memory.pages * PAGE_SIZE,
            drawn: [0, self.instances.0, 0, 0],
            ..Sample::default()
        });
    }

    fn mark(&mut self, mark: Mark) {
        let totals = self.totals();
        self.write(&RecordOf::Totals(totals));
        self.write(&RecordOf::Mark(mark));
    }

    fn of(steps: &[Step]) -> Self {
        let mut capture = Self::new(true);
        capture.memory.pages = 7;
        capture.memory.baseline_pages = 7;
        capture.mark(Mark::Begin);
        for step in steps {
            capture.step(step);
        }
        capture
    }
}

fn report(bytes: &[u8]) -> Result<Report, ReportError> {
    let mut report = Report::new();
    report.feed(bytes, 0.0)?;
    report.finish()?;
    Ok(report)
}

proptest! {
    #[test]
    fn sums_are_those_of_the_records(steps in vec(step(), 0..400), chunks in vec(1..200usize, 1..30)) {
        let mut capture = Capture::of(&steps);
        capture.mark(Mark::End);
        let mut report = Report::new();
        let mut rest = &capture.bytes[..];
        for length in chunks.iter().cycle() {
            let (chunk, after) = rest.split_at((*length).min(rest.len()));
            report.feed(chunk, 0.0).unwrap();
            rest = after;
            if rest.is_empty() { break; }
        }
        prop_assert_eq!(report.finish(), Ok(()));
        prop_assert_eq!(report.memory(), &capture.memory);
        let totals = report.totals();
        prop_assert_eq!(totals.memory, &capture.memory);
        prop_assert_eq!(totals.program.ticks(), capture.calls);
        prop_assert_eq!(totals.program.counter("calls"), capture.calls);
        let instances = (totals.program.counter("instances"), totals.program.peak("instances"));
        prop_assert_eq!(instances, capture.instances);
    }

    #[test]
    fn the_curve_has_the_peak_and_only_real_samples(steps in vec(step(), 1..400)) {
        let capture = Capture::of(&steps);
        let curve = report(&capture.bytes).unwrap().curve();
        // The first point of the curve is from the totals at the beginning.
        let first = Sample { linear: 7 * PAGE_SIZE, ..Sample::default() };
        prop_assert_eq!(curve[0], first);
        // The last is the current state: calls may follow the last record.
        let last = *curve.last().unwrap();
        prop_assert_eq!((last.ticks, last.live), (capture.calls, capture.memory.live));
        let between = curve.len().saturating_sub(2);
        for sample in curve.iter().skip(1).take(between) {
            prop_assert!(capture.samples.contains(sample), "{sample:?}");
        }
        let most = curve.iter().map(|sample| sample.live).max().unwrap();
        prop_assert_eq!(most, capture.memory.peak);
    }

    #[test]
    fn a_wrong_total_is_an_error(steps in vec(step(), 1..50), which in 0..8usize) {
        let mut capture = Capture::of(&steps);
        let mut totals = capture.totals();
        let fields = [
            (&mut totals.live, "live bytes"),
            (&mut totals.peak, "live bytes at the peak"),
            (&mut totals.allocations, "allocations"),
            (&mut totals.deallocations, "frees"),
            (&mut totals.allocated_bytes, "allocated bytes"),
            (&mut totals.pages, "pages"),
            (&mut totals.baseline_pages, "pages at the beginning"),
            (&mut totals.growths, "growths"),
        ];
        let (field, name) = fields.into_iter().nth(which).unwrap();
        *field += 1;
        // Before the first allocation, totals are adopted without a comparison.
        prop_assume!(capture.memory.allocations > 0);
        capture.write(&RecordOf::Totals(totals));
        let error = report(&capture.bytes).unwrap_err();
        prop_assert!(matches!(error, ReportError::Totals { what, .. } if what == name), "{error}");
    }
}

#[test]
fn callbacks_at_the_end_count_for_the_peak() {
    let mut capture = Capture::of(&[Step::Alloc(100), Step::Calls(5)]);
    capture.mark(Mark::End);
    capture.mark(Mark::Ending);
    let at_end = report(&capture.bytes).unwrap();
    for step in [
        Step::Calls(1),
        Step::Free(0),
        Step::Alloc(60),
        Step::Calls(1),
    ] {
        capture.step(&step);
    }
    // Less than the peak changes nothing.
    let below = report(&capture.bytes).unwrap();
    assert_eq!(below.totals(), at_end.totals());
    assert_eq!(below.curve(), at_end.curve());

    capture.step(&Step::Alloc(50));
    capture.step(&Step::Free(0));
    capture.mark(Mark::Released);
    let above = report(&capture.bytes).unwrap();
    let memory = above.totals().memory;
    assert_eq!((memory.live, memory.peak, memory.peak_ticks), (100, 110, 7));
    let curve = above.curve();
    let last = curve.last().unwrap();
    assert_eq!((last.ticks, last.live), (7, 110));
    assert!(curve.starts_with(&at_end.curve()));
}

#[test]
fn totals_do_not_change_after_the_end() {
    let steps = [Step::Alloc(100), Step::Calls(5), Step::Instances(true)];
    let mut capture = Capture::of(&steps);
    capture.write(&RecordOf::Meta {
        key: "policy",
        value: "class/lru:3",
    });
    capture.write(&RecordOf::Count {
        counter: HITS,
        delta: 2,
    });
    let collection = |generation| {
        RecordOf::Collection(CollectionRecord {
            generation,
            collected: 16,
            freed: 40,
        })
    };
    capture.write(&collection(1));
    for (name, value) in [("range", 5), ("currsize", 3)] {
        capture.write(&RecordOf::PhaseField { name, value });
    }
    capture.write(&RecordOf::Phase { name: "first" });
    capture.mark(Mark::End);
    let at_end = report(&capture.bytes).unwrap();
    capture.step(&Step::Free(0));
    capture.write(&collection(2));
    capture.write(&RecordOf::Count {
        counter: INSTANCES,
        delta: -1,
    });
    capture.mark(Mark::Released);
    let released = report(&capture.bytes).unwrap();
    assert_eq!(released.memory().live, 0);
    assert_eq!(released.program().counter("instances"), 0);
    assert_eq!(released.totals(), at_end.totals());
    assert_eq!(released.curve(), at_end.curve());
    let collected = Collection {
        ticks: 5,
        generation: 1,
        collected: 16,
        freed: 40,
        count: 1,
    };
    assert_eq!(released.collections(), [collected]);
    let totals = released.totals();
    assert_eq!((totals.memory.live, totals.memory.peak), (100, 100));
    assert_eq!((totals.is_traced, totals.is_native), (true, false));
    let collections = CollectionTotals {
        count: [0, 1, 0],
        collected: 16,
        freed: 40,
    };
    assert_eq!(totals.collections, collections);
    assert_eq!(totals.program.settings["policy"], "class/lru:3");
    let counters: Vec<_> = totals.program.counters().collect();
    let counter = |name, role, value| CounterTotal {
        name,
        role,
        value,
        peak: value,
    };
    assert_eq!(
        counters,
        [
            counter("hits", CounterRole::Total, 2),
            counter("calls", CounterRole::Ticks, 5),
            counter("entries", CounterRole::Drawn, 0),
            counter("instances", CounterRole::Exact, 1),
        ]
    );
    let named = |values: &[(&str, u64)]| -> Vec<(String, u64)> {
        let values = values.iter();
        values
            .map(|&(name, value)| (name.to_string(), value))
            .collect()
    };
    let phase = Phase {
        name: "first".to_string(),
        fields: named(&[("range", 5), ("currsize", 3)]),
        counters: named(&[("hits", 2), ("calls", 5), ("entries", 0), ("instances", 1)]),
    };
    assert_eq!((phase.field("currsize"), phase.counter("hits")), (3, 2));
    assert_eq!((phase.field("size"), phase.counter("misses")), (0, 0));
    assert_eq!(totals.program.phases, [phase]);
}

#[test]
fn a_program_without_counters_has_no_ticks() {
    let mut capture = Capture::without_definitions(true);
    capture.step(&Step::Alloc(40));
    let report = report(&capture.bytes).unwrap();
    let program = report.program();
    assert_eq!((program.ticks(), program.ticks_name()), (0, "ticks"));
    assert_eq!(program.counters().count(), 0);
    assert_eq!((program.counter("calls"), program.peak("calls")), (0, 0));
    assert_eq!(program.drawn_index("entries"), None);
    assert_eq!(report.curve().len(), 1);
}

#[test]
fn samples_have_the_drawn_counters_in_the_order_of_their_definitions() {
    let mut capture = Capture::new(true);
    capture.step(&Step::Instances(true));
    capture.step(&Step::Alloc(40));
    let report = report(&capture.bytes).unwrap();
    let index = |name| report.program().drawn_index(name);
    assert_eq!(index("entries"), Some(0));
    assert_eq!(index("instances"), Some(1));
    assert_eq!((index("calls"), index("hits")), (None, None));
    assert_eq!(report.curve()[0].drawn, [0, 1, 0, 0]);
}

#[test]
fn definitions_that_a_program_cannot_have_are_refused() {
    use CounterRole::{Drawn, Exact, Ticks, Total};
    let named = |roles: &[CounterRole], name_of: fn(usize) -> String| {
        let mut capture = Capture::without_definitions(true);
        for (index, &role) in roles.iter().enumerate() {
            let name = &name_of(index);
            capture.write(&RecordOf::CounterDefinition { role, name });
        }
        report(&capture.bytes).err()
    };
    let defined = |roles: &[CounterRole]| named(roles, |index| format!("counter {index}"));
    assert_eq!(defined(&[Total; MAX_COUNTERS]), None);
    assert_eq!(defined(&[Drawn; MAX_DRAWN]), None);
    assert_eq!(defined(&[Drawn, Exact, Ticks, Exact, Drawn]), None);
    let refused = Some(ReportError::Contradiction);
    assert_eq!(defined(&[Ticks, Ticks]), refused);
    assert_eq!(defined(&[Drawn, Exact, Drawn, Exact, Drawn]), refused);
    assert_eq!(named(&[Drawn, Total], |_| "same".to_string()), refused);
}

#[test]
fn the_peak_is_measured_from_ready() {
    let mut capture = Capture::of(&[Step::Alloc(40), Step::Alloc(100), Step::Free(1)]);
    capture.mark(Mark::Ready);
    let lives = |report: &Report| -> Vec<u64> { report.curve().iter().map(|at| at.live).collect() };
    let ready = report(&capture.bytes).unwrap();
    assert_eq!((ready.memory().peak, ready.memory().allocations), (40, 2));
    assert_eq!(lives(&ready), [40]);

    capture.memory.peak = capture.memory.live;
    capture.step(&Step::Calls(1));
    capture.step(&Step::Alloc(30));
    capture.mark(Mark::End);
    let ended = report(&capture.bytes).unwrap();
    assert_eq!((ended.memory().peak, ended.memory().peak_ticks), (70, 1));
    assert_eq!(lives(&ended), [40, 70]);
}

#[test]
fn an_untraced_capture_s_totals_are_adopted() {
    let mut capture = Capture::new(false);
    capture.mark(Mark::Begin);
    capture.memory.peak = 90;
    capture.memory.live = 40;
    capture.memory.allocations = 3;
    capture.mark(Mark::End);
    capture.memory.live = 0;
    capture.mark(Mark::Released);
    let report = report(&capture.bytes).unwrap();
    let totals = report.totals();
    assert!(!totals.is_traced);
    assert_eq!((totals.memory.peak, totals.memory.live), (90, 40));
    assert_eq!(totals.memory.allocations, 3);
}

#[test]
fn records_that_contradict_each_other_are_an_error() {
    let error = |records: &[Record<'_>]| {
        let mut capture = Capture::new(true);
        for record in records {
            capture.write(record);
        }
        report(&capture.bytes).unwrap_err()
    };
    let alloc = RecordOf::Alloc {
        node: 0,
        address: 0,
        size: 8,
    };
    let free = |size| RecordOf::Free {
        node: 0,
        address: 0,
        size,
    };
    assert_eq!(error(&[alloc, free(9)]), ReportError::Contradiction);
    assert_eq!(error(&[free(1)]), ReportError::Contradiction);
    let below_zero = RecordOf::Count {
        counter: CALLS,
        delta: -1,
    };
    assert_eq!(error(&[below_zero]), ReportError::Contradiction);
    let too_large = RecordOf::Alloc {
        node: 0,
        address: 0,
        size: u64::MAX,
    };
    assert_eq!(error(&[alloc, too_large]), ReportError::Contradiction);
    let unaddressable = RecordOf::Grow {
        pages: u64::MAX / 1000,
    };
    assert_eq!(error(&[unaddressable]), ReportError::Contradiction);
    // A report stores a bounded number of phases, however many a capture has.
    let phase = RecordOf::Phase { name: "phase" };
    assert_eq!(error(&[phase; 100]), ReportError::Contradiction);
    let field = RecordOf::PhaseField {
        name: "size",
        value: 1,
    };
    assert_eq!(error(&[field; 100]), ReportError::Contradiction);
}

#[test]
fn a_failed_report_keeps_its_last_state() {
    let mut capture = Capture::of(&[Step::Alloc(100), Step::Calls(5)]);
    capture.bytes.push(0xff);
    capture.step(&Step::Alloc(100));
    let mut report = Report::new();
    let error = report.feed(&capture.bytes, 0.0).unwrap_err();
    assert!(
        error.to_string().contains("no record begins with 0xff"),
        "{error}"
    );
    assert_eq!(
        (report.memory().live, report.memory().allocations),
        (100, 1)
    );
    assert_eq!(report.feed(&[0], 0.0), Err(error));
    assert_eq!(report.finish(), Err(error));
}
