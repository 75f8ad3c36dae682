//! What the programs that run agents call: hooks, and the skill that they read.

pub mod hook;
pub mod skill;
