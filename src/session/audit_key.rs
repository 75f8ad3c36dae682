//! The HMAC key, from the environment or a file; never from the command line, which other users
//! can see (ps).

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::audit_key::AuditKey;
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileSystem as _, OpenFile as _, Stat, read_up_to};
use crate::platform::machine;
use crate::text::shell::shell_path;

const KEY: &str = "CTX_AUDIT_KEY";
const FILE: &str = "CTX_AUDIT_KEY_FILE";

/// How many bytes of a key file are read: more than the longest key.
const READ: usize = 4096;

/// Returns the key, if one is set. An empty variable is an error, not the absence of a key.
///
/// # Errors
/// Fails if two keys are set, if the length is invalid, or if the file cannot be read or is
/// accessible to others.
pub fn from_environment() -> Result<Option<AuditKey>> {
    match (std::env::var_os(KEY), std::env::var_os(FILE)) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => {
            let why = format!("{KEY} and {FILE} are both set");
            Err(Failure::new(Kind::Usage, why).hint(format!("unset {KEY}")).into())
        }
        (Some(secret), None) => checked(KEY, &secret.into_vec()).map(Some),
        (None, Some(file)) => from_file(&file).map(Some),
    }
}

fn checked(variable: &str, secret: &[u8]) -> Result<AuditKey> {
    AuditKey::new(secret).map_err(|bad| {
        Failure::new(Kind::Usage, format!("{variable} {bad}"))
            .hint("to make a key of 32 random bytes: head -c 32 /dev/urandom | base64")
            .into()
    })
}

fn from_file(name: &OsString) -> Result<AuditKey> {
    if name.is_empty() {
        return Err(Failure::new(Kind::Usage, format!("{FILE} is empty")).into());
    }
    let path = PathBuf::from(name);
    let bytes = read(&path).map_err(|e| {
        let kind = if e.kind() == std::io::ErrorKind::PermissionDenied { Kind::Refused } else { Kind::Io };
        Failure::new(kind, format!("could not read {} ({FILE}): {e}", path.display()))
    })?;
    let bytes = bytes.map_err(|stat| unsafe_file(&path, &stat))?;
    let secret = bytes.strip_suffix(b"\r\n").or(bytes.strip_suffix(b"\n")).unwrap_or(&bytes);
    checked(&format!("the key in {} ({FILE})", path.display()), secret)
}

/// Returns the content of the file, or its stat if it is not safe. A symbolic link is followed:
/// secrets are often mounted that way.
fn read(path: &Path) -> std::io::Result<Result<Vec<u8>, Stat>> {
    let file = Native.open(&Native.resolve(path)?, Access::Read)?;
    let stat = file.stat()?;
    let (me, root) = (machine::uid(), 0);
    if !stat.is_regular() || stat.mode & 0o077 != 0 || (me != root && ![me, root].contains(&stat.uid)) {
        return Ok(Err(stat));
    }
    let mut bytes = vec![0; READ];
    let read = read_up_to(&file, &mut bytes, 0)?;
    bytes.truncate(read);
    Ok(Ok(bytes))
}

fn unsafe_file(path: &Path, stat: &Stat) -> Failure {
    let shown = path.display();
    let refused = |why: String| Failure::new(Kind::Refused, format!("could not use {shown} ({FILE}): {why}"));
    if !stat.is_regular() {
        return refused(format!("it is {}, not a regular file", stat.kind.name()));
    }
    if stat.mode & 0o077 != 0 {
        return refused(format!("it is accessible to others (mode {:04o})", stat.mode))
            .hint(format!("chmod 600 {}", shell_path(path)));
    }
    refused(format!("it belongs to user {}", stat.uid)).hint("use a key file of your own")
}
