//! The core for engines whose one primitive is compare-and-swap: they store a document and its next
//! record if the head is still the one that was read.

use anyhow::Result;
use serde_json::Value;

use crate::draft::expiries;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::json::text::held::unread;
use crate::kept::redaction;
use crate::log::digest::Digest;
use crate::log::entry::{Change, Entry, Revision};
use crate::log::history::{History, UpTo};
use crate::log::record_id::RecordId;
use crate::platform::content::Content as _;
use crate::platform::filesystem::length;
use crate::store::edited::{Current, Edit, Edited, edit_current};
use crate::store::options::Options;
use crate::store::origin::Origin;
use crate::store::outcome::Outcome;
use crate::store::seal::{Position, Post, seal, seal_without_change};
use crate::store::snapshot::Snapshot;

/// How often others may be faster before a writer gives up.
const ATTEMPTS: usize = 1000;

/// What is stored at one revision.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The text of the document; empty if there is none.
    pub text: Vec<u8>,
    pub head: Option<Head>,
}

/// The last record.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub rev: Revision,
    pub h: Digest,
    pub post: Digest,
    /// The digest of the document that the log gives, if something in it is redacted.
    pub redacted_post: Option<Digest>,
    /// How many bytes of records follow the last one with a whole state.
    pub since_state: u64,
}

/// An engine whose one primitive is compare-and-swap.
pub trait CompareAndSwap: History {
    /// What is stored now.
    ///
    /// # Errors
    /// Fails if it cannot be read.
    fn load(&self) -> Result<Stored>;

    /// Stores `next`, whose last record is `entry`, if the last record is still `after`; returns
    /// whether it was.
    ///
    /// # Errors
    /// Fails if it cannot be stored; the message says "not committed" or "outcome unknown".
    fn swap(&self, after: Option<RecordId>, next: Stored, entry: &Entry) -> Result<bool>;

    /// How the store behaves.
    fn options(&self) -> &Options;
}

/// [`Store::read`](crate::store::core::Store::read) for such an engine.
///
/// # Errors
/// Fails if the document cannot be read or is not JSON.
pub fn read(engine: &dyn CompareAndSwap) -> Result<Snapshot> {
    let options = engine.options();
    let Stored { text, head } = engine.load()?;
    let mut document = parse(&text)?;
    expiries::hide(&mut document, (options.now)());
    (options.observe)(&document);
    let revision = head.map_or(Revision::START, |head| head.rev);
    Ok(Snapshot { document, revision, size: length(text.len()), edited_since: false })
}

/// [`Store::transact`](crate::store::core::Store::transact) for such an engine: reads, edits, seals and
/// commits, and again if another writer was faster.
///
/// # Errors
/// Fails if `edit` or the engine fails, or if other writers are always faster.
pub fn transact(engine: &dyn CompareAndSwap, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
    let options = engine.options();
    for _ in 0..ATTEMPTS {
        let Stored { text, head } = engine.load()?;
        let revision = head.map_or(Revision::START, |head| head.rev);
        let after = head.map(|head| RecordId { rev: head.rev, h: head.h });
        let current = Current {
            document: parse(&text)?,
            stored: (head.map_or(Digest::NONE, |head| head.post), length(text.len())),
            revision,
            is_redacted: head.is_some_and(|head| head.redacted_post.is_some()),
            history: &UpTo { history: engine, last: revision },
        };
        let (entry, next) = match edit_current((origin, options), "", current, edit)? {
            Edited::Unchanged => return Ok(Outcome::Unchanged { revision, value: () }),
            Edited::Changed { change, published } => with_document(options, head, change, &published)?,
            Edited::RecordOnly(change, document) => record_only(options, head, change, document, text)?,
        };
        if engine.swap(after, next, &entry)? {
            return Ok(Outcome::Committed { entry: Box::new(entry), value: () });
        }
    }
    let why = format!("other writers were faster {ATTEMPTS} times; not committed");
    Err(Failure::new(Kind::Conflict, why).hint("try again").into())
}

fn with_document(
    options: &Options,
    head: Option<Head>,
    change: Change,
    published: &Publishable,
) -> Result<(Entry, Stored)> {
    let (post, document) = (Post::of(published).map_err(|e| unread(&e))?, published.document().document());
    let (entry, since_state) = seal(change, position(options, head), post, || state(document))?;
    let next = Stored { text: published.to_vec().map_err(|e| unread(&e))?, head: Some(head_of(&entry, since_state)) };
    Ok((entry, next))
}

fn record_only(
    options: &Options,
    head: Option<Head>,
    mut change: Change,
    document: Document,
    text: Vec<u8>,
) -> Result<(Entry, Stored)> {
    let Some(Head { post, redacted_post, .. }) = head else {
        // The first record of all creates the document, and holds it.
        return with_document(options, None, change, &Publishable::of(document).map_err(Failure::from)?);
    };
    change.redacted_post = redacted_post;
    let stored = (post, length(text.len()));
    let (entry, since_state) = seal_without_change(change, position(options, head), stored, || state(&document))?;
    let next = Stored { text, head: Some(head_of(&entry, since_state)) };
    Ok((entry, next))
}

/// The whole state that the log holds: without what is redacted.
fn state(document: &Document) -> Value {
    redaction::redacted_copy(document).as_ref().unwrap_or(document).to_value()
}

fn position(options: &Options, head: Option<Head>) -> Position<'_> {
    let after = head.map_or((Revision::START, Digest::NONE), |head| (head.rev, head.h));
    Position { after, since_state: head.map(|head| head.since_state), key: options.audit_key.as_ref() }
}

fn head_of(entry: &Entry, since_state: u64) -> Head {
    let (link, redacted_post) = (entry.link, entry.change.redacted_post);
    Head { rev: link.rev, h: entry.h, post: link.post, redacted_post, since_state }
}

fn parse(text: &[u8]) -> Result<Document> {
    if text.is_empty() {
        return Ok(Document::default());
    }
    Document::parse(text).map_err(|e| Failure::new(Kind::BadData, format!("could not read the document: {e}")).into())
}
