//! The file engine: the core, and all capabilities.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use crate::draft::expiries;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;
use crate::log::unread::Unread;
use crate::platform::filesystem::FileSystem;
use crate::platform::watcher::DirectoryWatch;
use crate::store::capability::Engine;
use crate::store::capability::attach::Attach;
use crate::store::capability::compact::Compact;
use crate::store::capability::create::Create;
use crate::store::capability::hold::Hold;
use crate::store::capability::repair::Repair;
use crate::store::capability::verify::Verify;
use crate::store::core::Store;
use crate::store::edited::Edit;
use crate::store::file::FileStore;
use crate::store::file::commit::committed::Done;
use crate::store::file::commit::drafted::{Drafted, Drafting};
use crate::store::file::commit::group::{Left, commit_or_append};
use crate::store::file::commit::pending::publish_pending;
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::commit::transaction::on_pending;
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::{LastRecord, last_record};
use crate::store::file::journal::records::Records;
use crate::store::file::layout::directory::make_directory;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::maintain::compact::retain::retain;
use crate::store::file::maintain::pack::pack;
use crate::store::file::recover::look::look;
use crate::store::file::recover::read::{How, as_published, read};
use crate::store::file::watch::FileWatch;
use crate::store::options::Options;
use crate::store::origin::Origin;
use crate::store::outcome::Outcome;
use crate::store::plan::{Rehearsed, rehearse};
use crate::store::snapshot::Snapshot;
use crate::store::volume::Volume;
use crate::store::watch::Watch;

impl<S: FileSystem> Engine for FileStore<S> {
    fn create(&self) -> Option<&dyn Create> {
        Some(self)
    }

    fn hold(&self) -> Option<&dyn Hold> {
        Some(self)
    }

    fn attach(&self) -> Option<&dyn Attach> {
        Some(self)
    }

    fn compact(&self) -> Option<&dyn Compact> {
        Some(self)
    }

    fn repair(&self) -> Option<&dyn Repair> {
        Some(self)
    }

    fn verify(&self) -> Option<&dyn Verify> {
        Some(self)
    }
}

impl<S: FileSystem> Store for FileStore<S> {
    fn read(&self) -> Result<Snapshot> {
        let mut snapshot = read(self, How::AsNeeded)?;
        // Whoever observes it may know what is asked for next, which is then found on the same way.
        (self.options.observe)(&snapshot.document);
        expiries::hide(&mut snapshot.document, (self.options.now)());
        if snapshot.document.fault().is_some() {
            snapshot = read(self, How::Whole)?;
            (self.options.observe)(&snapshot.document);
            expiries::hide(&mut snapshot.document, (self.options.now)());
        }
        Ok(snapshot)
    }

    fn published(&self) -> Result<Option<Snapshot>> {
        as_published(&look(self)?.opened)
    }

    fn transact(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
        let is_missing = |path: &Path| self.files.system.stat(path).is_err();
        if !self.options.is_regular && is_missing(&self.files.lock) && is_missing(&self.files.log) {
            // A change that is refused leaves nothing behind, not even a lock file.
            if let Rehearsed::Unchanged(revision) = rehearse(self, (self.options.now)(), edit)? {
                return Ok(Outcome::Unchanged { revision, value: () });
            }
        }
        let ended = on_pending(self, origin, &mut |recovered| step(recovered, edit))?;
        let left = match ended {
            Ended::Unchanged(revision) => return Ok(Outcome::Unchanged { revision, value: () }),
            Ended::Left(left) => *left,
        };
        let Done { entry, opened } = match left {
            Left::Done(done) => done,
            Left::Pending(member) => member.wait(self, origin)?,
        };
        // Closing the old document, which frees it, need not keep others waiting: the lock is released.
        drop(opened);
        if entry.change.lineage.is_some() && entry.link.rev > Revision::START.next() {
            // It began a new log.
            retain(self, origin);
            pack(self, origin);
        }
        Ok(Outcome::Committed { entry, value: () })
    }

    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let Some((journal, end)) = journal(self)? else { return Ok(()) };
        Records { files: &self.files, journal: Some(&journal), end }.oldest_first(since, visit)
    }

    fn glance(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<bool> {
        let opened = look(self)?.opened;
        if let Some(journal) = &opened.journal
            && let Some(LastRecord { end, .. }) = last_record(journal, &opened.boot)?
        {
            Records { files: &self.files, journal: Some(journal), end }.newest_first(visit)?;
        }
        Ok(opened.is_as_published())
    }

    fn watch(&self) -> Box<dyn Watch> {
        let names = [&self.files.document, &self.files.log];
        let names = names.into_iter().filter_map(|path| path.file_name()).map(OsStr::to_owned).collect();
        Box::new(FileWatch(DirectoryWatch::of(&self.files.directory, names)))
    }
}

