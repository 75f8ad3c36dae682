//! Recovery: what an opener may find, what it is, and what the document then is. Writes nothing;
//! what a writer does about it is in [`crate::store::file::commit`].

pub mod classify;
pub mod descent;
pub mod finding;
pub mod judgement;
pub mod look;
pub mod not_json;
pub mod opened;
pub mod pending;
pub mod proof;
pub mod read;
pub mod rebuild;
