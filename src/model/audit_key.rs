//! Keyed records: an HMAC (RFC 2104, SHA-256) in each, which nobody can write who
//! does not have the key.
//!
//! Records without one may come first: the key was not in use yet. The first record
//! that has one names the record before it, and with it all that came before.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::digest::Digest;
use super::entry::{Entry, Revision};
use super::replay::Inconsistent;

/// The shortest and the longest key, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=1024;

/// A secret of those who write records. It is never shown.
#[derive(Clone)]
pub struct AuditKey(Hmac<Sha256>);

impl AuditKey {
    /// # Errors
    /// A key that is too short or too long; the message does not show it.
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

/// A key of so many bytes, which are too few or too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadKey(usize);

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "has {} bytes, and a key has {} to {}", self.0, LENGTHS.start(), LENGTHS.end())
    }
}

impl std::error::Error for BadKey {}

/// What the HMACs of a log show, record by record, oldest first.
pub struct Hmacs<'k> {
    key: Option<&'k AuditKey>,
    first: Option<Revision>,
}

impl<'k> Hmacs<'k> {
    #[must_use]
    pub fn checked_with(key: Option<&'k AuditKey>) -> Self {
        Self { key, first: None }
    }

    /// Takes the next record. Without a key it is only noted whether it has an HMAC.
    ///
    /// # Errors
    /// An HMAC that another key made, or none after a record that has one.
    pub fn step(&mut self, entry: &Entry) -> Result<(), Inconsistent> {
        let rev = entry.link.rev;
        let bad = |why: String| Err(Inconsistent { rev, why });
        match (entry.hmac, self.key, self.first) {
            (Some(hmac), Some(key), first) if !key.made(&hmac, entry.covered_by_hmac()) => bad(match first {
                None => "its HMAC is not of CTX_AUDIT_KEY: it may be the wrong key, or who wrote this had none".into(),
                Some(first) => {
                    format!("its HMAC is not of CTX_AUDIT_KEY, and that of revision {first} is: it had another writer")
                }
            }),
            (None, Some(_), Some(first)) => {
                bad(format!("it has no HMAC, and revision {first} before it has one: it was written without the key"))
            }
            (Some(_), _, None) => {
                self.first = Some(rev);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The first record with an HMAC.
    #[must_use]
    pub fn first(&self) -> Option<Revision> {
        self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::entry::{Change, Link};

    fn record(rev: u64, key: Option<&AuditKey>) -> Entry {
        let link = Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE };
        let entry = Entry::seal_with(Change::default(), link, key).unwrap();
        assert_eq!(Entry::parse(&entry.line), Ok(entry.clone()));
        entry
    }

    fn judged(records: &[Entry], key: Option<&AuditKey>) -> Result<Option<u64>, u64> {
        let mut hmacs = Hmacs::checked_with(key);
        records.iter().try_for_each(|entry| hmacs.step(entry)).map_err(|e| e.rev.number())?;
        Ok(hmacs.first().map(Revision::number))
    }

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

    #[test]
    fn every_record_after_the_first_with_an_hmac_has_one_of_the_same_key() {
        let (key, other) = (AuditKey::new(&[1; 16]).unwrap(), AuditKey::new(&[2; 16]).unwrap());
        let (plain, keyed) = (|rev| record(rev, None), |rev| record(rev, Some(&key)));
        assert_eq!(judged(&[plain(1), keyed(2), keyed(3)], Some(&key)), Ok(Some(2)));
        assert_eq!(judged(&[plain(1), keyed(2), keyed(3)], Some(&other)), Err(2));
        assert_eq!(judged(&[keyed(1), plain(2)], Some(&key)), Err(2));
        assert_eq!(judged(&[keyed(1), record(2, Some(&other))], Some(&key)), Err(2));
        assert_eq!(judged(&[plain(1), keyed(2), plain(3)], None), Ok(Some(2)));
        assert_eq!(judged(&[plain(1)], Some(&key)), Ok(None));
    }
}
