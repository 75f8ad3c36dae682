//! Settings in JSON, with comments and trailing commas or without.

use jsonc_parser::ast::{Object, Value as Parsed};

use crate::agents::settings::layout::Layout;
use crate::agents::settings::parsed::{container, member, of, parsed, range, value, wrong};
use crate::agents::settings::program::{all_by_name, mentions};
use crate::agents::settings::splice::{Container, part};
use crate::agents::settings::{Direction, Edited, Entry, EntryKind, Unfit, not_as_written};

/// What Windows programs put before a text (U+FEFF).
const MARK: char = '\u{feff}';

/// What became of one entry.
enum Change {
    To(String),
    None,
    /// It is there, but not as ctx writes it.
    Left,
    /// Nothing but what ctx made was in the file.
    Emptied,
}

/// Puts entries in a file, or takes them out.
///
/// # Errors
/// Fails if the text is no object in JSON, or if something else is where an entry belongs.
pub fn edited(whole: Option<&str>, entries: &[Entry], direction: Direction) -> Result<Edited, Unfit> {
    let mark = whole.is_some_and(|text| text.starts_with(MARK));
    let mut now = whole.map(|text| text.strip_prefix(MARK).unwrap_or(text).to_owned());
    if let Some(text) = now.as_mut().filter(|text| text.trim().is_empty()) {
        // An empty file says what an empty object does.
        if direction == Direction::TakeOut {
            return Ok(Edited { text: whole.map(str::to_owned), left: Vec::new() });
        }
        text.insert_str(0, "{}");
    }
    let mut left = Vec::new();
    let put_in: Vec<&Entry> = entries.iter().collect();
    let ordered: Vec<&Entry> = match direction {
        Direction::PutIn => put_in,
        Direction::TakeOut => put_in.into_iter().rev().collect(),
    };
    for entry in ordered {
        let change = match (&now, direction) {
            (None, Direction::PutIn) => Change::To(beside(Layout::of("").file(entry), entry)?),
            (None, Direction::TakeOut) => Change::None,
            (Some(text), Direction::PutIn) => with(text, entry)?,
            (Some(text), Direction::TakeOut) => without(text, entry)?,
        };
        match change {
            Change::To(text) => now = Some(text),
            Change::None => {}
            Change::Left => left.push(not_as_written(&entry.path)),
            Change::Emptied => now = None,
        }
    }
    if direction == Direction::TakeOut {
        left.reverse();
    }
    left.dedup();
    let text = now.map(|now| if mark { format!("{MARK}{now}") } else { now });
    Ok(Edited { text, left })
}

/// Puts one entry in.
fn with(text: &str, entry: &Entry) -> Result<Change, Unfit> {
    let (root, layout) = (parsed(text)?, Layout::of(text));
    let entry = &placed(entry, &root);
    let mut object = &root;
    let mut path = entry.path.as_slice();
    while let Some((key, rest)) = path.split_first() {
        let Some(index) = member(text, object, key)? else {
            let new = container(object).with(text, &layout, &|indent| layout.member(path, entry, indent));
            let is_top = path.len() == entry.path.len();
            return Ok(Change::To(if is_top { beside(new, entry)? } else { new }));
        };
        let Some(found) = object.properties.get(index).map(|found| &found.value) else { return Ok(Change::None) };
        match (found, rest.is_empty(), entry.kind) {
            (_, true, EntryKind::Member) => return Ok(if is_same(found, entry) { Change::None } else { Change::Left }),
            (Parsed::Object(inner), false, _) => object = inner,
            (Parsed::Array(array), true, EntryKind::Item) => {
                if array.elements.iter().any(|item| is_same(item, entry)) {
                    return Ok(Change::None);
                }
                if array.elements.iter().any(|item| mentions(&value(item), &entry.sign)) {
                    return Ok(Change::Left);
                }
                let items = of(array.range, array.elements.iter().map(range));
                return Ok(Change::To(items.with(text, &layout, &|indent| layout.value(&entry.value, indent))));
            }
            _ => return Err(wrong(text, found, key, rest.is_empty())),
        }
        path = rest;
    }
    Ok(Change::None)
}

