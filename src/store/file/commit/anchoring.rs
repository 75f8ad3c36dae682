//! Writing the anchor: what the lock file says of the document and the log.

use anyhow::Result;

use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::replay::since_state;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::locked::Locked;
use crate::store::file::recover::opened::Opened;

/// Anchors the document as that of the head, if it is not yet, before a record follows: this tells a
/// writer that dies before its rename from a person who puts this very document back. `note` is what
/// the next record is to say.
///
/// # Errors
/// Fails on an I/O error.
pub fn anchor_current<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    head: Option<&Head>,
    note: Option<&str>,
) -> Result<()> {
    match (head, &opened.document) {
        (Some(head), Some(document)) if !opened.is_anchored() => {
            write_anchor(locked, opened, head, (document.identity, false), note)
        }
        _ => Ok(()),
    }
}

/// Writes the anchor of a document that is at `head`. `is_exact` says that its time of modification
/// is one that no other write can have left.
///
/// # Errors
/// Fails on an I/O error, or if the log is damaged before the head.
pub fn write_anchor<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    head: &Head,
    (document, is_exact): (Identity, bool),
    note: Option<&str>,
) -> Result<()> {
    let since_state = match &opened.journal {
        Some(journal) => since_state(head, journal)?,
        None => 0,
    };
    let head = Head { since_state: Some(since_state), boot: opened.boot.identifier().to_owned(), ..head.clone() };
    let log = opened.journal.as_ref().map(|journal| (opened.log_is_named(), journal.identity()));
    let anchor = Anchor { note: note.map(str::to_owned), ..anchor_of(&head, log, (document, is_exact)) };
    let written = anchor.write(locked.held().file());
    written.map_err(|e| io_failure("write", &locked.files.lock, &e).outcome("not committed").into())
}

/// The anchor of a document that is at `head`, and of its log: whether its name is durable, and the
/// state of its file.
#[must_use]
pub fn anchor_of(head: &Head, log: Option<(bool, Identity)>, (document, exact): (Identity, bool)) -> Anchor {
    Anchor {
        rev: head.rev,
        h: head.h.to_string(),
        post: head.post.to_string(),
        redacted_post: head.redacted_post.map(|digest| digest.to_string()),
        boot: head.boot.clone(),
        log: head.end,
        log_is_named: log.is_some_and(|(named, _)| named),
        since_state: head.since_state.unwrap_or_default(),
        document,
        exact,
        log_file: log.map(|(_, file)| file),
        note: None,
    }
}
