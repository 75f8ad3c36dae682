//! YAML 1.2, core schema, as far as it is JSON: one document whose keys are text. Numbers keep their
//! digits; `yes` is text, and `007` is refused, which YAML 1.1 takes for another number.

mod number;
mod read;
mod scalar;
mod write;

pub use crate::format::yaml::read::read;
pub use crate::format::yaml::write::write;
