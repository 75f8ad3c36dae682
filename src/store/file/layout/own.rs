//! Which files are a context's own, whatever they are called on the way to them.

use std::ffi::OsStr;
use std::path::Path;

use crate::platform::filesystem::{FileSystem, Stat};
use crate::store::file::layout::files::ContextFiles;

impl<S: FileSystem> ContextFiles<S> {
    /// Whether a file that is to be written at `target` is one of the context's: its document, a file beside it, or
    /// one in the directory of attached files. By name, by link and by hard link; the file need not be there.
    #[must_use]
    pub fn owns(&self, target: &Path) -> bool {
        let resolved = self.system.resolve(target);
        let places = [Some(target), resolved.as_deref().ok()];
        places.into_iter().flatten().any(|path| self.is_own_place(path)) || self.is_own_file(target)
    }

    fn is_own_place(&self, path: &Path) -> bool {
        let Some(name) = path.file_name() else { return false };
        let directory = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let own = self.document.file_name().unwrap_or_default();
        if self.is_one(directory, &self.directory) {
            return name == own || is_sidecar(name, own);
        }
        let kept = self.kept_in();
        directory.ancestors().filter(|above| !above.as_os_str().is_empty()).any(|above| self.is_one(above, &kept))
    }

    /// Whether a file that is there has the identity of one of the context's.
    fn is_own_file(&self, target: &Path) -> bool {
        let Some(there) = self.followed(target) else { return false };
        let is_it = |path: &Path| self.followed(path).is_some_and(|own| is_same(&own, &there));
        let names = self.system.names(&self.directory).unwrap_or_default();
        let own = self.document.file_name().unwrap_or_default();
        let beside = names.iter().filter(|name| *name == own || is_sidecar(name, own));
        let kept_in = self.kept_in();
        let kept = self.system.names(&kept_in).unwrap_or_default();
        beside
            .map(|name| self.directory.join(name))
            .chain(kept.iter().map(|name| kept_in.join(name)))
            .any(|p| is_it(&p))
    }

    fn is_one(&self, one: &Path, other: &Path) -> bool {
        matches!((self.followed(one), self.followed(other)), (Some(one), Some(other)) if is_same(&one, &other))
    }

    fn followed(&self, path: &Path) -> Option<Stat> {
        self.system.stat(&self.system.resolve(path).ok()?).ok()
    }
}

fn is_same(one: &Stat, other: &Stat) -> bool {
    (one.dev, one.ino) == (other.dev, other.ino)
}

/// Whether a file is the log, a segment, the lock, a temporary file, or one that recovery saved.
#[must_use]
pub fn is_sidecar(entry: &OsStr, document: &OsStr) -> bool {
    let (name, own) = (entry.to_string_lossy(), document.to_string_lossy());
    let is_beside = |rest: &str| rest == ".lock" || rest.starts_with(".audit.") || rest.starts_with(".tmp");
    let temporary = name.strip_prefix('.').filter(|_| name.ends_with(".tmp")).unwrap_or(&name);
    is_kept(entry, document) || temporary.strip_prefix(&*own).is_some_and(is_beside)
}

/// Whether a file holds bytes that recovery replaced.
#[must_use]
pub fn is_kept(entry: &OsStr, document: &OsStr) -> bool {
    let (entry, document) = (entry.to_string_lossy(), document.to_string_lossy());
    let name = entry.strip_prefix('.').filter(|_| entry.ends_with(".tmp")).unwrap_or(&entry);
    name.strip_prefix(&*document)
        .is_some_and(|rest| [".corrupt-", ".replaced-", ".torn-"].iter().any(|kept| rest.contains(kept)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_recovery_kept_is_told_by_its_name() {
        let kept = |name: &str| is_kept(OsStr::new(name), OsStr::new("context.json"));
        assert!(kept("context.json.corrupt-0123456789ab") && kept("context.json.replaced-0123456789ab"));
        assert!(kept("context.json.audit.jsonl.torn-0123456789ab"));
        assert!(kept(".context.json.corrupt-0123456789ab.tmp"));
        for name in ["audit.jsonl", "audit.000000000013.jsonl", "audit.000000000013.jsonl.old", "lock"] {
            let sidecar = |name: &str| is_sidecar(OsStr::new(name), OsStr::new("context.json"));
            assert!(sidecar(&format!("context.json.{name}")) && !sidecar(&format!("other.json.{name}")), "{name}");
            assert!(!sidecar("context.json") && sidecar(".context.json.tmp") && sidecar(".context.json.audit.tmp"));
        }
        assert!(!kept("context.json") && !kept("other.json.corrupt-0123456789ab") && !kept(".context.json.tmp"));
    }
}
