//! The options of `ctx wait` that say what is waited for at a path.

use std::time::Instant;

use crate::log::entry::Revision;
use crate::options::filter::Filter;
use crate::options::value_test::{ValueTest, ValueTestArgs};
use crate::text::shell::shell_quoted;

/// What is waited for [default: --exists].
#[derive(clap::Args, Debug)]
pub(super) struct TestArgs {
    #[command(flatten)]
    value: ValueTestArgs,

    /// The path, or anything below it, changed after revision REV
    #[arg(long, value_name = "REV", conflicts_with = "ValueTestArgs")]
    changed_since: Option<Revision>,

    /// The last result of the jq FILTER is neither false nor null; its input is the value at PATH,
    /// null if that is missing, or without PATH the whole document
    #[arg(long, value_name = "FILTER", conflicts_with_all = ["ValueTestArgs", "changed_since", "handoff", "task"], allow_hyphen_values = true)]
    until: Option<String>,
}

/// What a path is tested for.
pub enum Test {
    Value(ValueTest),
    ChangedSince(Revision),
    Filter(Filter),
}

impl TestArgs {
    pub(super) fn read(&self, end: Option<Instant>) -> Test {
        match (self.changed_since, &self.until) {
            (Some(rev), _) => Test::ChangedSince(rev),
            (None, Some(filter)) => Test::Filter(Filter::plain(filter, end)),
            (None, None) => Test::Value(self.value.read().unwrap_or(ValueTest::Exists)),
        }
    }
}

impl Test {
    /// What is waited for, of the paths that are named.
    pub(super) fn of(&self, paths: &str) -> String {
        match self {
            Self::Value(test) => test.of(paths),
            Self::ChangedSince(rev) => format!("a change of {paths} after revision {rev}"),
            Self::Filter(filter) => format!("{} at {paths}", shell_quoted(&filter.text)),
        }
    }
}
