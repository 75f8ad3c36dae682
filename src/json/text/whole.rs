//! All of a document that is held as its text, parsed.

use serde_json::Value;

use crate::json::key_path::Segment;
use crate::json::parse;
use crate::json::text::held::{Fault, not_an_object};
use crate::json::text::indexed::Indexed;

impl Indexed {
    /// Hides the member at a path of keys from readers.
    pub fn hide(&mut self, path: Vec<Segment>) {
        if let Some(tree) = self.tree.get_mut() {
            remove(tree, &path);
        }
        self.hidden.push(path);
    }

    /// The whole document as a tree. Empty if it cannot be read; then there is a [`Fault`].
    pub fn tree(&self) -> &Value {
        self.tree.get_or_init(|| {
            let mut tree = self.parse().unwrap_or_else(|fault| {
                drop(self.fault.set(fault));
                Value::Object(serde_json::Map::new())
            });
            self.hidden.iter().for_each(|path| remove(&mut tree, path));
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

fn remove(tree: &mut Value, path: &[Segment]) {
    let Some((last, parents)) = path.split_last() else { return };
    let parent = parents.iter().try_fold(tree, |value, segment| match (value, segment) {
        (Value::Object(members), Segment::Key(key)) => members.get_mut(key),
        _ => None,
    });
    if let (Some(Value::Object(members)), Segment::Key(key)) = (parent, last) {
        members.shift_remove(key);
    }
}
