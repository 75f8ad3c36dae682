//! A story in Markdown, as `STORY_N_CONTEXT.md` holds one:
//!
//! ```text
//! ## Story Info
//! - **story_id**: S-1
//! - **goal**: Ship it
//!
//! ## User Story
//! As a user, I want …
//!
//! ## Acceptance Criteria
//! ### AC1: Title
//! Text
//! ```
//!
//! It becomes `{"story_id", "goal", …, "user_story", "acceptance_criteria": {"AC1": {"title", "text"}}}`.

mod read;
mod words;
mod write;

pub use crate::format::story::read::read;
pub use crate::format::story::write::write;
