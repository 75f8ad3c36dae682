//! What a person edits with, and where.

use std::path::PathBuf;

use super::Session;
use super::environment::variable;

impl Session {
    /// The command that starts an editor: `VISUAL`, else `EDITOR`. Blanks alone start none.
    #[must_use]
    pub fn editor(&self) -> Option<String> {
        ["VISUAL", "EDITOR"].into_iter().filter_map(variable).find(|command| !command.trim().is_empty())
    }

    /// The path of a directory for what is only of use now, below `TMPDIR`; nothing is there yet.
    #[must_use]
    pub fn new_directory(&self, name: &str) -> PathBuf {
        let moment = self.now().timestamp_nanos_opt().unwrap_or_default();
        std::env::temp_dir().join(format!("{name}-{}-{moment}", std::process::id()))
    }
}
