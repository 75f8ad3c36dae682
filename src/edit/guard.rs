//! Conditions under which a change may be made (compare-and-swap).

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::kept::lease::check_fence;
use crate::kept::redaction::{Redacted, UNSHOWN};
use crate::kept::tag::Tag;
use crate::log::conflict::conflict;
use crate::log::entry::Revision;
use crate::log::history::{Changed, changed_since, last_change};
use crate::log::place_index::first_changed_since;
use crate::log::point::Point;
use crate::text::shell::shell_word;

/// How much of a value a message shows.
const SHOWN: usize = 120;

/// A condition on the document before the change.
#[derive(Clone, Debug, PartialEq)]
pub enum Guard {
    /// The document is at this point.
    Revision(Point),
    /// Nothing is at the path.
    Absent,
    /// Something is at the path.
    Exists,
    /// This value is at the path.
    Value(Value),
    /// Neither the path nor anything below it has changed after this revision.
    UnchangedSince(Point),
    /// The lease with this token was not acquired by somebody else since.
    Fence(Revision),
}

/// The paths that guards check: at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Places(Vec<KeyPath>);

impl Places {
    /// These paths, or `whole` if there are none.
    #[must_use]
    pub fn or(paths: Vec<KeyPath>, whole: KeyPath) -> Self {
        if paths.is_empty() { Self(vec![whole]) } else { Self(paths) }
    }

    pub fn iter(&self) -> impl Iterator<Item = &KeyPath> {
        self.0.iter()
    }
}

impl From<KeyPath> for Places {
    fn from(path: KeyPath) -> Self {
        Self(vec![path])
    }
}

impl Guard {
    /// Checks the condition at each of `places`, before any of them is changed.
    ///
    /// # Errors
    /// Conflict that says what was expected, what was found, and who changed it.
    pub fn check(&self, draft: &Draft<'_>, places: &Places) -> Result<()> {
        match self {
            Self::Revision(point) => check_revision(draft, revision(draft, point)?),
            Self::Fence(token) => check_fence(draft, *token),
            Self::UnchangedSince(point) => check_all_unchanged(draft, places, revision(draft, point)?),
            Self::Absent | Self::Exists | Self::Value(_) => {
                places.0.iter().try_for_each(|path| self.check_path(draft, path))
            }
        }
    }

    fn check_path(&self, draft: &Draft<'_>, path: &KeyPath) -> Result<()> {
        let found = draft.document().get(path);
        let place = draft.document().pointer(path);
        let shown = |value: &Value| shown_at(&place, value, draft.document());
        let expected = match (self, found) {
            (Self::Absent, Some(_)) => "nothing".to_owned(),
            (Self::Exists, None) => "a value".to_owned(),
            (Self::Value(expected), found) if found != Some(expected) => shown(expected),
            _ => return Ok(()),
        };
        let found = found.map_or_else(|| "nothing".to_owned(), shown);
        let change = last_change(draft.history(), &place, Revision::START)?;
        Err(conflict(&format!("{path}: expected {expected}, found {found}"), change.as_ref())
            .fact("path", path.to_string())
            .fact("expected", expected)
            .fact("found", found)
            .hint(format!("ctx log --path {}", shell_word(path)))
            .into())
    }
}

/// The revision of a point, as the draft's history has it.
fn revision(draft: &Draft<'_>, point: &Point) -> Result<Revision> {
    point.resolve(draft.history(), draft.now(), |name| Tag::find(draft.document(), name).map(|tag| tag.rev))
}

fn check_all_unchanged(draft: &Draft<'_>, places: &Places, since: Revision) -> Result<()> {
    if since > draft.base() {
        return places.0.iter().try_for_each(|path| check_unchanged(draft, path, since));
    }
    let pointers: Vec<Pointer> = places.0.iter().map(|path| draft.document().pointer(path)).collect();
    let changed = first_changed_since(draft.history(), &pointers, since)?;
    let changed = changed.and_then(|index| places.0.get(index));
    changed.map_or(Ok(()), |path| check_unchanged(draft, path, since))
}

fn check_revision(draft: &Draft<'_>, expected: Revision) -> Result<()> {
    let found = draft.base();
    if found == expected {
        return Ok(());
    }
    let change = last_change(draft.history(), &Pointer::default(), Revision::START)?;
    Err(conflict(&format!("expected revision {expected}, found {found}"), change.as_ref())
        .fact("expected", expected.number())
        .fact("found", found.number())
        .hint(format!("ctx log --since {expected}"))
        .into())
}

fn check_unchanged(draft: &Draft<'_>, path: &KeyPath, since: Revision) -> Result<()> {
    let newest = draft.base();
    if since > newest {
        return Err(Failure::new(
            Kind::Conflict,
            format!("{path}: expected no change since revision {since}, but the newest is {newest}"),
        )
        .fact("expected", since.number())
        .fact("found", newest.number())
        .hint("ctx status")
        .into());
    }
    let place = draft.document().pointer(path);
    let change = match changed_since(draft.history(), &place, since)? {
        Changed::Not => return Ok(()),
        Changed::By(change) => change,
        Changed::Unknown { oldest } => return Err(not_known(path, since, oldest).into()),
    };
    let found = change.link.rev;
    Err(conflict(
        &format!("{path}: expected no change since revision {since}, found one in revision {found}"),
        Some(&change),
    )
    .fact("path", path.to_string())
    .fact("expected", since.number())
    .fact("found", found.number())
    .hint(format!("ctx log --since {since} --path {}", shell_word(path)))
    .into())
}

/// A dropped record may have changed it, and nobody may overwrite that unseen.
fn not_known(path: &KeyPath, since: Revision, oldest: Revision) -> Failure {
    let why = format!(
        "{path}: expected no change since revision {since}, but what was before revision {oldest} is no longer in the log"
    );
    Failure::new(Kind::Conflict, why)
        .fact("path", path.to_string())
        .fact("expected", since.number())
        .fact("oldest", oldest.number())
        .hint(format!("to see the current value: ctx get --meta {}", shell_word(path)))
}

/// The value of `place` as messages show it. Redacted values are not shown.
#[must_use]
pub fn shown_at(place: &Pointer, value: &Value, document: &Document) -> String {
    if Redacted::of(document).concerns(place) { UNSHOWN.to_owned() } else { shorten(value) }
}

/// A value as JSON, shortened for messages.
#[must_use]
pub fn shorten(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
