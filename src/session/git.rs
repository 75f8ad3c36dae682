//! Letting git track a document, and merge it by `ctx merge-file`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::user_file::{read_unlinked, replace_unlinked};

/// What git calls the driver, in its configuration (gitattributes(5), "Defining a custom merge driver").
const CONFIGURATION: [(&str, &str); 2] =
    [("merge.ctx.name", "ctx: JSON, member by member"), ("merge.ctx.driver", "ctx merge-file -L %P %O %A %B")];

/// What older versions wrote there: it gives way.
const OUTDATED: &str = "ctx merge-file %O %A %B";

/// The longest file that is extended, in bytes.
const LIMIT: u64 = 16 * 1024 * 1024;

/// A repository with a work tree.
pub struct Repository {
    top: PathBuf,
}

impl Repository {
    /// The repository that a directory is in.
    ///
    /// # Errors
    /// There is none, it has no work tree, or there is no git.
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

    /// Refuses files that [`Repository::track`] would write and cannot.
    ///
    /// # Errors
    /// A link, which git does not follow there either (gitattributes(5)), or no file at all.
    pub fn check(&self, document: &Path) -> Result<()> {
        let written = [self.top.join(".gitattributes"), document.with_file_name(".gitignore")];
        written.iter().try_for_each(|path| read_unlinked(path, LIMIT).map(drop))
    }

    /// Lets git track `document`, without what ctx keeps beside it, and merge it by
    /// `ctx merge-file` in this clone. What is so already stays as it is.
    ///
    /// # Errors
    /// Files that cannot be read or written, and what git says.
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
        // Without a slash at its start it could be a pattern for every directory, or none at all.
        let place = quoted([b"/", &place[..]].concat());
        extend(&self.top.join(".gitattributes"), &[[&place[..], b" merge=ctx"].concat()], b"")?;
        CONFIGURATION.iter().try_for_each(|(name, value)| self.configure(name, value))
    }

    /// Whether git would leave a file out.
    ///
    /// # Errors
    /// There is no git.
    pub fn ignores(&self, path: &Path) -> Result<bool> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let words = [OsStr::new("check-ignore"), OsStr::new("-q"), OsStr::new("--"), path.as_os_str()];
        Ok(git(&self.top, &words)?.status.success())
    }

    /// What git merges a file by, if somebody said otherwise than [`Repository::track`].
    ///
    /// # Errors
    /// There is no git.
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

    /// Sets what is not set yet, or only by an older version: somebody may have given the driver another path.
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

/// Puts lines at the end of a file that lacks them. A file that holds nothing but `old` gives way.
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

/// A path as a pattern that means just that path (gitignore(5)).
fn pattern(path: &OsStr) -> Vec<u8> {
    let mut pattern = Vec::new();
    for &byte in path.as_bytes() {
        // It would end the line, and only gitattributes(5) has another way to write it:
        // this is a tab, a line break, or a vertical tab.
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

/// A pattern as gitattributes(5) wants it where it has white space: in double quotes, with
/// the escapes of C.
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

/// The nearest directory that is there, from which git can look.
#[must_use]
pub fn nearest_directory(path: &Path) -> PathBuf {
    let found = path.ancestors().skip(1).find(|directory| directory.is_dir());
    found.map_or_else(|| PathBuf::from("."), Path::to_owned)
}
