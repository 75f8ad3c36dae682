//! Programs that run an agent, such as Claude Code: when they run `ctx hook`, what they tell it, and which answer
//! they read. Facts only, each with how it is known.

pub mod answer;
pub mod client;
pub mod event;
pub mod hook;
pub mod input;
pub mod settings;
pub mod setup;
pub mod skill;
