//! The editor and the place of its temporary file.

use std::path::PathBuf;

use anyhow::Result;

use crate::session::environment::variable;
use crate::session::state::Session;

impl Session {
    /// Returns the editor command: `VISUAL` or `EDITOR`, unless blank.
    ///
    /// # Errors
    /// Fails if it is not UTF-8.
    pub fn editor(&self) -> Result<Option<String>> {
        for name in ["VISUAL", "EDITOR"] {
            if let Some(command) = variable(name)?.filter(|command| !command.trim().is_empty()) {
                return Ok(Some(command));
            }
        }
        Ok(None)
    }

    /// Returns the path of a new temporary directory below `TMPDIR`; it is not created yet.
    #[must_use]
    pub fn new_directory(&self, name: &str) -> PathBuf {
        let moment = self.now().timestamp_nanos_opt().unwrap_or_default();
        std::env::temp_dir().join(format!("{name}-{}-{moment}", std::process::id()))
    }
}
