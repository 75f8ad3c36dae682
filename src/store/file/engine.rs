//! The file engine as a [`Store`].

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use crate::draft::expiries;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;
use crate::log::record_id::RecordId;
use crate::log::retention::Retention;
use crate::platform::filesystem::{FileSystem, Sharing};
use crate::platform::watcher::Changes;
use crate::store::edited::Edit;
use crate::store::file::FileStore;
use crate::store::file::commit::transaction::transact;
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::last_record;
use crate::store::file::journal::records::Records;
use crate::store::file::layout::directory::make_directory;
use crate::store::file::lock::hold;
use crate::store::file::maintain::{compact, create, repair, verify};
use crate::store::file::recover::look::look;
use crate::store::file::recover::read::{How, read};
use crate::store::holder::Holder;
use crate::store::options::{InheritedLock, Options};
use crate::store::origin::Origin;
use crate::store::outcome::Outcome;
use crate::store::snapshot::Snapshot;
use crate::store::volume::Volume;
use crate::store::{Compacted, Damage, Exclusion, Store, Verified};

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

    fn transact(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
        transact(self, origin, edit)
    }

    fn create(&self, origin: &Origin, mode: u32) -> Result<Entry> {
        create::create(self, origin, mode)
    }

    fn damages(&self) -> Result<Vec<Damage>> {
        repair::find_damage(self)
    }

    fn repair(&self, origin: &Origin) -> Result<Vec<Damage>> {
        repair::repair(self, origin)
    }

    fn compact(&self, origin: &Origin, keep: &Retention) -> Result<Compacted> {
        compact::compact(self, origin, keep)
    }

    fn verify(&self, expected: Option<&RecordId>) -> Result<Verified> {
        verify::verify_current(self, expected)
    }

    fn holder(&self) -> Result<Option<Holder>> {
        hold::holder_now(self)
    }

    fn hold(
        &self,
        origin: &Origin,
        sharing: Sharing,
        run: &mut dyn FnMut(&InheritedLock) -> Result<()>,
    ) -> Result<Exclusion> {
        hold::hold(self, origin, sharing, run)
    }

    fn changes(&self) -> Changes {
        let names = [&self.files.document, &self.files.log];
        let names = names.into_iter().filter_map(|path| path.file_name()).map(OsStr::to_owned).collect();
        Changes::of(&self.files.directory, names)
    }

    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let Some((journal, end)) = journal(self)? else { return Ok(()) };
        Records { files: &self.files, journal: Some(&journal), end }.oldest_first(since, visit)
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
}

/// The log, and where its last record ends; `None` if there is no record.
fn journal<S: FileSystem>(store: &FileStore<S>) -> Result<Option<(Journal<S::File>, u64)>> {
    let opened = look(store)?.opened;
    let Some(journal) = opened.journal else { return Ok(None) };
    Ok(last_record(&journal, &opened.boot)?.map(|last| (journal, last.end)))
}

impl<S: FileSystem> Volume for S {
    fn open(&self, path: &Path, options: Options) -> Result<Box<dyn Store>> {
        Ok(Box::new(FileStore::open(self.clone(), path, options)?))
    }

    fn make_directory(&self, document: &Path, own: bool, document_mode: u32) -> Result<()> {
        make_directory(self, document, own, document_mode)
    }
}
