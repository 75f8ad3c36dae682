//! Environment variables.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::store::InheritedLock;

/// The variable that passes the lock to a command run by `ctx lock`: a file descriptor.
pub const INHERITED_LOCK: &str = "CTX_LOCK_FD";

/// The variable with the path of that lock file.
pub const INHERITED_LOCK_FILE: &str = "CTX_LOCK_FILE";

/// The variable with the process that holds it.
pub const INHERITED_LOCK_HOLDER: &str = "CTX_LOCK_HOLDER";

/// Returns the lock that `ctx lock` holds for this process.
pub(crate) fn inherited_lock() -> Result<Option<InheritedLock>> {
    let descriptor = parsed(INHERITED_LOCK, "a file descriptor number", |text| text.parse().ok())?;
    let file = variable(INHERITED_LOCK_FILE)?;
    let holder = parsed(INHERITED_LOCK_HOLDER, "a process ID with its start time", |text| text.parse().ok())?;
    Ok(descriptor.map(|descriptor| InheritedLock { descriptor, file, holder }))
}

/// Returns an environment variable that is set and not empty.
///
/// # Errors
/// Fails if it is not UTF-8.
pub(crate) fn variable(name: &str) -> Result<Option<String>> {
    let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) else { return Ok(None) };
    let text = value.into_string();
    let why = |value: OsString| format!("{name} is {}, which is not UTF-8", value.display());
    text.map(Some).map_err(|value| Failure::new(Kind::Usage, why(value)).hint(format!("unset {name}")).into())
}

/// Returns the directory that a variable names, if it is absolute.
#[must_use]
pub fn directory(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// Returns whether a variable is set and not empty.
#[must_use]
pub fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Parses an environment variable, if it is set.
///
/// # Errors
/// Fails if it is not `wanted`.
pub(crate) fn parsed<T>(name: &str, wanted: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let Some(text) = variable(name)? else { return Ok(None) };
    match parse(&text) {
        Some(value) => Ok(Some(value)),
        None => Err(Failure::new(Kind::Usage, format!("{name} is {text:?}, which is not {wanted}")).into()),
    }
}
