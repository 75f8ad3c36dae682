//! Text for people: escapes, shell words, similar names, sizes, times.

pub mod clip;
pub mod duration;
pub mod escape;
pub mod near;
pub mod shell;
pub mod size;
pub mod timestamp;
