//! Keeping a file: a temporary file is written and flushed, then gets the name that its content has.

use std::cell::RefCell;
use std::io::{self, Read};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::digest::{Digest, Hasher};
use crate::platform::attributes::Attributes;
use crate::platform::content::{Content, Sink};
use crate::platform::filesystem::{Access, FileKind, FileSystem, length};
use crate::platform::io_failure::{io_failure, move_away, not_a_regular_file};
use crate::platform::machine::random;
use crate::platform::temporary::Temporary;
use crate::store::file::FileStore;
use crate::store::file::attach::reader::Reader;
use crate::store::options::Durability;
use crate::text::size::Size;

/// How much is copied at once, in bytes.
const CHUNK: usize = 128 * 1024;

/// The mode of a document that is not there yet.
const FIRST: u32 = 0o600;

/// As [`Attach::keep`](crate::store::capability::attach::Attach::keep).
pub fn keep<S: FileSystem>(store: &FileStore<S>, source: &mut dyn Read, most: u64) -> Result<(Digest, u64)> {
    let FileStore { files, options } = store;
    let directory = files.kept_in();
    let document = files.attributes().map_err(|e| io_failure("look at", &files.document, &e))?;
    let document = document.unwrap_or_else(|| Attributes::first(FIRST));
    make_directory(store, &document)?;
    let name = random().map_err(|e| io_failure("write in", &directory, &e))?;
    let path = directory.join(format!(".{name}.tmp"));
    let streamed = Streamed { source: RefCell::new(source), seen: RefCell::new((Hasher::default(), 0)), most };
    let flush = options.durability != Durability::Fast;
    let written = Temporary::write(&files.system, &path, &streamed, &document.beside(), flush);
    let (hasher, size) = streamed.seen.into_inner();
    if size > most {
        let why = format!("it is longer than {}", Size::new(most).in_words());
        return Err(Failure::new(Kind::BadData, why).fact("limit", most).hint("to allow it: --max SIZE").into());
    }
    let temporary = written.map_err(|e| e.told("write", &path))?;
    let digest = hasher.finish();
    let kept = files.kept(&digest);
    // One that was altered is replaced.
    if !is_there(store, &digest)? {
        temporary.publish(&kept).map_err(|e| io_failure("write", &kept, &e))?;
    }
    if flush {
        // Another process may have given it its name, and not have come to this yet.
        files.system.flush_directory(&directory).map_err(|e| io_failure("flush", &directory, &e))?;
    }
    Ok((digest, size))
}

/// Whether the file is there already, byte for byte.
fn is_there<S: FileSystem>(store: &FileStore<S>, digest: &Digest) -> Result<bool> {
    let (system, path) = (&store.files.system, store.files.kept(digest));
    match system.stat(&path) {
        Err(_) => return Ok(false),
        Ok(stat) if stat.is_regular() => {}
        Ok(stat) => return Err(not_a_regular_file(&path, stat.kind).hint(move_away(&path)).into()),
    }
    let failed = |e: io::Error| io_failure("read", &path, &e);
    let file = system.open(&path, Access::Read).map_err(failed)?;
    Ok(Digest::of_stream(&mut Reader { file, at: 0 }).map_err(failed)? == *digest)
}

/// Creates the directory of the files, durably: whoever may read the document may enter it.
fn make_directory<S: FileSystem>(store: &FileStore<S>, document: &Attributes) -> Result<()> {
    let files = &store.files;
    let (system, directory) = (&files.system, files.kept_in());
    match system.stat(&directory) {
        Ok(stat) if stat.kind == FileKind::Directory => return Ok(()),
        Ok(stat) => {
            let (shown, found) = (directory.display(), stat.kind.name());
            let why = format!("could not keep files in {shown}: it is {found}, not a directory");
            return Err(Failure::new(Kind::Refused, why).hint(move_away(&directory)).into());
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(io_failure("look at", &directory, &e).into()),
    }
    let failed = |e: io::Error| io_failure("make", &directory, &e);
    system.stat(&files.directory).map_err(failed)?;
    system.make_directory(&directory, FIRST | 0o100).map_err(failed)?;
    let opened = system.open_directory(&directory).map_err(failed)?;
    document.of_directory().give(&opened).map_err(|e| e.told("make", &directory))?;
    Ok(files.flush_names()?)
}

/// What a source yields, hashed on its way.
struct Streamed<'s> {
    source: RefCell<&'s mut dyn Read>,
    /// What was seen, and how many bytes it has.
    seen: RefCell<(Hasher, u64)>,
    most: u64,
}

impl Content for Streamed<'_> {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let (mut source, mut seen) = (self.source.borrow_mut(), self.seen.borrow_mut());
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = match source.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(read) => chunk.get(..read).unwrap_or_default(),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            seen.1 += length(read.len());
            if seen.1 > self.most {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            seen.0.add(read);
            sink(read)?;
        }
    }
}
