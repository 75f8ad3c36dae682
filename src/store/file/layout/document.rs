//! Opening and reading the document.

use std::io;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::text::indexed::WORTHWHILE;
use crate::json::text::source::{Doubt, Source};
use crate::json::text::splice::SPARE;
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Stat, length, read_expected, read_up_to};
use crate::platform::identity::Identity;
use crate::platform::io_failure::{io_failure, not_a_document};
use crate::store::file::layout::files::ContextFiles;
use crate::text::size::{MOST, Size};

/// How much of a document is read at once, in bytes.
const PIECE: usize = 256 * 1024;

/// An open document.
pub struct OpenDocument<F> {
    pub file: F,
    pub identity: Identity,
    pub stat: Stat,
}

/// A published inode never changes, so the text is read as far as it is needed. Another program may
/// write into it meanwhile, so each piece is only believed if the file is still as it was opened.
impl<F: OpenFile> Source for OpenDocument<F> {
    fn len(&self) -> usize {
        usize::try_from(self.identity.size).unwrap_or(usize::MAX)
    }

    fn read_at(&self, into: &mut [u8], offset: usize) -> Result<usize, Doubt> {
        let failed = |e: io::Error| Doubt::Unread(e.to_string());
        let read = read_up_to(&self.file, into, length(offset)).map_err(failed)?;
        if self.is_as_opened().map_err(failed)? {
            return Ok(read);
        }
        Err(Doubt::Unread("another program wrote into it meanwhile".to_owned()))
    }
}

impl<F: OpenFile> OpenDocument<F> {
    /// Whether nobody wrote into the file since it was opened.
    ///
    /// # Errors
    /// Fails if fstat(2) fails.
    pub fn is_as_opened(&self) -> io::Result<bool> {
        let now = self.file.stat()?;
        // The rename that replaces it changes nothing but its ctime.
        Ok((now.size, now.mtime) == (self.stat.size, self.stat.mtime))
    }
}

/// Opens the document; `None` if there is none.
///
/// # Errors
/// Fails if it cannot be opened or is not a regular file.
pub fn open_document<S: FileSystem>(files: &ContextFiles<S>) -> Result<Option<OpenDocument<S::File>>> {
    open_document_at(files, &files.document)
}

/// Opens a document at another path: one that is not published yet.
///
/// # Errors
/// As [`open_document`].
pub fn open_document_at<S: FileSystem>(files: &ContextFiles<S>, path: &Path) -> Result<Option<OpenDocument<S::File>>> {
    let file = match files.system.open(path, Access::Read) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(io_failure("open", path, &e).into()),
    };
    let stat = file.stat().map_err(|e| io_failure("look at", path, &e))?;
    if !stat.is_regular() {
        return Err(not_a_document(path, stat.kind).into());
    }
    Ok(Some(OpenDocument { file, identity: Identity::of(&stat), stat }))
}

/// Reads the text of the document. The configured size limit does not apply, since whoever wrote
/// the document may have had another one; [`MOST`] bounds the memory used.
///
/// # Errors
/// Fails if it cannot be read, or is larger than [`MOST`].
pub fn read_document<S: FileSystem>(files: &ContextFiles<S>, document: &OpenDocument<S::File>) -> Result<Vec<u8>> {
    if document.identity.size > MOST {
        return Err(too_large_to_read(files).into());
    }
    let size = usize::try_from(document.identity.size).unwrap_or(usize::MAX);
    let limit = usize::try_from(MOST).unwrap_or(usize::MAX);
    let failed = |e: io::Error| io_failure("read", &files.document, &e);
    let (size, mut bytes) = (size.min(limit), Vec::new());
    // One byte more shows whether the file grew. A long text may be changed where it is.
    let (len, spare) = (size.saturating_add(1), if size < WORTHWHILE { 0 } else { SPARE });
    bytes.try_reserve_exact(len.saturating_add(spare)).map_err(|e| failed(e.into()))?;
    while bytes.len() < len {
        // Bytes that were just set to zero are still in the processor's cache.
        let from = bytes.len();
        bytes.resize(len.min(from + PIECE), 0);
        let into = bytes.get_mut(from..).unwrap_or_default();
        let (wanted, expected) = (into.len(), size.saturating_sub(from));
        let read = read_expected(&document.file, into, (length(from), expected)).map_err(failed)?;
        if read < wanted {
            bytes.truncate(from + read);
            break;
        }
    }
    if bytes.len() > limit {
        return Err(too_large_to_read(files).into());
    }
    Ok(bytes)
}

fn too_large_to_read(files: &ContextFiles<impl FileSystem>) -> Failure {
    let shown = files.document.display();
    let why = format!("could not read {shown}: it is larger than {}", Size::new(MOST));
    Failure::new(Kind::BadData, why)
        .fact("file", shown.to_string())
        .fact("limit", MOST)
        .hint("no ctx wrote that; put a document in its place, or move it away")
}
