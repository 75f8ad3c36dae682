//! Schemas, which a document declares for paths (`ctx schema`): what is at the path fits its schema.

mod blame;
mod check;
mod declared;
mod misfit;

pub use crate::kept::schema::check::{check, misfits};
pub use crate::kept::schema::declared::{Declared, declare, kept_at, withdraw};
pub use crate::kept::schema::misfit::Misfit;
