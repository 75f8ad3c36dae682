//! Hashes that stand in for redacted values, and what readers are told of them.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::kept::admission::named;
use crate::kept::redaction;
use crate::session::Context;
use crate::text::shell::shell_word;

/// Where a document has hashes in place of redacted values.
pub struct Hashes {
    paths: Vec<KeyPath>,
    file: PathBuf,
    /// The document is an earlier state, of which the log never had more.
    of_then: bool,
}

impl Hashes {
    /// Finds the hashes in a document; `of_then` if it is an earlier state.
    #[must_use]
    pub fn of(document: &Document, context: &Context<'_>, of_then: bool) -> Self {
        Self { paths: redaction::lost(document), file: context.file.clone(), of_then }
    }

    /// Refuses to give what is at a path, or below it.
    ///
    /// # Errors
    /// Fails if that is a hash, or a part of one.
    pub fn refuse(&self, path: &KeyPath) -> Result<()> {
        match self.paths.iter().find(|hash| is_within(path, hash)) {
            Some(hash) => Err(self.failure(hash, &format!("it was {}", self.why("its hash"))).into()),
            None => Ok(()),
        }
    }

    /// As [`Hashes::refuse`], where the message has not named the path yet.
    ///
    /// # Errors
    /// As [`Hashes::refuse`].
    pub fn refuse_named(&self, path: &KeyPath) -> Result<()> {
        match self.paths.iter().find(|hash| is_within(path, hash)) {
            Some(hash) => Err(self.failure(hash, &format!("{hash} was {}", self.why("its hash"))).into()),
            None => Ok(()),
        }
    }

    /// Notes which of the values below these paths are hashes.
    pub fn note(&self, context: &Context<'_>, paths: &[KeyPath]) {
        let is_given = |hash: &&KeyPath| paths.iter().any(|path| is_within(hash, path));
        let given: Vec<KeyPath> = self.paths.iter().filter(is_given).cloned().collect();
        let (text, hint) = match given.as_slice() {
            [] => return,
            [one] => (format!("{one} was {}", self.why("its hash")), format!("set it again: {}", set_again(one))),
            several => {
                let text = format!("{} were {}", named(several), self.why("their hashes"));
                (text, format!("set them again: {}", set_again(&"PATH")))
            }
        };
        let hints = if self.of_then { Vec::new() } else { vec![hint] };
        context.session.say_with_hints(&text, &hints);
    }

    fn why(&self, hashes: &str) -> String {
        if self.of_then {
            format!("redacted, and the log has only {hashes}")
        } else {
            format!("redacted and {} was lost: the log has only {hashes}", self.file.display())
        }
    }

    fn failure(&self, hash: &KeyPath, why: &str) -> Failure {
        let failure = Failure::new(Kind::BadData, why).fact("path", hash.to_string());
        if self.of_then { failure } else { failure.hint(format!("set it again: {}", set_again(hash))) }
    }
}

/// The command that sets a value again.
fn set_again(path: &impl std::fmt::Display) -> String {
    format!("ctx set --redact {} -", shell_word(path))
}

/// Whether a path is `above` or below it.
fn is_within(path: &KeyPath, above: &KeyPath) -> bool {
    let [path, above] = [path, above].map(|path| path.pointer_in(&Value::Null));
    path.tokens().starts_with(above.tokens())
}
