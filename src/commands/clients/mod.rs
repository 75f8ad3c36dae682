//! What the programs that run agents call: hooks, and the skill that they read.

pub mod hook;
pub mod setup;
pub mod skill;
