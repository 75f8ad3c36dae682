//! How values merge, as a document declares it path by path.
//!
//! A policy stands for its path and all that is below it; the nearest one decides.
//! `once` and `deny` protect what is there from every change, not only from merges.

mod check;
mod combine;
mod declared;

pub use crate::kept::policy::check::{check, passed_over};
pub use crate::kept::policy::declared::{Declared, MergePolicy, Policies, declare, kept_at, withdraw};
