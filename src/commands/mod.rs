//! The verbs: one file each, with arguments, help and implementation.

mod care;
mod data;
mod history;
mod shell;
mod start;
mod together;

use anyhow::Result;
use clap::{Args as _, Subcommand};

use crate::output::Output;
use crate::session::Session;

/// The result of a command, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// The exit code of the command that was run.
    Code(u8),
}

/// Calls a verb with what it needs: an opened context, the session alone, or the definition of the
/// command line.
macro_rules! call {
    (context, $run:path, $args:ident, $session:ident, $out:ident, $whole:ident) => {
        $run($args, &mut $session.open($out)?)
    };
    (session, $run:path, $args:ident, $session:ident, $out:ident, $whole:ident) => {
        $run($args, $session, $out)
    };
    (definition, $run:path, $args:ident, $session:ident, $out:ident, $whole:ident) => {
        $run($args, $whole(), $out)
    };
}

/// Generates, from one line per verb, the enum, the dispatch, and the definition of a single verb.
macro_rules! verbs {
    ($($variant:ident $group:ident $module:ident $needs:ident,)*) => {
        /// The verbs.
        #[derive(Subcommand, Debug)]
        pub enum Command {
            $($variant($group::$module::Args),)*
        }

        impl Command {
            /// Runs the verb. `whole` returns the definition of the whole command line.
            ///
            /// # Errors
            /// Fails as the verb does.
            pub fn run(&self, session: &Session, out: &mut Output, whole: fn() -> clap::Command) -> Result<Answer> {
                match self {
                    $(Self::$variant(args) => call!($needs, $group::$module::run, args, session, out, whole),)*
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

            /// Returns the definition of one verb. Building all of them takes longer than most verbs run.
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
    Init start init session,
    Get data get context,
    Has data has context,
    Keys data keys context,
    Namespaces data namespaces context,
    Set data set context,
    Unset data unset context,
    Append data append context,
    Incr data incr context,
    Merge data merge context,
    MergeFile shell merge_file session,
    Batch data batch context,
    Edit data edit context,
    Policy together policy context,
    Authority together authority context,
    Handoff together handoff context,
    Lease together lease context,
    Lock together lock context,
    Once together once context,
    Log history log context,
    Show history show context,
    Diff history diff context,
    Blame history blame context,
    Undo history undo context,
    Restore history restore context,
    Tag history tag context,
    Verify care verify context,
    Repair care repair context,
    Wait together wait context,
    Watch together watch context,
    Doctor care doctor session,
    Emit together emit context,
    Agents together agents context,
    Status start status context,
    Task together task context,
    Completions shell completions definition,
    Man shell man definition,
}
