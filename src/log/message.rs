//! Messages between agents, recorded in the log without changing the document.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::log::event_type::{MESSAGE, is_own_type};

/// The topic of a message: 1 to 128 bytes without white space and control characters, and none of
/// ctx's own event types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic(String);

impl Topic {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Topic {
    type Err = NotATopic;

    fn from_str(text: &str) -> Result<Self, NotATopic> {
        let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
        match text {
            text if is_own_type(text) => Err(NotATopic::Own),
            text if is_plain && (1..=128).contains(&text.len()) => Ok(Self(text.to_owned())),
            _ => Err(NotATopic::Shape),
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotATopic {
    Shape,
    /// The event types of ctx itself are reserved.
    Own,
}

impl fmt::Display for NotATopic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "a topic has 1 to 128 bytes, no white space and no control characters",
            Self::Own => "only ctx itself writes events of this type",
        })
    }
}

impl std::error::Error for NotATopic {}

/// A message. Its record has no patch.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub topic: Topic,
    /// The agent that it is for; everybody if none is named.
    pub to: Option<AgentName>,
    pub data: Option<Value>,
}

impl Message {
    /// The `op` of its record.
    pub const OP: &str = MESSAGE;

    /// Its record's `op` and `args`: `{"topic": …, "to": …, "data": …}`.
    #[must_use]
    pub fn action(&self) -> Action {
        let mut args = Map::new();
        args.insert("topic".to_owned(), self.topic.as_str().into());
        args.extend(self.to.as_ref().map(|to| ("to".to_owned(), to.as_str().into())));
        args.extend(self.data.clone().map(|data| ("data".to_owned(), data)));
        Action { op: Self::OP, args: args.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_topic_is_one_short_word_that_is_not_one_of_ctx_itself() {
        for text in ["build.done", "größe", "message.of.mine", "handoffs", &"x".repeat(128)] {
            assert_eq!(text.parse::<Topic>().unwrap().as_str(), text);
        }
        for text in ["", "a b", "a\tb", "a\u{a0}b", "a\u{7f}", &"x".repeat(129)] {
            assert_eq!(text.parse::<Topic>(), Err(NotATopic::Shape), "{text:?}");
        }
        for text in ["message", "context.updated", "handoff.", "task.x", "lease.lost", "once.done", "vote.cast"] {
            assert_eq!(text.parse::<Topic>(), Err(NotATopic::Own), "{text}");
        }
    }

    #[test]
    fn data_that_is_null_is_not_data_that_is_missing() {
        let args = |data| Message { topic: "t".parse().unwrap(), to: None, data }.action().args;
        assert_eq!(args(None), json!({"topic": "t"}));
        assert_eq!(args(Some(Value::Null)), json!({"topic": "t", "data": null}));
    }
}
