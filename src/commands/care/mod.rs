//! TODO-room commands::care

pub mod doctor;
pub mod repair;
pub mod verify;
