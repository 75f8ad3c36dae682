//! What the client of a server may see and change of the document, as whoever configured the server says.
//!
//! What ctx keeps is not seen by its path once anything is restricted; agents coordinate by the tools for that.

mod kept;
pub mod lineage;
mod named;
mod part;
mod record;
mod refusal;
mod rules;
mod view;

pub use crate::mcp::scope::named::Naming;
pub use crate::mcp::scope::refusal::{is_refusal, refusal};
pub use crate::mcp::scope::rules::{Scope, steps, steps_of};
pub use crate::mcp::scope::view::{Sight, View, seen_of};
