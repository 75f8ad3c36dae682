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

/// Finds the nearest `.ctx/context.json` in the working directory or above; in a linked git
/// worktree without one, that of the main worktree.
///
/// # Errors
/// Fails if there is none, or if its owner is not trusted (see [`Trust`]).
pub fn search() -> Result<PathBuf> {
    let start = working_directory()?;
    match nearest(&start) {
        Search::Found(found) => {
            let trust = Trust::from_here();
            found.by.iter().try_for_each(|linked| trust.check_worktree(linked, &found.place))?;
            trust.check_context(&found.place)?;
            Ok(found.place)
        }
        Search::Nothing(end) => {
            let why = format!("no context found: looked for {PLACE} {}", end.described(&start));
            Err(Failure::new(Kind::Io, why)
                .hint("`ctx init` creates one here; -f FILE or CTX_FILE names another")
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
    /// The linked worktree that led to the context, if it was not found above the working directory.
    by: Option<Linked>,
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
        let place = relative(&directory.join(PLACE), start);
        if is_context(&place) {
            return Search::Found(Found { place, by: None });
        }
        if linked.is_none() {
            linked = Linked::at(directory);
        }
        if let Some(last) = End::at(directory, home.as_ref()) {
            end = last;
            break;
        }
    }
    let in_main = linked.map(|linked| Found { place: linked.main.join(PLACE), by: Some(linked) });
    in_main.filter(|found| is_context(&found.place)).map_or(Search::Nothing(end), Search::Found)
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

/// Returns whether there is a context here. A log without a document counts, since the document
/// can be rebuilt from it; so does a context that cannot be inspected, rather than using another
/// one above it.
fn is_context(place: &Path) -> bool {
    let files = ContextFiles::beside(Native, place);
    [&files.document, &files.log].into_iter().any(|path| match Native.stat(path) {
        Ok(_) => true,
        Err(e) => !matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    })
}

fn relative(place: &Path, start: &Path) -> PathBuf {
    place.strip_prefix(start).map_or_else(|_| place.to_owned(), Path::to_owned)
}
