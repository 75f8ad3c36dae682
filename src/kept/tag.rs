//! Tags: names that people give to revisions.

use std::fmt;
use std::str::FromStr;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::name::{Name, NotAName};
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::moment::{begins_like_date, is_moment};
use crate::text::near::did_you_mean;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::timestamp_text;

/// The member of `_ctx` that holds the tags.
const MEMBER: &str = "tags";

/// A [`Name`] that cannot be taken for another point in the past, nor for an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TagName(Name);

impl TagName {
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for TagName {
    type Err = NotATag;

    fn from_str(text: &str) -> Result<Self, NotATag> {
        let is_taken = is_moment(text) || text.starts_with('-') || text.bytes().all(|b| b.is_ascii_digit());
        match text.parse() {
            Ok(_) if is_taken => Err(NotATag::Taken),
            Ok(_) if begins_like_date(text) => Err(NotATag::LikeDate),
            Ok(name) => Ok(Self(name)),
            Err(why) => Err(why.into()),
        }
    }
}

impl TryFrom<String> for TagName {
    type Error = NotATag;

    /// As a document holds it: older versions let tags begin like dates.
    fn try_from(text: String) -> Result<Self, NotATag> {
        match text.parse() {
            Err(NotATag::LikeDate) => text.parse().map(Self).map_err(NotATag::from),
            read => read,
        }
    }
}

impl From<TagName> for String {
    fn from(name: TagName) -> Self {
        name.0.into()
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Why a text is no name of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotATag {
    Shape,
    /// No name may be this one.
    Reserved,
    /// It means a revision, a time or a duration.
    Taken,
    /// Whoever mistypes a time should not be told that there is no such tag.
    LikeDate,
}

impl From<NotAName> for NotATag {
    fn from(why: NotAName) -> Self {
        match why {
            NotAName::Shape => Self::Shape,
            NotAName::Reserved => Self::Reserved,
        }
    }
}

impl fmt::Display for NotATag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => NotAName::Shape.fmt(f),
            Self::Reserved => NotAName::Reserved.fmt(f),
            Self::LikeDate => f.write_str("it begins like a date, so it could be taken for a time"),
            Self::Taken => f.write_str("it could be taken for a revision, a time, a duration or an option"),
        }
    }
}

impl std::error::Error for NotATag {}

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
            .hint(near.unwrap_or_else(|| "ctx tags".to_owned()))
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
        draft.keep_members(&path(name), &tag)
    }

    /// Takes the name away.
    ///
    /// # Errors
    /// As [`Tag::find`].
    pub fn remove(draft: &mut Draft<'_>, name: &TagName) -> Result<Self> {
        let tag = Self::find(draft.document(), name)?;
        draft.forget(&path(name))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_name_that_means_no_other_point() {
        for text in ["v1", "before the merge", "größe", "HEADS", "1.0", "head", "20261-x", "v2026-11"] {
            assert_eq!(text.parse::<TagName>().unwrap().as_str(), text);
        }
        for text in [
            "12",
            "99999999999999999999",
            "10m",
            "2026-11-20",
            "HEAD",
            "HEAD~2",
            "HEAD~99999999999999999999",
            "HEAD~",
            "-x",
            "+5",
        ] {
            assert_eq!(text.parse::<TagName>(), Err(NotATag::Taken), "{text}");
        }
        for text in ["2026-13-01", "2026-11-20T10:00", "2026-q4"] {
            assert_eq!(text.parse::<TagName>(), Err(NotATag::LikeDate), "{text}");
        }
        for text in ["", "a\nb", &"x".repeat(129)] {
            assert_eq!(text.parse::<TagName>(), Err(NotATag::Shape), "{text:?}");
        }
    }
}
