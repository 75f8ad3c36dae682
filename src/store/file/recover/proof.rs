//! The proof that a long document is that of the last record: its bytes are hashed beside the writer,
//! who goes on meanwhile and believes nothing of what it did before the proof holds.

use std::io;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{Builder, JoinHandle};

use crate::log::digest::Digest;
use crate::log::midstates::Midstates;
use crate::platform::filesystem::{OpenFile, Section};
use crate::store::file::layout::document::OpenDocument;

/// From so many bytes on, hashing a text takes longer than starting a thread for it.
pub const LONG: u64 = 256 * 1024;

type Hashed = (Digest, Midstates);

/// A digest that is being computed, and the one that it should be.
pub struct Proof {
    expected: Digest,
    hashing: Mutex<Option<JoinHandle<io::Result<Hashed>>>>,
    hashed: OnceLock<Option<Hashed>>,
    is_as_opened: Box<dyn Fn() -> bool + Send + Sync>,
    holds: OnceLock<bool>,
}

impl Proof {
    /// Starts to hash a document; `None` if no thread can be started.
    #[must_use]
    pub fn start<F: OpenFile>(document: &Arc<OpenDocument<F>>, expected: Digest) -> Option<Self> {
        let (hashed, opened) = (Arc::clone(document), Arc::clone(document));
        let hashing = Builder::new().spawn(move || hash(&hashed)).ok()?;
        let is_as_opened = Box::new(move || opened.is_as_opened().is_ok_and(|is_as_opened| is_as_opened));
        let (hashed, holds) = (OnceLock::new(), OnceLock::new());
        Some(Self { expected, hashing: Mutex::new(Some(hashing)), hashed, is_as_opened, holds })
    }

    /// Whether what was read of the document is that of the last record: it has the expected digest, and
    /// nobody wrote into it since it was opened. Waits until that is known; whoever asks first decides
    /// when nothing more is read. False also if it could not be read: reading it again tells why.
    pub fn holds(&self) -> bool {
        let is_expected = || self.hashed().is_some_and(|(digest, _)| *digest == self.expected);
        *self.holds.get_or_init(|| is_expected() && (self.is_as_opened)())
    }

    /// What hashing a text that begins alike can start from; waits until it is known.
    pub fn midstates(&self) -> Option<&Midstates> {
        self.hashed().map(|(_, midstates)| midstates)
    }

    fn hashed(&self) -> Option<&Hashed> {
        let wait = || self.hashing.lock().ok()?.take()?.join().ok()?.ok();
        self.hashed.get_or_init(wait).as_ref()
    }
}

fn hash<F: OpenFile>(document: &OpenDocument<F>) -> io::Result<Hashed> {
    Midstates::of_stream(&mut Section::of(&document.file, document.identity.size))
}
