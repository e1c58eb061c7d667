//! Opening and resolving debug files.

mod compiled;
mod damage;
mod hand_written;
mod reading;
mod resolving;
