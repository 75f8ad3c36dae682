//! Where the text of a document comes from.

use std::io;

/// The text of a document, in memory or elsewhere.
pub trait Source: Send + Sync {
    /// The length of the text, in bytes.
    fn len(&self) -> usize;

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads bytes at `offset` until `into` is full or the text ends. Returns how many were read.
    ///
    /// # Errors
    /// The text cannot be read.
    fn read_at(&self, into: &mut [u8], offset: usize) -> Result<usize, Doubt>;

    /// The whole text, if it is in memory.
    fn bytes(&self) -> Option<&[u8]> {
        None
    }

    /// Whether the text is known to be what ctx published, byte for byte.
    fn is_trusted(&self) -> bool {
        self.bytes().is_some()
    }
}

impl Source for Vec<u8> {
    fn len(&self) -> usize {
        self.len()
    }

    fn read_at(&self, into: &mut [u8], offset: usize) -> Result<usize, Doubt> {
        let rest = self.get(offset..).unwrap_or_default();
        let len = rest.len().min(into.len());
        into.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        Ok(len)
    }

    fn bytes(&self) -> Option<&[u8]> {
        Some(self)
    }
}

/// Why the text cannot serve as an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It has something that canonical text cannot have.
    NotCanonical,
    /// It cannot be read, and why.
    Unread(String),
}

impl From<Doubt> for io::Error {
    fn from(doubt: Doubt) -> Self {
        Self::other(match doubt {
            Doubt::NotCanonical => "it is not what ctx published".to_owned(),
            Doubt::Unread(why) => why,
        })
    }
}

/// Whether a text begins and ends as a canonical document does.
///
/// # Errors
/// The text cannot be read.
pub fn is_framed(source: &dyn Source) -> Result<bool, Doubt> {
    let len = source.len();
    let (mut start, mut end) = ([0; 4], [0; 3]);
    let first = source.read_at(&mut start, 0)?;
    if len == 3 {
        return Ok(start.starts_with(b"{}\n"));
    }
    let last = source.read_at(&mut end, len.saturating_sub(3))?;
    Ok(first == 4 && last == 3 && &start == b"{\n  " && &end == b"\n}\n")
}
