//! A part of the document with parameters, as `ctx view` and `ctx render` take it.

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::options::at::AtArgs;
use crate::options::hashes::Hashes;
use crate::options::parameters::ParameterArgs;
use crate::session::Context;
use crate::text::shell::shell_word;

/// The parameters, and the state of the document.
#[derive(Args, Clone, Debug, Default)]
pub struct ViewedArgs {
    #[command(flatten)]
    parameters: ParameterArgs,

    #[command(flatten)]
    at: AtArgs,
}

impl ViewedArgs {
    /// Returns what is at `path`, with the parameters. `verb` is that of the command. Nothing is written.
    ///
    /// # Errors
    /// Fails if nothing is there, if it is the hash of a redacted value that was lost, and as
    /// [`ParameterArgs::merge_into`].
    pub fn read(&self, path: &KeyPath, verb: &str, context: &Context<'_>) -> Result<Value> {
        let read = self.at.read(context)?;
        let tried = || context.could_not(&format!("{verb} {path}{}", self.at.described()));
        let hashes = Hashes::of(&read.snapshot.document, context, self.at.is_given());
        hashes.refuse(path).with_context(tried)?;
        let Some(base) = read.snapshot.document.visible(path).map(|visible| visible.to_value()) else {
            let failure = Failure::new(Kind::No, "there is no such key").fact("path", path.to_string());
            let parent = path.segments().split_last().map(|(_, above)| KeyPath::new(above.to_vec()));
            let parent = parent.filter(|parent| read.snapshot.document.has(parent) && !parent.is_root());
            let keys = parent.map(|parent| format!(" {}", shell_word(&parent))).unwrap_or_default();
            let failure = failure.hint(format!("to list what exists: ctx keys{keys}{}", self.at.option()));
            return Err(anyhow::Error::from(failure).context(tried()));
        };
        context.session.reading.check()?;
        hashes.note(context, std::slice::from_ref(path));
        self.parameters.merge_into(base, path, &read, context)
    }
}
