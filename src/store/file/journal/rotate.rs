//! Rotation: a log that has grown long becomes a segment beside a new log, and at no instant is
//! there no log.
//!
//! The segment is a second name (link(2)) of the old log, made durable before the new log. The new
//! log holds the next record with the whole state; renaming it over the old name is the commit
//! point. A segment is named after its last revision, so the first record of the log that follows
//! tells its name, and no directory has to be searched.
//!
//! # Limitations
//! On a file system without hard links the log keeps growing, and ctx says so.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::platform::attributes::make_way;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::Journal;
use crate::store::file::journal::failure::NotAppended;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::locked::Locked;

/// When the next record begins a new log.
#[derive(Clone, Debug)]
pub enum Rotation {
    /// If the log has reached the configured length.
    WhenLong,
    /// Always: the older records are about to be dropped.
    Always,
    /// Always, and the old log, which is damaged, is kept under this name.
    SetAside(PathBuf),
}

impl Rotation {
    /// The length of the log from which it is rotated, given the configured one; an empty one never is.
    #[must_use]
    pub fn threshold(&self, log_max: u64) -> u64 {
        match self {
            Self::WhenLong => log_max.max(1),
            Self::Always | Self::SetAside(_) => 1,
        }
    }
}

/// Gives the log of `last` its second name, and creates the new log under a temporary name; returns
/// both. `None` if there are no hard links here.
///
/// # Errors
/// Fails on an I/O error; then nothing has changed.
pub(crate) fn begin<S: FileSystem>(
    locked: &Locked<'_, S>,
    old: &Journal<S::File>,
    last: Revision,
    rotation: &Rotation,
) -> Result<Option<(Journal<S::File>, PathBuf)>> {
    let (files, log) = (locked.files, &locked.files.log);
    // Records written without a flush must not be lost together with all that precede them.
    old.flush().map_err(|e| io_failure("flush", log, &e).outcome("not committed"))?;
    let set_aside = if let Rotation::SetAside(path) = rotation { Some(path.clone()) } else { None };
    let is_damaged = set_aside.is_some();
    let segment = set_aside.unwrap_or_else(|| files.segment(last));
    match link_segment(locked, &segment) {
        Err(e) if is_without_links(&e) && is_damaged => {
            // It must not be continued, so it is copied instead.
            let bytes = old.bytes_behind(0).map_err(|e| io_failure("read", log, &e).outcome("not committed"))?;
            locked.save(log, "corrupt", &bytes)?;
        }
        Err(e) if is_without_links(&e) => {
            (locked.options.report)(&format!("{}: could not be rotated, so it goes on: {e}", log.display()));
            return Ok(None);
        }
        Err(e) => return Err(io_failure("rotate", log, &e).outcome("not committed").into()),
        Ok(()) => {}
    }
    files.flush_names().map_err(|failure| failure.outcome("not committed"))?;
    let next = &files.next_log;
    remove_if_there(&files.system, next)?;
    Ok(Some((Journal::create(&files.system, next, &locked.attributes_beside()?)?, segment)))
}

/// Appends the first record of the new log, and renames the log over the old one, whose other name
/// is `segment`.
pub(crate) fn finish<S: FileSystem>(
    files: &ContextFiles<S>,
    next: &mut Journal<S::File>,
    segment: &Path,
    line: &[u8],
) -> Result<(), NotAppended> {
    let (system, path) = (&files.system, &files.next_log);
    let begun = next.append(line).and_then(|()| next.flush()).and_then(|()| system.rename(path, &files.log));
    if let Err(e) = begun {
        drop(system.unlink(path));
        drop(remove_second_name(files, segment));
        let error = io_failure("begin a new log at", path, &e).outcome("not committed").into();
        return Err(NotAppended { error, is_undone: true });
    }
    files.flush_names().map_err(|failure| {
        // After a power cut the name may be the old log's again, so nobody may build on the new
        // one: the old one is put back.
        let undone = system.rename(segment, &files.log);
        let error = failure.outcome("outcome unknown").hint("ctx verify").into();
        NotAppended { error, is_undone: undone.is_ok() }
    })
}

/// Checks that the log can be rotated here, by linking it.
///
/// # Errors
/// Fails if the file system has no hard links, or on an I/O error; nothing has changed then.
pub(crate) fn check_links<S: FileSystem>(files: &ContextFiles<S>) -> Result<(), Failure> {
    let (system, probe) = (&files.system, &files.next_log);
    remove_if_there(system, probe)?;
    let linked = system.link(&files.log, probe);
    drop(system.unlink(probe));
    linked.map_err(|e| {
        if !is_without_links(&e) {
            return io_failure("make", probe, &e).outcome("not committed");
        }
        let shown = files.log.display();
        Failure::new(Kind::Refused, format!("could not compact {shown}: there are no hard links here"))
            .hint("keep the context on a file system that has them, such as ext4, xfs, btrfs")
    })
}

/// Removes the second name of a log that goes on, left by a writer that died before the new log was
/// in place: otherwise that segment would hold more records than its name says.
///
/// # Errors
/// Fails on an I/O error.
pub(crate) fn take_back<S: FileSystem>(files: &ContextFiles<S>, last: Revision) -> Result<()> {
    remove_second_name(files, &files.segment(last))
}

/// Removes `segment` if it is another name of the current log.
fn remove_second_name<S: FileSystem>(files: &ContextFiles<S>, segment: &Path) -> Result<()> {
    let system = &files.system;
    let is_log = match system.stat(segment) {
        Ok(stat) => system.stat(&files.log).map(|log| stat.same_file(&log)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => Err(e),
    };
    let failed = |e: io::Error| io_failure("take back", segment, &e).outcome("not committed");
    if !is_log.map_err(failed)? {
        return Ok(());
    }
    system.unlink(segment).map_err(failed)?;
    files.flush_names().map_err(|failure| failure.outcome("not committed").into())
}

fn link_segment<S: FileSystem>(locked: &Locked<'_, S>, segment: &Path) -> io::Result<()> {
    let (system, log) = (&locked.files.system, &locked.files.log);
    match system.link(log, segment) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
        result => return result,
    }
    // A writer that died right after this step left the very link that is wanted. Anything else
    // may be a copy of it, from a backup.
    if system.stat(segment)?.same_file(&system.stat(log)?) {
        return Ok(());
    }
    let aside = unused_name(system, segment)?;
    system.rename(segment, &aside)?;
    (locked.options.insist)(&format!("{} was there already: kept as {}", segment.display(), aside.display()));
    system.link(log, segment)
}

/// A name for an old file that is still free: only the holder of the lock gives such names.
fn unused_name(system: &impl FileSystem, segment: &Path) -> io::Result<PathBuf> {
    let mut number = 1_u64;
    loop {
        let mut name = segment.as_os_str().to_owned();
        name.push(if number == 1 { ".old".to_owned() } else { format!(".old{number}") });
        match system.stat(Path::new(&name)) {
            Ok(_) => number += 1,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(name.into()),
            Err(e) => return Err(e),
        }
    }
}

fn remove_if_there(system: &impl FileSystem, path: &Path) -> Result<(), Failure> {
    make_way(system, path).map_err(|e| e.told("remove", path).outcome("not committed"))
}

/// Whether link(2) failed because there are no hard links here, or no more of this file.
fn is_without_links(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let known = [Errno::PERM, Errno::OPNOTSUPP, Errno::NOSYS, Errno::MLINK].map(Errno::raw_os_error);
    error.raw_os_error().is_some_and(|number| known.contains(&number))
}
