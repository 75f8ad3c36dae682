//! Compressing the segments that a rotation closed.
//!
//! It takes a while, so nobody is kept waiting meanwhile: the compressed file gets its name under the lock, and
//! only then the segment is removed. A crash leaves one of the two, or both, which hold the same.

use anyhow::Result;

use crate::log::entry::Revision;
use crate::platform::filesystem::FileSystem;
use crate::store::file::FileStore;
use crate::store::file::journal::packed::packing::Packing;
use crate::store::file::journal::segments::segment_before;
use crate::store::file::maintain::successor::{Replacing, replace_segment};
use crate::store::file::recover::look::look;
use crate::store::origin::Origin;
use crate::text::size::MOST;

/// How many segments are looked at, the newest first: more than one if a process died, or if there was
/// none that compressed.
const NEWEST: usize = 16;

/// Compresses the newest segments that are long enough. The change that rotated the log stands, so failures
/// are only reported.
pub(crate) fn pack<S: FileSystem>(store: &FileStore<S>, origin: &Origin) {
    if store.options.compress_from == u64::MAX {
        return;
    }
    if let Err(error) = pack_newest(store, origin) {
        (store.options.report)(&format!("an older part of the log is not compressed: {error:#}"));
    }
}

fn pack_newest<S: FileSystem>(store: &FileStore<S>, origin: &Origin) -> Result<()> {
    let FileStore { files, options } = store;
    let Some(journal) = look(store)?.opened.journal else { return Ok(()) };
    let mut first = journal.first_link(journal.len())?;
    for _ in 0..NEWEST {
        let Some((link, true)) = first else { break };
        let Some(segment) = segment_before(files, link.rev)? else { break };
        first = segment.first_link(segment.len())?;
        if !segment.is_packed() && (options.compress_from..=MOST).contains(&segment.len()) {
            let packed = files.packed_segment(Revision::new(link.rev.number() - 1));
            let replacing = Replacing { segment: segment.path(), found: segment.stat(), successor: &packed };
            replace_segment(store, origin, &replacing, &Packing(&segment))?;
        }
    }
    Ok(())
}
