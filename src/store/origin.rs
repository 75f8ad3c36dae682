//! Who asks for a change, and why.

use serde_json::Value;

use crate::log::entry::{Author, Change};
use crate::store::holder::Holder;
use crate::store::options::Options;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// Who asks for a change, and why.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Its `at` is set when the record is made.
    pub author: Author,
    pub message: Option<String>,
    /// The command, shown to those who wait for the lock meanwhile.
    pub command: String,
}

impl Origin {
    /// A change asked for by this origin at this moment, without its content. `boot` identifies the
    /// boot; empty if unknown.
    #[must_use]
    pub fn change(&self, options: &Options, boot: &str, op: &str, args: Value) -> Change {
        let mut author = self.author.clone();
        author.at = timestamp_text((options.now)());
        boot.clone_into(&mut author.boot);
        let (message, durability) = (self.message.clone(), options.durability.word().to_owned());
        Change { op: op.to_owned(), args, author, message, durability, ..Change::default() }
    }

    /// The holder of a lock that this origin took at `since`.
    #[must_use]
    pub fn holder(&self, since: Timestamp) -> Holder {
        Holder {
            agent: self.author.agent.clone(),
            pid: self.author.pid,
            host: self.author.host.clone(),
            command: self.command.clone(),
            since: timestamp_text(since),
        }
    }
}
