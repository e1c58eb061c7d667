//! Debug files, opened and resolved.

mod compiled;
mod damage;
mod hand_written;
mod resolving;
