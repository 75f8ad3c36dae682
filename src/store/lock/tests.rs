use super::*;
use crate::store::filesystem::native::Native;
use std::os::unix::fs::MetadataExt as _;
use tempfile::TempDir;

fn busy<T>(result: &Result<T, LockError>) -> bool {
    matches!(result, Err(LockError::Busy))
}

fn silent() {}

#[test]
fn an_exclusive_lock_excludes_everybody_and_a_shared_one_writers() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    assert!(matches!(Lock::shared(&Native, &path, Wait::Never, &silent), Ok(None)));
    let writer = Lock::exclusive(&Native, &path, Wait::Never, &silent).ok().unwrap();
    assert!(busy(&Lock::exclusive(&Native, &path, Wait::Never, &silent)));
    assert!(busy(&Lock::shared(&Native, &path, Wait::Never, &silent)));
    drop(writer);
    let reader = Lock::shared(&Native, &path, Wait::Never, &silent).ok().unwrap();
    assert!(Lock::shared(&Native, &path, Wait::Never, &silent).is_ok());
    assert!(busy(&Lock::exclusive(&Native, &path, Wait::Never, &silent)));
    drop(reader);
    assert!(Lock::exclusive(&Native, &path, Wait::Never, &silent).is_ok());
}

#[test]
fn who_waits_gets_the_lock_when_it_is_released() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    let first = Lock::exclusive(&Native, &path, Wait::Never, &silent).ok().unwrap();
    std::thread::scope(|scope| {
        let second =
            scope.spawn(|| Lock::exclusive(&Native, &path, Wait::For(Duration::from_secs(60)), &silent).is_ok());
        drop(first);
        assert!(second.join().unwrap());
    });
}

#[test]
fn who_waited_too_long_gives_up_and_keeps_nobody_out() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    let writer = Lock::exclusive(&Native, &path, Wait::Never, &silent).ok().unwrap();
    assert!(busy(&Lock::shared(&Native, &path, Wait::For(Duration::from_millis(1)), &silent)));
    drop(writer);
    // The thread left behind may have the lock for the moment that it needs to close
    // the file, so this one waits.
    assert!(Lock::exclusive(&Native, &path, Wait::For(Duration::from_secs(60)), &silent).is_ok());
}

#[test]
fn a_lock_on_a_file_that_was_replaced_is_not_taken_for_the_lock() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    let old = Lock::exclusive(&Native, &path, Wait::Never, &silent).ok().unwrap();
    std::thread::scope(|scope| {
        let waiter =
            scope.spawn(|| Lock::exclusive(&Native, &path, Wait::For(Duration::from_secs(60)), &silent).ok().unwrap());
        std::fs::remove_file(&path).unwrap();
        drop(old);
        let held = waiter.join().unwrap().file().metadata().unwrap().ino();
        assert_eq!(held, std::fs::metadata(&path).unwrap().ino());
    });
}
