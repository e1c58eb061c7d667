//! Tables, applied to made-up crates, and the interpreter's own.

mod command;
mod copies;
mod fitting;
mod interpreter;
mod problems;
mod support;
