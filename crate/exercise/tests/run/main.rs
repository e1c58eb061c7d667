//! Runs of the exercise, held against `CPython`, Python itself and each other.

mod cpython_parity;
mod lifetimes;
mod observed;
mod pylint;
mod python_program;
mod python_shapes;
mod shapes;
