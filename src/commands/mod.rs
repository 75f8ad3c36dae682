//! The verbs: one file each, with its arguments, its help and what it does.

mod care;
mod data;
mod history;
mod shell;
mod start;
mod together;

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
    ($($variant:ident $group:ident $module:ident,)*) => {
        /// The verbs.
        #[derive(Subcommand, Debug)]
        pub enum Command {
            $($variant($group::$module::Args),)*
        }

        impl Command {
            /// Runs the verb. `whole` gives the definition of the whole command line.
            ///
            /// # Errors
            /// Those of the verb.
            pub fn run(&self, session: &mut Session, whole: Whole) -> Result<Answer> {
                match self {
                    $(Self::$variant(args) => $group::$module::run(args, session, whole),)*
                }
            }

            /// Returns the folder that holds a verb: help groups verbs by it.
            #[must_use]
            pub fn group(verb: &str) -> Option<&'static str> {
                match verb.replace('-', "_").as_str() {
                    $(stringify!($module) => Some(stringify!($group)),)*
                    _ => None,
                }
            }

            /// The definition of one verb: building all of them takes longer than most verbs do.
            #[must_use]
            pub fn definition(verb: &str) -> Option<clap::Command> {
                match verb {
                    $(stringify!($module) => Some($group::$module::Args::augment_args(clap::Command::new(stringify!($module)))),)*
                    _ => None,
                }
            }
        }
    };
}

verbs! {
    Init start init,
    Get data get,
    Has data has,
    Keys data keys,
    Namespaces data namespaces,
    Set data set,
    Unset data unset,
    Append data append,
    Incr data incr,
    Merge data merge,
    MergeFile shell merge_file,
    Batch data batch,
    Edit data edit,
    Policy together policy,
    Authority together authority,
    Handoff together handoff,
    Lease together lease,
    Lock together lock,
    Once together once,
    Log history log,
    Show history show,
    Diff history diff,
    Blame history blame,
    Undo history undo,
    Restore history restore,
    Tag history tag,
    Tags history tags,
    Verify care verify,
    Repair care repair,
    Wait together wait,
    Watch together watch,
    Doctor care doctor,
    Emit together emit,
    Agents together agents,
    Head start head,
    Status start status,
    Task together task,
    Completions shell completions,
    Man shell man,
}
