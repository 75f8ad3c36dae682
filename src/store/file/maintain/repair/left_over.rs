//! What writers left that died, and what the next change would do away with: at once.

use std::io;

use anyhow::Result;

use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::Wait;
use crate::store::file::FileStore;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::seal::join_notes;
use crate::store::file::lock::held::Held;
use crate::store::file::lock::{Lock, Patience};
use crate::store::file::recover::opened::View;
use crate::store::file::recover::{Finding, Found, classify};

impl<S: FileSystem> FileStore<S> {
    /// Whether a temporary file lies there that nobody is writing: asked without the lock.
    pub(crate) fn has_left_over(&self) -> Result<bool> {
        let patience = Patience::new(Wait::Never, &|_| {});
        let turn = Lock::look(&self.files.system, &self.files.lock, &patience);
        // Whoever has the turn may well be writing it.
        if turn.is_err() && self.options.lock_to_read { Ok(false) } else { self.is_left_over() }
    }

    /// The same, under the lock.
    pub(crate) fn is_left_over(&self) -> Result<bool> {
        let path = &self.files.temporary;
        match self.files.system.stat(path) {
            Ok(stat) => Ok(stat.is_regular()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(io_failure("look at", path, &e).into()),
        }
    }

    pub(crate) fn remove_left_over(&self) -> Result<()> {
        let path = &self.files.temporary;
        self.files.system.unlink(path).map_err(|e| io_failure("remove", path, &e).into())
    }

    /// Keeps what is behind the last record, and cuts it off.
    pub(crate) fn cut_torn_tail(
        &self,
        publisher: &Publisher<'_, S>,
        lock: &Held<S::File>,
        mut view: View<S::File>,
    ) -> Result<()> {
        let head = view.head()?;
        let mut note = self.note_so_far(lock, &view, head.as_ref())?;
        if let Some(mut journal) = view.journal.take() {
            let torn = publisher.save_torn_tail(&mut journal, head.as_ref().map_or(0, |head| head.end))?;
            note = join_notes(note, torn);
        }
        let view = View::open(&self.files, self.anchor(lock)?, true)?;
        self.note(publisher, &view, note.as_deref())
    }

    /// Sees to what nobody would call damage: the lock file says where log and document stand,
    /// and a log that goes on has no second name.
    pub(crate) fn tidy(&self, publisher: &Publisher<'_, S>, lock: &Held<S::File>, view: &View<S::File>) -> Result<()> {
        let head = view.head()?;
        let note = self.note_so_far(lock, view, head.as_ref())?;
        self.note(publisher, view, note.as_deref())?;
        head.map_or(Ok(()), |head| publisher.take_back_rotation(head.rev))
    }

    /// Has the lock file say where log and document stand, if that is known, and what the next
    /// record is to say.
    fn note(&self, publisher: &Publisher<'_, S>, view: &View<S::File>, note: Option<&str>) -> Result<()> {
        match classify(&self.files, view)? {
            Found { finding: Finding::Current(..), head, .. } => publisher.anchor(view, head.as_ref(), note),
            _ => Ok(()),
        }
    }
}
