//! What the lock file says: where the log and the document stood after the last write, who
//! holds the lock, and who has the turn for whom another one holds it. Advisory, never flushed: each line ends with its
//! checksum, and what it says is held against the files before it is believed.

use std::hash::Hasher as _;
use std::io;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::platform::filesystem::{OpenFile, length, read_up_to};
use crate::platform::identity::Identity;

/// Each of the three lines has a slot of this many bytes, filled with spaces, so
/// that one write replaces one line.
const SLOT: usize = 1024;

/// Of which so many hold the checksum of the others: a space, twelve digits, and the newline.
const CHECKSUM: usize = 14;

/// The state after the last write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub rev: Revision,
    pub h: String,
    pub post: String,
    /// The digest of the document that the log gives, where something in it is redacted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted_post: Option<String>,
    pub boot: String,
    /// The length of the log, in bytes.
    pub log: u64,
    /// The log's name in its directory is durable.
    #[serde(default)]
    pub log_is_named: bool,
    /// How many bytes of records follow the last one that holds a whole state.
    pub since_state: u64,
    pub document: Identity,
    /// The document's time of modification is one that no other write can have
    /// left, so equal stats mean equal bytes.
    pub exact: bool,
    /// The log as this writer left it: whoever else writes to it changes that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_file: Option<Identity>,
    /// What was found and mended since the last record, for the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Anchor {
    /// Whether a lock file never had an anchor: it was just made, or emptied.
    ///
    /// # Errors
    /// Those of pread(2).
    pub fn is_blank(lock: &impl OpenFile) -> io::Result<bool> {
        let mut text = [0; SLOT];
        read_up_to(lock, &mut text, 0)?;
        Ok(text.iter().all(|&byte| byte == 0))
    }

    /// What the lock file says, if it says something.
    ///
    /// # Errors
    /// Those of pread(2).
    pub fn read(lock: &impl OpenFile) -> io::Result<Option<Self>> {
        read_slot(lock, 0)
    }

    /// # Errors
    /// Those of pwrite(2).
    pub fn write(&self, lock: &impl OpenFile) -> io::Result<()> {
        lock.write_all_at(&self.slot()?, 0)
    }

    /// A note that does not fit is not worth the rest.
    fn slot(&self) -> io::Result<Vec<u8>> {
        if self.note.is_some() && serde_json::to_vec(self)?.len() + CHECKSUM >= SLOT {
            return slot(&Self { note: None, ..self.clone() });
        }
        slot(self)
    }

    #[must_use]
    pub fn h(&self) -> Option<Digest> {
        self.h.parse().ok()
    }

    #[must_use]
    pub fn redacted_post(&self) -> Option<Digest> {
        self.redacted_post.as_ref()?.parse().ok()
    }

    #[must_use]
    pub fn post(&self) -> Option<Digest> {
        self.post.parse().ok()
    }
}

/// Who holds the lock, for those who wait.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Holder {
    pub agent: String,
    pub pid: u32,
    pub host: String,
    pub command: String,
    pub since: String,
}

impl Holder {
    #[must_use]
    pub fn read(lock: &impl OpenFile) -> Option<Self> {
        read_slot(lock, SLOT).ok().flatten()
    }

    /// # Errors
    /// Those of pwrite(2).
    pub fn write(&self, lock: &impl OpenFile) -> io::Result<()> {
        lock.write_all_at(&slot(self)?, length(SLOT))
    }

    /// Who has the turn, if it is somebody who inherited the lock.
    #[must_use]
    pub fn read_turn(lock: &impl OpenFile) -> Option<Self> {
        read_slot(lock, 2 * SLOT).ok().flatten()
    }

    /// # Errors
    /// Those of pwrite(2).
    pub fn write_turn(turn: Option<&Self>, lock: &impl OpenFile) -> io::Result<()> {
        lock.write_all_at(&slot(&turn)?, length(2 * SLOT))
    }
}

/// Writes the anchor and clears the holder, in one write.
///
/// # Errors
/// Those of pwrite(2).
pub fn write_released(anchor: Option<&Anchor>, lock: &impl OpenFile) -> io::Result<()> {
    let empty = slot(&serde_json::Value::Null)?;
    match anchor {
        Some(anchor) => {
            let mut both = anchor.slot()?;
            both.extend_from_slice(&empty);
            lock.write_all_at(&both, 0)
        }
        None => lock.write_all_at(&empty, length(SLOT)),
    }
}

/// Twelve hexadecimal digits by which a line that is not whole is told (FNV-1a, 64
/// bits, of which 48 are kept). Against accidents only: SHA-256 would ask the
/// processor what it can do, which takes a virtual machine longer than all of `get`'s
/// other work on the lock file.
#[must_use]
pub fn checksum(line: &[u8]) -> String {
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(line);
    format!("{:012x}", hasher.finish() >> 16)
}

fn slot(line: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec(line)?;
    if text.len() + CHECKSUM >= SLOT {
        text = b"null".to_vec();
    }
    let checksum = checksum(&text);
    text.resize(SLOT - CHECKSUM, b' ');
    text.extend_from_slice(format!(" {checksum}\n").as_bytes());
    Ok(text)
}

fn read_slot<T: DeserializeOwned>(lock: &impl OpenFile, position: usize) -> io::Result<Option<T>> {
    let mut text = [0; SLOT];
    let read = read_up_to(lock, &mut text, length(position))?;
    let Some((line, sum)) = text.get(..read).and_then(|text| text.split_at_checked(SLOT - CHECKSUM)) else {
        return Ok(None);
    };
    let line = line.trim_ascii_end();
    let is_whole = sum.trim_ascii() == checksum(line).as_bytes();
    Ok(is_whole.then(|| serde_json::from_slice(line).ok()).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchor_and_holder_have_a_slot_each() {
        let file = tempfile::tempfile().unwrap();
        assert!(Anchor::read(&file).unwrap().is_none() && Holder::read(&file).is_none());
        let text = |word: &str| word.to_owned();
        let holder = Holder { agent: text("a"), pid: 1, host: text("h"), command: text("ctx"), since: text("now") };
        let document = Identity::of(&file.stat().unwrap());
        let anchor = Anchor {
            rev: Revision::new(7),
            h: Digest::NONE.to_string(),
            post: Digest::of(b"").to_string(),
            redacted_post: Some(Digest::of(b"").to_string()),
            boot: text("boot"),
            log: 10,
            log_is_named: true,
            since_state: 3,
            document,
            exact: true,
            log_file: Some(document),
            note: Some("x".repeat(2000)),
        };
        write_released(Some(&anchor), &file).unwrap();
        holder.write(&file).unwrap();
        let read = Anchor::read(&file).unwrap().unwrap();
        assert_eq!((read.rev, read.h(), read.post(), read.document), (anchor.rev, anchor.h(), anchor.post(), document));
        assert_eq!((read.log_file, read.note), (anchor.log_file, None), "a note that does not fit is left out");
        assert_eq!(Holder::read(&file).unwrap().pid, 1);
        write_released(None, &file).unwrap();
        assert!(Anchor::read(&file).unwrap().is_some() && Holder::read(&file).is_none());
        assert_eq!(file.metadata().unwrap().len(), 2048);
    }

    #[test]
    fn a_line_that_does_not_fit_its_slot_is_left_out() {
        let file = tempfile::tempfile().unwrap();
        let text = |len: usize| "x".repeat(len);
        let holder = Holder { agent: text(2000), pid: 1, host: text(1), command: text(1), since: text(1) };
        holder.write(&file).unwrap();
        assert!(Holder::read(&file).is_none());
    }
}
