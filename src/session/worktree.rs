//! Linked git worktrees (gitrepository-layout(5)).

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileSystem as _, OpenFile as _, read_up_to};

/// The maximum size of a git file that contains one path, in bytes.
const LONGEST: usize = 8 * 1024;

/// A linked worktree whose repository refers back to it, so a planted `.git` file is not
/// followed.
pub struct Linked {
    /// The `.git` file of the worktree.
    pub link: PathBuf,
    /// The repository.
    pub repository: PathBuf,
    /// The main worktree.
    pub main: PathBuf,
}

impl Linked {
    /// `.git` is a file that names a directory below `worktrees` in the repository. In it,
    /// `commondir` names the repository and `gitdir` names the `.git` file.
    pub fn at(directory: &Path) -> Option<Self> {
        let link = directory.join(".git");
        let named = path_in(&link, b"gitdir:")?;
        let private = Native.resolve(&directory.join(named)).ok()?;
        let repository = Native.resolve(&private.join(path_in(&private.join("commondir"), b"")?)).ok()?;
        let back = private.join(path_in(&private.join("gitdir"), b"")?);
        let names_it_back = Native.stat(&back).ok()?.same_file(&Native.stat(&link).ok()?);
        let is_its_own = private.parent()? == repository.join("worktrees");
        if !names_it_back || !is_its_own || repository.file_name()? != ".git" {
            return None;
        }
        let main = repository.parent()?.to_owned();
        Some(Self { link, repository, main })
    }
}

/// Returns the path that follows `word` in a git file. The rest is ignored.
fn path_in(file: &Path, word: &[u8]) -> Option<PathBuf> {
    let file = Native.open(file, Access::Read).ok()?;
    if !file.stat().ok()?.is_regular() {
        return None;
    }
    let mut text = vec![0; LONGEST];
    let read = read_up_to(&file, &mut text, 0).ok()?;
    let text = text.get(..read).filter(|text| text.len() < LONGEST)?;
    let path = text.strip_prefix(word)?.trim_ascii();
    (!path.is_empty()).then(|| PathBuf::from(OsStr::from_bytes(path)))
}
