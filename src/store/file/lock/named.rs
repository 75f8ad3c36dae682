//! The names in the lock file: who holds the lock, and who has the turn under another's lock.

use std::io;

use crate::platform::filesystem::{OpenFile, length};
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::slot::{SLOT, read_slot, slot};
use crate::store::holder::Holder;

/// Who holds the lock, if the file says so.
#[must_use]
pub fn read_holder(lock: &impl OpenFile) -> Option<Holder> {
    read_slot(lock, SLOT).ok().flatten()
}

/// Writes who holds the lock.
///
/// # Errors
/// Fails if pwrite(2) fails.
pub fn write_holder(holder: &Holder, lock: &impl OpenFile) -> io::Result<()> {
    lock.write_all_at(&slot(holder)?, length(SLOT))
}

/// Who has the turn, if it is a process that inherited the lock.
#[must_use]
pub fn read_turn(lock: &impl OpenFile) -> Option<Holder> {
    read_slot(lock, 2 * SLOT).ok().flatten()
}

/// Writes who has the turn.
///
/// # Errors
/// Fails if pwrite(2) fails.
pub fn write_turn(turn: Option<&Holder>, lock: &impl OpenFile) -> io::Result<()> {
    lock.write_all_at(&slot(&turn)?, length(2 * SLOT))
}

/// Writes the anchor and clears the holder, in one write.
///
/// # Errors
/// Fails if pwrite(2) fails.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::digest::Digest;
    use crate::log::entry::Revision;
    use crate::platform::identity::Identity;

    #[test]
    fn anchor_and_holder_have_a_slot_each() {
        let file = tempfile::tempfile().unwrap();
        assert!(Anchor::read(&file).unwrap().is_none() && read_holder(&file).is_none());
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
        write_holder(&holder, &file).unwrap();
        let read = Anchor::read(&file).unwrap().unwrap();
        assert_eq!((read.rev, read.h(), read.post(), read.document), (anchor.rev, anchor.h(), anchor.post(), document));
        assert_eq!((read.log_file, read.note), (anchor.log_file, None), "a note that does not fit is left out");
        assert_eq!(read_holder(&file).unwrap().pid, 1);
        write_released(None, &file).unwrap();
        assert!(Anchor::read(&file).unwrap().is_some() && read_holder(&file).is_none());
        assert_eq!(file.metadata().unwrap().len(), 2048);
    }

    #[test]
    fn a_line_that_does_not_fit_its_slot_is_left_out() {
        let file = tempfile::tempfile().unwrap();
        let text = |len: usize| "x".repeat(len);
        let holder = Holder { agent: text(2000), pid: 1, host: text(1), command: text(1), since: text(1) };
        write_holder(&holder, &file).unwrap();
        assert!(read_holder(&file).is_none());
    }
}
