//! Finding the context from the working directory.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::store::files::ContextFiles;
use crate::store::filesystem::native::Native;

/// Where a context is, below the directory that it belongs to.
const PLACE: &str = ".ctx/context.json";

/// The nearest `.ctx/context.json` upwards from the working directory; in a
/// linked git worktree that has none, the main worktree's.
///
/// # Errors
/// There is none.
pub fn search() -> Result<PathBuf> {
    let start = std::env::current_dir()
        .map_err(|e| Failure::new(Kind::Io, format!("could not tell the working directory: {e}")))?;
    let mut main_worktree = None;
    for directory in start.ancestors() {
        let place = directory.join(PLACE);
        if is_context(&place) {
            return Ok(relative(&place, &start));
        }
        if main_worktree.is_none() {
            main_worktree = main_worktree_of(directory);
        }
    }
    if let Some(place) = main_worktree.map(|d| d.join(PLACE)).filter(|place| is_context(place)) {
        return Ok(place);
    }
    let why = format!("found no context: looked for {PLACE} in {} and every directory above", start.display());
    Err(Failure::new(Kind::Io, why).hint("`ctx init` makes one here; -f FILE or CTX_FILE names one").into())
}

/// Whether a context is here: a document that was removed is in its log, and what cannot be
/// looked at is not passed over for somebody else's context above.
fn is_context(place: &Path) -> bool {
    let files = ContextFiles::beside(Native, place);
    [&files.document, &files.log].into_iter().any(|path| match path.symlink_metadata() {
        Ok(_) => true,
        Err(e) => !matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    })
}

fn relative(place: &Path, start: &Path) -> PathBuf {
    place.strip_prefix(start).map_or_else(|_| place.to_owned(), Path::to_owned)
}

/// The main worktree, if `directory` is a linked one (gitrepository-layout(5)):
/// `.git` is a file that names a directory whose `commondir` names the repository.
fn main_worktree_of(directory: &Path) -> Option<PathBuf> {
    let link = std::fs::read_to_string(directory.join(".git")).ok()?;
    let private = directory.join(link.strip_prefix("gitdir:")?.trim());
    let common = std::fs::read_to_string(private.join("commondir")).ok()?;
    let repository = private.join(common.trim()).canonicalize().ok()?;
    if repository.file_name()? == ".git" { repository.parent().map(Path::to_owned) } else { None }
}
