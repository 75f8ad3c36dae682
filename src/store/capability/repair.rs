//! Finding and repairing damage.

use anyhow::Result;

use crate::store::origin::Origin;

/// Finds and repairs damage.
pub trait Repair {
    /// What is damaged, and what a repair would do. Writes nothing.
    ///
    /// # Errors
    /// Fails if the lock is busy, or on an I/O error.
    fn find_damage(&self) -> Result<Vec<Damage>>;

    /// Repairs what is damaged, and returns what was done. Bytes that are replaced are saved.
    ///
    /// # Errors
    /// As [`Repair::find_damage`]; fails also if nothing sound is left of the document.
    fn repair(&self, origin: &Origin) -> Result<Vec<Damage>>;
}

/// Something that is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    pub why: String,
    /// What a repair does about it.
    pub remedy: String,
}
