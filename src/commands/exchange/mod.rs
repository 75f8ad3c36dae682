//! Verbs that bring data in and give it out.

pub mod export;
pub mod import;
