//! Names of tags.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::log::moment::{begins_like_date, is_moment};
use crate::log::name::{Name, NotAName};

/// A [`Name`] that cannot be mistaken for a revision, a time or an option.
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

    /// Reads a name from a document. Older versions let tags begin like dates.
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

/// Why a text is not the name of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotATag {
    Shape,
    /// No name may be like this.
    Reserved,
    /// It means a revision, a time or a duration.
    Taken,
    /// Looks like a mistyped time, which should not be reported as an unknown tag.
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
