//! The text form of policies: parsing and printing.

mod parsing;

use std::fs;
use std::num::NonZeroU32;
use std::path::Path;

use highwater_cache::{Bound, Capacity, Lru, Owner, Policy, PolicyError, Reclaim, Unbounded};
use proptest::prelude::*;

fn parse(text: &str) -> Result<Policy, PolicyError> {
    text.parse()
}

#[test]
fn each_part_is_read() {
    let policy = Policy {
        owner: Owner::Instance,
        bound: Lru::new(128).expect("in range").into(),
        ttl: None,
        clear: NonZeroU32::new(10),
        reclaim: Reclaim::Nogc,
    };
    assert_eq!(parse("instance/lru:128/clear:10/nogc"), Ok(policy));
    assert_eq!(policy.to_string(), "instance/lru:128/clear:10/nogc");
    let shortest = Policy {
        owner: Owner::Class,
        bound: Unbounded.into(),
        ttl: None,
        clear: None,
        reclaim: Reclaim::Refcount,
    };
    assert_eq!(parse("class/unbounded"), Ok(shortest));
    assert_eq!(shortest.to_string(), "class/unbounded");
}

#[test]
fn canonical_texts_print_unchanged() {
    for text in [
        "class/unbounded",
        "class/unbounded/clear:1",
        "class/unbounded/clear:1000000",
        "class/lru:0",
        "class/lru:8/ttl:5",
        "class/sieve:128",
        "class/2q:1B",
        "class/s3-fifo:1536KB/ttl:1000000/clear:2/gc",
        "instance/lru-slab:1024GB",
        "class/w-tinylfu:1048577KB",
        "class/unbounded/ttl:1",
        "class/lru:1/gc",
        "class/lru:1000000000/clear:10/nogc",
        "instance/unbounded/gc",
        "instance/lru:128/nogc",
        "none/unbounded",
        "none/unbounded/gc",
    ] {
        assert_eq!(parse(text).expect(text).to_string(), text);
    }
}

#[test]
fn the_default_and_surrounding_white_space_are_dropped() {
    for (text, canonical) in [
        ("class/unbounded/refcount", "class/unbounded"),
        ("class/lru:3/clear:2/refcount", "class/lru:3/clear:2"),
        (" \t\nclass/lru:3\u{a0}\n", "class/lru:3"),
    ] {
        assert_eq!(parse(text).expect(text).to_string(), canonical);
    }
}

#[test]
fn a_policy_constructed_from_parts_is_checked() {
    let none = parse("none/unbounded").expect("a policy");
    assert_eq!(none.checked(), Ok(none));
    let bounded = Policy {
        bound: Lru::new(5).expect("in range").into(),
        ..none
    };
    assert_eq!(bounded.checked(), parse("none/lru:5"));
    let cleared = Policy {
        clear: NonZeroU32::new(5),
        ..none
    };
    assert_eq!(cleared.checked(), parse("none/unbounded/clear:5"));
    let rare = Policy {
        owner: Owner::Class,
        clear: NonZeroU32::new(1_000_001),
        ..none
    };
    assert_eq!(rare.checked(), parse("class/unbounded/clear:1000001"));
}

#[test]
fn all_choices_are_listed_with_texts_that_parse() {
    for owner in Owner::ALL {
        assert_eq!(owner.name().parse(), Ok(*owner));
    }
    for reclaim in Reclaim::ALL {
        assert_eq!(reclaim.name().parse(), Ok(*reclaim));
    }
    assert_eq!((Owner::ALL.len(), Reclaim::ALL.len()), (3, 3));
    for kind in Bound::ALL {
        let texts = match kind.parameter {
            None => vec![String::from(kind.name)],
            Some(number) => vec![
                format!("{}:{}", kind.name, number.minimum),
                format!("{}:{}", kind.name, number.maximum),
            ],
        };
        for text in texts {
            let bound: Bound = text.parse().expect(&text);
            assert_eq!(bound.description(), *kind);
            assert_eq!(bound.to_string(), text);
        }
    }
    let summaries = Owner::ALL.iter().map(|it| it.summary());
    let summaries = summaries.chain(Reclaim::ALL.iter().map(|it| it.summary()));
    for summary in summaries.chain(Bound::ALL.iter().map(|it| it.summary)) {
        assert!(
            summary.ends_with('.') && !summary.trim_end_matches('.').contains(". "),
            "{summary}"
        );
    }
}

