//! Reading: what is there is opened, judged, and rolled forward in memory; nothing is written.

use anyhow::Result;

use crate::json::document::Document;
use crate::log::entry::Revision;
use crate::platform::filesystem::FileSystem;
use crate::store::Snapshot;
use crate::store::file::FileStore;
use crate::store::file::recover::look::{LOOKS, Look};
use crate::store::file::recover::opened::{Head, View};
use crate::store::file::recover::rebuild::{loss, rebuild};
use crate::store::file::recover::{Finding, Found, Unrecorded, classify};

impl<S: FileSystem> FileStore<S> {
    /// The document as it stands in the file, with what is over.
    pub(crate) fn read_unjudged(&self) -> Result<Snapshot> {
        let mut looks = LOOKS;
        loop {
            let mut said = Vec::new();
            let (snapshot, is_settled) = self.look(&mut said)?;
            looks -= 1;
            if looks == 0 || is_settled {
                for text in &said {
                    (self.options.report)(text);
                }
                return Ok(snapshot);
            }
            self.files.system.pause();
        }
    }

    /// What a look gives, and whether nobody can be in the middle of a write.
    fn look(&self, said: &mut Vec<String>) -> Result<(Snapshot, bool)> {
        let Look { view, with_turn } = self.open_view()?;
        let Found { finding, head, text } = classify(&self.files, &view)?;
        // Without the turn, who died after the commit looks like who is about to publish.
        let is_settled = with_turn
            || match &finding {
                Finding::Behind(_) | Finding::Kept(..) => false,
                Finding::Unrecorded(what, _) => *what != Unrecorded::External || view.anchor.is_some(),
                Finding::New | Finding::Current(..) => true,
            };
        let revision = head.as_ref().map_or(Revision::START, |h| h.rev);
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let snapshot = |document| Snapshot { document, revision, size, edited_since: false };
        let snapshot = match (finding, &head) {
            (Finding::Current(document, _), _) => snapshot(document),
            (Finding::Behind(why), Some(head)) => {
                if let Some(why) = why {
                    said.push(format!("{why}: read revision {} from the log", head.rev));
                }
                snapshot(self.rebuilt(&view, head, &text, said)?)
            }
            (Finding::Kept(_, why), Some(head)) => {
                said.push(format!("{why}: read revision {} from the log", head.rev));
                snapshot(self.rebuilt(&view, head, &text, said)?)
            }
            (Finding::Unrecorded(what, document), _) => {
                let revision = if let Unrecorded::Gap(rev, _) = what { rev } else { revision };
                Snapshot { document, revision, size, edited_since: true }
            }
            (Finding::New | Finding::Behind(_) | Finding::Kept(..), _) => snapshot(Document::default()),
        };
        Ok((snapshot, is_settled))
    }

    fn rebuilt(&self, view: &View<S::File>, head: &Head, text: &[u8], said: &mut Vec<String>) -> Result<Document> {
        let document = rebuild(&self.files, view, head, text)?.document;
        said.extend(loss(&document));
        Ok(document)
    }
}
