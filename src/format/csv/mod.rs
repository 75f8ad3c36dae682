//! CSV (RFC 4180), and TSV with the same quotes: a head, then rows of as many cells; an array of objects. Cells are
//! text. Spreadsheets' dialects are refused where they are ambiguous: ragged rows, quotes inside bare cells.

mod read;
mod write;

pub use crate::format::csv::read::read;
pub use crate::format::csv::write::{row, write};
