//! Checks the HMACs of a log ([`crate::log::audit_key`]).
//!
//! The first records may have none: the key was not in use yet. The first record with one names the
//! record before it, and so covers all earlier records.

use crate::log::audit_key::AuditKey;
use crate::log::chain::Inconsistent;
use crate::log::entry::{Entry, Revision};

/// The HMACs of a log, record by record, oldest first.
pub struct Hmacs<'k> {
    key: Option<&'k AuditKey>,
    first: Option<Revision>,
}

impl<'k> Hmacs<'k> {
    #[must_use]
    pub fn checked_with(key: Option<&'k AuditKey>) -> Self {
        Self { key, first: None }
    }

    /// Checks the next record. Without a key, only notes whether it has an HMAC.
    ///
    /// # Errors
    /// Fails if the HMAC was made with another key, or is missing after a record that has one.
    pub fn step(&mut self, entry: &Entry) -> Result<(), Inconsistent> {
        let rev = entry.link.rev;
        let bad = |why: String| Err(Inconsistent { rev, why });
        match (entry.hmac, self.key, self.first) {
            (Some(hmac), Some(key), first) if !key.made(&hmac, entry.covered_by_hmac()) => bad(match first {
                None => "its HMAC was not made with CTX_AUDIT_KEY: the key may be wrong, or the writer had none".into(),
                Some(first) => {
                    format!(
                        "its HMAC was not made with CTX_AUDIT_KEY, unlike that of revision {first}: it had another writer"
                    )
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
    use crate::log::digest::Digest;
    use crate::log::entry::{Change, Link};

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
