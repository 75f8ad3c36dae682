use super::*;
use crate::model::digest::Digest;
use crate::model::entry::{Change, Link, Revision};
use crate::store::filesystem::native::Native;
use tempfile::TempDir;

/// A log of records whose sizes cross the chunks that are read, and its path.
fn log_of(sizes: &[usize]) -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("log");
    let mut journal = Journal::create(&Native, &path, 0o600).unwrap();
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

#[test]
fn what_stands_in_the_place_of_a_log_is_not_opened() {
    let directory = TempDir::new().unwrap();
    assert!(Journal::open(&Native, &directory.path().join("none"), false).unwrap().is_none());
    let link = directory.path().join("link");
    std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
    assert!(Journal::open(&Native, &link, false).is_err());
    assert!(Journal::open(&Native, directory.path(), false).is_err());
}
