//! How a store behaves.

use std::time::Duration;

use crate::json::document::Document;
use crate::log::audit_key::AuditKey;
use crate::platform::child::processes::Identity;
use crate::text::size::Size;
use crate::text::timestamp::Timestamp;

/// What a commit survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// A power cut; every tool always reads a whole document. Two flushes.
    #[default]
    Full,
    /// A power cut, through ctx; other tools may see an old or empty document
    /// until ctx runs. One flush.
    Log,
    /// `kill -9`; a power cut may lose the last seconds. No flush.
    Fast,
}

impl Durability {
    pub const ALL: [(&'static str, Self); 3] = [("full", Self::Full), ("log", Self::Log), ("fast", Self::Fast)];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Log => "log",
            Self::Fast => "fast",
        }
    }
}

/// How long to wait for the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    Never,
    For(Duration),
}

/// Whether a reader takes the turn while it opens the files, so that nobody writes meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnToRead {
    /// It waits for the turn.
    Waited,
    /// It reads without the turn if somebody has it.
    IfFree,
    Never,
}

/// What `ctx lock` tells the command that it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InheritedLock {
    pub descriptor: u32,
    /// The path of the lock file, which tells a removed lock from the lock of another context.
    pub file: Option<String>,
    /// Who holds it: a process below it may have lost the descriptor, as many languages close those that
    /// they do not know.
    pub holder: Option<Identity>,
}

/// How a store behaves.
pub struct Options {
    /// The document is known to be a regular file, so its path need not be looked at for links.
    pub is_regular: bool,
    pub durability: Durability,
    pub wait: Wait,
    /// The lock that this process may have inherited.
    pub inherited_lock: Option<InheritedLock>,
    pub turn_to_read: TurnToRead,
    /// The size limit of a document that declares none.
    pub max_size: Size,
    /// The length in bytes from which a log is rotated.
    pub log_max: u64,
    /// The length in bytes from which a segment is compressed.
    pub compress_from: u64,
    /// The key with which records get HMACs, and are verified.
    pub audit_key: Option<AuditKey>,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// Called with each document that a command reads or leaves behind.
    pub observe: Box<dyn Fn(&Document) + Send + Sync>,
    /// Called with what the user should know meanwhile, one sentence at a time.
    pub report: Box<dyn Fn(&str) + Send + Sync>,
    /// Called with what the user must know, even with `--quiet`: which bytes were replaced, and where
    /// they are saved.
    pub insist: Box<dyn Fn(&str) + Send + Sync>,
}
