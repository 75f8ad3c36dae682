//! What every verb that writes has: guards, and what is printed.

use clap::Args;

use crate::model::entry::Revision;
use crate::model::guard::Guard;
use crate::model::key_path::KeyPath;
use crate::model::text_value;
use crate::transaction::Request;

/// Conditions for the change, and what to print of it.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Options of every change")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct WriteArgs {
    /// Only if the document is at this revision
    #[arg(long, value_name = "REV")]
    pub if_rev: Option<Revision>,

    /// Only if nothing is at the path
    #[arg(long, conflicts_with_all = ["if_exists", "if_value"])]
    pub if_absent: bool,

    /// Only if something is at the path
    #[arg(long)]
    pub if_exists: bool,

    /// Only if this value is at the path
    #[arg(long, value_name = "VALUE")]
    pub if_value: Option<String>,

    /// Only if neither the path nor anything below it changed after this revision
    #[arg(long, value_name = "REV")]
    pub if_unchanged_since: Option<Revision>,

    /// Only if nobody acquired the lease with this token since (see `ctx lease`)
    #[arg(long, value_name = "TOKEN")]
    pub fence: Option<Revision>,

    /// Print the new revision
    #[arg(long)]
    pub print_rev: bool,

    /// Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so
    #[arg(long)]
    pub force: bool,

    /// Print the patch (RFC 6902) and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// A message for the record.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Options of every change")]
pub struct MessageArgs {
    /// Say why: kept in the log
    #[arg(short, long, value_name = "TEXT")]
    pub message: Option<String>,
}

impl WriteArgs {
    /// The request for a change of `paths`, named as what is tried.
    #[must_use]
    pub fn request(&self, tried: String, paths: Vec<KeyPath>, message: Option<String>) -> Request {
        let Self { print_rev, dry_run, force, .. } = *self;
        Request { tried, paths, guards: self.guards(), message, print_rev, dry_run, force }
    }

    fn guards(&self) -> Vec<Guard> {
        let value = self.if_value.as_deref().map(|word| Guard::Value(text_value::read(word).value));
        let all = [
            self.if_rev.map(Guard::Revision),
            self.if_absent.then_some(Guard::Absent),
            self.if_exists.then_some(Guard::Exists),
            value,
            self.if_unchanged_since.map(Guard::UnchangedSince),
            self.fence.map(Guard::Fence),
        ];
        all.into_iter().flatten().collect()
    }
}
