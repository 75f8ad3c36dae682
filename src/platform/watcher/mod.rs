//! Learning that files may have changed, without polling.

#[cfg(target_os = "linux")]
mod inotify;
#[cfg(not(target_os = "linux"))]
mod notified;

use std::ffi::OsString;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::platform::child::signals::end_first_process_too;
#[cfg(target_os = "linux")]
use crate::platform::watcher::inotify::Events;
#[cfg(not(target_os = "linux"))]
use crate::platform::watcher::notified::Events;

/// How often a waiter looks by itself although there are events: not every file system sends them.
const BEHIND_EVENTS: Duration = Duration::from_secs(2);

/// The same if there are no events, since the system's watches are used up.
const WITHOUT_EVENTS: Duration = Duration::from_millis(250);

/// A watch on a directory (inotify(7) on Linux): a watch on a file would end with its first rename.
pub struct DirectoryWatch(Option<Events>);

impl DirectoryWatch {
    /// Watches the files with these names, from now on.
    #[must_use]
    pub fn of(directory: &Path, names: Vec<OsString>) -> Self {
        end_first_process_too();
        Self(Events::of(directory, names))
    }

    /// Stops watching, but leaves the rest to the end of the process. The kernel waits for a grace
    /// period of its own before it closes a watch: the sooner that begins, the sooner the process ends.
    pub fn stop(&mut self) {
        if let Some(events) = &mut self.0 {
            events.stop();
        }
    }

    /// Ends the watch of a process that lives on.
    pub fn end(self) {
        self.0.into_iter().for_each(Events::end);
    }

    /// Sleeps until something may have changed, at most until `end`; `false` if `end` came.
    #[must_use]
    pub fn wait(&self, end: Option<Instant>) -> bool {
        let pause = if self.0.is_some() { BEHIND_EVENTS } else { WITHOUT_EVENTS };
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return false;
        }
        let pause = left.map_or(pause, |left| left.min(pause));
        match &self.0 {
            Some(events) => events.wait(pause),
            None => std::thread::park_timeout(pause),
        }
        true
    }
}