/// The entry with the path that it has in a file.
fn placed(entry: &Entry, root: &Object<'_>) -> Entry {
    let mut placed = entry.clone();
    let first = entry.path.first().and_then(|key| root.get_object(key));
    if let Some(name) = entry.inside.filter(|name| first.is_some_and(|first| first.get_object(name).is_some())) {
        placed.path.insert(1, name);
    }
    placed
}

/// Puts what must be beside an entry at the end of the file, unless a member of its name is there.
fn beside(text: String, entry: &Entry) -> Result<String, Unfit> {
    let Some((key, value)) = &entry.beside else { return Ok(text) };
    let (path, kind, value, sign) = (vec![*key], EntryKind::Member, value.clone(), String::new());
    let member = Entry { path, kind, value, sign, inside: None, beside: None };
    Ok(if let Change::To(text) = with(&text, &member)? { text } else { text })
}

/// Takes one entry out.
fn without(text: &str, entry: &Entry) -> Result<Change, Unfit> {
    let root = parsed(text)?;
    let entry = &placed(entry, &root);
    let mut object = &root;
    let mut path = entry.path.as_slice();
    let mut way: Vec<(Container, usize)> = Vec::new();
    while let Some((key, rest)) = path.split_first() {
        let Some(index) = member(text, object, key)? else { return Ok(Change::None) };
        way.push((container(object), index));
        let Some(found) = object.properties.get(index).map(|found| &found.value) else { return Ok(Change::None) };
        match (found, rest.is_empty(), entry.kind) {
            (_, true, EntryKind::Member) if !is_same(found, entry) => return Ok(Change::Left),
            (_, true, EntryKind::Member) => {}
            (Parsed::Object(inner), false, _) => object = inner,
            (Parsed::Array(array), true, EntryKind::Item) => {
                let Some(index) = array.elements.iter().position(|item| is_same(item, entry)) else {
                    let is_left = array.elements.iter().any(|item| mentions(&value(item), &entry.sign));
                    return Ok(if is_left { Change::Left } else { Change::None });
                };
                way.push((of(array.range, array.elements.iter().map(range)), index));
            }
            _ => return Ok(Change::None),
        }
        path = rest;
    }
    Ok(taken_out(text, &root, way, entry))
}

/// Takes out the last element of the way, and what ctx made around it that is empty then.
fn taken_out(text: &str, root: &Object<'_>, mut way: Vec<(Container, usize)>, entry: &Entry) -> Change {
    while let Some((around, index)) = way.pop() {
        let is_root = way.is_empty();
        let beside = entry.beside.as_ref().filter(|_| is_root && entry.path.len() > 1);
        let beside = beside.and_then(|(key, wanted)| {
            let next = root.properties.get(index + 1)?;
            (next.name.as_str() == *key && value(&next.value) == *wanted).then_some(index + 1)
        });
        let ours = if beside.is_some() { 2 } else { 1 };
        if around.elements.len() == ours && around.is_made(text) {
            if !is_root {
                continue;
            }
            let is_alone = around.open == 0 && part(text, around.close + 1..).trim().is_empty();
            if is_alone {
                return Change::Emptied;
            }
        }
        let Some(beside) = beside else { return Change::To(around.without(text, index)) };
        // The one behind first: it leaves the place of the other as it is.
        let text = around.without(text, beside);
        let Ok(root) = parsed(&text) else { return Change::None };
        return Change::To(container(&root).without(&text, index));
    }
    Change::None
}

fn is_same(found: &Parsed<'_>, entry: &Entry) -> bool {
    all_by_name(&value(found)) == all_by_name(&entry.value)
}
