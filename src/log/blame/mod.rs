//! Blame: the record that last wrote each value of a document.
//!
//! Walks the records once, newest first, over a tree of the values that are not attributed yet.
//! Each record takes out of the tree what it wrote. Array items move back as operations are undone:
//! an added item leaves the tree, a removed one comes back as an empty place. The walk ends when
//! the tree is empty.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use anyhow::Result;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::{Operation, Patch};
use crate::json::pointer::array_index;
use crate::json::redaction_hash::is_hash;
use crate::log::entry::{Entry, Revision};
use crate::log::history::{History, takes_over};

/// The record that a value is attributed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// None if the value was changed without ctx since the last record.
    pub rev: Option<Revision>,
    pub agent: String,
    pub at: Option<String>,
    pub op: String,
    /// The value is older than the oldest record that is left.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub boundary: bool,
}

/// A scalar, or an empty object or array, and its attribution.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leaf {
    pub path: String,
    #[serde(flatten, serialize_with = "as_members")]
    pub attribution: Rc<Attribution>,
    pub value: Value,
}

fn as_members<S: Serializer>(attribution: &Rc<Attribution>, serializer: S) -> Result<S::Ok, S::Error> {
    attribution.as_ref().serialize(serializer)
}

/// Returns the leaves at `path` and below it, each with its attribution. `pending` is what was
/// changed without ctx since the last record.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn blame(document: &Document, path: &KeyPath, pending: &Patch, history: &dyn History) -> Result<Vec<Leaf>> {
    let mut search = Search::of(document, path);
    let unrecorded =
        Rc::new(Attribution { agent: "unknown".to_owned(), op: "external".to_owned(), ..Attribution::default() });
    search.pass(pending, &unrecorded);
    if search.left == 0 {
        return Ok(search.leaves);
    }
    let mut oldest = None;
    history.newest_first(&mut |entry| {
        let attribution = Rc::new(attribution_of(&entry));
        if takes_over(&entry) {
            search.take_all(&attribution);
        } else {
            search.pass(&entry.change.patch, &attribution);
        }
        oldest = Some(attribution);
        if search.left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let before = oldest.map(|oldest| Rc::new(Attribution { boundary: true, ..(*oldest).clone() }));
    search.take_all(&before.unwrap_or(unrecorded));
    Ok(search.leaves)
}

fn attribution_of(entry: &Entry) -> Attribution {
    let (author, op) = (&entry.change.author, entry.change.op.clone());
    let (agent, at) = (author.agent.clone(), Some(author.at.clone()));
    Attribution { rev: Some(entry.link.rev), agent, at, op, boundary: false }
}

/// What is not attributed yet, in the shape that the document had at the current record.
enum Node {
    /// Nothing, or attributed already.
    Done,
    /// A leaf, by its number.
    Leaf(usize),
    Object(HashMap<String, Node>),
    Array(Vec<Node>),
}

struct Search {
    root: Node,
    leaves: Vec<Leaf>,
    left: usize,
}

impl Search {
    fn of(document: &Document, path: &KeyPath) -> Self {
        let mut search = Self { root: Node::Done, leaves: Vec::new(), left: 0 };
        let path = document.path(&document.pointer(path));
        // The search begins with the shape of the whole document.
        search.root = search.node(document.tree(), &KeyPath::root(), path.segments());
        search.left = search.leaves.len();
        search
    }

    /// Builds the tree of the value at `at`. Only what the steps `towards` lead to is searched.
    fn node(&mut self, value: &Value, at: &KeyPath, towards: &[Segment]) -> Node {
        let (step, rest) = towards.split_first().map_or((None, towards), |(step, rest)| (Some(step), rest));
        let hides = |key: &str| step.is_none() && at.is_root() && key == RESERVED_KEY;
        match value {
            // The hash of a redacted value is one value, of which nothing is shown.
            Value::Object(members) if !members.is_empty() && !is_hash(value) => {
                let wanted = members.iter().filter(|(key, _)| !hides(key));
                let nodes = wanted.map(|(key, value)| {
                    let segment = Segment::Key(key.clone());
                    (key.clone(), self.child(value, at, segment, step, rest))
                });
                Node::Object(nodes.collect())
            }
            Value::Array(items) if !items.is_empty() => {
                let nodes =
                    items.iter().enumerate().map(|(i, value)| self.child(value, at, Segment::Index(i), step, rest));
                Node::Array(nodes.collect())
            }
            leaf if step.is_none() && !at.is_root() => {
                let (path, value, attribution) = (at.to_string(), leaf.clone(), Rc::default());
                self.leaves.push(Leaf { path, attribution, value });
                Node::Leaf(self.leaves.len() - 1)
            }
            _ => Node::Done,
        }
    }

    fn child(
        &mut self,
        value: &Value,
        at: &KeyPath,
        segment: Segment,
        step: Option<&Segment>,
        rest: &[Segment],
    ) -> Node {
        if step.is_some_and(|step| *step != segment) {
            return Node::Done;
        }
        self.node(value, &at.child(segment), rest)
    }

    /// Undoes a patch on the tree, last operation first.
    fn pass(&mut self, patch: &Patch, attribution: &Rc<Attribution>) {
        // A key that was only moved is nobody's change.
        let changes = patch.0.iter().rev().filter(|operation| !matches!(operation, Operation::Arrange { .. }));
        for operation in changes {
            let mut root = std::mem::replace(&mut self.root, Node::Done);
            let found = undo_step(&mut root, operation.path().tokens(), operation);
            self.root = root;
            self.take(&found.unwrap_or(Node::Done), attribution);
        }
    }

    fn take_all(&mut self, attribution: &Rc<Attribution>) {
        let root = std::mem::replace(&mut self.root, Node::Done);
        self.take(&root, attribution);
    }

    fn take(&mut self, node: &Node, attribution: &Rc<Attribution>) {
        match node {
            Node::Done => {}
            Node::Leaf(number) => {
                self.left = self.left.saturating_sub(1);
                if let Some(leaf) = self.leaves.get_mut(*number) {
                    leaf.attribution = Rc::clone(attribution);
                }
            }
            Node::Object(members) => members.values().for_each(|node| self.take(node, attribution)),
            Node::Array(items) => items.iter().for_each(|node| self.take(node, attribution)),
        }
    }
}

/// Undoes one operation on the tree. Returns what the operation wrote.
fn undo_step(node: &mut Node, tokens: &[String], operation: &Operation) -> Option<Node> {
    let Some((token, below)) = tokens.split_first() else {
        return writes(operation).then(|| std::mem::replace(node, Node::Done));
    };
    let is_last = below.is_empty();
    match node {
        // It is empty now: something was taken out of it, or put in on the way.
        Node::Leaf(_) if !matches!(operation, Operation::Test { .. }) => Some(std::mem::replace(node, Node::Done)),
        Node::Object(members) if is_last => {
            let written = members.get_mut(token).filter(|_| writes(operation))?;
            Some(std::mem::replace(written, Node::Done))
        }
        Node::Object(members) => undo_step(members.get_mut(token)?, below, operation),
        Node::Array(items) => {
            let index = array_index(token).filter(|index| *index <= items.len())?;
            match operation {
                Operation::Remove { .. } if is_last => {
                    items.insert(index, Node::Done);
                    None
                }
                Operation::Add { .. } if is_last && index < items.len() => Some(items.remove(index)),
                operation => undo_step(items.get_mut(index)?, below, operation),
            }
        }
        Node::Leaf(_) | Node::Done => None,
    }
}

/// Whether an operation writes a value at its path.
fn writes(operation: &Operation) -> bool {
    !matches!(operation, Operation::Remove { .. } | Operation::Test { .. })
}

#[cfg(test)]
mod tests;
