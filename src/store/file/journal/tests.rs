use super::*;
use crate::log::digest::Digest;
use crate::log::entry::{Change, Link, Revision};
use crate::platform::filesystem::length;
use crate::platform::filesystem::native::Native;
use crate::store::file::journal::backwards::MOST;
use tempfile::TempDir;

/// A log of records whose sizes cross the chunks that are read, and its path.
fn log_of(sizes: &[usize]) -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("log");
    let mut journal = Journal::create(&Native, &path, &Attributes::first(0o600)).unwrap();
    let mut prev = Digest::NONE;
    for (size, rev) in sizes.iter().zip(1..) {
        let change = Change { op: "x".repeat(*size), ..Change::default() };
        let link = Link { rev: Revision::new(rev), prev, post: Digest::NONE };
        let entry = Entry::seal(change, link).unwrap();
        prev = entry.h;
        journal.append(&[entry.line, b"\n".to_vec()].concat()).unwrap();
    }
    (directory, path)
}

const SIZES: [usize; 7] = [1, CHUNK - 400, CHUNK, 3 * CHUNK, 10, 100_000, 2];

#[test]
fn records_are_read_in_both_directions_whatever_their_length() {
    let (_directory, path) = log_of(&SIZES);
    let journal = Journal::open(&Native, &path, false).unwrap().unwrap();
    let mut forwards = Vec::new();
    journal
        .oldest_first(journal.len(), &mut |entry, line| {
            assert_eq!(entry.line, line);
            forwards.push(entry.change.op.len());
            Ok(())
        })
        .unwrap();
    let mut backwards = Vec::new();
    let mut collect = |entry: Entry, _| {
        backwards.push(entry.change.op.len());
        ControlFlow::Continue(())
    };
    journal.newest_first(journal.len(), &mut collect).unwrap();
    backwards.reverse();
    assert_eq!((forwards.as_slice(), backwards.as_slice()), (&SIZES[..], &SIZES[..]));
}

/// Each line of a log, oldest first: where it starts, its bytes, and whether it is ended.
fn lines_of(log: &[u8]) -> Vec<(u64, Vec<u8>, bool)> {
    let mut start = 0;
    let lines = log.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let (begins, bytes) = (start, line.strip_suffix(b"\n"));
        start += length(line.len());
        (begins, bytes.unwrap_or(line).to_vec(), bytes.is_some())
    });
    lines.collect()
}

fn as_tuple(line: Line) -> (u64, Vec<u8>, bool) {
    (line.start, line.bytes, line.ended)
}

#[test]
fn lines_are_read_backwards_wherever_the_chunks_begin() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("log");
    // What is read: 4 KiB, then twice as much each time, up to 64 KiB, and lines longer than that.
    let borders = [CHUNK, 3 * CHUNK, MOST, 3 * MOST];
    let lengths: Vec<usize> = [0, 1].into_iter().chain(borders.iter().flat_map(|len| len - 2..=len + 1)).collect();
    for older in &lengths {
        for newer in &lengths {
            let mut log = [[vec![b'a'; *older], vec![b'b'; *newer]].join(&b'\n'), b"\nc".to_vec()].concat();
            for ending in [&b""[..], b"\n"] {
                log.extend_from_slice(ending);
                std::fs::write(&path, &log).unwrap();
                let journal = Journal::open(&Native, &path, false).unwrap().unwrap();
                let mut expected = lines_of(&log);
                for (start, bytes, ended) in &expected {
                    let end = start + length(bytes.len()) + u64::from(*ended);
                    let line = journal.line_ending_at(end).unwrap().map(as_tuple);
                    assert!(line == Some((*start, bytes.clone(), *ended)), "{older} {newer} to {end}");
                }
                expected.reverse();
                let read: Vec<_> = journal.lines_before(journal.len()).map(|line| as_tuple(line.unwrap())).collect();
                assert!(read == expected, "{older} {newer}");
                assert!(journal.line_ending_at(0).unwrap().is_none());
            }
        }
    }
}

#[test]
fn many_lines_are_read_backwards_from_each_chunk() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("log");
    let log: Vec<u8> = (0..3000_usize).flat_map(|n| [vec![b'x'; n * n % 997], vec![b'\n']].concat()).collect();
    std::fs::write(&path, &log).unwrap();
    let journal = Journal::open(&Native, &path, false).unwrap().unwrap();
    let mut read: Vec<_> = journal.lines_before(journal.len()).map(|line| as_tuple(line.unwrap())).collect();
    read.reverse();
    assert!(read == lines_of(&log));
}

#[test]
fn a_log_that_cannot_be_read_is_said_once() {
    let (_directory, path) = log_of(&SIZES);
    let journal = Journal::open(&Native, &path, false).unwrap().unwrap();
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(10).unwrap();
    let read: Vec<bool> = journal.lines_before(journal.len()).map(|line| line.is_ok()).collect();
    assert_eq!(read, [false]);
}

#[test]
fn what_stands_in_the_place_of_a_log_is_not_opened() {
    let directory = TempDir::new().unwrap();
    assert!(Journal::open(&Native, &directory.path().join("none"), false).unwrap().is_none());
    let link = directory.path().join("link");
    std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
    assert!(Journal::open(&Native, &link, false).is_err());
    assert!(Journal::open(&Native, directory.path(), false).is_err());
}
