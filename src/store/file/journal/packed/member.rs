//! One member of a compressed segment: a gzip member (RFC 1952) of at most [`MOST_HELD`] bytes.
//!
//! Its header has one extra field, `CX`: the length of the member, header and trailer included, and that of
//! what it holds, as 32-bit little-endian numbers.

use std::io::{self, Read as _, Write as _};

use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use crate::platform::filesystem::zeros;

/// How many bytes a member holds at most. No member makes a reader take more memory, whatever it says.
pub const MOST_HELD: usize = 1 << 20;

/// How long the header is, and the trailer: the CRC and the length of what is held.
pub const HEAD: usize = 24;
const TRAILER: usize = 8;

/// The header up to the two numbers: deflate, an extra field, no time, an unknown system, and the field.
const BEGINS: [u8; 16] = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 12, 0, b'C', b'X', 8, 0];

/// How long a member is, and how much it holds, as its header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub len: usize,
    pub held: usize,
}

impl Member {
    /// Reads a header.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] if it is not that of a member.
    pub fn of(head: &[u8; HEAD]) -> io::Result<Self> {
        let (begins, numbers) = head.split_at(BEGINS.len());
        let number = |at: usize| Some(u32::from_le_bytes(numbers.get(at..at + 4)?.try_into().ok()?));
        let size = |at: usize| number(at).and_then(|number| usize::try_from(number).ok());
        let member = size(0).zip(size(4)).map(|(len, held)| Self { len, held });
        // What cannot be compressed grows by a few bytes.
        let fits = |member: &Self| {
            (HEAD + TRAILER..=2 * MOST_HELD).contains(&member.len) && (1..=MOST_HELD).contains(&member.held)
        };
        member.filter(fits).filter(|_| begins == BEGINS).ok_or_else(|| damaged("a header"))
    }

    /// The bytes that a member holds, given all of the member.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] if it is damaged.
    pub fn decompress(self, member: &[u8]) -> io::Result<Vec<u8>> {
        let (body, trailer) = member.split_at(member.len().saturating_sub(TRAILER));
        let mut bytes = zeros(self.held)?;
        let mut deflated = DeflateDecoder::new(body.get(HEAD..).unwrap_or_default());
        deflated.read_exact(&mut bytes).map_err(|_| damaged("compressed data"))?;
        // There is no more than it says.
        let more = deflated.read(&mut [0]).map_err(|_| damaged("compressed data"))?;
        if more > 0 || trailer != trailer_of(&bytes) {
            return Err(damaged("compressed data"));
        }
        Ok(bytes)
    }

    /// Compresses bytes, which are at most [`MOST_HELD`].
    ///
    /// # Errors
    /// Fails if there is not enough memory.
    pub fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut member = Vec::with_capacity(bytes.len() / 4);
        member.extend_from_slice(&BEGINS);
        member.extend_from_slice(&[0; HEAD - BEGINS.len()]);
        let mut encoder = DeflateEncoder::new(member, Compression::default());
        encoder.write_all(bytes)?;
        let mut member = encoder.finish()?;
        member.extend_from_slice(&trailer_of(bytes));
        let numbers = [four_bytes(member.len()), four_bytes(bytes.len())].concat();
        if let Some(place) = member.get_mut(BEGINS.len()..HEAD) {
            place.copy_from_slice(&numbers);
        }
        Ok(member)
    }
}

fn trailer_of(bytes: &[u8]) -> [u8; TRAILER] {
    let mut crc = Crc::new();
    crc.update(bytes);
    let mut trailer = [0; TRAILER];
    let (sum, len) = trailer.split_at_mut(4);
    sum.copy_from_slice(&crc.sum().to_le_bytes());
    len.copy_from_slice(&four_bytes(bytes.len()));
    trailer
}

fn four_bytes(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{what} in it is damaged"))
}
