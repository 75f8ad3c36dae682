//! Standard input of a program that may never end it.

use std::io;
use std::time::Duration;

use anyhow::Result;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::error::{Failure, Kind};
use crate::platform::input::too_long;
use crate::text::size::Size;

/// How much is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// Reads standard input until it ends, or until an object or array in JSON is whole; `None` if nothing comes for as
/// long as `silence` before that.
///
/// # Errors
/// Fails if it cannot be read, or is longer than `limit` bytes.
pub fn hear_object(limit: u64, silence: Duration) -> Result<Option<Vec<u8>>> {
    let failed = |e: rustix::io::Errno| Failure::new(Kind::Io, format!("could not read standard input: {e}"));
    let stdin = io::stdin();
    let most = Timespec::try_from(silence).unwrap_or_default();
    let (mut bytes, mut chunk, mut balance) = (Vec::new(), vec![0; CHUNK], Balance::default());
    loop {
        match poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&most)) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(e) => return Err(failed(e).into()),
        }
        let read = match rustix::io::read(&stdin, &mut chunk) {
            Ok(read) => chunk.get(..read).unwrap_or_default(),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
            Err(e) => return Err(failed(e).into()),
        };
        bytes.extend_from_slice(read);
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
            return Err(too_long("standard input", Size::new(limit)).into());
        }
        if read.is_empty() || balance.is_whole_with(read) {
            return Ok(Some(bytes));
        }
    }
}

/// How many brackets of a text in JSON are open.
#[derive(Default)]
struct Balance {
    open: usize,
    in_text: bool,
    is_escaped: bool,
}

impl Balance {
    /// Whether the last bracket was closed within the next bytes.
    fn is_whole_with(&mut self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| {
            let was_escaped = std::mem::take(&mut self.is_escaped);
            match byte {
                b'\\' if self.in_text => self.is_escaped = !was_escaped,
                b'"' if !was_escaped => self.in_text = !self.in_text,
                b'{' | b'[' if !self.in_text => self.open += 1,
                b'}' | b']' if !self.in_text => {
                    self.open = self.open.saturating_sub(1);
                    return self.open == 0;
                }
                _ => {}
            }
            false
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_whole_with_its_last_bracket_however_it_comes() {
        let text = br#" {"a\\\"}":["{\\",{}],"b":"]}"} "#;
        let mut balance = Balance::default();
        let whole = text.iter().position(|byte| balance.is_whole_with(&[*byte]));
        assert_eq!(whole, Some(text.len() - 2));
        assert!(Balance::default().is_whole_with(text));
        assert!(!Balance::default().is_whole_with(&text[..text.len() - 2]));
        assert!(!Balance::default().is_whole_with(b"\n1 \"[]\""));
    }
}
