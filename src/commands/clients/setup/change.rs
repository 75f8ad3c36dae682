//! The change of one file of a client.

use std::path::PathBuf;

use anyhow::Result;
use similar::TextDiff;

use crate::agents::client::Client;
use crate::agents::settings::{Direction, Edited, Unfit, json, toml, whole};
use crate::agents::setup::{ClientFile, Content, Scope};
use crate::error::{Failure, Kind};
use crate::platform::input::is_file;
use crate::platform::io_failure::move_away;
use crate::platform::known_file::KnownFile;

/// The longest file that is changed, in bytes. That of Claude Code, which is also its history, has megabytes.
const LONGEST: u64 = 32 * 1024 * 1024;

/// Lines around a change.
const AROUND: usize = 3;

/// Where the files are.
pub struct Surroundings {
    /// The directory of the project, or the home directory.
    pub top: PathBuf,
    pub scope: Scope,
    pub client: Client,
}

/// A file, and what it is to be.
pub struct Change {
    pub path: PathBuf,
    /// What was left as it is, in a sentence each.
    pub left: Vec<String>,
    file: KnownFile,
    old: Option<String>,
    new: Option<String>,
}

impl Change {
    /// Reads a file and decides what it is to be.
    ///
    /// # Errors
    /// Fails if it cannot be read, or is not what the client would read.
    pub fn plan(wanted: &ClientFile, direction: Direction, surroundings: &Surroundings) -> Result<Self> {
        let directory = surroundings.path(wanted.place.under);
        let paths = || wanted.place.names.iter().map(|name| directory.join(name));
        let path = paths().find(|path| is_file(path)).or_else(|| paths().next()).unwrap_or(directory.clone());
        let file = KnownFile::read(&path, LONGEST)?;
        surroundings.must_be_inside(&path, file.target())?;
        let unfit = |Unfit { line, why }: Unfit| {
            let shown = path.display();
            let failure = Failure::new(Kind::BadData, format!("{shown}, line {line}: {why}"));
            failure.fact("file", shown.to_string()).fact("line", line).hint(move_away(&path))
        };
        let old = file.bytes().map(|bytes| text(bytes).map_err(&unfit)).transpose()?;
        let edited = match &wanted.content {
            Content::Json(entries) => json::edited(old.as_deref(), entries, direction),
            Content::Toml(server) => toml::edited(old.as_deref(), server, direction),
            Content::Whole(file) => Ok(whole::edited(old.as_deref(), file, direction)),
        };
        let Edited { text: new, left } = edited.map_err(&unfit)?;
        let left = left.iter().map(|what| format!("{}: left as it is: {what}", path.display())).collect();
        Ok(Self { path, left, file, old, new })
    }

    /// Whether the file changes.
    pub fn is_one(&self) -> bool {
        self.old != self.new
    }

    /// Checks what can be checked before any file is changed.
    ///
    /// # Errors
    /// Fails if the file is read-only.
    pub fn must_be_possible(&self) -> Result<()> {
        self.file.must_be_writable()
    }

    /// Removes what a process that was killed left beside the file. Only under the lock.
    pub fn remove_left_over(&self) {
        self.file.remove_left_over();
    }

    /// Replaces, creates or removes the file.
    ///
    /// # Errors
    /// Fails if it was changed meanwhile, or cannot be written.
    pub fn make(&self, surroundings: &Surroundings) -> Result<()> {
        let Some(new) = &self.new else {
            self.file.remove()?;
            self.file.remove_empty_directories(&surroundings.top);
            return Ok(());
        };
        // A client may come to keep secrets in files of the user.
        self.file.replace(new.as_bytes(), surroundings.scope == Scope::User)
    }

    /// The change as a unified diff; in a project, as git applies it there.
    pub fn diff(&self, surroundings: &Surroundings) -> String {
        let of_project =
            self.path.strip_prefix(&surroundings.top).ok().filter(|_| surroundings.scope == Scope::Project);
        let name = |prefix: &str, text: &Option<String>| match (text, of_project) {
            (None, _) => "/dev/null".to_owned(),
            (_, Some(path)) => format!("{prefix}/{}", path.display()),
            _ => self.path.display().to_string(),
        };
        let (old, new) = (self.old.as_deref().unwrap_or_default(), self.new.as_deref().unwrap_or_default());
        let (from, to) = (name("a", &self.old), name("b", &self.new));
        TextDiff::from_lines(old, new).unified_diff().context_radius(AROUND).header(&from, &to).to_string()
    }
}

fn text(bytes: &[u8]) -> Result<String, Unfit> {
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let before = bytes.get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
        Unfit { line, why: "it is not UTF-8".to_owned() }
    })
}
