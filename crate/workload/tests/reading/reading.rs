//! Properties of reading any bytes as a trace.

use std::io::Read;

use highwater_workload::{Format, Request, Trace, TraceError};

/// The requests that are compared: a few bytes can have billions.
const MOST: usize = 10_000;

/// A source of one byte at a time.
struct Bytewise<'a>(&'a [u8]);

impl Read for Bytewise<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(1);
        self.0.read(&mut buffer[..length])
    }
}

/// Reads the bytes as a trace of the format: they give requests and at most one error at the end,
/// the same for a source of single bytes.
pub fn check(format: Format, bytes: &[u8]) {
    let whole = read(Trace::new(format, bytes));
    let (requests, error) = &whole;
    if let Some(error) = error {
        assert!(error.number() >= 1);
        assert!(error.written().chars().count() <= 48);
        assert!(error.to_string().chars().count() < 1000);
    }
    let bytewise = read(Trace::new(format, Bytewise(bytes)));
    match error {
        // A decoder may return more or less before damage, by the bytes that it gets at once.
        Some(error) if error.to_string().contains(": it cannot be read: ") => {
            let common = requests.len().min(bytewise.0.len());
            assert_eq!(requests[..common], bytewise.0[..common]);
            assert!(bytewise.1.is_some());
        }
        _ => assert_eq!(whole, bytewise),
    }
    if requests.len() < MOST {
        assert_eq!(whole, Trace::new(format, bytes).read_intact());
        let all = Trace::new(format, bytes).read_all();
        assert_eq!(all, error.clone().map_or(Ok(requests.clone()), Err));
    }
}

fn read<R: Read>(mut trace: Trace<R>) -> (Vec<Request>, Option<TraceError>) {
    let mut requests = Vec::new();
    while requests.len() < MOST {
        match trace.next() {
            Some(Ok(request)) => requests.push(request),
            Some(Err(error)) => {
                assert!(trace.next().is_none(), "the error is the end");
                return (requests, Some(error));
            }
            None => {
                assert!(trace.next().is_none(), "the end is final");
                break;
            }
        }
    }
    (requests, None)
}
