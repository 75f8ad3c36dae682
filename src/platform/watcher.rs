//! Learning that files may have changed, without polling.

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How often a waiter looks by itself although there are events: not every file system sends them.
const BEHIND_EVENTS: Duration = Duration::from_secs(2);

/// The same if there are no events, since the system's watches are used up.
const WITHOUT_EVENTS: Duration = Duration::from_millis(250);

/// A watch on a directory (inotify(7) on Linux): a watch on a file would end with its first rename.
pub struct DirectoryWatch {
    /// Closing it waits 10 to 20 ms for the kernel to remove the watch. Most commands leave that to the
    /// end of the process, when their answer is out.
    watcher: Option<ManuallyDrop<RecommendedWatcher>>,
    directory: PathBuf,
    woken: Receiver<()>,
}

impl DirectoryWatch {
    /// Watches the files with these names, from now on.
    #[must_use]
    pub fn of(directory: &Path, names: Vec<OsString>) -> Self {
        let (wake, woken) = mpsc::sync_channel(1);
        let is_meant = move |event: &Event| {
            let named = |path: &std::path::PathBuf| names.iter().any(|name| path.file_name() == Some(name));
            event.need_rescan() || (!matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(named))
        };
        let on_event = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_meant(&event)) {
                // One wake-up that is still pending stands for all.
                let _ = wake.try_send(());
            }
        };
        let watcher = notify::recommended_watcher(on_event).and_then(|mut watcher| {
            watcher.watch(directory, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        Self { watcher: watcher.ok().map(ManuallyDrop::new), directory: directory.to_owned(), woken }
    }

    /// Stops watching, but leaves the rest to the end of the process. The kernel waits for two grace
    /// periods to remove a watch: the second one is short if some time lies between it and the first.
    pub fn stop(&mut self) {
        if let Some(watcher) = &mut self.watcher {
            drop(watcher.unwatch(&self.directory));
        }
    }

    /// Ends the watch of a process that lives on.
    pub fn end(self) {
        drop(self.watcher.map(ManuallyDrop::into_inner));
    }

    /// Sleeps until something may have changed, at most until `end`; `false` if `end` came.
    #[must_use]
    pub fn wait(&self, end: Option<Instant>) -> bool {
        let pause = if self.watcher.is_some() { BEHIND_EVENTS } else { WITHOUT_EVENTS };
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return false;
        }
        let pause = left.map_or(pause, |left| left.min(pause));
        match self.woken.recv_timeout(pause) {
            // Without a watcher nobody holds the other end, and receiving does not sleep.
            Err(mpsc::RecvTimeoutError::Disconnected) => std::thread::park_timeout(pause),
            Ok(()) | Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        true
    }
}
