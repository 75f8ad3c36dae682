//! What a person edits with, and where.

use std::path::PathBuf;

use anyhow::Result;

use crate::session::environment::variable;
use crate::session::state::Session;

impl Session {
    /// The command that starts an editor: `VISUAL`, else `EDITOR`. Blanks alone start none.
    ///
    /// # Errors
    /// A command that is not UTF-8.
    pub fn editor(&self) -> Result<Option<String>> {
        for name in ["VISUAL", "EDITOR"] {
            if let Some(command) = variable(name)?.filter(|command| !command.trim().is_empty()) {
                return Ok(Some(command));
            }
        }
        Ok(None)
    }

    /// The path of a directory for what is only of use now, below `TMPDIR`; nothing is there yet.
    #[must_use]
    pub fn new_directory(&self, name: &str) -> PathBuf {
        let moment = self.now().timestamp_nanos_opt().unwrap_or_default();
        std::env::temp_dir().join(format!("{name}-{}-{moment}", std::process::id()))
    }
}
