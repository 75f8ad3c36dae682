//! The options of `ctx wait` that say what is waited for at a path.

use crate::log::entry::Revision;
use crate::options::value_test::{ValueTest, ValueTestArgs};

/// What is waited for [default: --exists].
#[derive(clap::Args, Debug)]
pub(super) struct TestArgs {
    #[command(flatten)]
    value: ValueTestArgs,

    /// The path, or anything below it, changed after revision REV
    #[arg(long, value_name = "REV", conflicts_with = "ValueTestArgs")]
    changed_since: Option<Revision>,
}

/// What a path is tested for.
pub(super) enum Test {
    Value(ValueTest),
    ChangedSince(Revision),
}

impl TestArgs {
    pub(super) fn read(&self) -> Test {
        match self.changed_since {
            Some(rev) => Test::ChangedSince(rev),
            None => Test::Value(self.value.read().unwrap_or(ValueTest::Exists)),
        }
    }
}

impl Test {
    /// What is waited for, of the paths that are named.
    pub(super) fn of(&self, paths: &str) -> String {
        match self {
            Self::Value(test) => test.of(paths),
            Self::ChangedSince(rev) => format!("a change of {paths} after revision {rev}"),
        }
    }
}
