//! Conditions that are written into the path, as other tools take them.

use crate::error::{Failure, Kind};
use crate::text::shell::shell_quoted;

/// Comparisons as they are written elsewhere, and the option for each. The longer ones come first.
const COMPARISONS: [(&str, &str); 7] =
    [(">=", "--ge"), ("<=", "--le"), ("!=", "--ne"), ("==", "--eq"), ("=", "--eq"), (">", "--gt"), ("<", "--lt")];

/// Refuses a word such as `build.status=green`, which as a path would never exist. A key with such a character
/// is quoted, or written as a JSON Pointer.
///
/// # Errors
/// Fails if the word has a comparison outside quotes.
pub(super) fn refuse_comparison(word: &str) -> Result<(), Failure> {
    let found = COMPARISONS.iter().filter_map(|(sign, option)| Some((word.split_once(sign)?, *option)));
    let first = found.min_by_key(|((path, _), _)| path.len());
    let Some(((path, value), option)) = first.filter(|((path, _), _)| !path.contains('"')) else { return Ok(()) };
    if path.is_empty() || word.starts_with('/') {
        return Ok(());
    }
    let why = format!("could not wait for {word}: a condition is an option, not a part of the path");
    let hint = format!("ctx wait {} {option} {}", shell_quoted(path.trim()), shell_quoted(value.trim()));
    Err(Failure::new(Kind::Usage, why).hint(hint))
}
