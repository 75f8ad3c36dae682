//! Whether the document can be replaced, checked before its next revision is recorded, since a record
//! is a promise.
//!
//! # Limitations
//! This repeats rules of the system. Where another one forbids the rename (a security module, or
//! somebody who changes the directory meanwhile), the commit stands: readers roll forward, and so
//! does the next writer that may.

use std::io;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{FileSystem, Fixed, OpenFile as _};
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::store::file::layout::document::OpenDocument;
use crate::store::file::layout::files::ContextFiles;
use crate::text::shell::shell_path;

/// Why a document cannot be replaced, with hints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    pub why: String,
    pub hints: Vec<String>,
}

impl Hindrance {
    fn new(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { why: why.into(), hints: vec![hint.into()] }
    }

    /// The refusal to change the file at `path`.
    #[must_use]
    pub fn refusal(self, path: &Path) -> Failure {
        let shown = path.display();
        let why = format!("could not use {shown}: {}", self.why);
        let failure = Failure::new(Kind::Refused, why).fact("file", shown.to_string());
        self.hints.into_iter().fold(failure, Failure::hint)
    }
}

impl<S: FileSystem> ContextFiles<S> {
    /// Refuses a document that nobody can replace by a rename (see [`ContextFiles::fixed`]).
    ///
    /// # Errors
    /// Fails with the refusal.
    pub fn refuse_fixed(&self) -> Result<()> {
        self.fixed().map_or(Ok(()), |hindrance| Err(hindrance.refusal(&self.document).into()))
    }

    /// What keeps everybody from replacing the document: it is mounted by itself, so that the files
    /// beside it are not shared; it is immutable; or its directory is.
    #[must_use]
    pub fn fixed(&self) -> Option<Hindrance> {
        let word = |path: &Path| shell_path(path);
        let (document, directory) = (word(&self.document), word(&self.directory));
        let undo = |option: &str, word: &str| format!("as root: chattr {option} {word}");
        Some(match (self.system.fixed(&self.document), self.system.fixed(&self.directory)) {
            (Some(Fixed::Mounted), _) => Hindrance::new(
                "it is mounted by itself, so it cannot be replaced atomically",
                "mount the directory that holds it instead",
            ),
            (Some(Fixed::Immutable), _) => Hindrance::new("it is immutable", undo("-i", &document)),
            (Some(Fixed::AppendOnly), _) => Hindrance::new("it is append-only", undo("-a", &document)),
            (None, Some(Fixed::Immutable)) => Hindrance::new("its directory is immutable", undo("-i", &directory)),
            (None, Some(Fixed::AppendOnly)) => Hindrance::new("its directory is append-only", undo("-a", &directory)),
            (None, None | Some(Fixed::Mounted)) => return None,
        })
    }

    /// What keeps a process that creates files as `maker` from replacing a document of `owner`: a
    /// sticky directory. `is_owned` says whether the process has the rights of the owner all the same.
    ///
    /// # Errors
    /// Fails if stat(2) fails.
    pub fn sticky(&self, owner: u32, maker: u32, is_owned: impl FnOnce() -> bool) -> io::Result<Option<Hindrance>> {
        if owner == maker || is_owned() {
            return Ok(None);
        }
        let directory = self.system.stat(&self.directory)?;
        if !directory.sticky || directory.uid == maker {
            return Ok(None);
        }
        let within = self.directory.display();
        let why = format!("it belongs to user {owner}, and {within} is sticky, so that only they can replace it");
        let words = [&self.directory, &self.document].map(|path| shell_path(path)).join(" ");
        let mut hindrance = Hindrance::new(why, format!("see whose they are: ls -ldn {words}"));
        hindrance.hints.push("share a context in a directory of its own, which is not sticky".to_owned());
        Ok(Some(hindrance))
    }

    /// What keeps `maker` from changing a document of `owner`: they may not write it. Where they may
    /// write the directory, a rename would still make the document theirs.
    #[must_use]
    pub fn unwritable(&self, owner: u32, maker: u32) -> Option<Hindrance> {
        let is_closed = owner != maker && !self.system.may_write(&self.document);
        let why = || format!("it belongs to user {owner}, and user {maker} may not write it");
        is_closed.then(|| Hindrance::new(why(), format!("see who may: ls -ln {}", shell_path(&self.document))))
    }

    /// What keeps this process from replacing the document, if there is one.
    ///
    /// # Errors
    /// Fails if stat(2) fails.
    pub fn hindrance(&self, document: Option<&OpenDocument<S::File>>) -> io::Result<Option<Hindrance>> {
        let fixed = self.fixed();
        match document {
            Some(found) if fixed.is_none() => {
                self.sticky(found.stat.uid, machine::effective_uid(), || found.file.is_owned())
            }
            _ => Ok(fixed),
        }
    }

    /// Refuses a document that a process which creates files as user `maker` cannot replace.
    ///
    /// # Errors
    /// Fails with the refusal, or if stat(2) fails.
    pub fn check_replaceable(&self, document: Option<&OpenDocument<S::File>>, maker: u32) -> Result<()> {
        let Some(found) = document else { return Ok(()) };
        let owner = found.stat.uid;
        let mut hindrance = self.unwritable(owner, maker);
        if hindrance.is_none() {
            let sticky = self.sticky(owner, maker, || found.file.is_owned());
            hindrance = sticky.map_err(|e| io_failure("look at", &self.directory, &e))?;
        }
        hindrance.map_or(Ok(()), |hindrance| Err(hindrance.refusal(&self.document).outcome("not committed").into()))
    }
}
