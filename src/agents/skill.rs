//! What an agent should know of ctx, as files that clients read.

/// The text of a `SKILL.md`.
pub const SKILL: &str = include_str!("skill.md");

/// A paragraph for an `AGENTS.md`.
pub const AGENTS_MD: &str = include_str!("agents.md");
