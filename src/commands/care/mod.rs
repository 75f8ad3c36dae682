//! Verbs that check and repair.

pub mod doctor;
pub mod repair;
pub mod verify;
