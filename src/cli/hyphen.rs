//! Values that begin with a hyphen. A word that is an option of the verb stays one, and one that looks like a long
//! option is taken for a misspelled one: as a value it stands after `--`.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{ArgMatches, Command};

use crate::cli::definition;

/// Refuses a word that became a value and looks like a long option that the command does not have. `definition` is
/// the one that the words were parsed with.
///
/// # Errors
/// Fails as clap does for an unknown option.
pub fn refuse_unknown_options(definition: &Command, matches: &ArgMatches, arguments: &[OsString]) -> Result<(), Error> {
    let words = arguments.iter().skip(1).take_while(|word| *word != "--").filter_map(|word| word.to_str());
    let mut names =
        words.filter(|word| looks_like_an_option(word)).filter_map(|word| word.split('=').next()).peekable();
    if names.peek().is_none() {
        return Ok(());
    }
    let (mut command, mut here) = (definition, matches);
    while let Some((name, below)) = here.subcommand() {
        command = command.find_subcommand(name).unwrap_or(command);
        here = below;
    }
    let is_known = |name: &str| {
        let long = name.trim_start_matches('-');
        let mut options = definition.get_arguments().chain(command.get_arguments());
        options.any(|option| {
            let mut aliases = option.get_all_aliases().into_iter().flatten();
            option.get_long() == Some(long) || aliases.any(|alias| alias == long)
        })
    };
    let Some(unknown) = names.find(|name| !is_known(name)) else { return Ok(()) };
    let mut error = Error::new(ErrorKind::UnknownArgument).with_cmd(command);
    error.insert(ContextKind::InvalidArg, ContextValue::String(unknown.to_owned()));
    Err(error)
}

/// Whether a word is spelled like a long option, perhaps with a value.
pub fn looks_like_an_option(word: &str) -> bool {
    let Some(name) = word.strip_prefix("--").and_then(|rest| rest.split('=').next()) else { return false };
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Returns the command line with a word that is not an option of the verb settled as what it must be: the value
/// of the option before it, or an argument. `None` if it can be neither.
pub fn settled(arguments: &[OsString], error: &clap::Error) -> Option<Vec<OsString>> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidArg) else { return None };
    let at = place_of(arguments, unknown).filter(|_| !looks_like_an_option(unknown))?;
    let (before, after) = arguments.split_at(at);
    let (word, rest) = after.split_first()?;
    let (option, before) = before.split_last()?;
    if takes_a_value(arguments, option.to_str()?) {
        let mut joined = option.clone();
        joined.push("=");
        joined.push(word);
        return Some(before.iter().chain([&joined]).chain(rest).cloned().collect());
    }
    let is_last = !rest.iter().any(|word| word.as_encoded_bytes().starts_with(b"-"));
    let separator = OsString::from("--");
    let takes_more = definition::named(arguments).next() == Some("append");
    (takes_more && is_last).then(|| arguments.iter().take(at).chain([&separator]).chain(after).cloned().collect())
}

/// Where the word stands that has the unknown option: `-x` may be one of `-qx`.
pub fn place_of(arguments: &[OsString], unknown: &str) -> Option<usize> {
    let letter = unknown.strip_prefix('-').filter(|letter| letter.chars().count() == 1);
    let is_it = |word: &OsString| {
        let Some(word) = word.to_str() else { return false };
        let is_cluster = word.starts_with('-') && !word.starts_with("--");
        word == unknown
            || word.starts_with(&format!("{unknown}="))
            || (is_cluster && letter.is_some_and(|l| word.contains(l)))
    };
    arguments.iter().skip(1).take_while(|word| *word != "--").position(is_it).map(|at| at + 1)
}

/// Whether a word is an option of the verb, or of all, that takes the next word as its value.
fn takes_a_value(arguments: &[OsString], option: &str) -> bool {
    if !option.starts_with('-') || option.contains('=') {
        return false;
    }
    let long = option.strip_prefix("--");
    let short = option.strip_prefix('-').and_then(|rest| rest.chars().last());
    let is_it = |argument: &clap::Arg| match long {
        Some(long) => argument.get_long_and_visible_aliases().is_some_and(|names| names.contains(&long)),
        None => argument.get_short() == short,
    };
    let takes = |argument: &clap::Arg| argument.get_action().takes_values() && is_it(argument);
    definition::reached(arguments).get_arguments().any(takes)
}