impl<S: FileSystem> History for FileStore<S> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let Some((journal, end)) = journal(self)? else { return Ok(()) };
        Records { files: &self.files, journal: Some(&journal), end }.newest_first(visit)
    }

    fn newest_first_from(&self, last: Revision, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let Some((journal, end)) = journal(self)? else { return Ok(()) };
        Records { files: &self.files, journal: Some(&journal), end }.newest_first_from(last, visit)
    }

    fn recent(
        &self,
        bound: (Revision, u64),
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<Option<Unread>> {
        let opened = look(self)?.opened;
        // Where the anchor is current, not even the last record is read.
        let (Some(journal), Some(head)) = (&opened.journal, opened.head()?) else { return Ok(None) };
        journal.recent(head.end, bound, visit)
    }
}

/// How a change ended, as far as it needed the lock.
enum Ended<F> {
    Unchanged(Revision),
    Left(Box<Left<F>>),
}

/// A change under the lock; `None` if it has to begin again.
fn step<S: FileSystem>(recovered: Recovered<'_, S>, edit: &mut Edit<'_>) -> Result<Option<Ended<S::File>>> {
    let (locked, is_pending) = (recovered.base.locked, recovered.base.opened.unpublished.is_some());
    let drafting = Drafted::of_edit(recovered, edit);
    // What is answered without a record rests on those that are there, so these are made durable.
    if is_pending && !matches!(drafting, Ok(Drafting::Changed(_))) {
        publish_pending(locked)?;
    }
    Ok(match drafting? {
        Drafting::Unchanged(base) => Some(Ended::Unchanged(base.revision())),
        Drafting::Changed(drafted) => commit_or_append(*drafted)?.map(|left| Ended::Left(Box::new(left))),
    })
}

/// The log, and where its last record ends; `None` if there is no record.
fn journal<S: FileSystem>(store: &FileStore<S>) -> Result<Option<(Journal<S::File>, u64)>> {
    let opened = look(store)?.opened;
    let Some(journal) = opened.journal else { return Ok(None) };
    Ok(last_record(&journal, &opened.boot)?.map(|last| (journal, last.end)))
}

impl<S: FileSystem> Volume for S {
    fn open(&self, path: &Path, options: Options) -> Result<Box<dyn Engine>> {
        Ok(Box::new(FileStore::open(self.clone(), path, options)?))
    }

    fn exists(&self, path: &Path) -> bool {
        let is_there = |path: &Path| self.stat(path).is_ok();
        // The lock file knows the last revision, whatever became of the rest.
        let beside = |files: ContextFiles<S>| is_there(&files.log) || is_there(&files.lock);
        let has_other = || ContextFiles::resolve(self.clone(), path).is_ok_and(beside);
        // A path that cannot be looked at is reported when it is opened.
        is_there(path) || has_other() || self.stat(path).is_err_and(|e| e.kind() != ErrorKind::NotFound)
    }

    fn keeps(&self, path: &Path, target: &Path) -> bool {
        ContextFiles::resolve(self.clone(), path).is_ok_and(|files| files.owns(target))
    }

    fn make_directory(&self, document: &Path, own: bool, document_mode: u32) -> Result<()> {
        make_directory(self, document, own, document_mode)
    }
}
