//! The verbs: one file each, with its arguments, its help and what it does.

mod agents;
mod append;
mod authority;
mod batch;
mod blame;
mod completions;
mod diff;
mod doctor;
mod edit;
mod emit;
mod get;
mod handoff;
mod has;
mod head;
mod incr;
mod init;
mod keys;
mod lease;
mod lock;
mod log;
mod man;
mod merge;
mod merge_file;
mod namespaces;
mod once;
mod policy;
mod repair;
mod restore;
mod set;
mod show;
mod status;
mod tag;
mod tags;
mod task;
mod undo;
mod unset;
mod verify;
mod wait;
mod watch;

use anyhow::Result;
use clap::{Args as _, Subcommand};

use crate::session::Session;

/// What a command answers, by its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// Whatever the command that was run ended with.
    Code(u8),
}

/// What a verb runs with.
type Whole = fn() -> clap::Command;

/// From one line a verb: the enum, the dispatch, and the definition of one verb alone.
macro_rules! verbs {
    ($($variant:ident $module:ident,)*) => {
        /// The verbs.
        #[derive(Subcommand, Debug)]
        pub enum Command {
            $($variant($module::Args),)*
        }

        impl Command {
            /// Runs the verb. `whole` gives the definition of the whole command line.
            ///
            /// # Errors
            /// Those of the verb.
            pub fn run(&self, session: &mut Session, whole: Whole) -> Result<Answer> {
                match self {
                    $(Self::$variant(args) => $module::run(args, session, whole),)*
                }
            }

            /// The definition of one verb: building all of them takes longer than most verbs do.
            #[must_use]
            pub fn definition(verb: &str) -> Option<clap::Command> {
                match verb {
                    $(stringify!($module) => Some($module::Args::augment_args(clap::Command::new(stringify!($module)))),)*
                    _ => None,
                }
            }
        }
    };
}

verbs! {
    Init init,
    Get get,
    Has has,
    Keys keys,
    Namespaces namespaces,
    Set set,
    Unset unset,
    Append append,
    Incr incr,
    Merge merge,
    MergeFile merge_file,
    Batch batch,
    Edit edit,
    Policy policy,
    Authority authority,
    Handoff handoff,
    Lease lease,
    Lock lock,
    Once once,
    Log log,
    Show show,
    Diff diff,
    Blame blame,
    Undo undo,
    Restore restore,
    Tag tag,
    Tags tags,
    Verify verify,
    Repair repair,
    Wait wait,
    Watch watch,
    Doctor doctor,
    Emit emit,
    Agents agents,
    Head head,
    Status status,
    Task task,
    Completions completions,
    Man man,
}
