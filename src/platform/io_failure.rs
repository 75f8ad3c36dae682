//! Errors of the operating system, with the file and what to do.

use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::FileKind;
use crate::text::shell::shell_path;

/// The failure of `tried` on a file, with its reason and a hint.
#[must_use]
pub fn io_failure(tried: &str, path: &Path, error: &io::Error) -> Failure {
    let errno = error.raw_os_error().map(Errno::from_raw_os_error);
    let kind = match errno {
        Some(Errno::ACCESS | Errno::PERM | Errno::ROFS | Errno::LOOP | Errno::NXIO | Errno::ISDIR) => Kind::Refused,
        _ => Kind::Io,
    };
    let (shown, word) = (path.display(), shell_path(path));
    let (reason, hint) = match errno {
        Some(Errno::LOOP) => (
            "it is a symbolic link, which is not followed here".to_owned(),
            Some(format!("look at it, and remove it: rm {word}")),
        ),
        Some(Errno::NXIO) => (not_regular("a FIFO or socket"), Some(format!("look at it, and remove it: rm {word}"))),
        Some(Errno::ISDIR) => (not_regular("a directory"), Some(move_away(path))),
        Some(Errno::NOSPC | Errno::DQUOT) => (error.to_string(), Some("free some space, and try again".to_owned())),
        Some(Errno::FBIG) => (error.to_string(), Some("the limit is that of `ulimit -f`".to_owned())),
        Some(Errno::ROFS | Errno::ACCESS | Errno::PERM) => (error.to_string(), Some(permission_hint(path))),
        _ => (error.to_string(), None),
    };
    let failure = Failure::new(kind, format!("could not {tried} {shown}: {reason}")).fact("file", shown.to_string());
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// The failure that a file is something else, which ctx does not touch.
#[must_use]
pub fn not_a_regular_file(path: &Path, found: FileKind) -> Failure {
    let shown = path.display();
    Failure::new(Kind::Refused, format!("could not use {shown}: {}", not_regular(found.name())))
        .fact("file", shown.to_string())
}

/// The failure that what is at a path is not a document.
#[must_use]
pub fn not_a_document(path: &Path, found: FileKind) -> Failure {
    let word = shell_path(path);
    not_a_regular_file(path, found)
        .hint(format!("look at it: ls -l {word}; and name a file (-c PATH), or move it away"))
}

/// The hint for something that is in the place of a file of ctx.
#[must_use]
pub fn move_away(path: &Path) -> String {
    let mut old = path.as_os_str().to_owned();
    old.push(".old");
    let (word, old) = (shell_path(path), shell_path(Path::new(&old)));
    format!("look at it: ls -l {word}; and move it away: mv {word} {old}")
}

fn not_regular(found: &str) -> String {
    format!("it is {found}, not a regular file")
}

fn permission_hint(path: &Path) -> String {
    let directory = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    format!("ls -ld {} {}", shell_path(directory), shell_path(path))
}
