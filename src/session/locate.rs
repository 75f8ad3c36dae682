//! Finds the context from the working directory.

use std::cell::LazyCell;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{FileSystem as _, Stat};
use crate::session::trust::Trust;
use crate::session::worktree::Linked;
use crate::store::file::layout::files::ContextFiles;

/// The path of a context, relative to the directory that it belongs to.
pub const PLACE: &str = ".ctx/context.json";

/// The path of a context.
#[derive(Clone, Debug)]
pub struct Located {
    pub path: PathBuf,
    /// Its document is known to be a regular file.
    pub is_regular: bool,
}

/// Finds the nearest `.ctx/context.json` in the working directory or above; in a linked git
/// worktree without one, that of the main worktree.
///
/// # Errors
/// Fails if there is none, or if its owner is not trusted (see [`Trust`]).
pub fn search() -> Result<Located> {
    // Most contexts are here, and their path does not need that of the working directory.
    if let Some(found) = Found::at(PathBuf::from(PLACE)) {
        return found.trusted();
    }
    let start = working_directory()?;
    match nearest(&start) {
        Search::Found(found) => found.trusted(),
        Search::Nothing(end) => {
            let why = format!("no context found: looked for {PLACE} {}", end.described(&start));
            Err(Failure::new(Kind::Io, why)
                .hint("`ctx init` creates one here; -c PATH or CTX_CONTEXT names another")
                .into())
        }
    }
}

/// Returns the context that a command here uses unless one is created here.
///
/// # Errors
/// Fails if the working directory cannot be determined.
pub fn hidden_from_here() -> Result<Option<PathBuf>> {
    Ok(match nearest(&working_directory()?) {
        Search::Found(found) => Some(found.place),
        Search::Nothing(_) => None,
    })
}

/// The result of a search.
enum Search {
    Found(Found),
    Nothing(End),
}

struct Found {
    place: PathBuf,
    /// The document, if it is there and could be looked at.
    document: Option<Stat>,
    /// The linked worktree that led to the context, if it was not found above the working directory.
    by: Option<Linked>,
}

impl Found {
    /// Returns the context at `place`, if there is one. A log without a document counts, since the
    /// document can be rebuilt from it; so does a context that cannot be inspected, rather than using
    /// another one above it.
    fn at(place: PathBuf) -> Option<Self> {
        let is_missing = |e: &std::io::Error| matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
        let document = match Native.stat(&place) {
            Ok(document) => Some(document),
            Err(e) if is_missing(&e) => {
                let log = Native.stat(&ContextFiles::beside(Native, &place).log);
                if log.is_err_and(|e| is_missing(&e)) {
                    return None;
                }
                None
            }
            Err(_) => None,
        };
        Some(Self { place, document, by: None })
    }

    /// Returns the context, if it may be used.
    fn trusted(self) -> Result<Located> {
        let trust = Trust::from_here();
        self.by.iter().try_for_each(|linked| trust.check_worktree(linked, &self.place))?;
        trust.check_context(&self.place, self.document)?;
        Ok(Located { path: self.place, is_regular: self.document.is_some_and(|document| document.is_regular()) })
    }
}

/// Where a search ended.
enum End {
    Root,
    Home(PathBuf),
    FileSystem(PathBuf),
}

impl End {
    fn described(&self, start: &Path) -> String {
        let (last, why) = match self {
            Self::Root => return format!("in {} and every directory above", start.display()),
            Self::Home(last) => (last, "the home directory"),
            Self::FileSystem(last) => (last, "the boundary of the file system"),
        };
        if last == start {
            return format!("in {}, {why}", start.display());
        }
        format!("from {} up to {}, {why}", start.display(), last.display())
    }
}

fn working_directory() -> Result<PathBuf> {
    let here = std::env::current_dir();
    here.map_err(|e| Failure::new(Kind::Io, format!("could not determine the working directory: {e}")).into())
}

fn nearest(start: &Path) -> Search {
    let (mut linked, mut end) = (None, End::Root);
    let home = LazyCell::new(home);
    for directory in start.ancestors() {
        if let Some(found) = Found::at(relative(&directory.join(PLACE), start)) {
            return Search::Found(found);
        }
        if linked.is_none() {
            linked = Linked::at(directory);
        }
        if let Some(last) = End::at(directory, home.as_ref()) {
            end = last;
            break;
        }
    }
    let in_main = linked.and_then(|linked| {
        let found = Found::at(linked.main.join(PLACE))?;
        Some(Found { by: Some(linked), ..found })
    });
    in_main.map_or(Search::Nothing(end), Search::Found)
}

impl End {
    /// Returns why the search stops at this directory, if it does: directories above the home directory
    /// or on another file system rarely belong to the user.
    fn at(directory: &Path, home: Option<&Stat>) -> Option<Self> {
        let here = Native.stat(directory).ok()?;
        if home.is_some_and(|home| home.same_file(&here)) {
            return Some(Self::Home(directory.to_owned()));
        }
        let above = Native.stat(directory.parent()?).ok()?;
        (above.dev != here.dev).then(|| Self::FileSystem(directory.to_owned()))
    }
}

fn home() -> Option<Stat> {
    let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute())?;
    // The path of the working directory has no symbolic links.
    Native.stat(&Native.resolve(&home).ok()?).ok()
}

fn relative(place: &Path, start: &Path) -> PathBuf {
    place.strip_prefix(start).map_or_else(|_| place.to_owned(), Path::to_owned)
}
