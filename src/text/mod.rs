//! How things are written for people: control characters, words of a shell, near matches, sizes, times.

pub mod escape;
pub mod near;
pub mod shell;
pub mod size;
pub mod timestamp;
