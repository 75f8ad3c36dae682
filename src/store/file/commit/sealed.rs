//! Phase 4 of a write: the temporary file is written, the log is ready, and the record is sealed.

use std::io;

use anyhow::Result;
use serde_json::Value;

use crate::error::Failure;
use crate::json::MAX_DEPTH;
use crate::json::document::Document;
use crate::json::readable::{Publishable, Readable};
use crate::json::text::held::unread;
use crate::kept::redaction;
use crate::log::digest::Digest;
use crate::log::entry::{Change, Entry, Revision, check_record};
use crate::log::file_stamp::FileStamp;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::platform::temporary::Temporary;
use crate::store::file::commit::anchoring::anchor_current;
use crate::store::file::commit::base::Base;
use crate::store::file::commit::drafted::{Content, Drafted};
use crate::store::file::commit::replacement::{is_replaced, write_lasting_replacement, write_replacement};
use crate::store::file::journal::append::{OpenLog, check_alone};
use crate::store::file::journal::planted::check_log;
use crate::store::file::journal::rotate::Rotation;
use crate::store::file::layout::stamp::{stamp_before_rename, stamp_of};
use crate::store::file::lock::planted::share_lock;
use crate::store::file::recover::proof::{LONG, Proof};
use crate::store::options::Durability;
use crate::store::seal::{Position, Post, join_notes, seal, seal_without_change};

/// A record that only has to be appended.
pub struct Sealed<'l, S: FileSystem> {
    pub base: Base<'l, S>,
    pub log: OpenLog<S::File>,
    pub entry: Entry,
    /// How many bytes of records follow the last whole state, this one included.
    pub since_state: u64,
    pub replacement: Replacement<S>,
    pub durability: Durability,
}

/// Who makes a record durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flush {
    /// Its writer, before the next one may write.
    Own,
    /// One of those who wait for the same flush.
    Shared,
}

/// What takes the place of the document when the record is committed.
pub enum Replacement<S: FileSystem> {
    File(Temporary<S>),
    /// Nothing: the document stays. `is_exact` says that its stat proves its content.
    None {
        is_exact: bool,
    },
}

impl<'l, S: FileSystem> Sealed<'l, S> {
    /// Seals a change; `None` if the document that it builds on is not that of the last record after all,
    /// or if another program replaced it meanwhile.
    ///
    /// # Errors
    /// Fails if the record or the document could not be read again, if another program writes to the
    /// log, or on an I/O error.
    pub fn of(drafted: Drafted<'l, S>, flush: Flush) -> Result<Option<Self>> {
        let Drafted { base, change, content, rotation } = drafted;
        check_record(&change).map_err(Failure::from)?;
        match content {
            Content::New { published, is_recovered } => {
                check_redacted_copy(published.document().document())?;
                if is_recovered {
                    anchor_current(base.locked, &base.opened, base.head.as_ref(), base.note.as_deref())?;
                }
                with_document(base, change, &published, (&rotation, flush))
            }
            Content::Same { document, is_own } => without_document(base, change, (&document, is_own), &rotation),
        }
    }
}

fn with_document<'l, S: FileSystem>(
    mut base: Base<'l, S>,
    mut change: Change,
    published: &Publishable,
    (rotation, flush): (&Rotation, Flush),
) -> Result<Option<Sealed<'l, S>>> {
    let (locked, is_redacted) = (base.locked, redaction::is_redacted(published.document().document()));
    let durability = durability_of(&base, is_redacted);
    let is_flushed = durability == Durability::Full && flush == Flush::Own;
    let write = || {
        if is_redacted {
            write_lasting_replacement(locked, &base.opened, published)
        } else {
            write_replacement(locked, &base.opened, published, is_flushed)
        }
    };
    let (temporary, post) = while_hashing(published, base.proof.as_deref(), write);
    let (temporary, post) = (temporary?, post.map_err(|e| unread(&e))?);
    if !base.is_proved() || is_replaced(locked, &base.opened)? {
        return Ok(None);
    }
    let log = open_log(&mut base, &mut change, rotation)?;
    // These tell what was there before from what somebody puts back later: see `descent`.
    let identity = temporary.identity();
    let identity = identity.map_err(|e| io_failure("look at", &locked.files.temporary, &e).outcome("not committed"))?;
    change.published = Some(stamp_before_rename(&identity));
    change.replaced = replaced(&base);
    let document = published.document().document();
    let (entry, since_state) = seal(change, position(&base, &log), post, || state(document))?;
    // The record was made of what was read of the document.
    document.fault().map_or(Ok(()), |fault| Err(Failure::from(fault)))?;
    let replacement = Replacement::File(temporary);
    Ok(Some(Sealed { base, log, entry, since_state, replacement, durability }))
}

