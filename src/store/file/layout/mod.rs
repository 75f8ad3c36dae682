//! The files of a context: their paths, the document, and who may replace it.

pub mod directory;
pub mod document;
pub mod files;
pub mod own;
pub mod replaceable;
pub mod stamp;
