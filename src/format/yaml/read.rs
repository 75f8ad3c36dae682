//! Reads YAML from the events of its parser, with a stack of its own: nothing here recurses.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};
use serde_json::{Map, Value};

use crate::format::unfit::Unread;
use crate::format::yaml::scalar;
use crate::json::{MAX_DEPTH, NUMBER_TOKEN};
use crate::text::escape::quoted;

/// How much memory values of anchors and aliases may take together, in bytes: a few lines can ask for any number.
const MOST_COPIED: usize = 64 << 20;

/// What a node takes besides its text, in bytes.
const NODE: usize = 72;

/// An array or object whose end has not come.
struct Open {
    held: Held,
    /// The number of its anchor; 0 if it has none.
    anchor: usize,
    /// The memory that it takes, in bytes.
    weight: usize,
}

enum Held {
    Array(Vec<Value>),
    /// The members, and the key whose value comes next.
    Object(Map<String, Value>, Option<String>),
}

/// A node that is complete.
struct Node {
    value: Value,
    weight: usize,
    anchor: usize,
    /// It is a plain scalar `<<`.
    merges: bool,
}

#[derive(Default)]
struct Tree {
    open: Vec<Open>,
    anchors: HashMap<usize, (Value, usize)>,
    copied: usize,
    documents: usize,
    root: Option<Value>,
}

/// Reads one document. An empty text is null.
pub fn read(text: &str) -> Result<Value, Unread> {
    refuse_version(text)?;
    let mut tree = Tree::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| malformed(&e))?;
        tree.take(event).map_err(|reason| Unread::at(span.start.line(), span.start.col() + 1, reason).unheld())?;
    }
    Ok(tree.root.unwrap_or(Value::Null))
}

/// Refuses a text that says it is of another version: directives stand before the document.
fn refuse_version(text: &str) -> Result<(), Unread> {
    let head = text.lines().enumerate().take_while(|(_, line)| line.trim().is_empty() || line.starts_with(['#', '%']));
    for (i, line) in head {
        let Some(version) = line.strip_prefix("%YAML").and_then(|rest| rest.split_whitespace().next()) else {
            continue;
        };
        if version != "1.2" {
            let why = format!("the directive %YAML {version}, where YAML 1.2 is read,");
            let hint = "what yes, no, on, off, 010 and 1:30 mean there, YAML 1.2 takes for something else: \
                        convert the file, and leave the directive out";
            return Err(Unread::at(i + 1, 1, why).hint(hint));
        }
    }
    Ok(())
}

fn malformed(error: &ScanError) -> Unread {
    let place = error.marker();
    Unread::at(place.line().max(1), place.col() + 1, error.info().replace('\n', " "))
}

impl Tree {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 { Err("a second document".to_owned()) } else { Ok(()) }
            }
            Event::Alias(anchor) => {
                let Some((value, weight)) = self.anchors.get(&anchor).cloned() else {
                    return Err("an alias of a value that contains it".to_owned());
                };
                self.copy(weight)?;
                self.add(Node { value, weight, anchor: 0, merges: false })
            }
            Event::Scalar(text, style, anchor, tag) => {
                let merges = text == "<<" && style == ScalarStyle::Plain && tag.is_none();
                let value = scalar::value(&text, style, tag.as_ref())?;
                self.add(Node { value, weight: NODE + text.len(), anchor, merges })
            }
            Event::SequenceStart(anchor, tag) => self.begin(Held::Array(Vec::new()), anchor, tag.as_ref(), "seq"),
            Event::MappingStart(anchor, tag) => self.begin(Held::Object(Map::new(), None), anchor, tag.as_ref(), "map"),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn begin(&mut self, held: Held, anchor: usize, tag: Option<&Cow<'_, Tag>>, own: &str) -> Result<(), String> {
        if let Some(tag) = tag.filter(|tag| !(tag.is_yaml_core_schema() && tag.suffix == own)) {
            return Err(scalar::unknown(tag));
        }
        if let Some(Open { held: Held::Object(_, None), .. }) = self.open.last() {
            return Err("a key that is an array or an object, where JSON has text only,".to_owned());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("a value that is nested more than {MAX_DEPTH} levels deep"));
        }
        self.open.push(Open { held, anchor, weight: NODE });
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        let Some(Open { held, anchor, weight }) = self.open.pop() else { return Ok(()) };
        let value = match held {
            Held::Array(items) => items.into(),
            Held::Object(members, _) => members.into(),
        };
        self.add(Node { value, weight, anchor, merges: false })
    }

    /// Adds a node to the array or object that is open, or makes it the root.
    fn add(&mut self, node: Node) -> Result<(), String> {
        let Node { value, weight, anchor, merges } = node;
        if anchor != 0 {
            self.copy(weight)?;
            self.anchors.insert(anchor, (value.clone(), weight));
        }
        // An alias may bring a value that is deep already.
        if !self.open.is_empty() && self.open.len() + crate::json::depth(&value) > MAX_DEPTH {
            return Err(format!("a value that is nested more than {MAX_DEPTH} levels deep"));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(value);
            return Ok(());
        };
        open.weight += weight;
        match &mut open.held {
            Held::Array(items) => items.push(value),
            Held::Object(members, pending) => match pending.take() {
                Some(key) => drop(members.insert(key, value)),
                None => *pending = Some(key(value, members, merges)?),
            },
        }
        Ok(())
    }

    /// Counts a value that is kept twice.
    fn copy(&mut self, weight: usize) -> Result<(), String> {
        self.copied = self.copied.saturating_add(weight);
        let most = MOST_COPIED >> 20;
        let told = || format!("anchors and aliases, which here stand for more than {most} MiB of values,");
        if self.copied > MOST_COPIED { Err(told()) } else { Ok(()) }
    }
}

fn key(value: Value, members: &Map<String, Value>, merges: bool) -> Result<String, String> {
    if merges {
        return Err(
            "a merge key, which YAML 1.2 does not have: write its members out, or quote \"<<\" as a key,".to_owned()
        );
    }
    let key = match value {
        Value::String(key) => key,
        other => return Err(format!("the key {other}, which is not text: quote it,")),
    };
    if key == NUMBER_TOKEN {
        return Err("a reserved key".to_owned());
    }
    if members.contains_key(&key) { Err(format!("the key {} a second time", quoted(&key))) } else { Ok(key) }
}
