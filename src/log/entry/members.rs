//! Reading the members of a record.

use serde_json::{Map, Value};

use crate::json::patch::Patch;
use crate::log::digest::Digest;
use crate::log::entry::change::{Author, Change, Link};
use crate::log::file_stamp::FileStamp;
use crate::log::revision::Revision;

/// Reads a change and its place in the chain.
///
/// # Errors
/// Says which member is missing or malformed.
pub(crate) fn read_members(mut members: Map<String, Value>) -> Result<(Change, Link), String> {
    let digest = |name: &str| {
        let text = members.get(name).and_then(Value::as_str);
        text.and_then(|t| t.parse::<Digest>().ok()).ok_or_else(|| format!("it has no {name:?}"))
    };
    let rev = members.get("rev").and_then(Value::as_u64).ok_or("it has no \"rev\"")?;
    let link = Link { rev: Revision::new(rev), prev: digest("prev")?, post: digest("post")? };
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = |name: &str| members.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let author = Author {
        agent: text("agent").ok_or("it has no \"agent\"")?,
        recorded_by: text("recorded_by"),
        session: text("session"),
        on_behalf_of: text("on_behalf_of"),
        watch: text("watch"),
        at: text("at").unwrap_or_default(),
        pid: number("pid").unwrap_or_default(),
        uid: number("uid").unwrap_or_default(),
        host: text("host").unwrap_or_default(),
        boot: text("boot").unwrap_or_default(),
    };
    let (op, message) = (text("op").ok_or("it has no \"op\"")?, text("message"));
    let (note, durability, lineage) = (text("note"), text("durability").unwrap_or_default(), text("lineage"));
    let unflushed = members.get("unflushed").and_then(Value::as_u64).unwrap_or_default();
    let redacted_post = members.contains_key("redacted_post").then(|| digest("redacted_post")).transpose()?;
    let mut patch = |name: &str| {
        let patch = Patch::from_json(members.remove(name).unwrap_or_default());
        patch.and_then(Patch::only_written).map_err(|e| format!("{name:?}: {e}"))
    };
    let (patch, undo) = (patch("patch")?, patch("undo")?);
    let mut stamp = |name: &str| -> Result<Option<FileStamp>, String> {
        members.remove(name).map(serde_json::from_value).transpose().map_err(|e| format!("{name:?}: {e}"))
    };
    let (published, replaced) = (stamp("published")?, stamp("replaced")?);
    let (args, state) = (members.remove("args").unwrap_or_default(), members.remove("state"));
    let change = Change {
        op,
        args,
        patch,
        undo,
        state,
        message,
        note,
        author,
        durability,
        unflushed,
        redacted_post,
        lineage,
        published,
        replaced,
    };
    Ok((change, link))
}
