//! A log that others may have planted, where they may create files too (see
//! [`crate::store::file::lock::planted`]).

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::platform::attributes::Attributes;
use crate::platform::filesystem::{FileSystem, Stat};
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::Journal;
use crate::store::file::lock::locked::Locked;
use crate::store::file::lock::planted::is_of_a_writer;
use crate::text::shell::shell_path;

/// The bit of a directory in which others may create files.
const OTHERS_WRITE: u32 = 0o002;

/// Refuses a log that a stranger created where everybody may create files, or that is a second name
/// of some other file. `last` is its last revision.
///
/// # Errors
/// Fails with the refusal, or if stat(2) fails.
pub fn check_log<S: FileSystem>(
    locked: &Locked<'_, S>,
    journal: &Journal<S::File>,
    document: Option<(&S::File, &Stat)>,
    last: Revision,
) -> Result<()> {
    let (files, found) = (locked.files, journal.stat());
    let (path, system) = (&files.log, &files.system);
    let is_alike = document.is_some_and(|(_, stat)| stat.uid == found.uid);
    if found.links == 1 && is_alike {
        return Ok(());
    }
    let failed = |e: std::io::Error| io_failure("look at", path, &e).outcome("not committed");
    let directory = system.stat(&files.directory).map_err(failed)?;
    if directory.mode & OTHERS_WRITE == 0 {
        return Ok(());
    }
    // A writer that died during a rotation left the log with the name of the segment too.
    let other_name = [files.segment(last), files.next_log.clone()];
    let is_known = || other_name.iter().any(|path| system.stat(path).is_ok_and(|stat| stat.same_file(found)));
    let like = document.map(|(file, stat)| Attributes::of_stat(stat, file)).transpose().map_err(failed)?;
    let why = if found.links > 1 && !is_known() {
        format!("it has {} names, and what is written to it would change what they name too", found.links)
    } else if is_alike
        || locked.held().found().is_ok_and(|lock| lock.uid == found.uid)
        || is_of_a_writer(files, found, like.as_ref()).map_err(failed)?
    {
        return Ok(());
    } else {
        format!("it belongs to user {}, who may not write {}", found.uid, files.document.display())
    };
    let (shown, word) = (path.display(), shell_path(path));
    Err(Failure::new(Kind::Refused, format!("could not use {shown}: {why}"))
        .fact("file", shown.to_string())
        .fact("uid", found.uid)
        .hint(format!("look at it: ls -ln {word}; and keep a context where others make no files"))
        .outcome("not committed")
        .into())
}
