//! TOML 1.0. Its dates are text; its numbers keep their digits, and infinity and NaN are refused. What is written has
//! no null, and only numbers that every reader has exactly.

mod read;
mod write;

pub use crate::format::toml::read::read;
pub use crate::format::toml::write::write;
