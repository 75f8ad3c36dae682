//! What others may have put under the names of ctx's own files, where they may make files too:
//! before anything is written to them, it is asked whose they are.
//!
//! Links are never followed, and what is no regular file is never used. A second name of
//! some other file is not written to. A file belongs to this user, to root, to the owner of the directory or
//! of the document, or to somebody who may write the document; whoever else made it would
//! read, change and lock what it holds.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::platform::attributes::Attributes;
use crate::platform::filesystem::{FileSystem, OpenFile, Stat};
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::platform::permissions::Permissions;
use crate::store::Origin;
use crate::store::file::FileStore;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::Journal;
use crate::store::file::lock::held::Held;
use crate::store::file::recover::opened::View;
use crate::text::shell::shell_path;

/// Others may make files in a directory of this mode.
const OTHERS_WRITE: u32 = 0o002;

impl<S: FileSystem> FileStore<S> {
    /// Refuses a lock file that is not ours to write to, and gives a new one to whom it is for.
    ///
    /// # Errors
    /// The refusal, and those of stat(2).
    pub(crate) fn check_lock(&self, lock: &Held<S::File>, origin: &Origin) -> Result<()> {
        let path = &self.files.lock;
        let failed = |e: std::io::Error| io_failure("look at", path, &e);
        let found = lock.found().map_err(failed)?;
        let (shown, word) = (path.display(), shell_path(path));
        let refused = |why: String| {
            Failure::new(Kind::Refused, format!("could not use {shown}: {why}")).fact("file", shown.to_string())
        };
        if found.links > 1 {
            let directory = shell_path(&self.files.directory);
            let why =
                format!("it has {} names, and what is written to it would change what they name too", found.links);
            let hint = format!("see which: find {directory} -samefile {word}; and while nobody writes: rm {word}");
            return Err(refused(why).hint(hint).into());
        }
        let (is_ours, is_new) = (found.uid == origin.author.uid, found.size == 0);
        if (is_ours || found.uid == 0) && !is_new {
            return Ok(());
        }
        let like = self.files.attributes().map_err(failed)?;
        if !is_ours && !self.files.is_of_a_writer(&found, like.as_ref()).map_err(failed)? {
            let why = format!("it belongs to user {}, who may not write {}", found.uid, self.files.document.display());
            let hint = format!("look at it: ls -ln {word}; as that user, or root, remove it: rm {word}");
            return Err(refused(why).fact("uid", found.uid).hint(hint).into());
        }
        let Some(like) = like.filter(|_| is_ours && is_new) else { return Ok(()) };
        let owner = self.files.system.stat(&self.files.document).ok().map(|document| document.uid);
        if let Some(hindrance) = owner.and_then(|owner| self.files.unwritable(owner, found.uid)) {
            // Whose lock it is nobody else could write to.
            drop(self.files.system.unlink(path));
            return Err(hindrance.refusal(&self.files.document).outcome("not committed").into());
        }
        like.of_lock().give(lock.file()).map(drop).map_err(|error| {
            drop(self.files.system.unlink(path));
            error.told("make", path).into()
        })
    }
}

impl<S: FileSystem> crate::store::file::layout::files::ContextFiles<S> {
    /// Whether a file belongs to root, to the owner of the directory, or to somebody who may write
    /// what has these attributes.
    fn is_of_a_writer(&self, found: &Stat, like: Option<&Attributes>) -> std::io::Result<bool> {
        let may_write = |like: &Attributes| like.let_write(found.uid, found.gid);
        Ok(found.uid == 0 || like.is_some_and(may_write) || self.system.stat(&self.directory)?.uid == found.uid)
    }
}

impl<S: FileSystem> Publisher<'_, S> {
    /// Gives the lock to those who may write the document, as far as the system lets us: whoever
    /// made it again, after somebody removed it, made it for himself.
    pub(crate) fn pass_lock_on(&self, view: &View<S::File>) {
        let (Some(document), Ok(found)) = (&view.document, self.lock.found()) else { return };
        let (lock, stat) = (self.lock.file(), &document.stat);
        let usual = Permissions::of_mode(stat.mode).for_writers().mode();
        let is_same = (found.gid, found.mode) == (stat.gid, usual);
        if (is_same && found.uid == stat.uid) || !lock.is_owned() {
            return;
        }
        let Ok(like) = Attributes::of_stat(stat, &document.file) else { return };
        // Root alone gives files away.
        if !like.of_lock().are_of(&found) && (!is_same || machine::effective_uid() == 0) {
            drop(like.of_lock().give(lock));
        }
    }

    /// Refuses a log that a stranger made where everybody makes files, or that is some other file too.
    ///
    /// # Errors
    /// The refusal, and those of stat(2).
    pub(crate) fn check_log(&self, view: &View<S::File>, journal: &Journal<S::File>, last: Revision) -> Result<()> {
        let (path, found) = (&self.files.log, journal.stat());
        let is_alike = view.document.as_ref().is_some_and(|document| document.stat.uid == found.uid);
        if found.links == 1 && is_alike {
            return Ok(());
        }
        let failed = |e: std::io::Error| io_failure("look at", path, &e).outcome("not committed");
        let system = &self.files.system;
        let directory = system.stat(&self.files.directory).map_err(failed)?;
        if directory.mode & OTHERS_WRITE == 0 {
            return Ok(());
        }
        // Who died in a rotation left it with the name of the segment too.
        let other_name = [self.files.segment(last), self.files.next_log.clone()];
        let is_known = || other_name.iter().any(|path| system.stat(path).is_ok_and(|stat| stat.same_file(found)));
        let like = view.document.as_ref().map(|document| Attributes::of_stat(&document.stat, &document.file));
        let like = like.transpose().map_err(failed)?;
        let why = if found.links > 1 && !is_known() {
            format!("it has {} names, and what is written to it would change what they name too", found.links)
        } else if is_alike
            || self.lock.found().is_ok_and(|lock| lock.uid == found.uid)
            || self.files.is_of_a_writer(found, like.as_ref()).map_err(failed)?
        {
            return Ok(());
        } else {
            format!("it belongs to user {}, who may not write {}", found.uid, self.files.document.display())
        };
        let (shown, word) = (path.display(), shell_path(path));
        Err(Failure::new(Kind::Refused, format!("could not use {shown}: {why}"))
            .fact("file", shown.to_string())
            .fact("uid", found.uid)
            .hint(format!("look at it: ls -ln {word}; and keep a context where others make no files"))
            .outcome("not committed")
            .into())
    }
}
