//! The verbs: one file each, with its arguments, its help and what it does.

mod append;
mod batch;
mod completions;
mod get;
mod handoff;
mod has;
mod head;
mod incr;
mod init;
mod keys;
mod log;
mod man;
mod merge;
mod namespaces;
mod set;
mod status;
mod unset;
mod verify;

use anyhow::Result;
use clap::Subcommand;

use crate::session::Session;

/// What a command answers: its exit code is 0 or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
}

/// The verbs.
#[derive(Subcommand, Debug)]
pub enum Command {
    Init(init::Args),
    Get(get::Args),
    Has(has::Args),
    Keys(keys::Args),
    Namespaces(namespaces::Args),
    Set(set::Args),
    Unset(unset::Args),
    Append(append::Args),
    Incr(incr::Args),
    Merge(merge::Args),
    Batch(batch::Args),
    Handoff(handoff::Args),
    Log(log::Args),
    Verify(verify::Args),
    Head(head::Args),
    Status(status::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Runs the verb. `whole` gives the definition of the whole command line.
    ///
    /// # Errors
    /// Those of the verb.
    pub fn run(self, session: &mut Session, whole: fn() -> clap::Command) -> Result<Answer> {
        match self {
            Self::Init(args) => init::run(&args, session),
            Self::Get(args) => get::run(&args, session),
            Self::Has(args) => has::run(&args, session),
            Self::Keys(args) => keys::run(&args, session),
            Self::Namespaces(args) => namespaces::run(&args, session),
            Self::Set(args) => set::run(&args, session),
            Self::Unset(args) => unset::run(&args, session),
            Self::Append(args) => append::run(&args, session),
            Self::Incr(args) => incr::run(&args, session),
            Self::Merge(args) => merge::run(&args, session),
            Self::Batch(args) => batch::run(&args, session),
            Self::Handoff(args) => handoff::run(args, session),
            Self::Log(args) => log::run(&args, session),
            Self::Verify(args) => verify::run(&args, session),
            Self::Head(args) => head::run(&args, session),
            Self::Status(args) => status::run(&args, session),
            Self::Completions(args) => completions::run(&args, session, whole),
            Self::Man(args) => man::run(&args, session, whole),
        }
    }
}