#[test]
fn a_bound_has_its_python_form() {
    for (text, maxsize, decorator) in [
        ("unbounded", None, "@functools.cache"),
        ("lru:0", Some(0), "@functools.lru_cache(maxsize=0)"),
        ("lru:128", Some(128), "@functools.lru_cache(maxsize=128)"),
    ] {
        let bound: Bound = text.parse().expect(text);
        assert_eq!(bound.maxsize(), maxsize);
        assert_eq!(bound.python_decorator(), decorator);
        assert_eq!(format!("@{}", bound.python_call()), decorator);
    }
    assert_eq!(Lru::new(1_000_000_001), None);
}

/// The names of bounds in entries or bytes.
fn on_slabs() -> impl Strategy<Value = &'static str> {
    let sized =
        |kind: &&highwater_cache::BoundDescription| kind.parameter.is_some_and(|it| it.bytes);
    let kinds: Vec<_> = Bound::ALL.iter().filter(sized).collect();
    proptest::sample::select(kinds).prop_map(|kind| kind.name)
}

fn capacities() -> impl Strategy<Value = Capacity> {
    prop_oneof![
        (0u32..=1_000_000_000).prop_map(|entries| Capacity::entries(entries).expect("in range")),
        (1u64..1 << 30).prop_map(|bytes| Capacity::bytes(bytes).expect("in range")),
        (1u64..=1 << 30).prop_map(|kilobytes| {
            let capacity = Capacity::bytes(kilobytes << 10).expect("in range");
            assert_eq!(capacity.units(), kilobytes << 10);
            capacity
        }),
    ]
}

fn policies() -> impl Strategy<Value = Policy> {
    let bound = prop_oneof![
        Just(Bound::from(Unbounded)),
        (0u32..=1_000_000_000).prop_map(|maxsize| Lru::new(maxsize).expect("in range").into()),
        (on_slabs(), capacities()).prop_map(|(name, capacity)| {
            let text = format!("{name}:{capacity}");
            let bound: Bound = text.parse().expect("a bound");
            assert_eq!(bound.capacity(), Some(capacity));
            bound
        }),
    ];
    let owner = proptest::sample::select(Owner::ALL);
    let ttl = proptest::option::of(1u32..=1_000_000);
    let clear = proptest::option::of(1u32..=1_000_000);
    let reclaim = proptest::sample::select(Reclaim::ALL);
    (owner, bound, ttl, clear, reclaim).prop_map(|(owner, bound, ttl, clear, reclaim)| Policy {
        owner,
        bound,
        ttl: ttl.and_then(NonZeroU32::new),
        clear: clear.and_then(NonZeroU32::new),
        reclaim,
    })
}

/// Texts similar to a policy: its words and signs in random order.
fn near_texts() -> impl Strategy<Value = String> {
    let parts = &[
        "class",
        "instance",
        "none",
        "unbounded",
        "lru",
        "sieve",
        "2q",
        "MB",
        "KB",
        "ttl",
        "clear",
        "refcount",
        "gc",
        "nogc",
        "/",
        "/",
        "/",
        ":",
        ":",
        "0",
        "1",
        "9",
        "128",
        "000",
        "+",
        "-",
        " ",
        "é",
        "99999999999999999999",
    ][..];
    proptest::collection::vec(proptest::sample::select(parts), 0..12).prop_map(|it| it.concat())
}

#[test]
fn every_seed_of_the_fuzz_target_parses_or_is_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/read_policy");
    let mut valid = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        parsing::check(&text);
        valid += usize::from(parse(&text).is_ok());
    }
    assert!(valid > 2);
}

proptest! {
    #[test]
    fn every_compatible_policy_parses_from_its_text(policy in policies()) {
        prop_assert_eq!(parse(&policy.to_string()), policy.checked());
    }

    #[test]
    fn any_text_parses_or_is_refused(text in any::<String>()) {
        parsing::check(&text);
    }

    #[test]
    fn any_text_similar_to_a_policy_parses_or_is_refused(text in near_texts()) {
        parsing::check(&text);
    }

    #[test]
    fn a_policy_with_one_part_changed_parses_or_is_refused(
        policy in policies(), at in 0usize..40, part in "[a-z0-9/: é-]{0,3}",
    ) {
        let mut text = policy.to_string();
        let at = at.min(text.len());
        text.replace_range(at..(at + 1).min(text.len()), &part);
        parsing::check(&text);
    }
}
