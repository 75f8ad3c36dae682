//! Bringing the document up to its last record, and what the next record is to say of that.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::readable::{Publishable, Unreadable};
use crate::log::entry::Revision;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::seal::join_notes;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::held::Held;
use crate::store::file::recover::opened::{Head, View};
use crate::store::file::recover::rebuild::{Rebuilt, loss, rebuild};

/// Why the document is rebuilt.
pub(crate) enum Why {
    /// For those who want to hear of it.
    Said(String),
    /// For all: bytes had to make room.
    Insisted(String),
}

impl Why {
    fn text(&self) -> &str {
        match self {
            Self::Said(text) | Self::Insisted(text) => text,
        }
    }
}

/// An older ctx recorded what nobody can read, and publishing that again would help nobody.
fn unreadable_in_log(rev: Revision, why: &Unreadable) -> Failure {
    Failure::new(Kind::BadData, format!("revision {rev} in the log is no document that can be read: {why}"))
        .fact("rev", rev.number())
        .hint("put one that can be read in its place: the next change records it")
}

impl<S: FileSystem> FileStore<S> {
    /// What was mended since the last record, and that the lock file is another one: by it
    /// others are kept out, so whoever looks at the log should know.
    pub(crate) fn note_so_far(
        &self,
        lock: &Held<S::File>,
        view: &View<S::File>,
        head: Option<&Head>,
    ) -> Result<Option<String>> {
        let anchor = view.anchor.as_ref().filter(|anchor| head.is_some_and(|head| head.rev == anchor.rev));
        let so_far = anchor.and_then(|anchor| anchor.note.clone());
        // The second record comes with an anchor, which is never taken away.
        let anchored_once = head.is_some_and(|head| head.rev > Revision::START.next());
        if view.anchor.is_some() || !anchored_once {
            return Ok(so_far);
        }
        let path = &self.files.lock;
        if !Anchor::is_blank(lock.file()).map_err(|e| io_failure("read", path, &e))? {
            return Ok(so_far);
        }
        Ok(Some(format!("{} was missing or empty", path.file_name().unwrap_or_default().display())))
    }

    /// Brings the document up to its last record; `note`, and what the next record is to say of this.
    pub(crate) fn restore(
        &self,
        publisher: &Publisher<'_, S>,
        view: &View<S::File>,
        head: Option<&Head>,
        text: &[u8],
        why: Option<&Why>,
        note: Option<String>,
    ) -> Result<Option<String>> {
        // Who was raced comes here again.
        let is_new = |why: &&str| note.as_ref().is_none_or(|note| !note.contains(*why));
        let new = why.map(Why::text).filter(is_new).map(str::to_owned);
        let note = join_notes(note, new);
        let say = |end: &str| match why {
            Some(Why::Said(why)) => (self.options.report)(&format!("{why}: {end}")),
            Some(Why::Insisted(why)) => (self.options.insist)(&format!("{why}: {end}")),
            None => {}
        };
        let Some(head) = head else {
            publisher.discard(view)?;
            say("nothing was recorded, so it begins anew");
            return Ok(note);
        };
        let Rebuilt { document, unpublished } = rebuild(&self.files, view, head, text)?;
        let loss = loss(&document);
        let note = join_notes(note, loss.clone());
        if unpublished {
            publisher.publish_unpublished(view, head, note.as_deref())?;
        } else {
            let published = Publishable::of(&document).map_err(|why| unreadable_in_log(head.rev, &why))?;
            publisher.restore(view, head, &published, note.as_deref())?;
        }
        say(&format!("rebuilt revision {} from {}", head.rev, self.files.log.display()));
        if let Some(loss) = &loss {
            (self.options.report)(loss);
        }
        Ok(note)
    }
}
