//! Running an edit on the current document: what every engine does before it stores a change.

use anyhow::Result;

use crate::draft::Draft;
use crate::error::Failure;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::order::is_same;
use crate::json::patch::{Operation, Patch};
use crate::json::readable::Publishable;
use crate::json::text::held::unread;
use crate::kept::expiry;
use crate::kept::limit::Before;
use crate::kept::redaction;
use crate::kept::tidied::sweep;
use crate::kept::tidied::sweep::Swept;
use crate::log::digest::Digest;
use crate::log::entry::{Action, Change, Revision};
use crate::log::history::History;
use crate::log::tidied::OP;
use crate::store::options::Options;
use crate::store::origin::Origin;
use crate::store::redact::redact_change;
use crate::store::seal::join_notes;

/// A change to a document: it edits a draft, and says what it did.
pub type Edit<'e> = dyn FnMut(&mut Draft<'_>) -> Result<Action> + 'e;

/// The document that an edit starts from.
pub struct Current<'c> {
    pub document: Document,
    /// The digest that the last record has of the document, and the length of its text as it is
    /// stored, in bytes.
    pub stored: (Digest, u64),
    pub revision: Revision,
    /// Whether something in the document is redacted.
    pub is_redacted: bool,
    pub history: &'c dyn History,
}

/// The result of an edit.
pub enum Edited {
    Unchanged,
    /// The change is recorded, and the document stays as it is.
    RecordOnly(Change, Document),
    Changed {
        change: Change,
        published: Publishable,
    },
}

/// Runs `edit` on the current document, and checks the result. `boot` identifies the boot.
///
/// # Errors
/// Fails if `edit` fails, or if the document would exceed a limit or could not be read again.
pub fn edit_current(
    (origin, options): (&Origin, &Options),
    boot: &str,
    current: Current<'_>,
    edit: &mut Edit<'_>,
) -> Result<Edited> {
    let Current { document, stored: (post, size), revision, is_redacted, history } = current;
    let before = Before::of(&document, size);
    let original = is_redacted.then(|| document.clone());
    let mut draft = Draft::new(document, revision, (options.now)(), history);
    let expired = expiry::sweep(&mut draft)?;
    let limit = before.declared.unwrap_or(options.max_size);
    let action = edit(&mut draft)?;
    let is_recorded_always = action.is_recorded_always();
    let mut change = origin.change(options, boot, action.op, action.args);
    if is_recorded_always {
        let is_unchanged = draft.operations().next().is_none();
        return Ok(Edited::RecordOnly(change, if is_unchanged { draft.finish().0 } else { draft.before() }));
    }
    let is_changed = draft.operations().next().is_some();
    let is_due = is_changed && action.op != OP && sweep::is_due(draft.next_revision(), size, limit);
    let swept = if is_due { sweep::sweep(&mut draft)? } else { Swept::default() };
    // What is redacted for the first time is in no record: there the draft leads back far enough.
    let is_first = original.is_none() && redaction::is_redacted(draft.document());
    let old = original.or_else(|| is_first.then(|| draft.before()));
    let (document, patch, undo) = draft.finish();
    (options.observe)(&document);
    if let Some(fault) = document.fault() {
        return Err(Failure::from(fault).into());
    }
    if patch.0.is_empty() {
        return Ok(Edited::Unchanged);
    }
    let published = Publishable::of(document).map_err(Failure::from)?;
    if published.size() == size && may_be_unchanged(&patch, &undo) && digest(&published)? == post {
        return Ok(Edited::Unchanged);
    }
    let document = published.document().document();
    before.check_growth(document, published.size(), options.max_size)?;
    (change.patch, change.undo, change.note) = (patch, undo, join_notes(expiry_note(&expired), swept.note()));
    if let Some(old) = &old {
        redact_change(&mut change, (old, is_first), document)?;
    }
    Ok(Edited::Changed { change, published })
}

fn digest(published: &Publishable) -> Result<Digest> {
    Ok(Digest::of_content(published).map_err(|e| unread(&e))?)
}

/// Whether a change may leave the document as it was: one step to another value does not.
fn may_be_unchanged(patch: &Patch, undo: &Patch) -> bool {
    match (patch.0.as_slice(), undo.0.as_slice()) {
        ([Operation::Replace { value, .. }], [Operation::Replace { value: old, .. }]) => is_same(value, old),
        _ => true,
    }
}

/// What the record says of values that had expired.
fn expiry_note(expired: &[KeyPath]) -> Option<String> {
    let named: Vec<String> = expired.iter().map(KeyPath::to_string).collect();
    (!named.is_empty()).then(|| format!("removed what was over: {}", named.join(", ")))
}
