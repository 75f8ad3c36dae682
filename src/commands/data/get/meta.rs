//! `ctx get --meta`: a value with who changed it last.

use anyhow::Result;
use serde_json::{Value, json};

use crate::json::key_path::KeyPath;
use crate::json::visible::Visible;
use crate::json::with;
use crate::log::entry::Revision;
use crate::log::history::{UpTo, last_change};
use crate::store::{Snapshot, Store};
use crate::text::clip::Clip;

/// Returns the value with the revision, agent and time of its last change.
pub(super) fn meta(store: &dyn Store, snapshot: &Snapshot, path: &KeyPath, view: &Visible<'_>) -> Result<Value> {
    let mut meta = with(json!({"path": path.to_string()}), "value", view.to_value());
    let document_rev = snapshot.revision.number();
    let place = snapshot.document.pointer(path);
    let change = last_change(&UpTo { history: store, last: snapshot.revision }, &place, Revision::START)?;
    if let (Some(entry), Some(members)) = (change, meta.as_object_mut()) {
        members.insert("rev".to_owned(), entry.link.rev.number().into());
        members.insert("agent".to_owned(), entry.change.author.agent.into());
        members.insert("at".to_owned(), entry.change.author.at.into());
        members.insert("op".to_owned(), entry.change.op.into());
    }
    if let Some(members) = meta.as_object_mut() {
        members.insert("document_rev".to_owned(), document_rev.into());
    }
    if let (true, Some(members)) = (snapshot.edited_since, meta.as_object_mut()) {
        members.insert("edited_since".to_owned(), true.into());
    }
    Ok(meta)
}

/// The answer with the beginning and the size of a long value, in place of the value.
pub(super) fn in_part(mut meta: Value, clip: &Clip) -> Value {
    let text = meta.get("value").map(ToString::to_string).unwrap_or_default();
    if let (Some(beginning), Some(members)) = (clip.beginning(&text), meta.as_object_mut()) {
        members.shift_remove("value");
        members.insert("value_begins".to_owned(), beginning.into());
        members.insert("value_bytes".to_owned(), text.len().into());
    }
    meta
}
