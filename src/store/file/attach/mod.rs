//! Files that are kept beside the document, in a directory of their own, each named by its SHA-256.

mod collect;
mod keep;
mod reader;
mod references;

use std::io::{self, Read};

use anyhow::Result;

use crate::log::digest::Digest;
use crate::platform::filesystem::{Access, FileSystem, OpenFile};
use crate::platform::io_failure::{io_failure, move_away, not_a_regular_file};
use crate::store::capability::attach::{Attach, Collected, KeptFile};
use crate::store::file::FileStore;
use crate::store::file::attach::collect::collect;
use crate::store::file::attach::keep::keep;
use crate::store::file::attach::reader::Reader;
use crate::store::origin::Origin;

impl<S: FileSystem> Attach for FileStore<S> {
    fn keep(&self, source: &mut dyn Read, most: u64) -> Result<(Digest, u64)> {
        keep(self, source, most)
    }

    fn has(&self, digest: &Digest, size: u64) -> bool {
        let stat = self.files.system.stat(&self.files.kept(digest));
        stat.is_ok_and(|stat| stat.is_regular() && stat.size == size)
    }

    fn open_kept(&self, digest: &Digest) -> Result<Option<KeptFile>> {
        let path = self.files.kept(digest);
        let failed = |e: io::Error| io_failure("read", &path, &e);
        let file = match self.files.system.open(&path, Access::Read) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(failed(e).into()),
        };
        let stat = file.stat().map_err(failed)?;
        if !stat.is_regular() {
            return Err(not_a_regular_file(&path, stat.kind).hint(move_away(&path)).into());
        }
        let content = Box::new(Reader { file, at: 0 });
        Ok(Some(KeptFile { content, size: stat.size, path: path.display().to_string() }))
    }

    fn collect(&self, origin: &Origin) -> Result<Collected> {
        collect(self, origin)
    }
}
