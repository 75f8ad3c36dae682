//! The end of a log: behind the last record that is whole and that nothing before it puts in doubt.

use std::io;

use anyhow::Result;

use crate::log::digest::Digest;
use crate::log::entry::{BadEntry, Entry};
use crate::platform::boot::Boot;
use crate::platform::filesystem::{OpenFile, length, read_up_to};
use crate::store::file::journal::Journal;
use crate::store::file::journal::backwards::Line;
use crate::store::options::Durability;

/// The last record of a log, and where it ends, in bytes.
#[derive(Debug)]
pub struct LastRecord {
    pub entry: Entry,
    pub end: u64,
}

/// Finds the last record; `None` if there is none. What a dead writer left half-written behind it is
/// not part of the log, nor is what a power cut before this `boot` left behind a record that was
/// never flushed.
///
/// # Errors
/// Fails if the last line is whole and not a record: the log was altered, or bits rotted.
pub fn last_record(journal: &Journal<impl OpenFile>, boot: &Boot) -> Result<Option<LastRecord>> {
    let mut end = journal.len();
    while let Some(line) = journal.line_ending_at(end)? {
        if line.ended {
            match Entry::parse(&line.bytes) {
                Ok(entry) => match lost_before(journal, &line, &entry, boot)? {
                    None => return Ok(Some(LastRecord { entry, end })),
                    Some(lost) => {
                        end = lost;
                        continue;
                    }
                },
                Err(BadEntry::Broken) if is_torn(&line) => {}
                Err(bad) => return Err(journal.unreadable(line.start, &bad)),
            }
        }
        end = line.start;
    }
    Ok(None)
}

/// Whether the record with this digest ends at `end`.
///
/// # Errors
/// Fails if pread(2) fails.
pub fn ends_at(journal: &Journal<impl OpenFile>, h: Digest, end: u64) -> io::Result<bool> {
    let seal = format!("{h}\"}}\n");
    let mut found = vec![0; seal.len()];
    let read = read_up_to(&journal.lines.file, &mut found, end.saturating_sub(length(seal.len())))?;
    Ok(read == seal.len() && found == seal.as_bytes())
}

/// Whether a line was never written to the disk: then it reads as zeros, which no record holds.
fn is_torn(line: &Line) -> bool {
    line.bytes.contains(&0)
}

/// Where a record begins that was lost in a power cut although later ones are whole. Only records that no
/// flush had covered can be lost so; each record says how many of those were right before it.
fn lost_before(journal: &Journal<impl OpenFile>, line: &Line, entry: &Entry, boot: &Boot) -> Result<Option<u64>> {
    let losable = |entry: &Entry| match entry.change.durability == Durability::Fast.word() {
        _ if boot.is(&entry.change.author.boot) => 0,
        // An older ctx did not count them.
        true => entry.change.unflushed.max(1),
        false => entry.change.unflushed,
    };
    let (mut end, mut left) = (line.start, losable(entry));
    while left > 0
        && let Some(line) = journal.line_ending_at(end)?
    {
        match Entry::parse(&line.bytes) {
            Ok(entry) => (end, left) = (line.start, losable(&entry).max(left - 1)),
            Err(BadEntry::Broken) if is_torn(&line) => return Ok(Some(line.start)),
            // Other damage is found by whoever reads it.
            Err(_) => return Ok(None),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::entry::{Author, Change, Link, Revision};
    use crate::platform::filesystem::native::Native;
    use std::fs::File;
    use std::io::Write as _;

    /// A record of each durability, in a boot that is over, and where each ends.
    fn log_of(durabilities: &[&str]) -> (Vec<u8>, Vec<usize>) {
        let (mut log, mut ends) = (Vec::new(), Vec::new());
        for (durability, rev) in durabilities.iter().zip(1..) {
            let author = Author { boot: "over".into(), ..Author::default() };
            let change = Change { durability: (*durability).into(), author, ..Change::default() };
            let link = Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE };
            log.extend(Entry::seal(change, link).unwrap().line);
            log.push(b'\n');
            ends.push(log.len());
        }
        (log, ends)
    }

    /// The revision of the last record of a log, as somebody in a boot sees it.
    fn last(log: &[u8], boot: &str) -> Option<(u64, u64)> {
        let directory = tempfile::TempDir::new().unwrap();
        let path = directory.path().join("log");
        File::create(&path).unwrap().write_all(log).unwrap();
        let journal = Journal::open(&Native, &path, false).unwrap().unwrap();
        let last = last_record(&journal, &Boot::of(boot)).unwrap();
        last.map(|last| (last.entry.link.rev.number(), last.end))
    }

    fn record(rev: usize, ends: &[usize]) -> Option<(u64, u64)> {
        let number = |n: usize| u64::try_from(n).unwrap();
        if rev == 0 { None } else { Some((number(rev), number(ends[rev - 1]))) }
    }

    #[test]
    fn a_log_cut_anywhere_ends_with_the_last_record_that_is_whole() {
        let (log, ends) = log_of(&["full", "fast", "full"]);
        for len in 0..=log.len() {
            let whole = ends.iter().filter(|end| **end <= len).count();
            assert_eq!(last(&log[..len], "now"), record(whole, &ends), "cut at {len}");
        }
    }

    #[test]
    fn what_was_never_flushed_ends_where_a_power_cut_left_zeros() {
        let (log, ends) = log_of(&["full", "fast", "fast", "fast"]);
        for (rev, pair) in ends.windows(2).enumerate() {
            let mut cut = log.clone();
            cut[pair[0] + 5..pair[1]].fill(0);
            assert_eq!(last(&cut, "now"), record(rev + 1, &ends));
            assert_eq!(last(&cut, ""), record(rev + 1, &ends), "an unknown boot may be another one");
        }
    }

    #[test]
    fn zeros_before_a_record_that_was_flushed_or_in_this_boot_are_no_power_cut() {
        for (durabilities, boot) in [(["full", "fast", "full"], "now"), (["full", "fast", "fast"], "over")] {
            let (mut log, ends) = log_of(&durabilities);
            log[ends[0] + 5..ends[1] - 1].fill(0);
            assert_eq!(last(&log, boot), record(3, &ends), "{durabilities:?}");
        }
    }
}
