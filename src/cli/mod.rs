//! The command line as a whole.

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

    /// The words of the verb, as `task claim`: nothing else that was given.
    #[arg(skip)]
    pub verb: String,
}

impl Cli {
    /// The definition with every verb, for help, completions and manual pages.
    #[must_use]
    pub fn whole() -> clap::Command {
        Self::command()
    }
}

/// A command line that is not run: help was asked for, or it is not understood.
pub struct Refusal {
    error: clap::Error,
    format: ErrorFormat,
    /// The command that explains the one that was meant.
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

/// Parses with nothing but the verb that is named. Where that fails, for whatever
/// reason, the whole definition gives the same answer, and knows what to suggest.
fn parse_one_verb(arguments: &[OsString]) -> Option<Cli> {
    let mut words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let verb = words.find_map(Command::definition)?;
    let command = Settings::augment_args(clap::Command::new("ctx")).subcommand_required(true).subcommand(verb);
    let matches = command.try_get_matches_from(arguments).ok()?;
    from_matches(&matches).ok()
}

/// The command line was not understood, so this is only a look at its words.
fn wanted_format(arguments: &[OsString]) -> ErrorFormat {
    let named = arguments.iter().any(|a| a == "--error-format=json");
    let followed = arguments.windows(2).any(|pair| pair == ["--error-format", "json"]);
    if named || followed { ErrorFormat::Json } else { ErrorFormat::Text }
}

/// The verb that was meant, as far as its name can be told from other words.
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
    /// The word that stands where a verb should, and is none.
    fn unknown_verb(&self) -> Option<&str> {
        match self.error.get(ContextKind::InvalidSubcommand) {
            Some(ContextValue::String(word)) if self.error.kind() == ErrorKind::InvalidSubcommand => Some(word),
            _ => None,
        }
    }

    /// Prints the help that was asked for, or what is wrong; the exit code.
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

    /// clap's error in our form: the reason first, then what to do.
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
