//! Runs of the exercise, held against `CPython`, Python itself and each other.

mod cpython_parity;
mod lifetimes;
mod observed;
mod python;
mod python_program;
mod unit_test;
mod watched;
mod watched_python;
