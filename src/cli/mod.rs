//! The command line.

mod definition;
mod help;
mod renamed;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, FromArgMatches as _};

use crate::commands::Command;
use crate::error::{Failure, Kind};
use crate::output;
use crate::output::ErrorFormat;
use crate::session::settings::Settings;
use crate::text::shell::shell_quoted;

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

/// A command line that is not run: a request for help, or an invalid one.
pub struct Refusal {
    error: clap::Error,
    arguments: Vec<OsString>,
}

/// # Errors
/// [`Refusal`].
pub fn parse(arguments: &[OsString]) -> Result<Cli, Refusal> {
    parse_words(arguments).or_else(|refusal| {
        let Some(unknown) = refusal.unknown_verb() else { return Err(refusal) };
        let mut meant = renamed::rewritten(arguments, unknown).map(|arguments| parse_words(&arguments));
        let meant = meant.find(|meant| meant.as_ref().err().and_then(Refusal::unknown_verb).is_none());
        meant.unwrap_or(Err(refusal))
    })
}

fn parse_words(arguments: &[OsString]) -> Result<Cli, Refusal> {
    let error = match parse_named(arguments) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    Err(Refusal { error, arguments: arguments.to_owned() })
}

/// Parses with the definitions of named verbs only. The result is that of the whole definition.
fn parse_named(arguments: &[OsString]) -> clap::error::Result<Cli> {
    let mut named = definition::named(arguments);
    let first = named.next();
    // If this fails, other subcommands of the verb may be meant, or help lists them.
    let step = first.filter(|_| !asks_for_help(arguments));
    let step = step.and_then(|verb| definition::of_step(verb, arguments));
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

fn parse_with(definition: clap::Command, arguments: &[OsString]) -> clap::error::Result<Cli> {
    let definition = if asks_for_help(arguments) { help::grouped(definition) } else { definition };
    let matches = definition.try_get_matches_from(arguments)?;
    from_matches(matches).map_err(|e| e.format(&mut definition::of(&[])))
}

/// Returns whether a word may be `-h` or `--help`, perhaps among other options.
fn asks_for_help(arguments: &[OsString]) -> bool {
    let mut words = arguments.iter().skip(1).map(|word| word.as_encoded_bytes());
    words.any(|word| word.starts_with(b"-") && word.contains(&b'h'))
}

fn from_matches(mut matches: ArgMatches) -> clap::error::Result<Cli> {
    let (mut words, mut here) = (Vec::new(), &matches);
    while let Some((word, below)) = here.subcommand() {
        words.push(word);
        here = below;
    }
    let verb = words.join(" ");
    let settings = Settings::from_arg_matches_mut(&mut matches)?;
    let command = Command::from_arg_matches_mut(&mut matches)?;
    Ok(Cli { settings, command, verb })
}

/// Looks for `--error-format json` in a command line that could not be parsed.
fn wanted_format(arguments: &[OsString]) -> ErrorFormat {
    let named = arguments.iter().any(|a| a == "--error-format=json");
    let followed = arguments.windows(2).any(|pair| pair == ["--error-format", "json"]);
    if named || followed { ErrorFormat::Json } else { ErrorFormat::Text }
}

/// Returns the help command of the verb, as far as it can be recognized.
fn help_on(arguments: &[OsString]) -> String {
    let (mut here, mut words) = (None::<clap::Command>, vec!["ctx".to_owned()]);
    for word in arguments.iter().skip(1) {
        let step = match &here {
            None => word.to_str().and_then(Command::definition),
            Some(verb) => verb.find_subcommand(word).cloned(),
        };
        if let Some(step) = step {
            words.push(step.get_name().to_owned());
            here = Some(step);
        }
    }
    words.push("--help".to_owned());
    words.join(" ")
}

impl Refusal {
    /// Returns the word in the place of a verb that is not a verb.
    fn unknown_verb(&self) -> Option<&str> {
        match self.error.get(ContextKind::InvalidSubcommand) {
            Some(ContextValue::String(word)) if self.error.kind() == ErrorKind::InvalidSubcommand => Some(word),
            _ => None,
        }
    }

    /// Prints the requested help, or the error. Returns the exit code.
    #[must_use]
    pub fn tell(&self) -> u8 {
        let error = &self.error;
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            let mut out = output::Output::new(output::ColorChoice::Never, true);
            let text = error.to_string();
            let printed = out.text(text.trim_end()).and_then(|()| out.flush());
            return printed.map_or_else(|e| output::kind(&e).code(), |()| 0);
        }
        output::report(&self.failure().into(), wanted_format(&self.arguments), None);
        Kind::Usage.code()
    }

    /// Returns the unexpected word after `-q` of a verb with queues.
    fn queue_after_q(&self) -> Option<&str> {
        let Some(ContextValue::String(unexpected)) = self.error.get(ContextKind::InvalidArg) else { return None };
        let follows = |pair: &[OsString]| pair == ["-q", unexpected.as_str()];
        let is_task = self.arguments.iter().any(|word| word == "task");
        (is_task && self.arguments.windows(2).any(follows)).then_some(unexpected)
    }

    /// Converts clap's error: the reason, then hints.
    fn failure(&self) -> Failure {
        let error = &self.error;
        if matches!(error.kind(), ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
            return Failure::new(Kind::Usage, "no command given").hint(help_on(&self.arguments));
        }
        let text = error.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        let text = &match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(unknown)) => renamed::suggesting(unknown, text),
            _ => text.to_owned(),
        };
        let mut parts = text.split("\n\n");
        let why = parts.next().unwrap_or_default().trim_end();
        let mut failure = Failure::new(Kind::Usage, why);
        for part in parts {
            for line in part.lines().map(str::trim) {
                if let Some(tip) = line.strip_prefix("tip: ") {
                    failure = failure.hint(tip);
                } else if let Some(usage) = line.strip_prefix("Usage: ") {
                    failure = failure.hint(format!("usage: {usage}"));
                }
            }
        }
        if let Some(queue) = self.queue_after_q() {
            failure = failure.hint(format!("-q means --quiet; for a queue, use --queue {}", shell_quoted(queue)));
        }
        if failure.hints().is_empty() {
            failure = failure.hint(help_on(&self.arguments));
        }
        match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(argument)) => failure.fact("argument", argument.as_str()),
            _ => failure,
        }
    }
}

#[cfg(test)]
mod tests;