/// The file that a change replaces. A document that is pending was never in its place.
fn replaced<S: FileSystem>(base: &Base<'_, S>) -> Option<FileStamp> {
    let document = base.opened.document.as_ref()?.identity;
    let published = base.opened.unpublished.as_ref().map(|unpublished| unpublished.published.document);
    published.is_none_or(|published| published == document).then(|| stamp_of(&document))
}

/// The whole state that the log holds after a change: without what is redacted.
fn state(document: &Document) -> Value {
    redaction::redacted_copy(document).as_ref().unwrap_or(document).to_value()
}

/// Checks that the redacted copy can be read again, too: hashes are one level deeper than scalars.
fn check_redacted_copy(document: &Document) -> Result<()> {
    if redaction::deepest(document) < MAX_DEPTH {
        return Ok(());
    }
    let copy = redaction::redacted_copy(document);
    copy.as_ref().map_or(Ok(()), |copy| Readable::of(copy).map(drop)).map_err(|why| Failure::from(why).into())
}

/// What `write` returns, and what the record says of the document. A long one is hashed while the disk
/// is busy, from where it begins to differ from the one that it was made from.
fn while_hashing<T>(
    published: &Publishable,
    proof: Option<&Proof>,
    write: impl FnOnce() -> T,
) -> (T, io::Result<Post>) {
    let hash = || match proof.and_then(Proof::midstates) {
        Some(before) => Post::after(published, before),
        None => Post::of(published),
    };
    if published.size() < LONG {
        return (write(), hash());
    }
    std::thread::scope(|scope| {
        let hashing = std::thread::Builder::new().spawn_scoped(scope, hash);
        let written = write();
        let post = hashing.ok().and_then(|hashing| hashing.join().ok());
        (written, post.unwrap_or_else(hash))
    })
}

fn without_document<'l, S: FileSystem>(
    mut base: Base<'l, S>,
    mut change: Change,
    (document, is_own): (&Document, bool),
    rotation: &Rotation,
) -> Result<Option<Sealed<'l, S>>> {
    if !base.is_proved() || is_replaced(base.locked, &base.opened)? {
        return Ok(None);
    }
    let (post, redacted_post) = base.head.as_ref().map_or((Digest::NONE, None), |h| (h.post, h.redacted_post));
    change.redacted_post = redacted_post;
    let durability = durability_of(&base, redacted_post.is_some());
    durability.word().clone_into(&mut change.durability);
    let is_exact = base.opened.is_as_published();
    // So that the last record always names the file, also when older ones were dropped. A file with
    // another layout is not one that ctx published.
    if is_exact || is_own {
        let document = base.opened.document.as_ref();
        change.published = document.map(|document| stamp_before_rename(&document.identity));
    }
    let log = open_log(&mut base, &mut change, rotation)?;
    let stored = (post, base.opened.document.as_ref().map_or(0, |document| document.identity.size));
    let (entry, since_state) = seal_without_change(change, position(&base, &log), stored, || state(document))?;
    let replacement = Replacement::None { is_exact };
    Ok(Some(Sealed { base, log, entry, since_state, replacement, durability }))
}

/// The durability of a change: what the log alone cannot rebuild is never at risk.
fn durability_of<S: FileSystem>(base: &Base<'_, S>, is_redacted: bool) -> Durability {
    if is_redacted { Durability::Full } else { base.locked.options.durability }
}

/// Opens the log for its next record, and gives the change what that record has to say of it.
fn open_log<S: FileSystem>(
    base: &mut Base<'_, S>,
    change: &mut Change,
    rotation: &Rotation,
) -> Result<OpenLog<S::File>> {
    let (locked, opened, head) = (base.locked, &mut base.opened, base.head.as_ref());
    check_alone(locked, opened.journal.as_ref()).map_err(|failure| failure.outcome("not committed"))?;
    let document = opened.document.as_ref().map(|document| (&document.file, &document.stat));
    if let Some(journal) = &opened.journal {
        check_log(locked, journal, document, head.map_or(Revision::START, |head| head.rev))?;
    }
    if let Some(document) = document {
        share_lock(locked.held(), document);
    }
    let is_named = opened.log_is_named();
    let mut log = OpenLog::open(locked, opened.journal.take(), is_named, head, rotation)?;
    change.note = join_notes(change.note.take(), log.torn.take());
    change.lineage = log.lineage.take();
    let is_flushed = base.opened.unpublished.is_none() && head.is_none_or(|head| !head.is_fast);
    change.unflushed = head.filter(|_| !is_flushed && !log.begins()).map_or(0, |head| head.unflushed + 1);
    Ok(log)
}

fn position<'l, S: FileSystem>(base: &Base<'l, S>, log: &OpenLog<S::File>) -> Position<'l> {
    let after = base.head.as_ref().map_or((Revision::START, Digest::NONE), |head| (head.rev, head.h));
    Position { after, since_state: log.since_state, key: base.locked.options.audit_key.as_ref() }
}
