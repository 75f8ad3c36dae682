//! Whether to trust a context that was found by searching.
//!
//! In a directory that others may write, anyone could plant a context that the search of every
//! other user finds. A context found is used only if it belongs to the user, to root, or to the
//! owner of the working directory: a container runs as root in somebody else's checkout, whose
//! files that owner controls anyway.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{FileKind, FileSystem as _, Stat};
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::session::environment::variable;
use crate::session::worktree::Linked;
use crate::store::file::layout::files::ContextFiles;
use crate::text::shell::shell_path;

/// The variable that lists directories whose contexts are trusted, whoever owns them.
const SAFE: &str = "CTX_SAFE_DIRECTORY";

/// The mode bits that let others write to a directory.
const SHARED: u32 = 0o022;

/// Who is trusted.
pub struct Trust {
    user: u32,
    /// The others, which are found out only if a file belongs neither to the user nor to root.
    others: OnceCell<Vec<u32>>,
}

impl Trust {
    /// Trusts the user, root, the user behind sudo(8), and the owner of the working directory.
    pub fn from_here() -> Self {
        Self { user: machine::effective_uid(), others: OnceCell::new() }
    }

    fn is_trusted(&self, uid: u32) -> bool {
        [self.user, 0].contains(&uid) || self.others.get_or_init(|| others(self.user)).contains(&uid)
    }

    /// Refuses a context that an untrusted user may have planted, and one that points elsewhere. In
    /// a shared directory, the document may belong to anyone who writes it. `document` is its stat, if
    /// that is known already.
    ///
    /// # Errors
    /// Fails if the context is not trusted, with hints, or if it cannot be inspected.
    pub fn check_context(&self, context: &Path, document: Option<Stat>) -> Result<()> {
        let Some(home) = context.parent() else { return Ok(()) };
        let directory = home.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Some(found) = self.check(home, directory, context, false)? else { return Ok(()) };
        let files = ContextFiles::beside(Native, context);
        for (file, known) in [(&files.document, document), (&files.log, None)] {
            let Some(file_stat) = known.map_or_else(|| stat(file), |known| Ok(Some(known)))? else { continue };
            self.check_found((file, file_stat), home, context, found.mode & SHARED != 0)?;
        }
        Ok(())
    }

    /// Refuses a linked worktree that an untrusted user may have made.
    ///
    /// # Errors
    /// As [`Trust::check_context`].
    pub fn check_worktree(&self, linked: &Linked, context: &Path) -> Result<()> {
        [&linked.link, &linked.repository, &linked.main].into_iter().try_for_each(|path| {
            let found = stat(path)?;
            found.map_or(Ok(()), |found| self.check_owner(path, &found, context))
        })
    }

    /// Returns the stat of a file or directory, after following links, which must stay below `inside`.
    fn check(&self, path: &Path, inside: &Path, context: &Path, shared: bool) -> Result<Option<Stat>> {
        let Some(found) = stat(path)? else { return Ok(None) };
        self.check_found((path, found), inside, context, shared)
    }

    fn check_found(
        &self,
        (path, found): (&Path, Stat),
        inside: &Path,
        context: &Path,
        shared: bool,
    ) -> Result<Option<Stat>> {
        if !shared {
            self.check_owner(path, &found, context)?;
        }
        if found.kind != FileKind::Link {
            return Ok(Some(found));
        }
        // A dangling link is reported when the file is opened.
        let (Ok(target), Ok(inside)) = (Native.resolve(path), Native.resolve(inside)) else { return Ok(None) };
        if !target.starts_with(&inside) {
            return Err(leads_out(path, &target, context).into());
        }
        self.check(&target, &inside, context, shared)
    }

    fn check_owner(&self, path: &Path, found: &Stat, context: &Path) -> Result<()> {
        if self.is_trusted(found.uid) || is_safe(directory_of(context))? {
            return Ok(());
        }
        let (shown, uid) = (path.display(), found.uid);
        let why = format!("{shown} belongs to uid {uid}, who is neither you nor the owner of the working directory");
        let directory = directory_of(context);
        let directory = Native.resolve(directory).unwrap_or_else(|_| directory.to_owned());
        let directory = shell_path(&directory);
        let refused = refused(context, &why)
            .fact("uid", found.uid)
            .hint(format!("or to trust every context in that directory: export {SAFE}={directory}"));
        // If it is in the working directory itself, no context can be created there.
        Err(if context.is_absolute() { refused.hint("or create your own here: ctx init") } else { refused }.into())
    }
}

/// Returns the user behind sudo(8) and the owner of the working directory.
fn others(user: u32) -> Vec<u32> {
    let sudo = if user == 0 { variable("SUDO_UID").ok().flatten() } else { None };
    let here = Native.stat(Path::new(".")).ok().map(|here| here.uid);
    // A user without an ID in this user namespace may be anyone.
    let here = here.filter(|&uid| !machine::is_unmapped(uid));
    sudo.and_then(|uid| uid.parse().ok()).into_iter().chain(here).collect()
}

/// Returns `None` if there is no such file.
fn stat(path: &Path) -> Result<Option<Stat>> {
    match Native.stat(path) {
        Ok(found) => Ok(Some(found)),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(io_failure("look at", path, &e).into()),
    }
}

fn leads_out(link: &Path, target: &Path, context: &Path) -> Failure {
    refused(context, &format!("{} points outside its directory, to {}", link.display(), target.display()))
        .fact("target", target.to_string_lossy())
}

fn refused(context: &Path, why: &str) -> Failure {
    let shown = context.display();
    let word = shell_path(context);
    Failure::new(Kind::Refused, format!("could not use {shown}, which was found by searching: {why}"))
        .fact("file", shown.to_string())
        .hint(format!("if you trust it, name it: ctx -c {word} status"))
}

/// Returns the directory that a context belongs to.
fn directory_of(context: &Path) -> &Path {
    let directory = context.parent().and_then(Path::parent);
    directory.filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns whether `CTX_SAFE_DIRECTORY` lists this directory: by name, by a parent followed by
/// `/*`, or by `*`, as git's `safe.directory` does.
fn is_safe(directory: &Path) -> Result<bool> {
    let Some(list) = std::env::var_os(SAFE) else { return Ok(false) };
    let directory = Native.resolve(directory).unwrap_or_else(|_| directory.to_owned());
    for entry in list.as_bytes().split(|&byte| byte == b':').filter(|entry| !entry.is_empty()) {
        if entry == b"*" {
            return Ok(true);
        }
        let above = entry.strip_suffix(b"/*");
        let named = PathBuf::from(OsString::from_vec(above.unwrap_or(entry).to_vec()));
        if !entry.starts_with(b"/") {
            let why = format!("{SAFE} names {}, which is neither * nor an absolute path", named.display());
            return Err(Failure::new(Kind::Usage, why).into());
        }
        let named = if named.as_os_str().is_empty() { PathBuf::from("/") } else { named };
        let Ok(named) = Native.resolve(&named) else { continue };
        if directory == named && above.is_none()
            || directory != named && above.is_some() && directory.starts_with(&named)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
