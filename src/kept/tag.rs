//! Tags: names that people give to revisions.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::tag_name::TagName;
use crate::text::near::did_you_mean;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::timestamp_text;

/// The member of `_ctx` that holds the tags.
const MEMBER: &str = "tags";

/// A tag, as `_ctx.tags` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub name: TagName,
    pub rev: Revision,
    pub by: AgentName,
    pub at: String,
}

impl Tag {
    /// All tags, in the order in which they were made.
    ///
    /// # Errors
    /// A member of `_ctx.tags` that is no tag: edited without ctx.
    pub fn all(document: &Document) -> Result<Vec<Self>> {
        let Some(Value::Object(members)) = document.get(&collection()) else { return Ok(Vec::new()) };
        members.iter().map(|(name, value)| read(name, value)).collect()
    }

    /// The tag of this name.
    ///
    /// # Errors
    /// There is none: "no", with those that may be meant; and as [`Tag::all`].
    pub fn find(document: &Document, name: &TagName) -> Result<Self> {
        if let Some(value) = document.get(&path(name)) {
            return read(name.as_str(), value);
        }
        let all = Self::all(document)?;
        let near = did_you_mean(name.as_str(), all.iter().map(|tag| tag.name.as_str()));
        Err(Failure::new(Kind::No, format!("there is no tag {name}"))
            .fact("name", name.as_str())
            .hint(near.unwrap_or_else(|| "ctx tag list".to_owned()))
            .into())
    }

    /// Names a revision.
    ///
    /// # Errors
    /// The name is given already, unless it may move.
    pub fn put(draft: &mut Draft<'_>, name: &TagName, rev: Revision, by: &AgentName, may_move: bool) -> Result<()> {
        if let (Some(value), false) = (draft.document().get(&path(name)), may_move) {
            return Err(read(name.as_str(), value)?.taken().into());
        }
        let tag = Self { name: name.clone(), rev, by: by.clone(), at: timestamp_text(draft.now()) };
        draft.put_members(&path(name), &tag)
    }

    /// Takes the name away.
    ///
    /// # Errors
    /// As [`Tag::find`].
    pub fn remove(draft: &mut Draft<'_>, name: &TagName) -> Result<Self> {
        let tag = Self::find(draft.document(), name)?;
        draft.remove(&path(name))?;
        Ok(tag)
    }

    fn taken(&self) -> Failure {
        let Self { name, rev, by, at } = self;
        Failure::new(Kind::Conflict, format!("{by} gave it to revision {rev} at {at}"))
            .fact("name", name.as_str())
            .fact("rev", rev.number())
            .fact("agent", by.as_str())
            .fact("at", at.as_str())
            .hint(format!("to name another revision so: ctx tag --move {}", shell_quoted(name.as_str())))
    }
}

fn collection() -> KeyPath {
    KeyPath::key(RESERVED_KEY).child(Segment::Key(MEMBER.to_owned()))
}

fn path(name: &TagName) -> KeyPath {
    collection().child(Segment::Key(name.to_string()))
}

fn read(name: &str, value: &Value) -> Result<Tag> {
    Tag::deserialize(value)
        .map_err(|e| Failure::new(Kind::BadData, format!("{RESERVED_KEY}.{MEMBER}.{name} is not a tag: {e}")).into())
}
