//! Rotation: a log that has grown long becomes a segment beside a new log, with no
//! instant without a log.
//!
//! The segment is a second name (link(2)) of the old log, durable before the new log, which
//! holds the next record with the whole state, is renamed over the first name: that is the
//! commit point. A segment is named by its last revision, so that the first record of what
//! follows tells its name; nobody has to look through a directory.
//!
//! # Limitations
//! Where a file system has no hard links, the log goes on growing, and ctx says so.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Failure, Kind};
use crate::log::entry::{Entry, Revision};
use crate::platform::attributes::make_way;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::Journal;
use crate::store::file::journal::append::{NotAppended, OpenLog};

impl<S: FileSystem> Publisher<'_, S> {
    /// Gives the log of `last` its second name, and begins the new one under a name of its own:
    /// the new log, and that second name; `None` where there are no links.
    ///
    /// # Errors
    /// Input or output; nothing has changed then.
    pub(crate) fn begin_rotation(
        &self,
        old: &Journal<S::File>,
        last: Revision,
    ) -> anyhow::Result<Option<(Journal<S::File>, PathBuf)>> {
        let (system, log) = (&self.files.system, &self.files.log);
        // What was written without a flush must not be lost with everything before it.
        old.flush().map_err(|e| io_failure("flush", log, &e).outcome("not committed"))?;
        let segment = self.damaged_log.map_or_else(|| self.files.segment(last), Path::to_owned);
        match self.link_segment(&segment) {
            Err(e) if is_without_links(&e) && self.damaged_log.is_some() => {
                // It cannot go on, so it is copied.
                let bytes = old.bytes_behind(0).map_err(|e| io_failure("read", log, &e).outcome("not committed"))?;
                self.save(log, "corrupt", &bytes)?;
            }
            Err(e) if is_without_links(&e) => {
                (self.options.report)(&format!("{}: could not be rotated, so it goes on: {e}", log.display()));
                return Ok(None);
            }
            Err(e) => return Err(io_failure("rotate", log, &e).outcome("not committed").into()),
            Ok(()) => {}
        }
        self.flush_names().map_err(|failure| failure.outcome("not committed"))?;
        let next = &self.files.next_log;
        remove_if_there(system, next)?;
        Ok(Some((Journal::create(system, next, &self.attributes_beside()?)?, segment)))
    }

    /// Tries out with the log whether it can be rotated here.
    ///
    /// # Errors
    /// A file system without hard links; input or output. Nothing has changed then.
    pub(crate) fn check_links(&self) -> Result<(), Failure> {
        let (system, probe) = (&self.files.system, &self.files.next_log);
        remove_if_there(system, probe)?;
        let linked = system.link(&self.files.log, probe);
        drop(system.unlink(probe));
        linked.map_err(|e| {
            if !is_without_links(&e) {
                return io_failure("make", probe, &e).outcome("not committed");
            }
            let shown = self.files.log.display();
            Failure::new(Kind::Refused, format!("could not compact {shown}: there are no hard links here"))
                .hint("keep the context on a file system that has them, such as ext4, xfs, btrfs")
        })
    }

    /// Appends the first record of the new log, and puts it in the place of the old one, which
    /// is `segment` too.
    pub(crate) fn end_rotation(
        &self,
        log: &mut OpenLog<S::File>,
        segment: &Path,
        entry: &Entry,
    ) -> Result<(), NotAppended> {
        let (system, next) = (&self.files.system, &self.files.next_log);
        let begun = log.write(entry).and_then(|()| log.flush()).and_then(|()| system.rename(next, &self.files.log));
        if let Err(e) = begun {
            drop(system.unlink(next));
            drop(self.take_back(segment));
            let error = io_failure("begin a new log at", next, &e).outcome("not committed").into();
            return Err(NotAppended { error, is_undone: true });
        }
        self.flush_names().map_err(|failure| {
            // Nobody may build on a name that may be the old log's again: that one is put back.
            let undone = system.rename(segment, &self.files.log);
            let error = failure.outcome("outcome unknown").hint("ctx verify").into();
            NotAppended { error, is_undone: undone.is_ok() }
        })
    }

    fn link_segment(&self, segment: &Path) -> io::Result<()> {
        let (system, log) = (&self.files.system, &self.files.log);
        match system.link(log, segment) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            result => return result,
        }
        // Who died after this very step left the link that is wanted. Anything else is
        // perhaps a copy of it, from a backup.
        if system.stat(segment)?.same_file(&system.stat(log)?) {
            return Ok(());
        }
        let aside = self.name_for_old(segment)?;
        system.rename(segment, &aside)?;
        (self.options.insist)(&format!("{} was there already: kept as {}", segment.display(), aside.display()));
        system.link(log, segment)
    }

    /// A name that nothing has yet: only the holder of the lock gives such names.
    fn name_for_old(&self, segment: &Path) -> io::Result<PathBuf> {
        let mut number = 1_u64;
        loop {
            let mut name = segment.as_os_str().to_owned();
            name.push(if number == 1 { ".old".to_owned() } else { format!(".old{number}") });
            match self.files.system.stat(Path::new(&name)) {
                Ok(_) => number += 1,
                Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(name.into()),
                Err(e) => return Err(e),
            }
        }
    }

    /// Takes back the second name of a log that goes on, which a writer gave it who died before
    /// the new log was there: a segment would have more records than its name says.
    pub(crate) fn take_back_rotation(&self, last: Revision) -> anyhow::Result<()> {
        self.take_back(&self.files.segment(last))
    }

    /// Removes a name, if it is another one of the log that is there.
    fn take_back(&self, segment: &Path) -> anyhow::Result<()> {
        let system = &self.files.system;
        let is_log = match system.stat(segment) {
            Ok(stat) => system.stat(&self.files.log).map(|log| stat.same_file(&log)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(e) => Err(e),
        };
        let failed = |e: io::Error| io_failure("take back", segment, &e).outcome("not committed");
        if !is_log.map_err(failed)? {
            return Ok(());
        }
        system.unlink(segment).map_err(failed)?;
        self.flush_names().map_err(|failure| failure.outcome("not committed").into())
    }

    /// Makes the names beside the document durable.
    pub(crate) fn flush_names(&self) -> Result<(), Failure> {
        let directory = &self.files.directory;
        self.files.system.flush_directory(directory).map_err(|e| io_failure("flush", directory, &e))
    }
}

fn remove_if_there(system: &impl FileSystem, path: &Path) -> Result<(), Failure> {
    make_way(system, path).map_err(|e| e.told("remove", path).outcome("not committed"))
}

/// No hard links here, or no more of this file.
fn is_without_links(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let known = [Errno::PERM, Errno::OPNOTSUPP, Errno::NOSYS, Errno::MLINK].map(Errno::raw_os_error);
    error.raw_os_error().is_some_and(|number| known.contains(&number))
}
