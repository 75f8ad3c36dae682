//! A change as a record holds it, and the record's place in the chain.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::patch::Patch;
use crate::log::digest::Digest;
use crate::log::event_type::MESSAGE;
use crate::log::file_stamp::FileStamp;
use crate::log::revision::Revision;

/// The `op` of the record that begins a context.
const INIT: &str = "init";

/// What an edit did: the record's `op` and `args`.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub op: &'static str,
    pub args: Value,
}

impl Action {
    /// The beginning of a context.
    #[must_use]
    pub fn init() -> Self {
        Self { op: INIT, args: Value::Null }
    }

    /// Whether it is recorded although it leaves the document as it is: a message, or the beginning
    /// of a context.
    #[must_use]
    pub fn is_recorded_always(&self) -> bool {
        [MESSAGE, INIT].contains(&self.op)
    }
}

/// Who made a change, as they say and as far as the system knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub agent: String,
    /// Who found and recorded a change that was made without ctx.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The agent whose change had the command run that made this one (`ctx watch --exec`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// The `ctx watch` whose command made the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watch: Option<String>,
    pub at: String,
    pub pid: u32,
    pub uid: u32,
    pub host: String,
    pub boot: String,
}

/// A change, before it has its place in the chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Change {
    pub op: String,
    pub args: Value,
    pub patch: Patch,
    pub undo: Patch,
    /// The whole document after the change. Replay can start here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What recovery found and did before this change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(flatten)]
    pub author: Author,
    pub durability: String,
    /// How many records right before this one no flush covered when it was appended: in a power cut they may be
    /// lost although this one is whole.
    #[serde(skip_serializing_if = "is_zero")]
    pub unflushed: u64,
    /// The digest of the redacted copy, if something is redacted. The log gives this document, and
    /// `post` is the digest of the published one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redacted_post: Option<Digest>,
    /// The random name of the context, in the first record of each of its logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lineage: Option<String>,
    /// The file that holds the document after the change. None if another program wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<FileStamp>,
    /// The file that it replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<FileStamp>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A record's place in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub rev: Revision,
    /// `h` of the record before.
    pub prev: Digest,
    /// The digest of the document's text after the change.
    pub post: Digest,
}
