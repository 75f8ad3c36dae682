//! Where a run is: its project, its home directory, and how its program is called.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::FileSystem as _;
use crate::platform::filesystem::native::Native;
use crate::platform::machine::own_program;
use crate::session::environment::directory;
use crate::text::shell::shell_quoted;

/// What makes a directory that of a project.
const MARKS: [&str; 2] = [".git", ".ctx"];

/// Returns the nearest directory, from the working directory up, that has a `.git` or a `.ctx`.
///
/// # Errors
/// Fails if there is none.
pub fn project() -> Result<PathBuf, Failure> {
    let failed = |e| Failure::new(Kind::Io, format!("could not determine the working directory: {e}"));
    let here = std::env::current_dir().map_err(failed)?;
    let is_there = |path: PathBuf| !Native.stat(&path).is_err_and(|e| e.kind() == ErrorKind::NotFound);
    let is_project = |directory: &&Path| MARKS.iter().any(|mark| is_there(directory.join(mark)));
    let found = here.ancestors().find(is_project).map(Path::to_owned);
    found.ok_or_else(|| {
        let why = format!("neither .git nor .ctx is in {} or a directory above, so no project is here", here.display());
        Failure::new(Kind::Refused, why).hint("to make this directory one: ctx init")
    })
}

/// Returns the home directory.
///
/// # Errors
/// Fails if `HOME` names none.
pub fn home() -> Result<PathBuf> {
    directory("HOME").ok_or_else(|| Failure::new(Kind::Usage, "HOME is not set to an absolute path").into())
}

/// How this program is run by others.
pub struct OwnName {
    /// Its name, or its path where the name is not in `PATH` or means another program.
    pub path: String,
    /// The same as a word of a shell.
    pub word: String,
    pub is_in_path: bool,
}

/// Returns how this program is run by others.
///
/// # Errors
/// Fails if its path is unknown, or not UTF-8.
pub fn own_name() -> Result<OwnName> {
    let failed = |why: String| Failure::new(Kind::Io, format!("could not determine the path of ctx: {why}"));
    let own = own_program().map_err(|e| failed(e.to_string()))?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_program = |path: &PathBuf| {
        let found = Native.resolve(path).and_then(|path| Native.stat(&path));
        found.is_ok_and(|found| found.is_regular() && found.mode & 0o111 != 0)
    };
    let first = std::env::split_paths(&path).map(|directory| directory.join("ctx")).find(is_program);
    let is_same = |path: PathBuf| path.is_absolute() && Native.resolve(&path).ok() == Native.resolve(&own).ok();
    if first.is_some_and(is_same) {
        return Ok(OwnName { path: "ctx".to_owned(), word: "ctx".to_owned(), is_in_path: true });
    }
    let path = own.into_os_string().into_string().map_err(|own| failed(format!("{} is not UTF-8", own.display())))?;
    Ok(OwnName { word: shell_quoted(&path), path, is_in_path: false })
}
