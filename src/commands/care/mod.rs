//! Verbs that check and repair.

pub mod doctor;
pub mod repair;
pub mod tidy;
pub mod verify;
