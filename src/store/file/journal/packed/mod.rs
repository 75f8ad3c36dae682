//! A segment that is compressed: what it holds is read at any position, as if it were not.
//!
//! The file is a series of gzip members (RFC 1952), so `zcat` shows it. Each holds up to 1 MiB of the
//! lines, and says in its header how long it is ([`member`]). So one piece can be read without those before it,
//! and a position is found by the headers alone.

pub mod member;
pub mod packing;

use std::io;
use std::sync::Mutex;

use crate::platform::filesystem::{OpenFile, ReadAt, length, zeros};
use crate::store::file::journal::packed::member::{HEAD, Member};
use crate::text::size::MOST;

/// What a compressed segment holds.
pub struct Packed {
    members: Vec<Placed>,
    /// How many bytes it holds.
    pub len: u64,
    /// The member that was read last, by its number.
    last: Mutex<Option<(usize, Vec<u8>)>>,
}

/// A member, where it is in the file, and where its bytes are in what the file holds.
struct Placed {
    member: Member,
    at: u64,
    start: u64,
}

impl Packed {
    /// Finds the members of a file of this size.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] if it is damaged, or holds more than is ever read into memory.
    pub fn of(file: &impl OpenFile, size: u64) -> io::Result<Self> {
        let (mut members, mut at, mut start) = (Vec::new(), 0_u64, 0_u64);
        while at < size {
            let mut head = [0; HEAD];
            file.read_all(&mut head, at).map_err(|e| if at + length(HEAD) > size { cut() } else { e })?;
            let member = Member::of(&head)?;
            let end = at.saturating_add(length(member.len));
            if end > size {
                return Err(cut());
            }
            let held = length(member.held);
            members.push(Placed { member, at, start });
            (at, start) = (end, start.saturating_add(held));
        }
        if start == 0 || start > MOST {
            return Err(invalid(format!("it holds {start} bytes")));
        }
        Ok(Self { members, len: start, last: Mutex::new(None) })
    }

    /// Reads some bytes at an offset of what `file` holds; 0 at the end.
    fn read_some(&self, file: &impl OpenFile, into: &mut [u8], offset: u64) -> io::Result<usize> {
        let number = self.members.partition_point(|placed| placed.start <= offset).saturating_sub(1);
        let Some(Placed { member, at, start }) = self.members.get(number) else { return Ok(0) };
        let mut last = self.last.lock().map_err(|_| io::Error::other("a thread that read it panicked"))?;
        if last.as_ref().is_none_or(|(held, _)| *held != number) {
            let mut bytes = zeros(member.len)?;
            file.read_all(&mut bytes, *at)?;
            *last = Some((number, member.decompress(&bytes)?));
        }
        let from = usize::try_from(offset - start).unwrap_or(usize::MAX);
        let rest = last.as_ref().and_then(|(_, bytes)| bytes.get(from..)).unwrap_or_default();
        let read = rest.len().min(into.len());
        into.get_mut(..read).unwrap_or_default().copy_from_slice(rest.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// The bytes of a log: those of its file, or what that holds compressed.
pub struct Lines<F> {
    pub file: F,
    pub packed: Option<Packed>,
}

impl<F: OpenFile> ReadAt for Lines<F> {
    fn read_some(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        match &self.packed {
            Some(packed) => packed.read_some(&self.file, into, offset),
            None => self.file.read_at(into, offset),
        }
    }
}

fn cut() -> io::Error {
    invalid("its end is missing".to_owned())
}

fn invalid(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests;
