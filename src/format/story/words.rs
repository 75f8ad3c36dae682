//! The names of the sections and members of a story.

pub const INFO: &str = "Story Info";
pub const USER_STORY: &str = "User Story";
pub const CRITERIA: &str = "Acceptance Criteria";

/// The same sections, as keys.
pub const USER_STORY_KEY: &str = "user_story";
pub const CRITERIA_KEY: &str = "acceptance_criteria";

/// What a story must have.
pub const STORY_ID: &str = "story_id";
