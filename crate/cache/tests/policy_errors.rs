//! Error messages for texts that are not policies.

use highwater_cache::{Part, Policy, PolicyError};

fn error(text: &str) -> PolicyError {
    text.parse::<Policy>().expect_err(text)
}

const OWNERS: &str = "class, instance, none";
const CLEAR: &str = "clear:instances (instances from 1 to 1000000)";
const CLEAR_OR_RECLAIMS: &str = "clear:instances (instances from 1 to 1000000), refcount, gc, nogc";
const ALL: &str = "ttl:calls (calls from 1 to 1000000), clear:instances (instances from 1 to 1000000), refcount, gc, nogc";
const TTL: &str = "ttl:calls (calls from 1 to 1000000)";
const RECLAIMS: &str = "refcount, gc, nogc";
const NOTHING: &str = "nothing more";

const BOUNDS: &str = "unbounded, lru:maxsize, fifo:maxsize, lru-slab:maxsize, mru:maxsize, \
    rr:maxsize, clock:maxsize, lfu:maxsize, slru:maxsize, 2q:maxsize, arc:maxsize, car:maxsize, \
    lirs:maxsize, sieve:maxsize, s3-fifo:maxsize, w-tinylfu:maxsize, gdsf:maxsize";
const LRU: &str = "lru:maxsize (maxsize from 0 to 1000000000)";

/// Checks messages: each line is a text and its error's part, quote and problem.
fn errors(allowed: &str, table: &str) {
    for line in table.lines().filter(|line| !line.is_empty()) {
        let (text, problem) = line.split_once(" => ").expect("a text and a problem");
        let message = format!("{}; allowed: {allowed}", problem.trim_start());
        assert_eq!(error(text.trim_end()).to_string(), message, "{text:?}");
    }
}

#[test]
fn an_owner_that_does_not_parse() {
    errors(
        OWNERS,
        r#"
                              => owner "": empty
Class/unbounded   => owner "Class": not known
unbounded/class   => owner "unbounded": not known
class:1/unbounded => owner "class:1": it takes no number
class /unbounded  => owner "class ": white space is not allowed inside
"#,
    );
}

#[test]
fn a_bound_that_does_not_exist() {
    errors(
        BOUNDS,
        r#"
class                => bound "": empty
class//gc            => bound "": empty
class/gc             => bound "gc": not known
"#,
    );
}

#[test]
fn a_bound_that_does_not_parse() {
    errors(
        "unbounded",
        r#"
class/unbounded:3    => bound "unbounded:3": it takes no number
"#,
    );
    errors(
        "sieve:maxsize (entries or bytes)",
        r#"
class/sieve:         => bound "sieve:": maxsize is missing
"#,
    );
    errors(
        LRU,
        r#"
class/lru            => bound "lru": maxsize is missing
class/lru:           => bound "lru:": maxsize is missing
class/lru:+1         => bound "lru:+1": maxsize is not a plain number (digits only, no leading zero)
class/lru:1000000001 => bound "lru:1000000001": maxsize is out of range
"#,
    );
}

#[test]
fn a_clear_that_does_not_parse() {
    errors(
        CLEAR,
        r#"
class/unbounded/clear         => clear "clear": instances is missing
class/unbounded/clear:0       => clear "clear:0": instances is out of range
class/unbounded/clear:-1      => clear "clear:-1": instances is not a plain number (digits only, no leading zero)
class/unbounded/clear:1000001 => clear "clear:1000001": instances is out of range
"#,
    );
}

#[test]
fn a_part_that_may_not_follow_the_bound() {
    errors(
        ALL,
        r#"
class/unbounded/      => clear "": empty
class/unbounded/GC    => reclaim "GC": not known
class/unbounded/lru:3 => bound "lru:3": the bound is already set
class/unbounded/none  => owner "none": the owner is already set
"#,
    );
}

#[test]
fn a_part_that_may_not_follow_the_ttl() {
    errors(
        CLEAR_OR_RECLAIMS,
        r#"
class/unbounded/ttl:1/       => clear "": empty
class/unbounded/ttl:1/ttl:2  => ttl "ttl:2": the ttl is already set
class/unbounded/ttl:1/lru:2  => bound "lru:2": the bound is already set
"#,
    );
}

#[test]
fn a_ttl_that_does_not_parse() {
    errors(
        TTL,
        r#"
class/lru:1/ttl         => ttl "ttl": calls is missing
class/lru:1/ttl:0       => ttl "ttl:0": calls is out of range
class/lru:1/ttl:1000001 => ttl "ttl:1000001": calls is out of range
"#,
    );
}

