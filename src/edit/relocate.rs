//! Moves and copies a value to another path, with the times at which it expires.

use std::fmt;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::expiries;
use crate::draft::expiries::kept_at;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::kept::redaction::{MEMBER, mark_redacted};
use crate::log::agent::AgentName;
use crate::log::conflict::conflict;
use crate::log::entry::Revision;
use crate::log::history::last_change;
use crate::text::shell::shell_word;

/// What becomes of the value at the old path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relocation {
    Move,
    Copy,
}

impl Relocation {
    /// The verb on the command line.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Move => "mv",
            Self::Copy => "cp",
        }
    }
}

/// The word for messages.
impl fmt::Display for Relocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Move => "move",
            Self::Copy => "copy",
        })
    }
}

/// Moves or copies the value at `from` to `to`, where `may_replace` says that a value there is given up. What is
/// redacted stays redacted, marked by an agent with a salt.
///
/// # Errors
/// "No" if there is no value. Conflict if there is one at `to` that may not be replaced. Usage if one path is
/// that of the other or leads below it.
pub fn relocate(
    draft: &mut Draft<'_>,
    how: Relocation,
    [from, to]: [&KeyPath; 2],
    may_replace: bool,
    (by, salt): (&AgentName, &str),
) -> Result<()> {
    [from, to].into_iter().try_for_each(reserved::refuse)?;
    let place = |path: &KeyPath| draft.document().pointer(path);
    let (source, target) = (place(from), place(to));
    if target.tokens().starts_with(source.tokens()) || source.tokens().starts_with(target.tokens()) {
        let why = format!("{to} and {from} are the same place, or one is a part of the other");
        return Err(Failure::new(Kind::Usage, why).hint("choose a path beside it").into());
    }
    let above = source.tokens().split_last().map(|(_, above)| above).unwrap_or_default();
    let is_item = draft.document().at(&Pointer::new(above.to_vec())).is_some_and(Value::is_array);
    if how == Relocation::Move && is_item && target.tokens().starts_with(above) {
        let why = format!("{from} is an item of an array, and moving it would move {to}");
        let hint = format!("to copy it: ctx cp {} {}", shell_word(from), shell_word(to));
        return Err(Failure::new(Kind::Usage, why).hint(hint).into());
    }
    let Some(value) = draft.document().get(from).cloned() else {
        let failure = Failure::new(Kind::No, format!("there is no {from}")).fact("path", from.to_string());
        return Err(failure.hint("to see what is there: ctx overview").into());
    };
    if draft.document().get(to).is_some() && !may_replace {
        let change = last_change(draft.history(), &target, Revision::START)?;
        let command = format!("ctx {} --replace {} {}", how.verb(), shell_word(from), shell_word(to));
        let failure = conflict(&format!("{to} exists already"), change.as_ref()).fact("path", to.to_string());
        return Err(failure.hint(format!("to replace it: {command}")).into());
    }
    let ends = ends_within(draft, from);
    for keys in marks_within(draft, source.tokens()) {
        mark_redacted(draft, &below(to, keys), by, salt)?;
    }
    if how == Relocation::Move {
        draft.unset(from)?;
    }
    draft.set(to, value)?;
    for (keys, until) in ends {
        let path = below(&KeyPath::from(&draft.document().pointer(to)), keys);
        draft.put(&kept_at(&path.to_string()), until)?;
    }
    Ok(())
}

pub(super) fn below(path: &KeyPath, keys: Vec<String>) -> KeyPath {
    keys.into_iter().fold(path.clone(), |path, key| path.child(Segment::Key(key)))
}

/// The keys below a place that are redacted; those of the place itself, none, if it is or is a part of what is.
pub(super) fn marks_within(draft: &Draft<'_>, source: &[String]) -> Vec<Vec<String>> {
    let marks = draft.document().get(&reserved::member(MEMBER)).and_then(Value::as_object);
    let marks = marks.into_iter().flat_map(|marks| marks.keys()).filter_map(|path| path.parse::<KeyPath>().ok());
    let marks: Vec<Vec<String>> = marks.map(|path| draft.document().pointer(&path).tokens().to_vec()).collect();
    if marks.iter().any(|mark| source.starts_with(mark)) {
        return vec![Vec::new()];
    }
    marks.iter().filter_map(|mark| mark.strip_prefix(source)).map(<[String]>::to_vec).collect()
}

/// The expiry times of the value at a path and of what is below it, by the keys below it.
pub(super) fn ends_within(draft: &Draft<'_>, path: &KeyPath) -> Vec<(Vec<String>, Value)> {
    let above = draft.document().pointer(path);
    let within = |end: expiries::Expiry| {
        let place = draft.document().pointer(&end.path);
        let below = place.tokens().strip_prefix(above.tokens())?.to_vec();
        Some((below, draft.document().get(&end.kept_at)?.clone()))
    };
    expiries::all(draft.document()).into_iter().filter_map(within).collect()
}
