//! Removing the files to which nothing refers.
//!
//! # A concurrent `attach`
//! `attach` stores the file first, and takes the lock after that for the record that refers to it. Between the
//! two nothing refers to the file, and it may be removed here. So the edit of `attach` looks, under the lock,
//! whether the file is still there, and if not, stores it again. Files are removed under the lock only, after
//! all records were read up to the one before: of the two critical sections, one comes first. If it is that of
//! `attach`, its record is read here, and the file stays. If it is this one, the edit misses the file.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::ops::ControlFlow;
use std::time::SystemTime;

use anyhow::Result;

use crate::log::digest::Digest;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History as _;
use crate::platform::filesystem::{FileSystem, nanoseconds};
use crate::platform::io_failure::io_failure;
use crate::store::capability::attach::Collected;
use crate::store::file::FileStore;
use crate::store::file::attach::references::remove_referred;
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::commit::transaction::on_recovered;
use crate::store::origin::Origin;

/// After so much time, in nanoseconds, a temporary file that nobody wrote to was left by a process that died.
const LEFT: i64 = 24 * 60 * 60 * 1_000_000_000;

/// As [`Attach::collect`](crate::store::capability::attach::Attach::collect).
pub fn collect<S: FileSystem>(store: &FileStore<S>, origin: &Origin) -> Result<Collected> {
    remove_left_over(store)?;
    let mut unreferred = BTreeSet::new();
    unreferred.extend(names(store)?.iter().filter_map(|name| Some(*name.to_str()?.parse::<Digest>().ok()?.as_bytes())));
    // Most of the log is read while nobody is kept waiting.
    let mut seen = Revision::START;
    if !unreferred.is_empty() {
        store.newest_first(&mut |entry| {
            seen = seen.max(entry.link.rev);
            read(&entry, &mut unreferred)
        })?;
    }
    if unreferred.is_empty() {
        return Ok(Collected::default());
    }
    on_recovered(store, origin, &mut |recovered| remove(store, &recovered, (seen, unreferred.clone())))
}

/// Removes the files to which, under the lock, still nothing refers; `None` if the document is not proved to be
/// that of the last record.
fn remove<S: FileSystem>(
    store: &FileStore<S>,
    recovered: &Recovered<'_, S>,
    (seen, mut unreferred): (Revision, BTreeSet<[u8; 32]>),
) -> Result<Option<Collected>> {
    let base = &recovered.base;
    if !base.is_proved() {
        return Ok(None);
    }
    base.records().newest_first(&mut |entry| {
        if entry.link.rev <= seen { ControlFlow::Break(()) } else { read(&entry, &mut unreferred) }
    })?;
    remove_referred(&mut unreferred, &recovered.document.to_text());
    let files = &store.files;
    let mut collected = Collected::default();
    for digest in unreferred {
        let path = files.kept(&Digest::from_bytes(digest));
        let size = files.system.stat(&path).map_or(0, |stat| stat.size);
        match files.system.unlink(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            removed => {
                removed.map_err(|e| io_failure("remove", &path, &e))?;
                collected.files += 1;
                collected.bytes += size;
            }
        }
    }
    Ok(Some(collected))
}

fn read(entry: &Entry, unreferred: &mut BTreeSet<[u8; 32]>) -> ControlFlow<()> {
    remove_referred(unreferred, &entry.line);
    if unreferred.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Removes temporary files of processes that died.
fn remove_left_over<S: FileSystem>(store: &FileStore<S>) -> Result<()> {
    let FileStore { files, options } = store;
    let now = nanoseconds(SystemTime::from((options.now)()));
    for name in names(store)? {
        let is_temporary = name.as_encoded_bytes().starts_with(b".") && name.as_encoded_bytes().ends_with(b".tmp");
        let path = files.kept_in().join(&name);
        let Ok(stat) = files.system.stat(&path) else { continue };
        let is_old = now.saturating_sub(stat.mtime) > LEFT;
        if is_temporary && is_old && stat.is_regular() {
            // Another process may be quicker.
            drop(files.system.unlink(&path));
        }
    }
    Ok(())
}

/// The names in the directory of the files; none if there is no directory.
fn names<S: FileSystem>(store: &FileStore<S>) -> Result<Vec<OsString>> {
    let directory = store.files.kept_in();
    match store.files.system.names(&directory) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        names => Ok(names.map_err(|e| io_failure("list", &directory, &e))?),
    }
}
