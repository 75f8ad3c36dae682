//! The place of the subcommands of a verb, where it is defined without them.

use clap::error::{Error, ErrorKind};
use clap::{ArgMatches, Command, FromArgMatches, Subcommand};

/// No subcommand.
#[derive(Debug)]
pub enum NoStep {}

impl FromArgMatches for NoStep {
    fn from_arg_matches(_: &ArgMatches) -> Result<Self, Error> {
        Err(Error::new(ErrorKind::MissingSubcommand))
    }

    fn update_from_arg_matches(&mut self, _: &ArgMatches) -> Result<(), Error> {
        match *self {}
    }
}

impl Subcommand for NoStep {
    fn augment_subcommands(verb: Command) -> Command {
        verb
    }

    fn augment_subcommands_for_update(verb: Command) -> Command {
        verb
    }

    fn has_subcommand(_: &str) -> bool {
        false
    }
}
