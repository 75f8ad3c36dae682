//! Redacted values that a change copied to where the log holds them.

use anyhow::Result;

use crate::edit::secret::{Policy, masked};
use crate::error::{Failure, Kind};
use crate::kept::redaction::Copied;
use crate::text::shell::shell_word;

/// The message: where the value is, and where it is redacted. Never the value.
#[must_use]
pub fn copied_text(copied: &Copied) -> String {
    format!("{}, and the log holds it in plain text", what(copied))
}

fn what(Copied { from, to }: &Copied) -> String {
    format!("{} has the value of {}, which is redacted", masked(to), masked(from))
}

/// Decides what to do about the copies.
///
/// # Errors
/// Refuses if the policy is to deny and there are any.
pub fn judge_copied(policy: Policy, copied: Vec<Copied>) -> Result<Vec<Copied>> {
    match (policy, copied.first()) {
        (Policy::Off, _) => Ok(Vec::new()),
        (Policy::Deny, Some(first)) => {
            Err(Failure::new(Kind::Refused, format!("{}, and CTX_SECRETS is deny", what(first)))
                .fact("path", first.to.to_string())
                .hint(format!("to keep it out of the log: ctx set --redact {} -", shell_word(&first.to)))
                .into())
        }
        _ => Ok(copied),
    }
}
