//! Group commit: a writer for whose lock others wait appends its record and lets them in. One flush then makes
//! all durable that were appended, and one rename publishes the newest document.
//!
//! The writer that gets the lock again and finds its own record pending does both; so does one behind whom nobody
//! waits, and everyone who cannot build on what is pending: a refusal, a rotation, a redaction, a `ctx lock`.

use std::io;

use anyhow::Result;

use crate::kept::redaction;
use crate::platform::filesystem::{FileSystem, OpenFile as _, length};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::commit::anchoring::anchor_of;
use crate::store::file::commit::base::Base;
use crate::store::file::commit::committed::{Done, commit, say_where_hmacs_change};
use crate::store::file::commit::drafted::{Content, Drafted};
use crate::store::file::commit::member::Member;
use crate::store::file::commit::pending::publish_pending;
use crate::store::file::commit::sealed::{Flush, Replacement, Sealed};
use crate::store::file::commit::transaction::may_wait;
use crate::store::file::journal::failure::NotAppended;
use crate::store::file::journal::head::Head;
use crate::store::file::lock::pending::{Pending, Unpublished};
use crate::store::options::Durability;

/// How the lock is left after a change.
pub enum Left<F> {
    /// The change is committed and published.
    Done(Done<F>),
    /// The record is appended, and waits for a flush.
    Pending(Member<F>),
}

/// Commits a draft, or appends it if others wait for the lock; `None` if the step has to begin again.
///
/// # Errors
/// As [`commit`].
pub fn commit_or_append<S: FileSystem>(drafted: Drafted<'_, S>) -> Result<Option<Left<S::File>>> {
    let (locked, is_pending) = (drafted.base.locked, drafted.base.opened.unpublished.is_some());
    // Who cannot tell whether others wait flushes for itself alone.
    let is_awaited = || may_wait(locked.options) && locked.held().file().is_awaited().unwrap_or(false);
    if (is_pending || is_awaited()) && may_share(&drafted) {
        let Some(sealed) = Sealed::of(drafted, Flush::Shared)? else { return Ok(None) };
        return append(sealed).map(Some);
    }
    if is_pending {
        publish_pending(locked)?;
        return Ok(None);
    }
    Ok(commit(drafted)?.map(Left::Done))
}

/// Whether a change can wait for a flush together with others: what is redacted is in no log that could rebuild
/// it, and a new log is durable as a whole.
fn may_share<S: FileSystem>(drafted: &Drafted<'_, S>) -> bool {
    let Drafted { base, content, rotation, .. } = drafted;
    let (locked, opened) = (base.locked, &base.opened);
    let is_redacted = || match content {
        Content::Same { .. } => false,
        Content::New { published, .. } => redaction::is_redacted(published.document().document()),
    };
    let goes_on = |head: &Head| {
        let is_short = head.end > 0 && head.end < rotation.threshold(locked.options.log_max);
        is_short && head.redacted_post.is_none() && opened.anchor.as_ref().is_some_and(|a| a.h() == Some(head.h))
    };
    may_wait(locked.options)
        && !locked.held().is_inherited()
        && opened.is_anchored()
        && opened.log_is_named()
        && base.head.as_ref().is_some_and(goes_on)
        && !is_redacted()
}

/// Appends a record that nobody flushes yet. If nobody waits behind it, everything that is pending is published.
fn append<S: FileSystem>(sealed: Sealed<'_, S>) -> Result<Left<S::File>> {
    let Sealed { mut base, mut log, entry, since_state, replacement, durability, .. } = sealed;
    let (locked, files, lock) = (base.locked, base.locked.files, base.locked.held().file());
    let unpublished = base.opened.unpublished.take();
    let end = log.end() + length(entry.line.len()) + 1;
    let head = Head::of(&entry, end, Some(since_state));
    let written = pending(&base, unpublished.as_ref(), (&head, log.identity_now()), (&replacement, durability))
        .and_then(|pending| Pending::write(Some(&pending), lock));
    written.map_err(|e| io_failure("write", &files.lock, &e).outcome("not committed"))?;
    if let Err(NotAppended { error, .. }) = log.append(locked, &entry, Durability::Fast) {
        let before = unpublished.as_ref().map(|unpublished| &unpublished.pending);
        drop(Pending::write(before, lock));
        return Err(error);
    }
    if let Replacement::File(temporary) = replacement {
        temporary.abandon();
    }
    say_where_hmacs_change(&base, &entry);
    let member = Member { entry: Box::new(entry), end, log: log.into_journal(), opened: base.opened };
    if lock.is_awaited().unwrap_or(false) {
        return Ok(Left::Pending(member));
    }
    member.publish(locked).map(Left::Done)
}

/// What the lock file is to say when the record is appended.
fn pending<S: FileSystem>(
    base: &Base<'_, S>,
    before: Option<&Unpublished>,
    (head, log_file): (&Head, Option<Identity>),
    (replacement, durability): (&Replacement<S>, Durability),
) -> io::Result<Pending> {
    let missing = || io::Error::from(io::ErrorKind::NotFound);
    let (document, is_new) = match replacement {
        Replacement::File(temporary) => (temporary.identity_and_exactness()?, true),
        Replacement::None { is_exact } => {
            let document = base.opened.document.as_ref().ok_or_else(missing)?;
            ((document.identity, *is_exact), false)
        }
    };
    let flushes_document = is_new && durability == Durability::Full;
    let anchor = anchor_of(head, log_file.map(|log| (true, log)), document);
    if let Some(Unpublished { pending: before, .. }) = before {
        let flushes_document = before.flushes_document || flushes_document;
        return Ok(Pending { flushes_document, anchor, ..before.clone() });
    }
    let after = base.opened.anchor.as_ref().map(|anchor| anchor.h.clone()).ok_or_else(missing)?;
    Ok(Pending { after, first: (head.h.to_string(), head.end), flushes_document, anchor })
}
