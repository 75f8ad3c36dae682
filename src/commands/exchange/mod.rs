//! Verbs that bring data in and give it out.

pub mod attach;
pub mod detach;
pub mod export;
pub mod import;
pub mod render;
pub mod view;
