//! Finds where a path leads in a draft.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::reach::Reached;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::kind_of;
use crate::json::pointer::Pointer;
use crate::text::shell::shell_word;

/// Where a path leads in a draft.
pub enum Place<'d> {
    /// To the document itself.
    Document,
    /// To a value in it.
    Value(&'d Value),
    /// To nothing. The first missing step would be added to `parent` as `token`.
    Missing { parent: Pointer, token: String, below: Vec<Segment> },
}

impl Draft<'_> {
    /// Finds where `path` leads.
    ///
    /// # Errors
    /// Fails if a step does not fit the value there, with a message that names both, and below a lost
    /// value.
    pub fn locate(&self, path: &KeyPath) -> Result<Place<'_>> {
        let (steps, reached) = self.document.reach(path);
        let (walked, left) = path.segments().split_at(steps);
        let Some((segment, below)) = left.split_first() else {
            return Ok(if let Reached::Value(value) = reached { Place::Value(value) } else { Place::Document });
        };
        let parent = KeyPath::new(walked.to_vec());
        self.refuse_lost(&parent)?;
        let token = match (reached, segment) {
            (Reached::Object, Segment::Key(key) | Segment::Token(key)) => key.clone(),
            (Reached::Array(len), step) => match step.index_in(len) {
                Some(index) if index == len => index.to_string(),
                Some(_) => return Err(beyond(&parent, segment, len)),
                None if matches!(step, Segment::FromEnd(_)) => return Err(beyond(&parent, segment, len)),
                None => return Err(misfit(&parent, reached, segment)),
            },
            _ => return Err(misfit(&parent, reached, segment)),
        };
        Ok(Place::Missing { parent: self.document.pointer(&parent), token, below: below.to_vec() })
    }
}

/// `reached` is what is at `parent`.
fn misfit(parent: &KeyPath, reached: Reached<'_>, segment: &Segment) -> anyhow::Error {
    let failure = |why: String| Failure::new(Kind::BadData, why);
    let nothing_below = |kind: &str| {
        failure(format!("{parent} is {kind}, so nothing can be put below it"))
            .hint(format!("to replace it: ctx unset {}", shell_word(parent)))
    };
    let failure = match reached {
        Reached::Object => failure(format!("{parent} is an object, and {segment} is an index")),
        Reached::Array(_) => failure(format!("{parent} is an array, and {segment} is a key"))
            .hint("write an item as [0]; `ctx append` adds one"),
        Reached::Scalar(kind) => nothing_below(kind),
        Reached::Value(value) => nothing_below(kind_of(value)),
    };
    failure.fact("path", parent.to_string()).into()
}

fn beyond(parent: &KeyPath, segment: &Segment, len: usize) -> anyhow::Error {
    let items = if len == 1 { "1 item".to_owned() } else { format!("{len} items") };
    Failure::new(Kind::BadData, format!("{segment} is out of range: {parent} has {items}"))
        .fact("path", parent.to_string())
        .hint(format!("ctx append {} VALUE", shell_word(parent)))
        .into()
}