#[test]
fn a_size_in_bytes_that_does_not_parse() {
    let plain = "the number of bytes is not plain (digits only, no leading zero, and a unit)";
    let range = "the number of bytes is out of range (1B to 1024GB, from 1GB on whole KB)";
    for (size, problem) in [
        ("1024B", "the number of bytes is written 1KB"),
        ("1048576KB", "the number of bytes is written 1GB"),
        ("2048MB", "the number of bytes is written 2GB"),
        ("1.5MB", plain),
        ("01MB", plain),
        ("0MB", plain),
        ("+1MB", plain),
        ("MB", plain),
        ("1025GB", range),
        ("1073741825B", range),
        ("99999999999999999999999KB", range),
        (
            "1mb",
            "maxsize is not a plain number (digits only, no leading zero)",
        ),
        (
            "1TB",
            "maxsize is not a plain number (digits only, no leading zero)",
        ),
    ] {
        let error = error(&format!("class/sieve:{size}"));
        assert_eq!(error.part(), Part::Bound);
        let message = format!("bound \"sieve:{size}\": {problem}; allowed: ");
        assert!(error.to_string().starts_with(&message), "{error}");
    }
    // The policy of functools has no sizes in bytes.
    let message = "bound \"lru:1MB\": maxsize is not a plain number";
    assert!(error("class/lru:1MB").to_string().starts_with(message));
}

#[test]
fn a_page_offers_neither_bytes_nor_expiry() {
    let refused = |text: &str| Policy::parse_offered(text).expect_err(text).to_string();
    assert_eq!(
        refused("class/sieve:3MB"),
        "bound \"sieve:3MB\": maxsize is not a plain number (digits only, no leading zero); \
         allowed: sieve:maxsize (maxsize from 0 to 1000000000)"
    );
    assert_eq!(
        refused("class/lru:3/ttl:5"),
        format!("reclaim \"ttl:5\": not known; allowed: {CLEAR_OR_RECLAIMS}")
    );
    for text in [
        "class/unbounded",
        "class/sieve:3",
        "instance/lru:3/clear:2/gc",
    ] {
        assert_eq!(Policy::parse_offered(text), text.parse());
    }
}

#[test]
fn a_part_that_is_not_a_reclaim() {
    errors(
        RECLAIMS,
        r#"
class/unbounded/clear:1/clear:2 => clear "clear:2": the clear is already set
class/unbounded/gc:8            => reclaim "gc:8": it takes no number
class/unbounded/clear:1/        => reclaim "": empty
class/unbounded/clear:1/ttl:2   => ttl "ttl:2": it must come before the clear
none/unbounded/ttl:5            => ttl "ttl:5": the owner none has no cache
none/unbounded/clear:5          => clear "clear:5": the owner none has no cache
"#,
    );
}

#[test]
fn a_part_that_follows_the_last() {
    errors(
        NOTHING,
        r#"
class/unbounded/gc/ttl:2    => ttl "ttl:2": it must come before the reclaim
class/unbounded/gc/clear:2  => clear "clear:2": it must come before the reclaim
class/unbounded/gc/nogc     => reclaim "nogc": the reclaim is already set
class/unbounded/gc/         => extra part "": the policy is complete without it
class/lru:1/clear:1/gc/more => extra part "more": the policy is complete without it
"#,
    );
}

#[test]
fn a_bound_of_an_owner_without_a_cache() {
    errors(
        "unbounded",
        r#"
none/lru:5 => bound "lru:5": the owner none has no cache
"#,
    );
}

#[test]
fn a_number_has_one_form() {
    for number in [
        "-0", "-1", "+0", "+7", "00", "07", "1.0", "1e3", "1_000", "0x10", " 7", "7 ", "7:", "7:8",
        "٧", "７", "NaN",
    ] {
        for (text, part) in [
            (format!("class/lru:{number}/gc"), Part::Bound),
            (format!("class/lru:7/clear:{number}/gc"), Part::Clear),
        ] {
            let error = error(&text);
            assert_eq!(error.part(), part, "{text}");
            assert!(
                error.to_string().contains("is not a plain number"),
                "{error}"
            );
        }
    }
}

#[test]
fn a_number_too_long_for_any_integer_is_out_of_range() {
    for digits in ["4294967296", "18446744073709551616", &"9".repeat(10_000)] {
        for (text, part) in [
            (format!("class/lru:{digits}"), Part::Bound),
            (format!("class/lru:7/clear:{digits}"), Part::Clear),
        ] {
            let error = error(&text);
            assert_eq!(error.part(), part);
            assert!(error.to_string().contains("is out of range"), "{error}");
        }
    }
}

#[test]
fn a_quote_is_short_and_escaped() {
    let long = error(&"é".repeat(100_000));
    assert_eq!(long.part(), Part::Owner);
    assert_eq!(long.written(), format!("{}…", "é".repeat(40)));
    assert_eq!(long.allowed(), "class, instance, none");
    let hostile = error("class/a\"\n\u{202e}");
    assert_eq!(hostile.written(), "a\"\n\u{202e}");
    assert!(
        hostile
            .to_string()
            .starts_with(r#"bound "a\"\n\u{202e}": "#),
        "{hostile}"
    );
}
