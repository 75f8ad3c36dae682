//! What the user is told of a change that is made.

use crate::draft::Draft;
use crate::edit::guard::Places;
use crate::edit::secret::Suspect;
use crate::edit::secret::copied::copied_text;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::kept::redaction::Copied;
use crate::session::state::Session;

/// How many suspected credentials are named.
const TOLD: usize = 5;

/// What the user is told of a change that is made.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    /// What looks like a credential.
    pub suspects: Vec<Suspect>,
    /// The redacted values that the log holds elsewhere.
    pub copied: Vec<Copied>,
    /// A path with a star that was named and created: a pattern may have been meant.
    pub starred: Option<KeyPath>,
}

/// Returns the first of `places` with a star in a key that the operations after the first `before` create. What ctx
/// keeps has such names itself.
pub(super) fn starred(draft: &Draft<'_>, before: usize, places: &Places) -> Option<KeyPath> {
    let is_starred = |segment: &Segment| matches!(segment, Segment::Key(key) if key.contains('*'));
    let mut starred = places.iter().filter(|path| !path.is_reserved() && path.segments().iter().any(is_starred));
    let creates = |operation: &Operation, place: &Pointer| match operation {
        Operation::Add { path, .. } => {
            place.tokens().starts_with(path.tokens()) && path.tokens().iter().any(|key| key.contains('*'))
        }
        _ => false,
    };
    let is_new = |path: &&KeyPath| {
        let place = draft.document().pointer(path);
        draft.operations().skip(before).any(|(operation, _)| creates(operation, &place))
    };
    starred.find(is_new).cloned()
}

/// Warns about apparent credentials, copies of redacted values, and new keys that look like patterns: the path, never
/// the value.
pub(super) fn tell(session: &Session, warnings: &Warnings) {
    let Warnings { suspects, copied, starred } = warnings;
    let mut told: Vec<String> = suspects.iter().take(TOLD).map(Suspect::text).collect();
    if suspects.len() > TOLD {
        told.push(format!("so do {} more", suspects.len() - TOLD));
    }
    told.extend(copied.iter().take(TOLD).map(copied_text));
    if copied.len() > TOLD {
        told.push(format!("so it does for {} more", copied.len() - TOLD));
    }
    let hint = "the log keeps every value permanently; `ctx set --redact` keeps one out of it; CTX_SECRETS=off turns off this warning";
    for (i, text) in told.iter().enumerate() {
        let hints = if i + 1 == told.len() { vec![hint.to_owned()] } else { Vec::new() };
        session.say_with_hints(&format!("warning: {text}"), &hints);
    }
    if let Some(path) = starred {
        session.say(&format!("{path} is a new key with a star: patterns are for get, keys, unset and export"));
    }
}
