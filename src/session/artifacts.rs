//! The files that handoffs refer to: recording them, and comparing them with what was recorded.

use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::Result;
use serde::Deserialize as _;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::kept::artifact::Artifact;
use crate::output::escape;
use crate::platform::filesystem::FileSystem as _;
use crate::platform::filesystem::native::Native;
use crate::session::context::Context;
use crate::session::plain_file::{PlainFile, Unhashed};
use crate::text::shell::shell_path;

/// How many artifacts are named in notes.
const TOLD: usize = 5;

/// The members of a handoff that list artifacts.
const LISTS: [&str; 2] = ["artifacts", "result_artifacts"];

/// A file, compared with what was recorded of it.
enum State {
    Unchanged,
    Missing,
    /// How it differs.
    Differs(String),
    /// Why it could not be compared.
    Unreadable(String),
}

impl Context<'_> {
    /// Returns what is recorded of files. Reads them whole, so it is called before the lock is taken.
    ///
    /// # Errors
    /// Fails if a file is missing or cannot be read, is not a regular file, grows while it is read, or if
    /// its path is not UTF-8.
    pub fn artifacts(&self, files: &[PathBuf]) -> Result<Vec<Artifact>> {
        let base = if files.is_empty() { PathBuf::new() } else { self.directory() };
        let artifact = |path: &PathBuf| -> Result<Artifact> {
            let hashed = PlainFile::open(path).and_then(PlainFile::digest);
            let (digest, size) = hashed.map_err(|why| unusable(path, &why))?;
            Ok(Artifact::new(relative(path, &base)?, digest, size))
        };
        files.iter().map(artifact).collect()
    }

    /// Returns the directory of the document, to which the paths of artifacts are relative.
    fn directory(&self) -> PathBuf {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let file = resolved(&self.file).unwrap_or_else(|_| absolute(&self.file));
        file.parent().map(Path::to_owned).unwrap_or_default()
    }

    /// Adds to a handoff that is printed where its artifacts are, and whether they are as they were handed
    /// over. Says which are not.
    pub fn compare_artifacts(&self, handoff: &mut Value) {
        let word = |name: &str| handoff.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (id, is_open) = (word("id"), ["pending", "accepted"].contains(&word("status").as_str()));
        let mut told = Vec::new();
        let lists = LISTS.into_iter().filter(|name| handoff.get(name).is_some()).collect::<Vec<_>>();
        let base = if lists.is_empty() { PathBuf::new() } else { self.directory() };
        for name in lists {
            for printed in handoff.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten() {
                told.extend(
                    compare(printed, &base).map(|(file, what)| format!("warning: artifact {file} of {id} {what}")),
                );
            }
        }
        let more = told.len().saturating_sub(TOLD);
        told.truncate(TOLD);
        told.extend(
            (more > 0).then(|| format!("warning: {more} more artifacts of {id} are not as they were handed over")),
        );
        let hints = is_open.then(|| format!("to tell its sender: ctx handoff note {id} -m TEXT"));
        for (i, text) in told.iter().enumerate() {
            let hints: Vec<String> = hints.iter().filter(|_| i + 1 == told.len()).cloned().collect();
            self.session.say_with_hints(text, &hints);
        }
    }
}

/// Adds the state of an artifact to it. Returns its file, and what to say of it.
fn compare(printed: &mut Value, base: &Path) -> Option<(String, String)> {
    let artifact = Artifact::deserialize(&*printed).ok()?;
    if artifact.size.is_none() && Path::new(&artifact.path).is_relative() {
        return None;
    }
    let file = at(base, Path::new(&artifact.path));
    let (word, said) = match state(&artifact, &file) {
        State::Unchanged => ("unchanged", None),
        State::Missing => ("missing", Some("is missing".to_owned())),
        State::Differs(how) => ("differs", Some(format!("differs: {how}"))),
        State::Unreadable(why) => ("unreadable", Some(format!("could not be compared: {why}"))),
    };
    let file = file.display().to_string();
    let members = printed.as_object_mut()?;
    members.insert("file".to_owned(), file.as_str().into());
    members.insert("state".to_owned(), word.into());
    said.map(|said| (escape(&file, false).into_owned(), said))
}

/// Returns a path relative to the directory `base`, whose links are resolved.
fn at(base: &Path, path: &Path) -> PathBuf {
    let (mut directory, mut rest) = (base.to_owned(), path);
    while let Ok(below) = rest.strip_prefix("..") {
        directory.pop();
        rest = below;
    }
    directory.join(rest)
}

fn state(artifact: &Artifact, file: &Path) -> State {
    let recorded = artifact.size;
    let hashed = PlainFile::open(file).and_then(|file| match recorded {
        // Files of other sizes are not read: they may be very long.
        Some(recorded) if recorded != file.size() => Ok(Err(format!("it has {} bytes, not {recorded}", file.size()))),
        _ => file.digest().map(Ok),
    });
    match hashed {
        Ok(Ok((digest, _))) if digest.to_string() == artifact.sha256 => State::Unchanged,
        Ok(Ok(_)) => State::Differs("its SHA-256 is another".to_owned()),
        Ok(Err(how)) => State::Differs(how),
        Err(Unhashed::Io(e)) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            State::Missing
        }
        Err(why) => State::Unreadable(reason(&why)),
    }
}

fn reason(why: &Unhashed) -> String {
    match why {
        Unhashed::Io(error) => error.to_string(),
        Unhashed::NotRegular => "it is not a regular file".to_owned(),
        Unhashed::Changed => "it changed while it was read".to_owned(),
    }
}

/// The failure that a file cannot be used.
#[must_use]
pub fn unusable(path: &Path, why: &Unhashed) -> Failure {
    let (kind, tried) = match why {
        Unhashed::NotRegular => (Kind::Refused, "use"),
        Unhashed::Io(_) | Unhashed::Changed => (Kind::Io, "read"),
    };
    let failure = Failure::new(kind, format!("could not {tried} {}: {}", path.display(), reason(why)));
    if let Unhashed::NotRegular = why { failure.hint(format!("ls -ld {}", shell_path(path))) } else { failure }
}

/// Returns a path with all links resolved but that of the file itself. The file need not be there.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    Native.resolve(path).or_else(|_| in_resolved_directory(path))
}

fn in_resolved_directory(path: &Path) -> io::Result<PathBuf> {
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(Native.resolve(directory)?.join(path.file_name().unwrap_or_default()))
}

/// Returns the path of a file relative to the directory `base`.
fn relative(path: &Path, base: &Path) -> Result<String> {
    let file = in_resolved_directory(path).map_err(|e| unusable(path, &Unhashed::Io(e)))?;
    let (mut to, mut from) = (file.components().peekable(), base.components().peekable());
    while to.peek().is_some() && to.peek() == from.peek() {
        to.next();
        from.next();
    }
    let up = from.map(|_| Some(".."));
    let names: Option<Vec<&str>> = match to.peek() {
        Some(Component::Prefix(_) | Component::RootDir) => return Ok(file.display().to_string()),
        _ => up.chain(to.map(|name| name.as_os_str().to_str())).collect(),
    };
    names.map(|names| names.join("/")).ok_or_else(|| {
        let why = format!("could not use {}: its path is not UTF-8, as a handoff holds it", path.display());
        Failure::new(Kind::Usage, why).hint("rename it, or refer to a copy with another name").into()
    })
}
