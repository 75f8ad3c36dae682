//! Events of the files of a directory: inotify(7).

use std::cell::Cell;
use std::ffi::OsString;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};

/// Room for many events, which are then read at once.
const EVENTS: usize = 4096;

/// The events of some files of a directory.
pub struct Events {
    /// Closing it makes the process wait for the kernel to remove the watch. Most commands leave that
    /// to the end of the process, when their answer is out.
    queue: ManuallyDrop<OwnedFd>,
    directory: PathBuf,
    names: Vec<OsString>,
    /// The number of the watch; none if the directory is gone.
    watch: Cell<Option<i32>>,
}

impl Events {
    /// Watches the files with these names; `None` if all watches of the user are in use.
    pub fn of(directory: &Path, names: Vec<OsString>) -> Option<Self> {
        let queue = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).ok()?;
        let events =
            Self { queue: ManuallyDrop::new(queue), directory: directory.to_owned(), names, watch: Cell::new(None) };
        events.start();
        events.watch.get().is_some().then_some(events)
    }

    /// Asks for what a writer does last: a rename, or closing the file. Opening and reading a file are
    /// not asked for: all who wait do both when one of them is woken.
    fn start(&self) {
        let names = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVED_FROM | WatchFlags::MOVED_TO;
        let flags = names | WatchFlags::CLOSE_WRITE | WatchFlags::ONLYDIR;
        self.watch.set(inotify::add_watch(&*self.queue, &self.directory, flags).ok());
    }

    /// Stops watching, but leaves the rest to the end of the process.
    pub fn stop(&mut self) {
        if let Some(watch) = self.watch.take() {
            let _ = inotify::remove_watch(&*self.queue, watch);
        }
    }

    /// Ends the watch of a process that lives on.
    pub fn end(self) {
        drop(ManuallyDrop::into_inner(self.queue));
    }

    /// Sleeps until something happened to one of the files, at most this long.
    pub fn wait(&self, pause: Duration) {
        let end = Instant::now() + pause;
        if self.watch.get().is_none() {
            // The directory was replaced: this one may be watched again.
            self.start();
        }
        while !self.has_happened() {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(timeout) = Timespec::try_from(left) else { return };
            if left.is_zero() || poll(&mut [PollFd::new(&*self.queue, PollFlags::IN)], Some(&timeout)).is_err() {
                return;
            }
        }
    }

    /// Reads all events. Returns whether one of them is of these files.
    fn has_happened(&self) -> bool {
        let mut buffer = [MaybeUninit::uninit(); EVENTS];
        let mut reader = Reader::new(&*self.queue, &mut buffer);
        let mut happened = false;
        while let Ok(event) = reader.next() {
            if event.events().contains(ReadFlags::IGNORED) {
                self.watch.set(None);
            }
            let is_of_all = event.events().intersects(ReadFlags::QUEUE_OVERFLOW | ReadFlags::IGNORED);
            let is_named =
                |name: &OsString| event.file_name().is_some_and(|file| file.to_bytes() == name.as_encoded_bytes());
            happened |= is_of_all || self.names.iter().any(is_named);
        }
        happened
    }
}
