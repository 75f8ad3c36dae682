//! The command line.

mod help;
mod renamed;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Args as _, CommandFactory as _, FromArgMatches as _, Parser};

use crate::commands::Command;
use crate::error::{Failure, Kind};
use crate::output;
use crate::output::ErrorFormat;
use crate::session::settings::Settings;

/// Shared state for agents, scripts and CI steps: one JSON file, one lock, one audit log
#[derive(Parser, Debug)]
#[command(name = "ctx", version, disable_help_subcommand = true, propagate_version = true, max_term_width = 100)]
#[command(after_help = help::ENVIRONMENT_AND_EXIT_CODES)]
pub struct Cli {
    #[command(flatten)]
    pub settings: Settings,

    #[command(subcommand)]
    pub command: Command,

    /// The name of the verb, such as `task claim`, without arguments.
    #[arg(skip)]
    pub verb: String,
}

impl Cli {
    /// Returns the definition of all verbs, for help, completions and manual pages.
    #[must_use]
    pub fn whole() -> clap::Command {
        Self::command()
    }
}

/// A command line that is not run: a request for help, or an invalid one.
pub struct Refusal {
    error: clap::Error,
    format: ErrorFormat,
    /// The command that prints the help of the verb.
    help: String,
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
    if let Some(cli) = parse_one_verb(arguments) {
        return Ok(cli);
    }
    let matches = help::grouped(Cli::whole()).try_get_matches_from(arguments);
    let cli = matches.and_then(|matches| from_matches(&matches).map_err(|e| e.format(&mut Cli::whole())));
    cli.map_err(|error| Refusal { error, format: wanted_format(arguments), help: help_on(arguments) })
}

fn from_matches(matches: &ArgMatches) -> clap::error::Result<Cli> {
    let mut cli = Cli::from_arg_matches(matches)?;
    let (mut words, mut here) = (Vec::new(), matches);
    while let Some((word, below)) = here.subcommand() {
        words.push(word);
        here = below;
    }
    cli.verb = words.join(" ");
    Ok(cli)
}

/// Parses with the definition of the named verb only, which is faster. If that fails, the whole
/// definition is used, which fails the same way and can suggest corrections.
fn parse_one_verb(arguments: &[OsString]) -> Option<Cli> {
    let mut words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let verb = words.find_map(Command::definition)?;
    let command = Settings::augment_args(clap::Command::new("ctx")).subcommand_required(true).subcommand(verb);
    let matches = command.try_get_matches_from(arguments).ok()?;
    from_matches(&matches).ok()
}

/// Looks for `--error-format json` in a command line that could not be parsed.
fn wanted_format(arguments: &[OsString]) -> ErrorFormat {
    let named = arguments.iter().any(|a| a == "--error-format=json");
    let followed = arguments.windows(2).any(|pair| pair == ["--error-format", "json"]);
    if named || followed { ErrorFormat::Json } else { ErrorFormat::Text }
}

/// Returns the help command of the verb, as far as it can be recognized.
fn help_on(arguments: &[OsString]) -> String {
    let (mut verb, mut words) = (Cli::whole(), vec!["ctx".to_owned()]);
    for word in arguments.iter().skip(1) {
        if let Some(step) = verb.find_subcommand(word).cloned() {
            words.push(step.get_name().to_owned());
            verb = step;
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
        output::report(&self.failure().into(), self.format, None);
        Kind::Usage.code()
    }

    /// Converts clap's error: the reason, then hints.
    fn failure(&self) -> Failure {
        let error = &self.error;
        if matches!(error.kind(), ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
            return Failure::new(Kind::Usage, "no command given").hint(&self.help);
        }
        let text = error.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
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
        if failure.hints().is_empty() {
            failure = failure.hint(&self.help);
        }
        match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(argument)) => failure.fact("argument", argument.as_str()),
            _ => failure,
        }
    }
}
