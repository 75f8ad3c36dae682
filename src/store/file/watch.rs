//! Watching a context in a file.

use std::time::Instant;

use anyhow::Result;

use crate::platform::watcher::DirectoryWatch;
use crate::store::watch::Watch;

/// A watch on the files of a context.
pub struct FileWatch(pub DirectoryWatch);

impl Watch for FileWatch {
    fn wait(&self, end: Option<Instant>) -> Result<bool> {
        Ok(self.0.wait(end))
    }

    fn stop(&mut self) {
        self.0.stop();
    }

    fn end(self: Box<Self>) {
        self.0.end();
    }
}
