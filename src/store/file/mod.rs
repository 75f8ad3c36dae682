//! The store over one JSON file: lock, recover, edit, publish.

pub mod commit;
pub mod journal;
pub mod layout;
pub mod lock;
pub mod maintain;
pub mod recover;

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use crate::draft::ends;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;
use crate::log::record_id::RecordId;
use crate::log::retention::Retention;
use crate::platform::filesystem::{FileSystem, Sharing};
use crate::platform::io_failure::io_failure;
use crate::platform::permissions::Permissions;
use crate::platform::watcher::Changes;
use crate::store::file::commit::publish::Attempt;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::{Tail, tail};
use crate::store::file::journal::segments::Past;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::anchor::Holder;
use crate::store::file::lock::held::Held;
use crate::store::file::maintain::verify::{check_end, verify};
use crate::store::file::recover::opened::View;
use crate::store::{
    Compacted, Damage, Edit, Exclusion, InheritedLock, Options, Origin, Outcome, Snapshot, Store, Verified,
};
use crate::text::shell::shell_path;

/// Where nothing was said: for its owner alone.
const PRIVATE: u32 = 0o600;

/// A document in a file.
pub struct FileStore<S: FileSystem> {
    pub(crate) files: ContextFiles<S>,
    pub(crate) options: Options,
}

impl<S: FileSystem> FileStore<S> {
    /// The store at `path`, whether or not anything is there yet.
    ///
    /// # Errors
    /// A path that leads to something else than a file.
    pub fn open(system: S, path: &Path, options: Options) -> Result<Self> {
        Ok(Self { files: ContextFiles::resolve(system, path)?, options })
    }

    pub(crate) fn publisher<'s>(&'s self, lock: &'s Held<S::File>) -> Publisher<'s, S> {
        let log_max = self.options.log_max;
        Publisher { files: &self.files, options: &self.options, lock, log_max, damaged_log: None, first_mode: PRIVATE }
    }
}

impl<S: FileSystem> Store for FileStore<S> {
    fn read(&self) -> Result<Snapshot> {
        let mut snapshot = self.read_unjudged()?;
        ends::hide(&mut snapshot.document, (self.options.now)());
        (self.options.observe)(&snapshot.document);
        Ok(snapshot)
    }

    fn transact(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
        self.make_change(origin, edit)
    }

    fn create(&self, origin: &Origin, mode: u32) -> Result<Entry> {
        self.files.refuse_fixed()?;
        let lock = self.lock_exclusive(origin)?;
        let mut view = View::open(&self.files, self.anchor(&lock)?, true)?;
        if view.document.is_some() || view.journal.is_some() {
            let shown = self.files.document.display();
            return Err(Failure::new(Kind::Refused, format!("{shown} exists already"))
                .fact("file", shown.to_string())
                .hint(format!("ctx -f {} status", shell_path(&self.files.document)))
                .into());
        }
        lock.set_mode(Permissions::of_mode(mode).for_writers().mode())
            .map_err(|e| io_failure("set the mode of", &self.files.lock, &e))?;
        let document = Document::default();
        let change = self.change(origin, &view.boot, "init", serde_json::Value::Null);
        let publisher = Publisher { first_mode: mode, ..self.publisher(&lock) };
        let published = Publishable::of(&document).map_err(Failure::from)?;
        match publisher.commit(&mut view, None, change, published.document(), &published)? {
            Attempt::Committed(entry) => Ok(*entry),
            Attempt::Raced => Err(Failure::new(Kind::Conflict, "somebody made the document meanwhile").into()),
        }
    }

    fn damages(&self) -> Result<Vec<Damage>> {
        self.find_damage()
    }

    fn repair(&self, origin: &Origin) -> Result<Vec<Damage>> {
        self.mend(origin)
    }

    fn compact(&self, origin: &Origin, keep: &Retention) -> Result<Compacted> {
        self.drop_old(origin, keep)
    }

    fn verify(&self, expected: Option<&RecordId>) -> Result<Verified> {
        let mut view = self.view()?;
        let mut looks = 4;
        loop {
            let verified = verify(&self.files, &view, &self.options, expected);
            let found = verified.and_then(|verified| check_end(&self.files, &view).map(|()| verified));
            // A compaction may have dropped what was about to be read; and without the lock a record may
            // be on its way, and look as if something was left.
            let rev = |view: &View<S::File>| view.anchor.as_ref().map(|anchor| anchor.rev);
            looks -= 1;
            if found.is_ok() || looks == 0 {
                return found;
            }
            let now = self.view()?;
            if self.options.lock_to_read && rev(&now) == rev(&view) {
                return found;
            }
            view = now;
        }
    }

    fn holder(&self) -> Result<Option<Holder>> {
        self.holder_now()
    }

    fn hold(
        &self,
        origin: &Origin,
        sharing: Sharing,
        run: &mut dyn FnMut(&InheritedLock) -> Result<()>,
    ) -> Result<Exclusion> {
        self.hold_while(origin, sharing, run)
    }

    fn changes(&self) -> Changes {
        let names = [&self.files.document, &self.files.log];
        let names = names.into_iter().filter_map(|path| path.file_name()).map(OsStr::to_owned).collect();
        Changes::of(&self.files.directory, names)
    }

    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let Some((journal, end)) = self.journal()? else { return Ok(()) };
        Past { files: &self.files, journal: Some(&journal), end }.oldest_first(since, visit)
    }
}

impl<S: FileSystem> FileStore<S> {
    /// The log and where its last record ends.
    ///
    /// # Errors
    /// A log that cannot be read, or whose last line is damaged.
    pub fn journal(&self) -> Result<Option<(Journal<S::File>, u64)>> {
        let View { journal: Some(journal), boot, .. } = self.view()? else { return Ok(None) };
        Ok(match tail(&journal, &boot)? {
            Tail::Empty => None,
            Tail::Sound { end, .. } => Some((journal, end)),
        })
    }
}

impl<S: FileSystem> History for FileStore<S> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let Some((journal, end)) = self.journal()? else { return Ok(()) };
        Past { files: &self.files, journal: Some(&journal), end }.newest_first(visit)
    }

    fn newest_first_from(&self, last: Revision, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let Some((journal, end)) = self.journal()? else { return Ok(()) };
        Past { files: &self.files, journal: Some(&journal), end }.newest_first_from(last, visit)
    }
}
