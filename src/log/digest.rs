//! SHA-256 digests (FIPS 180-4), as records hold them.

use std::fmt;
use std::io;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::platform::content::Content;

/// How much of a stream is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// A SHA-256 digest, printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest that the first record of a log names as its predecessor.
    pub const NONE: Self = Self([0; 32]);

    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of all of a content.
    ///
    /// # Errors
    /// Fails if the content cannot be read.
    pub fn of_content<C: Content + ?Sized>(content: &C) -> io::Result<Self> {
        let mut hasher = Sha256::new();
        content.pass_on(&mut |piece| {
            hasher.update(piece);
            Ok(())
        })?;
        Ok(Self(hasher.finalize().into()))
    }

    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the digest of everything that `source` yields.
    ///
    /// # Errors
    /// Fails if `source` cannot be read.
    pub fn of_stream(source: &mut impl io::Read) -> io::Result<Self> {
        Self::of_stream_with(source, usize::MAX, &mut |_| {})
    }

    /// The same. `note` gets the state of the hash after each `every` bytes.
    ///
    /// # Errors
    /// Fails if `source` cannot be read.
    pub(super) fn of_stream_with(
        source: &mut impl io::Read,
        every: usize,
        note: &mut dyn FnMut(&Sha256),
    ) -> io::Result<Self> {
        let (mut hasher, mut chunk, mut since) = (Sha256::new(), vec![0; CHUNK], 0);
        loop {
            let wanted = CHUNK.min(every - since);
            match source.read(chunk.get_mut(..wanted).unwrap_or_default()) {
                Ok(0) => return Ok(Self(hasher.finalize().into())),
                Ok(n) => {
                    hasher.update(chunk.get(..n).unwrap_or_default());
                    since += n;
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
            if since == every {
                note(&hasher);
                since = 0;
            }
        }
    }

    /// The first twelve digits: enough to name a file that was saved.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

/// A digest in the making.
#[derive(Default)]
pub struct Hasher(Sha256);

impl Hasher {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    #[must_use]
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        if text.len() != 64 {
            return Err(NotADigest);
        }
        // No branch for each digit: nobody foresees what they are, and each record names four digests.
        let digit = |c: u8| match c {
            b'0'..=b'9' => c - b'0',
            b'a'..=b'f' => c - b'a' + 10,
            _ => u8::MAX,
        };
        let (mut bytes, mut all) = ([0; 32], 0);
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let [high, low] = *pair else { return Err(NotADigest) };
            let (high, low) = (digit(high), digit(low));
            all |= high | low;
            *byte = high << 4 | low;
        }
        if all > 15 {
            return Err(NotADigest);
        }
        Ok(Self(bytes))
    }
}

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADigest;

impl fmt::Display for NotADigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a SHA-256 digest is 64 hexadecimal digits, lower case")
    }
}

impl std::error::Error for NotADigest {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_the_empty_text_is_the_published_one() {
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), text);
        assert_eq!(text.parse(), Ok(Digest::of(b"")));
        assert_eq!(Digest::of_stream(&mut &b""[..]).unwrap(), Digest::of(b""));
    }

    #[test]
    fn upper_case_and_short_texts_are_not_digests() {
        assert_eq!("E3".repeat(32).parse::<Digest>(), Err(NotADigest));
        assert_eq!("e3".parse::<Digest>(), Err(NotADigest));
        for wrong in ["/", ":", "`", "g", "\0", "\u{7f}"] {
            for at in [0, 1, 62, 63] {
                let mut text = "a".repeat(64);
                text.replace_range(at..=at, wrong);
                assert_eq!(text.parse::<Digest>(), Err(NotADigest), "{wrong:?} at {at}");
            }
        }
    }
}
