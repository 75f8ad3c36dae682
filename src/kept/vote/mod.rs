//! Votes: agents choose one of several options, and the result is decided once.
//!
//! ```text
//! open -> decided | tied | no_quorum
//! ```
//! A vote closes in the write that makes its result certain. The same write puts the result into the
//! document, at the path of the vote.
//!
//! # Clocks
//! A vote with an end (`--until`) is closed from then on for everybody who reads it. The next step of
//! this vote records that, by one reading of the clock under the lock.

mod ballot;
mod count;
mod place;
mod record;
mod same;
mod status;
mod step;
mod voter;

pub use crate::kept::vote::ballot::Ballots;
pub use crate::kept::vote::place::check_path;
pub use crate::kept::vote::record::Vote;
pub use crate::kept::vote::same::check_same;
pub use crate::kept::vote::status::{Rule, Status};
pub use crate::kept::vote::voter::{Voter, check_options, check_voters};
