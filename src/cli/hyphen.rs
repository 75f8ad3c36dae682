//! Values that begin with a hyphen. A word that is an option of the verb stays one.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::definition;

/// Returns the command line with a word that is not an option of the verb settled as what it must be: the value
/// of the option before it, or an argument. `None` if it can be neither.
pub fn settled(arguments: &[OsString], error: &clap::Error) -> Option<Vec<OsString>> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidArg) else { return None };
    let at = place_of(arguments, unknown)?;
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
