//! Reading: the files are opened, classified, and rolled forward in memory; nothing is written.

use std::sync::Arc;

use anyhow::Result;

use crate::json::document::Document;
use crate::json::text::held::Text;
use crate::json::text::indexed::WORTHWHILE;
use crate::json::text::source::Source;
use crate::log::entry::Revision;
use crate::platform::filesystem::{FileSystem, OpenFile, length};
use crate::store::file::FileStore;
use crate::store::file::journal::head::Head;
use crate::store::file::layout::document::OpenDocument;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::classify::classify;
use crate::store::file::recover::finding::{Finding, Found, Unrecorded};
use crate::store::file::recover::look::{LOOKS, Look, PAUSE, look};
use crate::store::file::recover::opened::Opened;
use crate::store::file::recover::rebuild::{loss, rebuild};
use crate::store::snapshot::Snapshot;

/// How much of a long document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// What somebody asks for, where the rest need not be looked at.
    AsNeeded,
    /// All of it.
    Whole,
}

/// What one look gives.
struct Read {
    snapshot: Snapshot,
    /// What the user should know of it.
    notes: Vec<String>,
    /// Nobody can be in the middle of a write.
    is_settled: bool,
}

/// The document as it is, expired values included.
///
/// # Errors
/// Fails if the lock is busy, or if the files cannot be read or trusted.
pub(crate) fn read<S: FileSystem>(store: &FileStore<S>, how: How) -> Result<Snapshot> {
    let mut looks = LOOKS;
    loop {
        let Read { snapshot, notes, is_settled } = read_once(store, how)?;
        looks -= 1;
        if looks == 0 || is_settled {
            for note in &notes {
                (store.options.report)(note);
            }
            return Ok(snapshot);
        }
        store.files.system.pause(PAUSE);
    }
}

/// The document as its text, of which nothing is read yet, if its stat proves that ctx published it.
///
/// # Errors
/// Fails if the log cannot be trusted.
pub(crate) fn as_published<F: OpenFile>(opened: &Opened<F>) -> Result<Option<Snapshot>> {
    let Some(file) = opened.published(length(WORTHWHILE)) else { return Ok(None) };
    let (size, source): (u64, Arc<dyn Source>) = (file.identity.size, Arc::<OpenDocument<F>>::clone(file));
    let Some(document) = Document::of_text(Text::Stream(source)) else { return Ok(None) };
    let Some(head) = opened.head()? else { return Ok(None) };
    Ok(Some(Snapshot { document, revision: head.rev, size, edited_since: false }))
}

fn read_once<S: FileSystem>(store: &FileStore<S>, how: How) -> Result<Read> {
    let Look { opened, with_turn } = look(store)?;
    if how == How::AsNeeded
        && let Some(snapshot) = as_published(&opened)?
    {
        return Ok(Read { snapshot, notes: Vec::new(), is_settled: true });
    }
    let Found { finding, head, text, size } = classify(&store.files, &opened)?;
    // Without the turn, a writer that died after its commit looks like one that is about to publish.
    let is_settled = with_turn
        || match &finding {
            Finding::Behind(_) | Finding::InTheWay(..) => false,
            Finding::Unrecorded(what, _) => *what != Unrecorded::External || opened.anchor.is_some(),
            Finding::New | Finding::Current(..) => true,
        };
    let mut notes = Vec::new();
    let revision = head.as_ref().map_or(Revision::START, |h| h.rev);
    let snapshot = |document| Snapshot { document, revision, size, edited_since: false };
    let snapshot = match (finding, &head) {
        (Finding::Current(document, _), _) => snapshot(document),
        (Finding::Behind(why), Some(head)) => {
            notes.extend(why.map(|why| format!("{why}: read revision {} from the log", head.rev)));
            snapshot(rebuilt(&store.files, &opened, head, &text, &mut notes)?)
        }
        (Finding::InTheWay(_, why), Some(head)) => {
            notes.push(format!("{why}: read revision {} from the log", head.rev));
            snapshot(rebuilt(&store.files, &opened, head, &text, &mut notes)?)
        }
        (Finding::Unrecorded(what, document), _) => {
            let revision = if let Unrecorded::Gap(rev, _) = what { rev } else { revision };
            Snapshot { revision, edited_since: true, ..snapshot(document) }
        }
        (Finding::New | Finding::Behind(_) | Finding::InTheWay(..), _) => snapshot(Document::default()),
    };
    Ok(Read { snapshot, notes, is_settled })
}

fn rebuilt<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    head: &Head,
    text: &[u8],
    notes: &mut Vec<String>,
) -> Result<Document> {
    let document = rebuild(files, opened, head, text)?.document;
    notes.extend(loss(&document));
    Ok(document)
}
