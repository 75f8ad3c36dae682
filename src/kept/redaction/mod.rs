//! Values that the log must not hold (`set --redact`).
//!
//! The document holds them like all others, and `_ctx.redacted` marks where they are:
//! `{"api.key":{"by":"planner","salt":"…"}}`. The log gets the *redacted copy* of the document: a hash
//! of salt and value in place of each such value, and no salts. Both take the same steps, so the log
//! rebuilds the redacted copy as it rebuilds any document, and only the document gives the values.
//!
//! The salt is random, new with each `set --redact`, and never in the log. So a reader of the log can
//! test no guess, neither against the hash nor against the digest of the whole document.
//!
//! A document that was rebuilt from the log alone is a redacted copy: a value that is lost shows its
//! hash, and its mark has no salt.

mod change;
mod copy;
mod follow;
mod mark;
mod marking;
mod moved;
mod rebuilt;
mod resalt;
mod shown;
mod telling;

#[cfg(feature = "internals")]
pub use crate::json::redaction_hash::is_hash;
pub use crate::kept::redaction::change::{RedactedChange, hashes_put, redact_change, steps};
pub use crate::kept::redaction::copy::{deepest, digest, digest_after, is_redacted, redacted_copy};
pub use crate::kept::redaction::follow::{Copied, follow};
pub use crate::kept::redaction::mark::Salt;
pub use crate::kept::redaction::marking::{mark_redacted, refuse_items, set_redacted};
pub use crate::kept::redaction::rebuilt::{fill, keep_marks, lost};
pub use crate::kept::redaction::resalt::resalt;
pub use crate::kept::redaction::shown::{Redacted, UNSHOWN};
pub use crate::log::redacted::{MEMBER, marked_by};

#[cfg(test)]
mod tests;
