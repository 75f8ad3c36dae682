//! Conditions that are written into the path, as other tools take them.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::session::Session;
use crate::text::shell::{shell_quoted, shell_word};

/// Comparisons as they are written elsewhere, and the option for each. The longer ones come first.
const COMPARISONS: [(&str, &str); 7] =
    [(">=", "--ge"), ("<=", "--le"), ("!=", "--ne"), ("==", "--eq"), ("=", "--eq"), (">", "--gt"), ("<", "--lt")];

/// Refuses words such as `build.status=green`, which as paths would never exist. A key with such a character is
/// quoted, or written as a JSON Pointer.
///
/// # Errors
/// Fails if a word has a comparison outside quotes, and as [`Session::path`].
pub(super) fn refuse_comparisons(words: &[String], is_one_enough: bool, session: &Session) -> Result<()> {
    let found: Vec<(&str, Option<Comparison<'_>>)> = words.iter().map(|word| parts(word)).collect();
    let mut comparisons = found.iter().filter_map(|(_, comparison)| *comparison);
    let Some((option, value)) = comparisons.next() else { return Ok(()) };
    let word = words.iter().zip(&found).find(|(_, (_, comparison))| comparison.is_some()).map_or("", |(word, _)| word);
    let why = format!("could not wait for {word}: a condition is an option, not a part of the path");
    let hint = if comparisons.all(|other| other == (option, value)) {
        // As other hints, in the whole document.
        let path = |(path, _): &(&str, _)| session.path(path).map(|path| shell_word(&path));
        let paths = found.iter().map(path).collect::<Result<Vec<_>>>()?.join(" ");
        let any = if is_one_enough { "--any " } else { "" };
        format!("ctx wait {any}{paths} {option} {}", shell_quoted(value))
    } else {
        "one condition is for all paths; wait for each of the others on its own".to_owned()
    };
    Err(Failure::new(Kind::Usage, why).hint(hint).into())
}

/// An option and its value.
type Comparison<'w> = (&'static str, &'w str);

/// The path in a word, and the comparison, if there is one.
fn parts(word: &str) -> (&str, Option<Comparison<'_>>) {
    let found = COMPARISONS.iter().filter_map(|(sign, option)| Some((word.split_once(sign)?, *option)));
    let first = found.min_by_key(|((path, _), _)| path.len());
    let is_comparison = |path: &str| !path.is_empty() && !path.contains('"') && !word.starts_with('/');
    match first.filter(|((path, _), _)| is_comparison(path)) {
        Some(((path, value), option)) => (path.trim(), Some((option, value.trim()))),
        None => (word, None),
    }
}
