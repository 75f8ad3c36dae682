//! Tags: names of revisions.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::{Kept, deserialized};
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::tag_name::TagName;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::timestamp_text;

/// A tag, as `_ctx.tags` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub name: TagName,
    pub rev: Revision,
    pub by: AgentName,
    pub at: String,
}

impl Kept for Tag {
    const MEMBER: &'static str = "tags";
    const NOUN: &'static str = "tag";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        self.name.to_string()
    }
}

impl Tag {
    /// The tag of this name.
    ///
    /// # Errors
    /// "No" if there is none, with similar names. Also as [`Kept::read`].
    pub fn find(document: &Document, name: &TagName) -> Result<Self> {
        Self::get(document, name)?.ok_or_else(|| Self::missing(document, "name", name, "ctx tag list").into())
    }

    /// Gives a revision a name.
    ///
    /// # Errors
    /// Conflict if the name is taken, unless it may move.
    pub fn put(draft: &mut Draft<'_>, name: &TagName, rev: Revision, by: &AgentName, may_move: bool) -> Result<()> {
        if let (Some(tag), false) = (Self::get(draft.document(), name)?, may_move) {
            return Err(tag.taken().into());
        }
        let tag = Self { name: name.clone(), rev, by: by.clone(), at: timestamp_text(draft.now()) };
        tag.store(draft)
    }

    /// Removes the tag.
    ///
    /// # Errors
    /// As [`Tag::find`].
    pub fn remove(draft: &mut Draft<'_>, name: &TagName) -> Result<Self> {
        let tag = Self::find(draft.document(), name)?;
        draft.remove(&Self::path(name))?;
        Ok(tag)
    }

    fn taken(&self) -> Failure {
        let Self { name, rev, by, at } = self;
        Failure::new(Kind::Conflict, format!("{by} gave it to revision {rev} at {at}"))
            .fact("name", name.as_str())
            .fact("rev", rev.number())
            .fact("agent", by.as_str())
            .fact("at", at.as_str())
            .hint(format!("to move it: ctx tag --move {}", shell_quoted(name.as_str())))
    }
}
