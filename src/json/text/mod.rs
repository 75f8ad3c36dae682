//! The text of a document as an index of itself.
//!
//! What ctx publishes is canonical: two spaces for each level, one member or item a line, no raw
//! line break inside a string, a final newline. So the member `"key"` of an object at depth d
//! begins with a line break, 2d spaces and `"key": `, and can be searched for at the speed of
//! memory; and an object or array ends at the next line that is indented less and begins with its
//! closing bracket. Values are found, and changed, without parsing the rest.
//!
//! # Trust
//! Text is only searched where it is known to be what ctx published. Text in memory was compared
//! with its digest and is trusted, and so is text in [`Pieces`](pieces::Pieces), whose maker proves it
//! before anything counts. A stream is only known by its file's stat, so a
//! [`Cursor`](cursor::Cursor) over one looks at what it reads: anything that canonical text cannot
//! hold is a [`Doubt`](source::Doubt), and so is a key that occurs twice. In doubt, a caller parses
//! the whole text.
//!
//! Nothing here reads a file: bytes come from a [`Source`](source::Source).

pub mod array;
pub mod cursor;
pub mod held;
pub mod indexed;
mod keys;
pub mod layout;
pub mod lines;
pub mod lookup;
pub mod members;
mod needles;
pub mod object;
pub mod outline;
mod perform;
pub mod pieces;
mod places;
mod plain;
pub mod source;
pub mod span;
pub mod splice;
pub mod start;
mod survey;
mod whole;
mod written;

#[cfg(test)]
mod tests;
