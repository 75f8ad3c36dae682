//! Where the result of a vote goes.

use anyhow::Result;

use crate::draft::Draft;
use crate::draft::place::Place;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::kept::collection::Kept;
use crate::kept::vote::record::Vote;
use crate::text::shell::shell_word;

/// Checks that the result of a new vote can be put at `path`, and that nothing is there. Returns the
/// path in its canonical form.
///
/// # Errors
/// Usage if no vote could have its result there. Conflict if something is there, or the result of
/// another open vote will be.
pub fn check_path(draft: &Draft<'_>, path: &KeyPath) -> Result<KeyPath> {
    reserved::refuse(path)?;
    let document = draft.document();
    if path.is_root() {
        return Err(Failure::new(Kind::Usage, "the result cannot be the whole document").hint(elsewhere()).into());
    }
    if document.array_above(path).is_some() {
        let why = format!("{path} is an item of an array, and items move");
        return Err(Failure::new(Kind::Usage, why).fact("path", path.to_string()).hint(elsewhere()).into());
    }
    let path = KeyPath::from(&document.pointer(path));
    if let Place::Value(_) = draft.locate(&path)? {
        let why = format!("something is at {path} already, where the result would go");
        let failure = Failure::new(Kind::Conflict, why).fact("path", path.to_string());
        let word = shell_word(&path);
        return Err(failure.hint(elsewhere()).hint(format!("to remove it: ctx unset {word}")).into());
    }
    let overlaps = |other: &KeyPath| {
        let (ours, theirs) = (path.segments(), other.segments());
        ours.starts_with(theirs) || theirs.starts_with(ours)
    };
    for vote in Vote::all(document)?.iter().filter(|vote| !vote.status.is_end()) {
        if vote.place().is_ok_and(|other| overlaps(&other)) {
            let why = format!("the result of the vote {} will go to {}", vote.topic, vote.path);
            let failure = Failure::new(Kind::Conflict, why).fact("path", vote.path.as_str());
            return Err(failure.fact("topic", vote.topic.as_str()).hint(elsewhere()).into());
        }
    }
    Ok(path)
}

fn elsewhere() -> &'static str {
    "use --at PATH for another place"
}
