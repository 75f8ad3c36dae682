//! Where a path leads in a draft, or what keeps it from leading there.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
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
    /// To nothing; the first of the missing steps would go into `parent` under `token`.
    Missing { parent: Pointer, token: String, below: Vec<Segment> },
}

impl Draft<'_> {
    /// Where `path` leads.
    ///
    /// # Errors
    /// A step that does not fit what is there, which the message names.
    pub fn locate(&self, path: &KeyPath) -> Result<Place<'_>> {
        let (steps, held) = self.document.reach(path);
        let (walked, left) = path.segments().split_at(steps);
        let Some((segment, below)) = left.split_first() else {
            return Ok(held.map_or(Place::Document, Place::Value));
        };
        let parent = KeyPath::new(walked.to_vec());
        let token = match (held, segment) {
            (None | Some(Value::Object(_)), Segment::Key(key) | Segment::Token(key)) => key.clone(),
            (Some(Value::Array(items)), step) => match step.index_in(items.len()) {
                Some(index) if index == items.len() => index.to_string(),
                Some(_) => return Err(beyond(&parent, segment, items.len())),
                None if matches!(step, Segment::FromEnd(_)) => {
                    return Err(beyond(&parent, segment, items.len()));
                }
                None => return Err(misfit(&parent, held, segment)),
            },
            _ => return Err(misfit(&parent, held, segment)),
        };
        Ok(Place::Missing { parent: self.document.pointer(&parent), token, below: below.to_vec() })
    }
}

/// `held` is what is at `parent`: the document itself, where that is the root.
fn misfit(parent: &KeyPath, held: Option<&Value>, segment: &Segment) -> anyhow::Error {
    let kind = held.map_or("an object", kind_of);
    let failure = match held {
        None | Some(Value::Object(_)) => {
            Failure::new(Kind::BadData, format!("{parent} is {kind}, and {segment} is an index"))
        }
        Some(Value::Array(_)) => Failure::new(Kind::BadData, format!("{parent} is {kind}, and {segment} is a key"))
            .hint("an item is written [0]; `ctx append` adds one"),
        _ => Failure::new(Kind::BadData, format!("{parent} is {kind}, so nothing can be put below it"))
            .hint(format!("to replace it: ctx unset {}", shell_word(parent))),
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
