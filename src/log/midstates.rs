//! Hashing a text that begins like another one that was hashed before.

use std::io;

use sha2::{Digest as _, Sha256};

use crate::log::digest::Digest;
use crate::platform::content::Content;

/// The distance between two states, in bytes.
const EVERY: usize = 256 * 1024;

/// The states of a hash on its way through a text, one after every [`EVERY`] bytes.
pub struct Midstates(Vec<Sha256>);

impl Midstates {
    /// Returns the digest of everything that `source` yields, and the states on the way.
    ///
    /// # Errors
    /// Fails if `source` cannot be read.
    pub fn of_stream(source: &mut impl io::Read) -> io::Result<(Digest, Self)> {
        let mut states = Vec::new();
        let digest = Digest::of_stream_with(source, EVERY, &mut |state| states.push(state.clone()))?;
        Ok((digest, Self(states)))
    }

    /// Returns the digest of a content whose first `shared` bytes are those of the text.
    ///
    /// # Errors
    /// Fails if the content cannot be read.
    pub fn digest_of<C: Content + ?Sized>(&self, content: &C, shared: usize) -> io::Result<Digest> {
        let whole = (shared / EVERY).min(self.0.len());
        let last = whole.checked_sub(1).and_then(|last| self.0.get(last));
        let (mut hasher, mut hashed) = (last.cloned().unwrap_or_default(), whole * EVERY);
        content.pass_on(&mut |piece| {
            let known = hashed.min(piece.len());
            hashed -= known;
            hasher.update(piece.get(known..).unwrap_or_default());
            Ok(())
        })?;
        Ok(Digest::from_bytes(hasher.finalize().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_like_another_has_the_same_digest_as_without_that() {
        let text: Vec<u8> = (0..=250).cycle().take(3 * EVERY + 17).collect();
        let (digest, states) = Midstates::of_stream(&mut text.as_slice()).unwrap();
        assert_eq!(digest, Digest::of(&text));
        for at in [0, 1, EVERY - 1, EVERY, EVERY + 1, 3 * EVERY, text.len() - 1] {
            let mut other = text.clone();
            other.splice(at..=at, *b"new");
            assert_eq!(states.digest_of(other.as_slice(), at).unwrap(), Digest::of(&other), "{at}");
        }
        assert_eq!(states.digest_of(text.as_slice(), text.len()).unwrap(), digest);
    }
}
