//! Runs of the exercise, compared with `CPython`, its Python programs and each other.

mod cpython_parity;
mod lifetimes;
mod observed;
mod pylint;
mod python;
mod python_program;
mod python_shapes;
mod shapes;
mod unit_test;
mod watched;
mod watched_python;
