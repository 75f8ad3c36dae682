//! Files that are kept beside the document: proving them, and writing them elsewhere.

use std::cell::RefCell;
use std::io::{self, Read};
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::attached::{Attached, NotAttached};
use crate::log::digest::{Digest, Hasher};
use crate::platform::content::{Content, Sink};
use crate::platform::user_file::replace_as_usual;
use crate::session::context::Context;
use crate::store::capability::attach::{Attach, KeptFile};
use crate::store::required;
use crate::text::shell::shell_word;

/// How much is copied at once, in bytes.
const CHUNK: usize = 128 * 1024;

impl Context<'_> {
    /// Returns what keeps files.
    ///
    /// # Errors
    /// Fails if the engine keeps none.
    pub fn kept_files(&self) -> Result<&dyn Attach> {
        required(self.store.attach(), "keep files")
    }

    /// Writes the kept file that `at` refers to, to `to`, which is replaced as a whole once all of it was proved. A new file gets
    /// the mode that the umask leaves.
    ///
    /// # Errors
    /// Fails if the kept file is missing or was altered, or if `to` cannot be written.
    pub fn write_attached(&self, (at, attached): (&KeyPath, &Attached), to: &Path) -> Result<()> {
        let files = self.kept_files()?;
        // Proved before anything is written, and again while it is: what is said is which of the two failed.
        prove(files, at, attached)?;
        let kept = opened(files, at, attached)?;
        let proved = Proved { source: RefCell::new(kept.content), digest: attached.digest };
        replace_as_usual(to, &proved)
    }
}

/// Checks that the kept file that `at` refers to is there, and that its size and content are those that were attached.
///
/// # Errors
/// Fails with what is wrong with it.
pub fn prove(files: &dyn Attach, at: &KeyPath, attached: &Attached) -> Result<()> {
    let KeptFile { mut content, path, .. } = opened(files, at, attached)?;
    let read = Digest::of_stream(&mut content);
    let digest = read.map_err(|e| Failure::new(Kind::Io, format!("could not read {path}: {e}")))?;
    if digest == attached.digest { Ok(()) } else { Err(altered(&path, "its SHA-256 is another", at).into()) }
}

/// Opens a kept file, which has the size that was attached.
fn opened(files: &dyn Attach, at: &KeyPath, attached: &Attached) -> Result<KeptFile> {
    let Some(file) = files.open_kept(&attached.digest)? else {
        let why = format!("the attached file {} is missing", attached.digest);
        let failure = Failure::new(Kind::BadData, why).fact("sha256", attached.digest.to_string());
        return Err(failure.hint(format!("if you have the original: ctx attach {} FILE", shell_word(at))).into());
    };
    if file.size == attached.size {
        return Ok(file);
    }
    let KeptFile { mut content, path, size } = file;
    // The name of the file is its hash, so that it is known which of the two is wrong.
    if Digest::of_stream(&mut content).is_ok_and(|digest| digest == attached.digest) {
        let why = format!("the reference is wrong, not the file {path}: its \"size\" is {}, not {size}", attached.size);
        return Err(Failure::new(Kind::BadData, why)
            .fact("file", path)
            .hint(format!("ctx set {} {size}", shell_word(&size_of(at))))
            .into());
    }
    Err(altered(&path, &format!("it has {size} bytes, not {}", attached.size), at).into())
}

fn altered(path: &str, how: &str, at: &KeyPath) -> Failure {
    Failure::new(Kind::BadData, format!("the attached file {path} was altered: {how}"))
        .fact("file", path)
        .hint(format!("if you have the original: ctx attach {} FILE", shell_word(at)))
}

/// What is wrong with a file that the document refers to.
pub struct Problem {
    /// The path of the reference.
    pub path: KeyPath,
    pub why: String,
    pub hint: String,
}

/// What is wrong with the files that a document refers to, and how many there are.
#[must_use]
pub fn problems(files: &dyn Attach, document: &Document) -> (usize, Vec<Problem>) {
    let all = Attached::all(document);
    let wrong = |(path, attached): &(KeyPath, Result<Attached, NotAttached>)| {
        let found: Result<()> = match attached {
            Ok(attached) => prove(files, path, attached),
            Err(NotAttached(why)) => Err(anyhow::anyhow!("{why}")),
        };
        let why = found.err()?;
        let hint = why.downcast_ref::<Failure>().and_then(|failure| failure.hints().first().cloned());
        let original = || format!("if you have the original: ctx attach {} FILE", shell_word(path));
        Some(Problem { path: path.clone(), why: format!("{why:#}"), hint: hint.unwrap_or_else(original) })
    };
    (all.len(), all.iter().filter_map(wrong).collect())
}

fn size_of(reference: &KeyPath) -> KeyPath {
    let mut steps = reference.segments().to_vec();
    steps.push(Segment::Key("size".to_owned()));
    KeyPath::new(steps)
}

/// A file that is proved while it is read: its end comes only if it is the right one.
struct Proved {
    source: RefCell<Box<dyn Read>>,
    digest: Digest,
}

impl Content for Proved {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let (mut source, mut hasher, mut chunk) = (self.source.borrow_mut(), Hasher::default(), vec![0; CHUNK]);
        loop {
            let read = match source.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => chunk.get(..read).unwrap_or_default(),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            hasher.add(read);
            sink(read)?;
        }
        if hasher.finish() == self.digest {
            Ok(())
        } else {
            Err(io::Error::other("the attached file changed meanwhile"))
        }
    }
}
