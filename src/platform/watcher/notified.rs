//! Events of the files of a directory, as the library notify tells them.

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// The events of some files of a directory.
pub struct Events {
    watcher: ManuallyDrop<RecommendedWatcher>,
    directory: PathBuf,
    woken: Receiver<()>,
}

impl Events {
    /// Watches the files with these names; `None` if the system has no watch left.
    pub fn of(directory: &Path, names: Vec<OsString>) -> Option<Self> {
        let (wake, woken) = mpsc::sync_channel(1);
        let is_meant = move |event: &Event| {
            let named = |path: &PathBuf| names.iter().any(|name| path.file_name() == Some(name));
            event.need_rescan() || (!matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(named))
        };
        let on_event = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_meant(&event)) {
                // One wake-up that is still pending stands for all.
                let _ = wake.try_send(());
            }
        };
        let mut watcher = notify::recommended_watcher(on_event).ok()?;
        watcher.watch(directory, RecursiveMode::NonRecursive).ok()?;
        Some(Self { watcher: ManuallyDrop::new(watcher), directory: directory.to_owned(), woken })
    }

    /// Stops watching, but leaves the rest to the end of the process.
    pub fn stop(&mut self) {
        drop(self.watcher.unwatch(&self.directory));
    }

    /// Ends the watch of a process that lives on.
    pub fn end(self) {
        drop(ManuallyDrop::into_inner(self.watcher));
    }

    /// Sleeps until something happened to one of the files, at most this long.
    pub fn wait(&self, pause: Duration) {
        // The watcher, which holds the other end, lives as long as this.
        drop(self.woken.recv_timeout(pause));
    }
}
