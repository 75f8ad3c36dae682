//! YAML 1.2, core schema, as far as it is JSON: one document whose keys are text. A plain scalar is a number if it is
//! one in JSON, digit for digit; `007`, `0x1f`, `yes` are text.

mod read;
mod scalar;
mod write;

pub use crate::format::yaml::read::read;
pub use crate::format::yaml::write::write;
