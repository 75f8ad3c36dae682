//! Which record a file comes from. Each record names the file that it published and the one that it
//! replaced, which tells a rename lost in a power cut from a file that somebody put there.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::log::digest::Digest;
use crate::log::entry::Entry;
use crate::log::file_stamp::FileStamp;
use crate::log::history::History;
use crate::platform::identity::Identity;
use crate::store::file::layout::stamp::{is_exactly, is_like};

/// By how much, in nanoseconds, a clock may have been set back between two records.
const SLACK: i64 = 60_000_000_000;

/// How certainly a file is one that a later record replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It was not touched since: no program can give a file its old time of change.
    Exact,
    /// Inode, size, time of modification and content are the same. Its mode may have been changed
    /// since, or it is a copy with the old time in an inode that was free again.
    Alike,
}

/// Which records may have replaced a file by a rename that was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The last one, or one of those that were flushed together with it.
    Last,
    All,
}

/// Whether a record replaced this file, whose content has one of these digests: then the rename was
/// lost, or its writer died before it, and so were all later ones.
///
/// # Errors
/// Fails if a record is damaged.
pub fn was_replaced(records: &dyn History, file: &Identity, digests: &[Digest], which: Which) -> Result<Option<Match>> {
    let is_known = |entry: &Entry| {
        let posts = [Some(entry.link.post), entry.change.redacted_post];
        posts.into_iter().flatten().any(|post| digests.contains(&post))
    };
    // A record has the digest of the document after it; that of the one before is in the record before.
    let (mut replaced, mut reused, mut found) = (None, false, None);
    records.newest_first(&mut |entry| {
        if replaced.is_some() {
            found = replaced.filter(|_| is_known(&entry));
            return ControlFlow::Break(());
        }
        let stamp = entry.change.replaced.as_ref();
        replaced = match stamp {
            Some(stamp) if is_exactly(file, stamp) => Some(Match::Exact),
            // If its inode was in use again, it may be a copy that was written over the newer file.
            Some(stamp) if is_like(file, stamp) && !reused => Some(Match::Alike),
            _ => None,
        };
        if replaced.is_some() && is_known(&entry) {
            found = replaced;
            return ControlFlow::Break(());
        }
        if replaced.is_some() {
            return ControlFlow::Continue(());
        }
        // Records that waited for one flush were published together.
        if which == Which::Last && entry.change.unflushed == 0 {
            return ControlFlow::Break(());
        }
        let published = entry.change.published.as_ref();
        reused |= published.is_some_and(|stamp| stamp.ino == file.ino);
        go_on_until_older(published, file)
    })?;
    Ok(found)
}

/// Whether a record published this very file, of which a power cut may have left a part.
///
/// # Errors
/// Fails if a record is damaged.
pub fn was_published(records: &dyn History, file: &Identity) -> Result<bool> {
    let mut found = false;
    records.newest_first(&mut |entry| {
        let published = entry.change.published.as_ref();
        found = published
            .is_some_and(|stamp| (file.ino, file.mtime) == (stamp.ino, stamp.mtime) && file.size <= stamp.size);
        if found { ControlFlow::Break(()) } else { go_on_until_older(published, file) }
    })?;
    Ok(found)
}

/// Ends the walk at records that published before the file was written.
fn go_on_until_older(published: Option<&FileStamp>, file: &Identity) -> ControlFlow<()> {
    match published {
        Some(stamp) if stamp.mtime.saturating_add(SLACK) < file.mtime => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    }
}
