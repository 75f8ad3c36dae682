//! Merge policies, which a document declares for paths.
//!
//! A policy applies to its path and everything below it; the nearest one decides. `once` and `deny`
//! protect values from every change, not only from merges.

mod check;
mod combine;
mod declared;

pub use crate::kept::policy::check::check;
#[cfg(feature = "internals")]
pub use crate::kept::policy::check::passed_over;
pub use crate::kept::policy::declared::{Declared, MergePolicy, Policies, declare, kept_at, withdraw};
