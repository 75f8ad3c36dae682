//! Running an edit on the current document: what every engine does before it stores a change.

use anyhow::Result;

use crate::draft::Draft;
use crate::error::Failure;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::readable::Publishable;
use crate::kept::expiry;
use crate::kept::limit::Before;
use crate::log::entry::{Action, Change, Revision};
use crate::log::history::History;
use crate::platform::filesystem::length;
use crate::store::options::Options;
use crate::store::origin::Origin;
use crate::store::redact::redact_change;

/// A change to a document: it edits a draft, and says what it did.
pub type Edit<'e> = dyn FnMut(&mut Draft<'_>) -> Result<Action> + 'e;

/// The document that an edit starts from.
pub struct Current<'c> {
    pub document: Document,
    /// The text of the document as it is stored; empty if there is none.
    pub text: &'c [u8],
    pub revision: Revision,
    /// Whether something in the document is redacted.
    pub is_redacted: bool,
    pub history: &'c dyn History,
}

/// The result of an edit.
pub enum Edited {
    Unchanged,
    /// A message: the document stays as it is.
    Message(Change, Document),
    Changed {
        change: Change,
        published: Publishable,
        /// The document that the log gives, if it is not the published one: something is redacted.
        recorded: Option<Document>,
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
    let Current { document, text, revision, is_redacted, history } = current;
    let before = Before::of(&document, length(text.len()));
    let original = is_redacted.then(|| document.clone());
    let mut draft = Draft::new(document, revision, (options.now)(), history);
    let expired = expiry::sweep(&mut draft)?;
    let action = edit(&mut draft)?;
    let is_message = action.is_message();
    let mut change = origin.change(options, boot, action.op, action.args);
    if is_message {
        let is_unchanged = draft.operations().next().is_none();
        return Ok(Edited::Message(change, if is_unchanged { draft.finish().0 } else { draft.before() }));
    }
    let (document, patch, undo) = draft.finish();
    (options.observe)(&document);
    if patch.0.is_empty() {
        return Ok(Edited::Unchanged);
    }
    let published = Publishable::of(document).map_err(Failure::from)?;
    if published.text() == text {
        return Ok(Edited::Unchanged);
    }
    let document = published.document().document();
    before.check_growth(document, published.size(), options.max_size)?;
    (change.patch, change.undo, change.note) = (patch, undo, expiry_note(&expired));
    let recorded = redact_change(&mut change, original, text, document)?;
    Ok(Edited::Changed { change, published, recorded })
}

/// What the record says of values that had expired.
fn expiry_note(expired: &[KeyPath]) -> Option<String> {
    let named: Vec<String> = expired.iter().map(KeyPath::to_string).collect();
    (!named.is_empty()).then(|| format!("removed what was over: {}", named.join(", ")))
}
