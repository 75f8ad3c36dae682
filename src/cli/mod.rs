//! The command line.

pub mod complete;
mod definition;
mod help;
mod hyphen;
mod no_effect;
mod other_words;
mod parsing;
mod refusal;
mod synonyms;

use std::ffi::OsString;

pub use crate::cli::parsing::Cli;
use crate::cli::parsing::parse_named;
pub use crate::cli::refusal::Refusal;
use crate::commands::Reference;

/// What verbs about the command line itself need of it.
pub const REFERENCE: Reference = Reference {
    definition: Cli::whole,
    page,
    #[cfg(feature = "mcp")]
    serve: crate::mcp::serve,
};

/// Returns the page of a topic or a verb, also by a word that stands for a verb.
fn page(words: &[&str]) -> Option<String> {
    help::page(words).or_else(|| {
        let arguments: Vec<OsString> = ["ctx"].iter().chain(words).map(OsString::from).collect();
        let mut meant = synonyms::rewritten(&arguments, words.first()?);
        meant.find_map(|arguments| {
            let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
            help::page(&words.filter(|word| !word.starts_with('-')).collect::<Vec<_>>())
        })
    })
}

/// # Errors
/// [`Refusal`].
pub fn parse(arguments: &[OsString]) -> Result<Cli, Refusal> {
    let mut arguments = arguments.to_owned();
    loop {
        let refusal = match parse_words(&arguments) {
            Ok(cli) => return Ok(cli),
            Err(refusal) => refusal,
        };
        let Some(unknown) = refusal.unknown_verb() else {
            // Each turn settles one word.
            match hyphen::settled(&arguments, &refusal.error) {
                Some(settled) => arguments = settled,
                None => return Err(refusal),
            }
            continue;
        };
        let mut meant = synonyms::rewritten(&arguments, unknown).map(|arguments| parse(&arguments));
        let meant = meant.find(|meant| meant.as_ref().err().and_then(Refusal::unknown_verb).is_none());
        return meant.unwrap_or(Err(refusal));
    }
}

fn parse_words(arguments: &[OsString]) -> Result<Cli, Refusal> {
    let error = match parse_named(arguments) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    Err(Refusal { error, arguments: arguments.to_owned() })
}

#[cfg(test)]
mod tests;
