//! Schemas, which a document declares for paths (`ctx schema`): what is at the path fits its schema.

mod check;
mod declared;

pub use crate::kept::schema::check::{Misfit, check, misfits};
pub use crate::kept::schema::declared::{Declared, declare, kept_at, withdraw};
