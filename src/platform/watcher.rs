//! Learning that a context may have changed, without asking again and again.

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How often somebody looks for themselves where events come: they do not from
/// every file system.
const BEHIND_EVENTS: Duration = Duration::from_secs(2);

/// The same where none can be had, since the system's watches are used up.
const WITHOUT_EVENTS: Duration = Duration::from_millis(250);

/// A watch on the directory of a context (inotify(7)): a watch on a file would
/// end with its first rename.
pub struct Changes {
    /// Closing it waits for the kernel to forget the watch, 10 to 20 ms: most commands leave
    /// that to the end of the process, when their answer is out.
    watcher: Option<ManuallyDrop<RecommendedWatcher>>,
    woken: Receiver<()>,
}

impl Changes {
    /// From now on, changes of the files with these names.
    #[must_use]
    pub fn of(directory: &Path, names: Vec<OsString>) -> Self {
        let (wake, woken) = mpsc::sync_channel(1);
        let is_meant = move |event: &Event| {
            let named = |path: &std::path::PathBuf| names.iter().any(|name| path.file_name() == Some(name));
            event.need_rescan() || (!matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(named))
        };
        let on_event = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_meant(&event)) {
                // One wake-up that nobody has heard yet stands for all.
                let _ = wake.try_send(());
            }
        };
        let watcher = notify::recommended_watcher(on_event).and_then(|mut watcher| {
            watcher.watch(directory, RecursiveMode::NonRecursive)?;
            Ok(watcher)
        });
        Self { watcher: watcher.ok().map(ManuallyDrop::new), woken }
    }

    /// Ends the watch, of a process that lives on.
    pub fn end(self) {
        drop(self.watcher.map(ManuallyDrop::into_inner));
    }

    /// Sleeps until something may have changed, at most until `end`; `false` if that came.
    #[must_use]
    pub fn wait(&self, end: Option<Instant>) -> bool {
        let pause = if self.watcher.is_some() { BEHIND_EVENTS } else { WITHOUT_EVENTS };
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return false;
        }
        let pause = left.map_or(pause, |left| left.min(pause));
        match self.woken.recv_timeout(pause) {
            // Without a watcher nobody holds the other end, and it would not sleep.
            Err(mpsc::RecvTimeoutError::Disconnected) => std::thread::park_timeout(pause),
            Ok(()) | Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        true
    }
}
