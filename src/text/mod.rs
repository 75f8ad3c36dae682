//! Text for people: escapes, shell words, similar names, sizes, times.

pub mod around;
pub mod clip;
pub mod duration;
pub mod escape;
pub mod fold;
pub mod near;
pub mod rank;
pub mod shell;
pub mod size;
pub mod timestamp;
