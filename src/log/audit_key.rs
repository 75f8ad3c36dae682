//! The audit key: with it each record has an HMAC (RFC 2104, SHA-256), which nobody else can write.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::log::digest::Digest;

/// The shortest and the longest key, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=1024;

/// A secret shared by those who write records. Never shown.
#[derive(Clone)]
pub struct AuditKey(Hmac<Sha256>);

impl AuditKey {
    /// # Errors
    /// Fails if the key is too short or too long. The message does not show it.
    pub fn new(secret: &[u8]) -> Result<Self, BadKey> {
        let bad = BadKey(secret.len());
        if !LENGTHS.contains(&secret.len()) {
            return Err(bad);
        }
        Hmac::new_from_slice(secret).map(Self).map_err(|_| bad)
    }

    #[must_use]
    pub fn hmac(&self, bytes: &[u8]) -> Digest {
        let mut mac = self.0.clone();
        mac.update(bytes);
        Digest::from_bytes(mac.finalize().into_bytes().into())
    }

    /// Compares in constant time.
    #[must_use]
    pub fn made(&self, hmac: &Digest, bytes: &[u8]) -> bool {
        let mut mac = self.0.clone();
        mac.update(bytes);
        mac.verify_slice(hmac.as_bytes()).is_ok()
    }
}

impl fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuditKey")
    }
}

/// The length of a key that is too short or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadKey(usize);

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "has {} bytes, and a key has {} to {}", self.0, LENGTHS.start(), LENGTHS.end())
    }
}

impl std::error::Error for BadKey {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hmac_is_that_of_the_standard() {
        // RFC 4231, test case 3.
        let key = AuditKey::new(&[0xaa; 20]).unwrap();
        let expected = "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe";
        assert_eq!(key.hmac(&[0xdd; 50]).to_string(), expected);
        assert!(key.made(&expected.parse().unwrap(), &[0xdd; 50]));
    }

    #[test]
    fn a_key_has_a_length_and_is_not_shown() {
        for len in [0, 15, 1025] {
            assert_eq!(AuditKey::new(&vec![b'x'; len]).unwrap_err(), BadKey(len));
        }
        assert_eq!(format!("{:?}", AuditKey::new(&[b'x'; 16]).unwrap()), "AuditKey");
    }
}
