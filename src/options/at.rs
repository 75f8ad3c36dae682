//! Reads the document as of an earlier point.

use anyhow::{Context as _, Result};
use clap::Args;

use crate::draft::expiries::{self, checkout_visible};
use crate::json::document::Document;
use crate::kept::redaction;
use crate::kept::tag::Tag;
use crate::log::checkout::{Checkout, written};
use crate::log::entry::Revision;
use crate::log::history::newest;
use crate::log::point::Point;
use crate::log::tag_name::TagName;
use crate::session::Context;
use crate::store::{Snapshot, Store};
use crate::text::shell::shell_quoted;
use crate::text::timestamp::Timestamp;

/// Which state of the document to read.
#[derive(Args, Clone, Debug, Default)]
pub struct AtArgs {
    /// Read the document as of POINT: a revision (12, HEAD~3), a time, an age (10m) or a tag
    #[arg(long, value_name = "POINT")]
    at: Option<Point>,
}

/// A state of the document, and the time by which expiry is judged.
pub struct AsOf {
    pub snapshot: Snapshot,
    pub time: Timestamp,
}

impl AtArgs {
    /// Returns whether `--at` is given.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.at.is_some()
    }

    /// Reads the document, current or as of `--at`.
    ///
    /// # Errors
    /// Fails if the document cannot be read, and as [`state_at`].
    pub fn read(&self, context: &Context<'_>) -> Result<AsOf> {
        let Some(point) = &self.at else {
            return Ok(AsOf { snapshot: context.store.read()?, time: context.session.now() });
        };
        if *point == Point::HEAD
            && let Some(as_of) = published(context)?
        {
            return Ok(as_of);
        }
        let Checkout { document, rev, at } = state_at(point, context)?;
        let size = document.size();
        Ok(AsOf { snapshot: Snapshot { document, revision: rev, size, edited_since: false }, time: at })
    }

    /// Returns the option for another command in a hint.
    #[must_use]
    pub fn option(&self) -> String {
        self.at.as_ref().map(|point| format!(" --at {}", shell_quoted(&point.word()))).unwrap_or_default()
    }

    /// Returns ` at v1` for messages, or nothing for the current state.
    #[must_use]
    pub fn described(&self) -> String {
        self.at.as_ref().map(|point| format!(" at {point}")).unwrap_or_default()
    }
}

/// The document as its file has it, if that is what the log gives of the last revision: nothing was
/// edited since, nothing is redacted, and nothing expires.
fn published(context: &Context<'_>) -> Result<Option<AsOf>> {
    let Some(last) = newest(context.store.as_ref())? else { return Ok(None) };
    // What cannot be read now is in the log.
    let Ok(snapshot) = context.store.read() else { return Ok(None) };
    let is_last = snapshot.revision == last.link.rev && !snapshot.edited_since;
    let is_whole = expiries::members(&snapshot.document).is_none() && !redaction::is_redacted(&snapshot.document);
    Ok((is_last && is_whole).then(|| AsOf { time: written(&last), snapshot }))
}

/// Returns the document as readers saw it at a point.
///
/// # Errors
/// Fails if there is no such tag, if the revision cannot be rebuilt, or if the log is damaged.
pub fn state_at(point: &Point, context: &Context<'_>) -> Result<Checkout> {
    state_in(context.store.as_ref(), point, context)
}

/// As [`state_at`], rebuilt from the records of another engine.
///
/// # Errors
/// As [`state_at`].
pub fn state_in(store: &dyn Store, point: &Point, context: &Context<'_>) -> Result<Checkout> {
    let rev = revision_at(point, context)?;
    // What cannot be read now is in the log.
    let now = store.published().ok().flatten();
    let later = now.as_ref().map(|now| (&now.document, now.revision));
    let found = checkout_visible(store, later, rev).with_context(|| tried(point, context))?;
    context.session.reading.observe(&found.document);
    Ok(found)
}

/// Resolves a point to a revision, whose record may be missing.
///
/// # Errors
/// As [`Point::resolve`].
pub fn revision_at(point: &Point, context: &Context<'_>) -> Result<Revision> {
    let tagged = |name: &TagName| tagged(&context.store.read()?.document, name);
    let resolved = point.resolve(context.store.as_ref(), context.session.now(), tagged);
    resolved.with_context(|| tried(point, context))
}

/// Returns the revision of a tag.
///
/// # Errors
/// As [`Tag::find`].
pub fn tagged(document: &Document, name: &TagName) -> Result<Revision> {
    Tag::find(document, name).map(|tag| tag.rev)
}

fn tried(point: &Point, context: &Context<'_>) -> String {
    context.could_not(&format!("read the state at {point}"))
}
