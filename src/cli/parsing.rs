//! Parses a command line with as few definitions as it needs.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{ArgMatches, FromArgMatches as _};

use crate::cli::{definition, help, hyphen, no_effect};
use crate::commands::Command;
use crate::session::settings::Settings;

/// A command line that was parsed.
#[derive(Debug)]
pub struct Cli {
    pub settings: Settings,
    pub command: Command,

    /// The name of the verb, such as `task claim`, without arguments.
    pub verb: String,
}

impl Cli {
    /// Returns the definition of all verbs, for help, completions and manual pages.
    #[must_use]
    pub fn whole() -> clap::Command {
        definition::whole()
    }
}

/// Parses with the definitions of named verbs only. The result is that of the whole definition.
///
/// # Errors
/// Fails if clap refuses the command line, or was asked for help.
pub fn parse_named(arguments: &[OsString]) -> clap::error::Result<Cli> {
    match parse_known(arguments) {
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let named: Vec<_> = definition::named(arguments).collect();
            parse_with(help::laid_out(definition::of(&named)), arguments)
        }
        result => result,
    }
}

fn parse_known(arguments: &[OsString]) -> clap::error::Result<Cli> {
    let mut named = definition::named(arguments);
    let first = named.next();
    // If this fails, other subcommands of the verb may be meant.
    let step = first.and_then(|verb| definition::of_step(verb, arguments));
    if let Some(Ok(cli)) = step.map(|definition| parse_with(definition, arguments)) {
        return Ok(cli);
    }
    let error = match parse_with(definition::of(first.as_slice()), arguments) {
        // Other verbs matter only where a word or an option is unknown before the verb.
        Err(e) if matches!(e.kind(), ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument) => e,
        result => return result,
    };
    let mut verbs: Vec<_> = first.into_iter().collect();
    for verb in named {
        if !verbs.contains(&verb) {
            verbs.push(verb);
        }
    }
    let error = match verbs.as_slice() {
        [] | [_] => error,
        several => match parse_with(definition::of(several), arguments) {
            Err(error) => error,
            ok => return ok,
        },
    };
    if error.kind() != ErrorKind::InvalidSubcommand {
        return Err(error);
    }
    match parse_with(definition::names(), arguments) {
        Err(suggesting) if suggesting.kind() == ErrorKind::InvalidSubcommand => Err(suggesting),
        // The unknown word follows a verb, which has verbs of its own.
        _ => Err(error),
    }
}

pub(super) fn parse_with(mut definition: clap::Command, arguments: &[OsString]) -> clap::error::Result<Cli> {
    let matches = definition.try_get_matches_from_mut(arguments)?;
    hyphen::refuse_unknown_options(&definition, &matches, arguments)?;
    from_matches(matches).map_err(|e| e.format(&mut definition::of(&[])))
}

fn from_matches(mut matches: ArgMatches) -> clap::error::Result<Cli> {
    let (mut words, mut here) = (Vec::new(), &matches);
    while let Some((word, below)) = here.subcommand() {
        words.push(word);
        here = below;
    }
    let verb = words.join(" ");
    no_effect::refuse(&verb, here)?;
    let settings = Settings::from_arg_matches_mut(&mut matches)?;
    let command = Command::from_arg_matches_mut(&mut matches)?;
    Ok(Cli { settings, command, verb })
}
