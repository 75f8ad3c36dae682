//! Verbs that check and mend.

pub mod doctor;
pub mod repair;
pub mod verify;
