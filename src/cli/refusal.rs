//! A command line that is not run: what is printed instead.

use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::parsing::parse_named;
use crate::cli::{definition, help, hyphen, other_words};
use crate::commands::Command;
use crate::error::{Failure, Kind};
use crate::output;
use crate::output::ErrorFormat;
use crate::text::near::mistyped;
use crate::text::shell::shell_quoted;

/// The longest command line that a hint repeats, in bytes.
const LONGEST: usize = 200;

/// A request for help, or an invalid command line.
pub struct Refusal {
    pub(super) error: clap::Error,
    pub(super) arguments: Vec<OsString>,
}

impl Refusal {
    /// Returns the word in the place of a verb that is not a verb.
    pub(super) fn unknown_verb(&self) -> Option<&str> {
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
            let text = help::without_gaps(&error.to_string());
            let printed = out.text(text.trim_end()).and_then(|()| out.flush());
            return printed.map_or_else(|e| output::kind(&e).code(), |()| 0);
        }
        output::report(&self.failure().into(), wanted_format(&self.arguments), None);
        // A client takes 2 for a veto: it would drop the user's prompt.
        if definition::named(&self.arguments).next() == Some("hook") { 1 } else { Kind::Usage.code() }
    }

    /// Converts clap's error: the reason, then hints, the most useful one last.
    fn failure(&self) -> Failure {
        let error = &self.error;
        if matches!(error.kind(), ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
            return Failure::new(Kind::Usage, "no command given").hint(help_on(&self.arguments));
        }
        if let Some(word) = self.unknown_verb() {
            return self.unknown_command(word);
        }
        let text = error.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        let mut failure = Failure::new(Kind::Usage, text.split("\n\n").next().unwrap_or_default().trim_end());
        // clap shows an option that only looks like the unknown one in the usage.
        let text = if error.kind() == ErrorKind::UnknownArgument {
            definition::usage(&self.arguments)
        } else {
            text.to_owned()
        };
        let usage = text.lines().find_map(|line| line.trim().strip_prefix("Usage: "));
        // That of ctx itself says nothing about a verb.
        let usage = usage.filter(|usage| !usage.ends_with("<COMMAND>"));
        if let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) {
            failure = failure.fact("argument", argument.as_str());
            if error.kind() == ErrorKind::UnknownArgument
                && let Some(hint) = self.about_argument(argument)
            {
                return failure.hint(hint);
            }
        }
        if let Some(hint) = self.about_compact() {
            return failure.hint(hint);
        }
        failure.hint(usage.map_or_else(|| help_on(&self.arguments), |usage| format!("usage: {usage}")))
    }

    /// Returns the hint for a `-c` that is meant as that of jq: it took the filter, or nothing, for the context.
    fn about_compact(&self) -> Option<&'static str> {
        let is_query = definition::named(&self.arguments).next() == Some("query");
        let is_about_it = match (self.error.kind(), self.error.get(ContextKind::InvalidArg)) {
            (ErrorKind::InvalidValue, Some(ContextValue::String(argument))) => argument.starts_with("--context"),
            (ErrorKind::MissingRequiredArgument, _) => true,
            _ => false,
        };
        let at = self.arguments.iter().position(|word| word == "-c").filter(|_| is_query && is_about_it)?;
        let is_file = self.arguments.get(at + 1).is_some_and(|word| Path::new(word).exists());
        (!is_file).then_some("-c names the context; jq's -c is --compact: ctx query --compact FILTER")
    }

    fn unknown_command(&self, word: &str) -> Failure {
        let above = definition::reached(&self.arguments);
        let (name, help) = match above.get_name() {
            "ctx" => (word.to_owned(), "ctx help".to_owned()),
            verb => (format!("{verb} {word}"), format!("ctx {verb} --help")),
        };
        let failure = Failure::new(Kind::Usage, format!("unknown command {name:?}"));
        let near = match above.get_name() {
            "ctx" => mistyped(word, Command::VERBS.iter().map(|verb| verb.name)).map(|verb| format!("ctx {verb}")),
            verb => mistyped(word, above.get_subcommands().map(clap::Command::get_name))
                .map(|step| format!("ctx {verb} {step}")),
        };
        let elsewhere = || other_words::for_verb(word).filter(|_| above.get_name() == "ctx");
        let hint = near.map(|command| format!("a similar command: {command}")).or_else(elsewhere);
        let step = other_words::for_step(above.get_name(), word);
        let hint = step.map(|step| format!("to do that: ctx {} {step}", above.get_name())).or(hint);
        let failure = failure.hint(format!("to list the commands: {help}"));
        hint.into_iter().fold(failure, Failure::hint)
    }

    /// Returns what is meant by an argument that the verb does not have.
    fn about_argument(&self, unknown: &str) -> Option<String> {
        let verb = definition::named(&self.arguments).next();
        if let Some(hint) = verb.and_then(|verb| other_words::for_option_of(verb, unknown)) {
            return Some(hint.to_owned());
        }
        if matches!(unknown, "-f" | "--file" | "--from-file") {
            return Some(self.about_file());
        }
        if let Some(command) = self.with_separator(unknown) {
            return Some(format!("to run a command: {command}"));
        }
        if let Some(queue) = self.queue_after_q(unknown) {
            return Some(format!("-q means --quiet; for a queue, use --queue {}", shell_quoted(queue)));
        }
        if let Some(hint) = self.merged_into(unknown) {
            return Some(hint);
        }
        if let Some(hint) = other_words::for_option(unknown) {
            return Some(hint.to_owned());
        }
        let verb = definition::reached(&self.arguments);
        let options = verb.get_arguments().filter(|argument| !argument.is_hide_set());
        let options: Vec<String> = options.filter_map(|o| Some(format!("--{}", o.get_long()?))).collect();
        let meant = mistyped(unknown, options.iter().map(String::as_str)).filter(|_| unknown.starts_with("--"));
        let Some(meant) = meant else { return self.as_value(unknown) };
        if meant == unknown {
            return self.behind_the_verb(unknown);
        }
        let with = |word: &OsString| match word.to_str()?.strip_prefix(unknown)? {
            rest if rest.is_empty() || rest.starts_with('=') => Some(OsString::from(format!("{meant}{rest}"))),
            _ => None,
        };
        let corrected: Vec<_> = self.arguments.iter().map(|word| with(word).unwrap_or_else(|| word.clone())).collect();
        let command = pasteable(&corrected).filter(|_| parse_named(&corrected).is_ok());
        Some(command.map_or_else(|| format!("a similar option: {meant}"), |command| format!("did you mean: {command}")))
    }

    /// Returns the command line with an option of the verb behind the verb.
    fn behind_the_verb(&self, option: &str) -> Option<String> {
        let at = self.arguments.iter().position(|word| word == option)?;
        let (before, after) = self.arguments.split_at(at);
        let (option, rest) = after.split_first()?;
        let corrected: Vec<_> = before.iter().chain(rest).chain([option]).cloned().collect();
        let command = pasteable(&corrected).filter(|_| parse_named(&corrected).is_ok());
        Some(command.map_or_else(
            || "an option of a verb stands behind it".to_owned(),
            |command| format!("an option of a verb stands behind it: {command}"),
        ))
    }

    /// Returns the command line of `ctx merge` with its first word as the path to merge into.
    fn merged_into(&self, unexpected: &str) -> Option<String> {
        let at = self.arguments.iter().position(|word| word == unexpected).filter(|_| !unexpected.starts_with('-'))?;
        let merge = self.arguments.iter().position(|word| word == "merge").filter(|merge| merge + 2 == at)?;
        let into = OsString::from("--into");
        let corrected: Vec<_> = (self.arguments.iter().take(merge + 1).chain([&into]))
            .chain(self.arguments.iter().skip(merge + 1))
            .cloned()
            .collect();
        let command = pasteable(&corrected).filter(|_| parse_named(&corrected).is_ok())?;
        Some(format!("to merge into a path: {command}"))
    }

    /// Returns the command line in which a word that looks like an option is a value.
    fn as_value(&self, word: &str) -> Option<String> {
        let is_it =
            |argument: &OsString| argument.to_str().is_some_and(|argument| argument.split('=').next() == Some(word));
        let at = self.arguments.iter().position(is_it)?;
        let (before, after) = self.arguments.split_at(at);
        let (value, rest) = after.split_first()?;
        let separator = OsString::from("--");
        let corrected: Vec<_> = before.iter().chain(rest).chain([&separator, value]).cloned().collect();
        let takes_a_value = matches!(definition::named(&self.arguments).next(), Some("set" | "append" | "emit"));
        let command = pasteable(&corrected).filter(|_| takes_a_value && parse_named(&corrected).is_ok())?;
        Some(format!("if {word} is the value: {command}"))
    }

    /// Returns the command line with `--` before a word that begins a command to run.
    fn with_separator(&self, word: &str) -> Option<String> {
        let at = self.arguments.iter().skip(1).position(|argument| argument == word)? + 1;
        if self.arguments.iter().any(|argument| argument == "--") {
            return None;
        }
        let (before, after) = self.arguments.split_at(at);
        let separator = OsString::from("--");
        let corrected: Vec<_> = before.iter().chain([&separator]).chain(after).cloned().collect();
        let runs =
            matches!(definition::named(&self.arguments).next(), Some("lock" | "once" | "lease" | "watch" | "task"));
        pasteable(&corrected).filter(|_| runs && parse_named(&corrected).is_ok())
    }

    /// `-f` names the input of some verbs, and the context of none.
    fn about_file(&self) -> String {
        let at = hyphen::place_of(&self.arguments, "-f").or_else(|| hyphen::place_of(&self.arguments, "--file"));
        let file = at.and_then(|at| self.arguments.get(at + 1)).and_then(|word| word.to_str()).unwrap_or("PATH");
        let file = shell_quoted(file);
        let as_context = |word: &OsString| if word == "-f" || word == "--file" { "-c".into() } else { word.clone() };
        let corrected: Vec<OsString> = self.arguments.iter().map(as_context).collect();
        let command = pasteable(&corrected).filter(|_| parse_named(&corrected).is_ok());
        if definition::named(&self.arguments).next() == Some("handoff") {
            return format!("to attach a file: --artifact {file}; the context is named by -c");
        }
        let command = command.unwrap_or_else(|| format!("-c {file}"));
        format!("-f is the input of set, merge, batch and task add; to name the context: {command}")
    }

    /// Returns the unexpected word after `-q` of a verb with queues.
    fn queue_after_q<'a>(&self, unexpected: &'a str) -> Option<&'a str> {
        let follows = |pair: &[OsString]| pair == ["-q", unexpected];
        let is_task = self.arguments.iter().any(|word| word == "task");
        (is_task && self.arguments.windows(2).any(follows)).then_some(unexpected)
    }
}

/// Returns a command line as a shell takes it, if it is short.
fn pasteable(arguments: &[OsString]) -> Option<String> {
    let words: Option<Vec<String>> = arguments.iter().skip(1).map(|word| word.to_str().map(shell_quoted)).collect();
    let command = format!("ctx {}", words?.join(" "));
    (command.len() <= LONGEST).then_some(command)
}

/// Looks for `--error-format json` in a command line that could not be parsed.
fn wanted_format(arguments: &[OsString]) -> ErrorFormat {
    let named = arguments.iter().any(|a| a == "--error-format=json");
    let followed = arguments.windows(2).any(|pair| pair == ["--error-format", "json"]);
    if named || followed { ErrorFormat::Json } else { ErrorFormat::Text }
}

/// Returns the help command of the verb, as far as it can be recognized.
fn help_on(arguments: &[OsString]) -> String {
    format!("{} --help", definition::words_reached(arguments).join(" "))
}
