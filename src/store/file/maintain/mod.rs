//! TODO-room store::file::maintain

pub mod compact;
pub mod inspect;
pub mod repair;
pub mod verify;
