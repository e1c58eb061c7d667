//! The misses of a cache in a workload, or in the trace of a file.
//!
//! `cargo run --release --example misses -- [--sizes NAME] [--keep] <policy> <workload or file>`
//! prints the number of misses, alone on its line.
//!
//! - A policy is a bound of `highwater-cache`, such as `lru:101`, or `opt:N`, which is the fewest
//!   misses that a cache of N entries can have.
//! - A workload is a text such as `zipf:20000,200000,1`. A file may have the name of its format
//!   before it, with a colon: `lirs:multi1.txt`.
//! - `--sizes NAME` replaces the sizes of values.
//! - `--keep` counts the misses before a line that cannot be read, and reports the line as a
//!   warning.

use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache};
use highwater_workload::{
    Format, Pattern, Request, Sizes, Trace, TraceError, Workload, optimal_misses,
};

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| options.misses()) {
        Ok(misses) => {
            println!("{misses}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("misses: {error}");
            ExitCode::FAILURE
        }
    }
}

const USAGE: &str = "usage: misses [--sizes NAME] [--keep] <policy> <workload or file>";

/// The arguments.
pub struct Options {
    policy: String,
    requests: String,
    sizes: Option<Sizes>,
    keep: bool,
}

impl Options {
    /// The options of a command line.
    ///
    /// # Errors
    /// The usage, or sizes that are not known.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut texts = Vec::new();
        let mut sizes = None;
        let mut keep = false;
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--sizes" => sizes = Some(arguments.next().ok_or(USAGE)?.parse()?),
                "--keep" => keep = true,
                _ => texts.push(argument),
            }
        }
        let [policy, requests] = <[String; 2]>::try_from(texts).map_err(|_| USAGE)?;
        Ok(Self {
            policy,
            requests,
            sizes,
            keep,
        })
    }

    /// The number of misses.
    ///
    /// # Errors
    /// A text or a trace that cannot be read.
    pub fn misses(&self) -> Result<u64, Box<dyn Error>> {
        let mut error = None;
        let requests = Input::parse(&self.requests)?
            .map_while(|request| request.map_err(|problem| error = Some(problem)).ok())
            .map(|Request { key, size }| Request {
                key,
                size: self.sizes.map_or(size, |sizes| sizes.of(key)),
            });
        let misses = match self.policy.strip_prefix("opt:") {
            Some(entries) => {
                let keys: Vec<u64> = requests.map(|request| request.key).collect();
                optimal_misses(&keys, entries.parse()?)
            }
            None => cache_misses(self.policy.parse()?, requests),
        };
        match error {
            Some(error) if !self.keep => return Err(error.into()),
            Some(error) => eprintln!("misses: {error}; the misses are those before it"),
            None => (),
        }
        Ok(misses)
    }
}

/// The misses of a cache: each stores its key.
fn cache_misses(bound: Bound, requests: impl Iterator<Item = Request>) -> u64 {
    let mut cache = Cache::new(bound, FixedState::default());
    for Request { key, size } in requests {
        if cache.get(&key).is_none() {
            cache.insert_sized(key, (), size);
        }
    }
    cache.lifetime().misses
}

/// The source of requests.
enum Input {
    Workload(highwater_workload::Requests),
    File(Box<Trace<File>>),
}

impl Input {
    fn parse(text: &str) -> Result<Self, Box<dyn Error>> {
        let workload = || text.parse::<Workload>();
        let name = text.split([':', '/']).next().unwrap_or_default();
        if Pattern::ALL.iter().any(|pattern| pattern.name == name) {
            return Ok(Self::Workload(workload()?.requests()));
        }
        let named = text
            .split_once(':')
            .and_then(|(format, path)| Some((format.parse::<Format>().ok()?, path)));
        let file = match named {
            Some((format, path)) => Trace::open_as(format, path)?,
            // A text that is neither may be a misspelt workload: its error lists all.
            None if !Path::new(text).exists() => {
                let error = workload().err().map(|error| error.to_string());
                return Err(error.unwrap_or_default().into());
            }
            None => Trace::open(text)?,
        };
        Ok(Self::File(Box::new(file)))
    }
}

impl Iterator for Input {
    type Item = Result<Request, TraceError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Workload(requests) => requests.next().map(Ok),
            Self::File(trace) => trace.next(),
        }
    }
}
