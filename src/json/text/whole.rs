//! All of a document that is held as its text, parsed.

use serde_json::Value;

use crate::json::key_path::Segment;
use crate::json::parse;
use crate::json::place_set::PlaceSet;
use crate::json::pointer::Pointer;
use crate::json::text::held::{Fault, not_an_object};
use crate::json::text::indexed::Indexed;

impl Indexed {
    /// Hides the members at these places, which keys lead to, from readers.
    pub fn hide(&mut self, places: impl Iterator<Item = Pointer>) {
        places.for_each(|place| self.hidden.add(&place, 0));
        if let Some(tree) = self.tree.get_mut() {
            leave_out(&self.hidden, tree);
        }
    }

    /// Whether readers do not see the value at a path.
    pub(super) fn is_hidden(&self, path: &[Segment]) -> bool {
        !self.hidden.is_empty() && self.hidden.covers(&keys(path, false))
    }

    /// Whether readers do not see a value at, above or below a path, as far as can be told.
    pub(super) fn meets_hidden(&self, path: &[Segment]) -> bool {
        let keys = if self.hidden.is_empty() { return false } else { keys(path, true) };
        if keys.len() == path.len() { self.hidden.meets(&keys) } else { self.hidden.covers(&keys) }
    }

    /// The whole document as a tree. Empty if it cannot be read; then there is a [`Fault`].
    pub fn tree(&self) -> &Value {
        self.tree.get_or_init(|| {
            let mut tree = self.parse().unwrap_or_else(|fault| {
                drop(self.fault.set(fault));
                Value::Object(serde_json::Map::new())
            });
            leave_out(&self.hidden, &mut tree);
            tree
        })
    }

    /// Takes the tree out. The text is not used after that.
    pub fn take_tree(&mut self) -> Value {
        self.tree();
        self.tree.take().unwrap_or_default()
    }

    fn parse(&self) -> Result<Value, Fault> {
        let tree = match self.text.source().bytes() {
            Some(bytes) => parse(bytes),
            None => parse(&self.text.to_vec()?),
        };
        let tree = tree.map_err(Fault::NotJson)?;
        if tree.is_object() { Ok(tree) } else { Err(Fault::NotJson(not_an_object(&tree))) }
    }
}

/// The keys that a path begins with, and the tokens that may be keys.
fn keys(path: &[Segment], with_tokens: bool) -> Vec<String> {
    let key = |segment: &Segment| match segment {
        Segment::Key(key) => Some(key.clone()),
        Segment::Token(key) if with_tokens => Some(key.clone()),
        _ => None,
    };
    path.iter().map_while(key).collect()
}

fn leave_out(hidden: &PlaceSet, tree: &mut Value) {
    hidden.clone().remove_from(tree, &mut |_, _| {});
}
