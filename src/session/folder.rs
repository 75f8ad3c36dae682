//! A folder as a value: its files by their paths, with type, size and SHA-256, and text if that is asked for. What
//! git ignores is left out; links are not followed.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::io::Read as _;
use std::path::Path;

use anyhow::Result;
use ignore::{DirEntry, WalkBuilder};
use serde_json::{Map, Value, json};

use crate::error::{Failure, Kind};
use crate::json::{NUMBER_TOKEN, with};
use crate::log::digest::Digest;
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileSystem as _, OpenFile as _};
use crate::text::escape::quoted;
use crate::text::size::Size;

/// Directories that are not of the project itself.
const OWN: [&str; 2] = [".git", ".ctx"];

/// What a file takes in the document besides its path and text, in bytes.
const ENTRY: u64 = 130;

/// What is listed of a folder.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The size up to which the text of a file is taken.
    pub text: Option<u64>,
    /// Leaves out what cannot be taken, in place of failing.
    pub skip: bool,
    /// How much the list may take in the document.
    pub limit: Size,
}

/// The files of a folder, and why others were left out.
#[derive(Debug, Default)]
pub struct Listing {
    pub files: Map<String, Value>,
    pub left_out: Vec<String>,
}

/// Why a file is not taken.
struct Refusal {
    kind: Kind,
    why: String,
}

/// Lists the files of a folder, sorted by name.
///
/// # Errors
/// Fails if the list outgrows the limit, and, unless such are skipped, for what is neither a file, a directory nor a
/// link, what cannot be read, and a name that is not UTF-8; with the path.
pub fn list(folder: &Path, wanted: &Wanted) -> Result<Listing> {
    let mut listing = Listing::default();
    let mut taken = 0_u64;
    for entry in walk(folder) {
        let found = match &entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => warned(entry),
            Ok(entry) => file(entry, folder, wanted).map(Some),
            Err(error) => Err(Refusal { kind: Kind::Io, why: error.to_string() }),
        };
        match found {
            Ok(None) => {}
            Ok(Some((name, value, size))) => {
                taken = taken.saturating_add(size);
                if taken > wanted.limit.bytes() {
                    return Err(too_long(folder, wanted.limit, listing.files.len()).into());
                }
                listing.files.insert(name, value);
            }
            Err(Refusal { why, .. }) if wanted.skip => listing.left_out.push(why),
            Err(Refusal { kind, why }) => {
                let failure = Failure::new(kind, format!("could not import {}: {why}", folder.display()));
                return Err(failure.hint("to leave out what cannot be taken: --skip").into());
            }
        }
    }
    Ok(listing)
}

fn walk(folder: &Path) -> ignore::Walk {
    let by_name = |a: &OsStr, b: &OsStr| -> Ordering { a.cmp(b) };
    WalkBuilder::new(folder)
        .standard_filters(false)
        .git_ignore(true)
        .parents(true)
        .require_git(false)
        .follow_links(false)
        .sort_by_file_name(by_name)
        .filter_entry(|entry| entry.depth() == 0 || !OWN.iter().any(|own| entry.file_name() == *own))
        .build()
}

/// Says what was wrong with the ignore file of a directory.
fn warned(entry: &DirEntry) -> Result<Option<(String, Value, u64)>, Refusal> {
    match entry.error() {
        Some(error) => Err(Refusal { kind: Kind::BadData, why: error.to_string() }),
        None => Ok(None),
    }
}

/// Returns the path of a file below the folder, what is told of it, and what that takes in the document.
fn file(entry: &DirEntry, folder: &Path, wanted: &Wanted) -> Result<(String, Value, u64), Refusal> {
    let path = entry.path();
    let shown = path.display();
    let failed = |error: &dyn std::fmt::Display| Refusal { kind: Kind::Io, why: format!("{shown}: {error}") };
    let below = path.strip_prefix(folder).unwrap_or(path);
    let name = below.to_str().filter(|name| *name != NUMBER_TOKEN);
    let name = name.ok_or_else(|| Refusal { kind: Kind::BadData, why: format!("{shown}: its name is not UTF-8") })?;
    let size = |text: usize| ENTRY + u64::try_from(name.len() + text).unwrap_or(u64::MAX);
    let kind = entry.file_type();
    if kind.is_some_and(|kind| kind.is_symlink()) {
        let target = path.read_link().map_err(|e| failed(&e))?;
        let target = target.to_string_lossy().into_owned();
        let taken = size(target.len());
        return Ok((name.to_owned(), json!({"type": "link", "target": target}), taken));
    }
    if !kind.is_some_and(|kind| kind.is_file()) {
        let why = format!("{shown} is neither a file, a directory nor a link");
        return Err(Refusal { kind: Kind::Refused, why });
    }
    let opened = Native.open(path, Access::Read).map_err(|e| failed(&e))?;
    let stat = opened.stat().map_err(|e| failed(&e))?;
    if !stat.is_regular() {
        return Err(Refusal { kind: Kind::Refused, why: format!("{shown} is no longer a file") });
    }
    let told = |size: u64, digest: Digest| json!({"type": "file", "size": size, "sha256": digest.to_string()});
    if let Some(most) = wanted.text.filter(|most| stat.size <= *most) {
        let mut bytes = Vec::new();
        opened.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| failed(&e))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > most {
            return Err(failed(&"it grew while it was read"));
        }
        let value = told(length, Digest::of(&bytes));
        return match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => {
                let taken = size(text.len());
                Ok((name.to_owned(), with(value, "text", text.into()), taken))
            }
            _ => Ok((name.to_owned(), value, size(0))),
        };
    }
    let mut counted = opened.take(stat.size.saturating_add(1));
    let digest = Digest::of_stream(&mut counted).map_err(|e| failed(&e))?;
    match counted.limit() {
        0 => Err(failed(&"it grew while it was read")),
        left => Ok((name.to_owned(), told(stat.size.saturating_add(1) - left, digest), size(0))),
    }
}

fn too_long(folder: &Path, limit: Size, files: usize) -> Failure {
    let why = format!(
        "could not import {}: the list of its files is longer than {}, after {files} of them",
        folder.display(),
        limit.in_words()
    );
    Failure::new(Kind::BadData, why)
        .fact("limit", limit.bytes())
        .hint("name a folder below it, or let .gitignore leave files out")
        .hint("CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit")
}

/// Tells what was left out.
#[must_use]
pub fn told(left_out: &[String]) -> Option<String> {
    const SHOWN: usize = 3;
    let more = left_out.len().saturating_sub(SHOWN);
    let named: Vec<String> = left_out.iter().take(SHOWN).map(|why| quoted(why).trim_matches('"').to_owned()).collect();
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    (!left_out.is_empty()).then(|| format!("left out: {}{more}", named.join("; ")))
}
