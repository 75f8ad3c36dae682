//! Walking over all members and items of a document.

use std::borrow::Cow;

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::text::indexed::Indexed;
use crate::json::text::members::{Member, each_from, each_line};

/// All members and items of a document at and below a path, ready to be walked over more than once.
pub struct Members<'d> {
    at: KeyPath,
    held: Held<'d>,
}

enum Held<'d> {
    Text(Cow<'d, [u8]>, &'d Indexed),
    Tree(Option<&'d Value>),
}

impl Document {
    /// All that is at and below a path, which has no items counted from the end. A long document is read as
    /// its text.
    #[must_use]
    pub fn members_at(&self, at: &KeyPath) -> Members<'_> {
        let of_text = self.text.as_deref().and_then(|indexed| Some((indexed.walkable()?, indexed)));
        let held = match of_text {
            Some((text, indexed)) => Held::Text(text, indexed),
            None if at.is_root() => Held::Tree(Some(self.tree())),
            None => Held::Tree(self.get(at)),
        };
        Members { at: at.clone(), held }
    }
}

impl Members<'_> {
    /// Calls `visit` with each, in order: the one at the path first, unless that is the document. What ctx keeps
    /// is left out, unless the path leads there. Returns `None` if the text turns out not to be what ctx published.
    pub fn each(&self, visit: &mut dyn FnMut(&Member<'_>)) -> Option<()> {
        let is_kept = |member: &Member<'_>| {
            matches!(member.steps.first(), Some(Segment::Key(key)) if key == RESERVED_KEY) && !self.at.is_reserved()
        };
        let mut below = |member: &Member<'_>| {
            if member.steps.starts_with(self.at.segments()) && !is_kept(member) {
                visit(member);
            }
            true
        };
        match &self.held {
            Held::Text(text, indexed) => each_line(text, &mut |member| indexed.hides(member.steps) || below(member)),
            Held::Tree(value) => {
                let mut steps: Vec<Segment> = self.at.segments().to_vec();
                value.map(|value| each_from(&mut steps, value, &mut |member| member.steps.is_empty() || below(member)));
                Some(())
            }
        }
    }
}
