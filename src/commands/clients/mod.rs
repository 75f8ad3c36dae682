//! What the programs that run agents call: hooks, and the skill that they read.

pub mod hook;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod setup;
pub mod skill;
