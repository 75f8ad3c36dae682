use super::*;
use crate::platform::filesystem::native::Native;
use crate::store::options::Wait;
use std::os::unix::fs::MetadataExt as _;
use std::time::Duration;
use tempfile::TempDir;

fn busy<T>(result: &Result<T, LockError>, level: Level) -> bool {
    matches!(result, Err(LockError::Busy(at)) if *at == level)
}

fn silent(_: Level) {}

fn at_once() -> Patience<'static> {
    Patience::new(Wait::Never, &silent)
}

fn a_minute() -> Patience<'static> {
    Patience::new(Wait::For(Duration::from_secs(60)), &silent)
}

#[test]
fn an_exclusive_lock_excludes_everybody_and_a_shared_one_writers() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    assert!(matches!(Lock::shared(&Native, &path, &at_once()), Ok(None)));
    let writer = Lock::exclusive(&Native, &path, &at_once()).ok().unwrap();
    assert!(busy(&Lock::exclusive(&Native, &path, &at_once()), Level::Lock));
    assert!(busy(&Lock::shared(&Native, &path, &at_once()), Level::Lock));
    drop(writer);
    let reader = Lock::shared(&Native, &path, &at_once()).ok().unwrap();
    assert!(Lock::shared(&Native, &path, &at_once()).is_ok());
    assert!(busy(&Lock::exclusive(&Native, &path, &at_once()), Level::Lock));
    drop(reader);
    assert!(Lock::exclusive(&Native, &path, &at_once()).is_ok());
}

#[test]
fn who_looks_waits_for_a_turn_and_for_no_lock() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    assert!(matches!(Lock::look(&Native, &path, &at_once()), Ok(None)));
    let holder = Lock::exclusive(&Native, &path, &at_once()).ok().unwrap();
    assert!(matches!(Lock::look(&Native, &path, &at_once()), Ok(Some(_))));
    let writer = holder.with_turn(&at_once()).ok().unwrap();
    assert!(busy(&Lock::look(&Native, &path, &at_once()), Level::Turn));
    drop(writer);
    let reader = Lock::look(&Native, &path, &at_once()).ok().unwrap();
    assert!(matches!(Lock::look(&Native, &path, &at_once()), Ok(Some(_))));
    assert!(busy(&Lock::turn(&Native, &path, &at_once()), Level::Turn));
    drop(reader);
    assert!(Lock::turn(&Native, &path, &at_once()).is_ok());
}

#[test]
fn who_has_the_lock_waits_for_who_writes_under_the_one_before() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    let holder = Lock::exclusive(&Native, &path, &at_once()).ok().unwrap();
    let left_behind = Lock::inherited(&Native, &path, &at_once()).ok().unwrap();
    assert!(left_behind.is_inherited() && !holder.is_inherited());
    holder.file().unlock().unwrap();
    let next = Lock::exclusive(&Native, &path, &at_once()).ok().unwrap();
    assert!(busy(&next.with_turn(&at_once()), Level::Turn));
    drop(left_behind);
    let next = Lock::exclusive(&Native, &path, &at_once()).ok().unwrap();
    assert!(next.with_turn(&at_once()).is_ok());
}

#[test]
fn who_waits_gets_the_lock_when_it_is_released() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    let first = Lock::exclusive(&Native, &path, &at_once()).and_then(|lock| lock.with_turn(&at_once())).ok().unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| Lock::exclusive(&Native, &path, &a_minute()).is_ok());
        let third = scope.spawn(|| Lock::look(&Native, &path, &a_minute()).is_ok());
        drop(first);
        assert!(second.join().unwrap() && third.join().unwrap());
    });
}

#[test]
fn who_waited_too_long_gives_up_and_keeps_nobody_out() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    let writer = Lock::exclusive(&Native, &path, &at_once()).ok().unwrap();
    let patience = Patience::new(Wait::For(Duration::from_millis(1)), &silent);
    assert!(busy(&Lock::shared(&Native, &path, &patience), Level::Lock));
    drop(writer);
    // The thread left behind may have the lock for the moment that it needs to close
    // the file, so this one waits.
    assert!(Lock::exclusive(&Native, &path, &a_minute()).is_ok());
}

#[test]
fn a_lock_on_a_file_that_was_replaced_is_not_taken_for_the_lock() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("lock");
    let old = Lock::exclusive(&Native, &path, &at_once()).ok().unwrap();
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| Lock::exclusive(&Native, &path, &a_minute()).ok().unwrap());
        std::fs::remove_file(&path).unwrap();
        drop(old);
        let held = waiter.join().unwrap().file().metadata().unwrap().ino();
        assert_eq!(held, std::fs::metadata(&path).unwrap().ino());
    });
}
