//! Options of every verb that writes: guards and output.

use clap::Args;

use crate::edit::guard::{Guard, Places};
use crate::json::text_value;
use crate::log::entry::Revision;
use crate::log::point::Point;
use crate::session::transaction::Request;

/// The heading of these options, by which help tells them from a verb's own.
pub const HEADING: &str = "Write options";

/// Guards for every change, and what to print.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = HEADING)]
pub struct WriteArgs {
    /// Fail unless the document is at revision REV (exit code 3)
    #[arg(long, value_name = "REV")]
    if_rev: Option<Point>,

    /// Fail if the path, or anything below it, changed after revision REV (exit code 3)
    #[arg(long, value_name = "REV")]
    if_unchanged_since: Option<Point>,

    /// Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)
    #[arg(long, value_name = "TOKEN")]
    fence: Option<Revision>,

    /// Print the new revision
    #[arg(long)]
    pub print_rev: bool,

    /// Write even to paths that you handed over or that a policy protects; the log records it
    #[arg(long)]
    pub force: bool,

    /// Print the change as a JSON Patch (RFC 6902) and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Guards for the values at the paths of a verb. Verbs without paths do not have them.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = HEADING)]
pub struct PathWriteArgs {
    /// Fail if the path exists (exit code 3)
    #[arg(long, conflicts_with_all = ["if_exists", "if_value"])]
    if_absent: bool,

    /// Fail unless the path exists (exit code 3)
    #[arg(long)]
    if_exists: bool,

    /// Fail unless the value at the path is VALUE (exit code 3)
    #[arg(long, value_name = "VALUE")]
    if_value: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

/// The message of the record.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = HEADING)]
pub struct MessageArgs {
    /// Record a message in the log
    #[arg(short, long, value_name = "TEXT")]
    pub message: Option<String>,
}

impl WriteArgs {
    /// Returns the request for a change of `places`; `tried` describes it in errors.
    #[must_use]
    pub fn request(&self, tried: String, places: impl Into<Places>, message: Option<String>) -> Request {
        let Self { print_rev, dry_run, force, .. } = *self;
        Request { tried, places: places.into(), guards: self.guards(), message, print_rev, dry_run, force }
    }

    fn guards(&self) -> Vec<Guard> {
        let all = [
            self.if_rev.clone().map(Guard::Revision),
            self.if_unchanged_since.clone().map(Guard::UnchangedSince),
            self.fence.map(Guard::Fence),
        ];
        all.into_iter().flatten().collect()
    }
}

impl PathWriteArgs {
    /// As [`WriteArgs::request`], for the paths of the verb.
    #[must_use]
    pub fn request(&self, tried: String, paths: impl Into<Places>, message: Option<String>) -> Request {
        let mut request = self.write.request(tried, paths, message);
        let value = self.if_value.as_deref().map(|word| Guard::Value(text_value::read(word).value));
        let of_value = [self.if_absent.then_some(Guard::Absent), self.if_exists.then_some(Guard::Exists), value];
        request.guards.extend(of_value.into_iter().flatten());
        request
    }

    #[must_use]
    pub fn print_rev(&self) -> bool {
        self.write.print_rev
    }

    #[must_use]
    pub fn is_dry_run(&self) -> bool {
        self.write.dry_run
    }

    /// Whether a guard tests the value at each path.
    #[must_use]
    pub fn tests_paths(&self) -> bool {
        self.if_absent || self.if_exists || self.if_value.is_some()
    }

    /// Returns whether any guard is set.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        let Self { if_absent, if_exists, if_value, write } = self;
        *if_absent || *if_exists || if_value.is_some() || !write.guards().is_empty()
    }
}
