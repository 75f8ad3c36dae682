//! Searching the members and items of a document.

use anyhow::Result;
use serde_json::Map;

use crate::commands::data::search::seeker::{Match, Searched, Seeker, shortened};
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::json::text::members::Member;
use crate::kept::redaction::{Redacted, UNSHOWN};

/// What of a member is searched, if not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Keys,
    Values,
}

/// Searches what is at and below a path: scalars by path and text, or keys alone, or texts alone.
///
/// # Errors
/// Fails if the document changed while it was read.
pub fn search(
    document: &Document,
    path: &KeyPath,
    part: Option<Field>,
    redacted: &Redacted,
    seeker: &mut Seeker,
) -> Result<()> {
    let members = document.members_at(path);
    let mut name = String::new();
    let mut pass = |seeker: &mut Seeker| {
        let walked = members.each(&mut |member| {
            // The name of a path is formatted once for each member: its memory is used again.
            name.clear();
            if part != Some(Field::Values) {
                write_name(member.steps, &mut name);
            }
            look(member, &name, part, redacted, seeker);
        });
        walked.ok_or_else(|| Failure::new(Kind::Io, "could not read the document: it is not what ctx published"))
    };
    pass(seeker)?;
    if seeker.again() {
        pass(seeker)?;
    }
    Ok(())
}

fn look(member: &Member<'_>, name: &str, part: Option<Field>, redacted: &Redacted, seeker: &mut Seeker) {
    let (mut text, mut instead) = (member.scalar.as_deref(), None);
    if !redacted.is_empty() {
        let place = KeyPath::new(member.steps.to_vec()).pointer_in(&serde_json::Value::Null);
        if redacted.covers(&place) {
            let above = place.split_last().map(|(above, _)| Pointer::new(above.to_vec()));
            let is_within = above.is_some_and(|above| redacted.covers(&above));
            if is_within || part == Some(Field::Values) {
                return;
            }
            (text, instead) = (None, Some(UNSHOWN));
        }
    }
    match (part, member.steps.last()) {
        (Some(Field::Keys), Some(Segment::Key(key))) if seeker.names(key) => (text, instead) = (None, None),
        (Some(Field::Keys), _) => return,
        _ if text.is_none() && instead.is_none() => return,
        _ => {}
    }
    seeker.look(&Searched { name, text, instead }, || {
        let path = KeyPath::new(member.steps.to_vec()).to_string();
        let members = Map::from_iter([("path".to_owned(), path.as_str().into())]);
        Match { label: shortened(&path), line: None, members }
    });
}

/// The path as it is searched: keys as they are, without quotes.
fn write_name(steps: &[Segment], name: &mut String) {
    for step in steps {
        match step {
            Segment::Key(key) | Segment::Token(key) => {
                if !name.is_empty() {
                    name.push('.');
                }
                name.push_str(key);
            }
            Segment::Index(_) | Segment::FromEnd(_) => name.push_str(&step.to_string()),
        }
    }
}
