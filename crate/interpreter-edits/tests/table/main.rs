//! Tables applied to test crates, and the interpreter's table.

mod command;
mod copies;
mod fitting;
mod interpreter;
mod problems;
mod support;
