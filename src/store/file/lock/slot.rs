//! The lines of the lock file. Each has a slot of its own and ends with its checksum, so that one write
//! replaces one line, and a line that is not whole is noticed.

use std::hash::Hasher as _;
use std::io;

use serde::{Serialize, de::DeserializeOwned};

use crate::platform::filesystem::{OpenFile, length, read_up_to};

/// The size of a slot in bytes, filled with spaces.
pub(crate) const SLOT: usize = 1024;

/// How many of them hold the checksum of the others: a space, twelve digits, and the newline.
pub(crate) const CHECKSUM: usize = 14;

/// The checksum of a line: twelve hexadecimal digits (FNV-1a, the upper 48 of 64 bits). Against accidents
/// only: SHA-256 would query the processor's features, which takes a virtual machine longer than all
/// of `get`'s other work on the lock file.
#[must_use]
pub fn checksum(line: &[u8]) -> String {
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(line);
    format!("{:012x}", hasher.finish() >> 16)
}

/// A line as it fills its slot; `null` if it does not fit.
///
/// # Errors
/// Fails if it cannot be serialised.
pub(crate) fn slot(line: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec(line)?;
    if text.len() + CHECKSUM >= SLOT {
        text = b"null".to_vec();
    }
    let checksum = checksum(&text);
    text.resize(SLOT - CHECKSUM, b' ');
    text.extend_from_slice(format!(" {checksum}\n").as_bytes());
    Ok(text)
}

/// Reads the line in the slot at `position`; `None` if it is not whole.
///
/// # Errors
/// Fails if pread(2) fails.
pub(crate) fn read_slot<T: DeserializeOwned>(lock: &impl OpenFile, position: usize) -> io::Result<Option<T>> {
    let mut text = [0; SLOT];
    let read = read_up_to(lock, &mut text, length(position))?;
    let Some((line, sum)) = text.get(..read).and_then(|text| text.split_at_checked(SLOT - CHECKSUM)) else {
        return Ok(None);
    };
    let line = line.trim_ascii_end();
    let is_whole = sum.trim_ascii() == checksum(line).as_bytes();
    Ok(is_whole.then(|| serde_json::from_slice(line).ok()).flatten())
}
