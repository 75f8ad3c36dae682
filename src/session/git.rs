//! Makes git track a document and merge it with `ctx merge-file`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::user_file::{read_unlinked, replace_unlinked};

/// The git configuration of the merge driver (gitattributes(5), "Defining a custom merge driver").
const CONFIGURATION: [(&str, &str); 2] =
    [("merge.ctx.name", "ctx: JSON, member by member"), ("merge.ctx.driver", "ctx merge-file -L %P %O %A %B")];

/// The driver command that older versions set; it is replaced.
const OUTDATED: &str = "ctx merge-file %O %A %B";

/// The maximum size of a file that ctx adds lines to, in bytes.
const LIMIT: u64 = 16 * 1024 * 1024;

/// A repository with a work tree.
pub struct Repository {
    top: PathBuf,
}

impl Repository {
    /// Finds the repository of a directory.
    ///
    /// # Errors
    /// Fails if there is no repository, no work tree, or no git.
    pub fn around(directory: &Path) -> Result<Self> {
        let output = git(directory, &["rev-parse", "--show-toplevel"])?;
        if !output.status.success() {
            let said = said(&output);
            return Err(Failure::new(Kind::Refused, format!("git has no work tree here: {said}"))
                .hint("git init")
                .into());
        }
        let top = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
        Ok(Self { top: PathBuf::from(OsStr::from_bytes(top)) })
    }

    /// Checks that [`Repository::track`] can write its files.
    ///
    /// # Errors
    /// Fails for a symbolic link, which git does not follow there either (gitattributes(5)), and
    /// for anything that is not a regular file.
    pub fn check(&self, document: &Path) -> Result<()> {
        let written = [self.top.join(".gitattributes"), document.with_file_name(".gitignore")];
        written.iter().try_for_each(|path| read_unlinked(path, LIMIT).map(drop))
    }

    /// Makes git track `document`, ignore the files that ctx keeps beside it, and merge it with
    /// `ctx merge-file` in this clone. Existing settings are kept.
    ///
    /// # Errors
    /// Fails if a file cannot be read or written, or if git fails.
    pub fn track(&self, document: &Path) -> Result<()> {
        let failed = |e: std::io::Error| Failure::new(Kind::Io, format!("could not find {}: {e}", document.display()));
        let document = document.canonicalize().map_err(failed)?;
        let (Some(directory), Some(name)) = (document.parent(), document.file_name()) else { return Ok(()) };
        let place = document.strip_prefix(&self.top).map_err(|_| {
            let top = self.top.display();
            Failure::new(Kind::Refused, format!("{} is not in the work tree {top}", document.display()))
        })?;
        let (name, place) = (pattern(name), pattern(place.as_os_str()));
        let beside = [[b"/", &name[..], b".*"].concat(), [b"/.", &name[..], b".*"].concat()];
        extend(&directory.join(".gitignore"), &beside, b"*\n")?;
        // Without a leading slash the pattern would apply to every directory, or not be a pattern.
        let place = quoted([b"/", &place[..]].concat());
        extend(&self.top.join(".gitattributes"), &[[&place[..], b" merge=ctx"].concat()], b"")?;
        CONFIGURATION.iter().try_for_each(|(name, value)| self.configure(name, value))
    }

    /// Returns whether git ignores a file.
    ///
    /// # Errors
    /// Fails if git cannot be run.
    pub fn ignores(&self, path: &Path) -> Result<bool> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let words = [OsStr::new("check-ignore"), OsStr::new("-q"), OsStr::new("--"), path.as_os_str()];
        Ok(git(&self.top, &words)?.status.success())
    }

    /// Returns the merge driver of a file if it is not the one that [`Repository::track`] sets.
    ///
    /// # Errors
    /// Fails if git cannot be run.
    pub fn other_driver(&self, path: &Path) -> Result<Option<String>> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let words = ["check-attr", "-z", "merge", "--"].map(OsStr::new);
        let output = git(&self.top, &[&words[..], &[path.as_os_str()]].concat())?;
        let attribute = output.stdout.split(|&byte| byte == 0).nth(2).unwrap_or_default();
        if attribute != b"ctx" {
            let attribute = String::from_utf8_lossy(attribute);
            return Ok(Some(format!("what its attribute merge says, which is {attribute}")));
        }
        let [_, (name, wanted)] = CONFIGURATION;
        let driver = git(&self.top, &["config", "--get", name])?.stdout;
        let driver = String::from_utf8_lossy(driver.trim_ascii());
        Ok((driver != wanted).then(|| format!("{name}, which is {driver},")))
    }

    /// Sets the driver unless it is set already: somebody may have given it another path. A setting
    /// made by an older version is replaced.
    fn configure(&self, name: &str, value: &str) -> Result<()> {
        let there = git(&self.top, &["config", "--local", "--get", name])?;
        if there.status.success() && there.stdout.trim_ascii() != OUTDATED.as_bytes() {
            return Ok(());
        }
        let output = git(&self.top, &["config", "--local", name, value])?;
        if output.status.success() {
            return Ok(());
        }
        Err(Failure::new(Kind::Io, format!("could not set {name}: {}", said(&output))).into())
    }
}

fn git<S: AsRef<OsStr>>(directory: &Path, words: &[S]) -> Result<Output> {
    let output = Command::new("git").arg("-C").arg(directory).args(words).output();
    output.map_err(|e| Failure::new(Kind::Io, format!("could not run git: {e}")).into())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

/// Appends the lines that a file lacks. A file that contains only `old` is replaced.
fn extend(path: &Path, lines: &[Vec<u8>], old: &[u8]) -> Result<()> {
    let held = read_unlinked(path, LIMIT)?.unwrap_or_default();
    let mut text = if held == old { Vec::new() } else { held.clone() };
    for line in lines {
        if text.split(|&byte| byte == b'\n').any(|there| there.trim_ascii() == line) {
            continue;
        }
        if !text.is_empty() && !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    if text == held { Ok(()) } else { replace_unlinked(path, &text) }
}

/// Returns the pattern that matches exactly this path (gitignore(5)).
fn pattern(path: &OsStr) -> Vec<u8> {
    let mut pattern = Vec::new();
    for &byte in path.as_bytes() {
        // A line break would end the line, and only gitattributes(5) can escape it. This range matches
        // a tab, a line break or a vertical tab.
        if byte == b'\n' {
            pattern.extend(b"[\t-\x0b]");
            continue;
        }
        if b"\\*?[ ".contains(&byte) {
            pattern.push(b'\\');
        }
        pattern.push(byte);
    }
    pattern
}

/// Quotes a pattern that contains white space, with C escapes, as gitattributes(5) requires.
fn quoted(pattern: Vec<u8>) -> Vec<u8> {
    let is_special = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control() || *byte == b'"';
    if !pattern.iter().any(is_special) {
        return pattern;
    }
    let mut text = vec![b'"'];
    for byte in pattern {
        match byte {
            b'"' | b'\\' => text.extend([b'\\', byte]),
            byte if byte.is_ascii_control() => text.extend(format!("\\{byte:03o}").bytes()),
            byte => text.push(byte),
        }
    }
    text.push(b'"');
    text
}

/// Returns the nearest existing directory, in which git can be run.
#[must_use]
pub fn nearest_directory(path: &Path) -> PathBuf {
    let found = path.ancestors().skip(1).find(|directory| directory.is_dir());
    found.map_or_else(|| PathBuf::from("."), Path::to_owned)
}
