//! The frames at offsets of a module, by its debug file.
//!
//! `cargo run --release --example resolve -- <debug file> <offset>...` prints, for each offset
//! (decimal, or hexadecimal with the prefix `0x`), its frames as a line of JSON.

use std::process::ExitCode;

use highwater_symbols::Symbols;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("resolve: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let (debug_file, offsets) = arguments
        .split_first()
        .ok_or("usage: resolve <debug file> <offset>...")?;
    let symbols = Symbols::open(&std::fs::read(debug_file)?)?;
    for offset in offsets {
        let number = match offset.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16)?,
            None => offset.parse()?,
        };
        println!("{}", serde_json::to_string(&symbols.resolve(number))?);
    }
    Ok(())
}
