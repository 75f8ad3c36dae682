//! The definition of the command line, with as many verbs as are needed: building all of them takes
//! longer than most commands run.

use std::ffi::OsString;

use clap::{Args as _, Subcommand as _};

use crate::commands::Command;
use crate::session::settings::Settings;

const ABOUT: &str = "Shared state for agents, scripts and CI steps: one JSON file, one lock, one audit log";

/// Returns the definition without verbs.
fn root() -> clap::Command {
    Settings::augment_args(clap::Command::new("ctx"))
        .about(ABOUT)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .propagate_version(true)
        .max_term_width(100)
        .subcommand_required(true)
        .arg_required_else_help(true)
}

/// Returns the definition of all verbs, for help, completions and manual pages.
pub fn whole() -> clap::Command {
    // The enumeration has a description of its own, which clap would take.
    Command::augment_subcommands(root()).about(ABOUT)
}

/// Returns the definition of some verbs.
pub fn of(verbs: &[&str]) -> clap::Command {
    let verbs = verbs.iter().filter_map(|verb| Command::definition(verb));
    let mut root = root().subcommands(verbs);
    if !root.has_subcommands() {
        // The usage has a place for a verb. None was named, so this one is not used.
        root = root.subcommands(Command::VERBS.first().map(|verb| clap::Command::new(verb.name)));
    }
    root
}

/// Returns the definition of one verb with one of its subcommands, if the command line names one.
pub fn of_step(verb: &str, arguments: &[OsString]) -> Option<clap::Command> {
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let step = words.skip_while(|word| *word != verb).skip(1).find_map(|word| Command::with_step(verb, word));
    step.map(|verb| root().subcommand(verb))
}

/// Returns a definition with the names of all verbs only, to suggest corrections for a word that is
/// not a verb.
pub fn names() -> clap::Command {
    // Otherwise clap would copy each global option to each verb.
    let root = root().mut_args(|arg| arg.global(false));
    root.subcommands(Command::VERBS.iter().map(|verb| clap::Command::new(verb.name)))
}

/// Returns the verbs that a command line names, once each; some may be values of options.
pub fn named(arguments: &[OsString]) -> impl Iterator<Item = &'static str> {
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    words.filter_map(|word| Command::VERBS.iter().map(|verb| verb.name).find(|name| *name == word))
}

/// Returns the names of the verb and the subcommand that a command line reaches, as far as they can be told
/// without parsing it, after `ctx`.
pub fn words_reached(arguments: &[OsString]) -> Vec<String> {
    reach(arguments).0
}

/// Returns the definition of what a command line reaches, with the options of every command.
pub fn reached(arguments: &[OsString]) -> clap::Command {
    reach(arguments).1
}

/// Returns the usage of what a command line reaches.
pub fn usage(arguments: &[OsString]) -> String {
    let (words, verb) = reach(arguments);
    verb.bin_name(words.join(" ")).render_usage().to_string()
}

fn reach(arguments: &[OsString]) -> (Vec<String>, clap::Command) {
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
    let here = here.unwrap_or_else(|| clap::Command::new("ctx"));
    (words, Settings::augment_args(here))
}
