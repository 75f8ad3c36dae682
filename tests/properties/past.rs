//! What must hold for every past.

use std::ops::ControlFlow;

use anyhow::Result;
use ctxfile::internals::draft::Draft;
use ctxfile::internals::edit::restore;
use ctxfile::internals::edit::undo;
use ctxfile::internals::edit::undo::Target;
use ctxfile::internals::json::diff;
use ctxfile::internals::json::difference;
use ctxfile::internals::json::document::Document;
use ctxfile::internals::json::key_path::KeyPath;
use ctxfile::internals::json::patch::Patch;
use ctxfile::internals::json::projection::Projection;
use ctxfile::internals::log::digest::Digest;
use ctxfile::internals::log::entry::{Author, Change, Entry, Link, Revision};
use ctxfile::internals::log::history::{History, add_touched};
use ctxfile::internals::log::{blame, checkout};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::steps::{Step, changes, near_object};

/// A log in memory, whose changes are made as the store makes them.
struct Memory {
    records: Vec<Entry>,
    document: Document,
}

impl History for Memory {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let _ = self.records.iter().rev().try_for_each(|entry| visit(entry.clone()));
        Ok(())
    }
}

impl Memory {
    fn of(document: Document) -> Self {
        let mut memory = Self { records: Vec::new(), document };
        memory.record("import", Patch::default(), Patch::default());
        memory
    }

    fn newest(&self) -> Revision {
        self.records.last().map_or(Revision::START, |entry| entry.link.rev)
    }

    /// Makes a change; the revision, unless it changed nothing.
    fn change(&mut self, op: &str, edit: impl FnOnce(&mut Draft<'_>) -> Value) -> Option<Revision> {
        let now = chrono::DateTime::UNIX_EPOCH;
        let mut draft = Draft::new(self.document.clone(), self.newest(), now, &*self);
        let args = edit(&mut draft);
        let (document, patch, undo) = draft.finish();
        if patch.0.is_empty() || document.to_text() == self.document.to_text() {
            return None;
        }
        self.document = document;
        self.record(op, patch, undo);
        self.records.last_mut().unwrap().change.args = args;
        Some(self.newest())
    }

    fn record(&mut self, op: &str, patch: Patch, undo: Patch) {
        let rev = self.newest().next();
        let state = rev.number().is_multiple_of(3).then(|| self.document.to_value());
        let state = if self.records.is_empty() { Some(self.document.to_value()) } else { state };
        let author = Author { agent: "me".into(), at: "1970-01-01T00:00:00.000Z".into(), ..Author::default() };
        let prev = self.records.last().map_or(Digest::NONE, |entry| entry.h);
        let change = Change { op: op.into(), patch, undo, state, author, ..Change::default() };
        let link = Link { rev, prev, post: Digest::of(&self.document.to_text()) };
        self.records.push(Entry::seal(change, link).unwrap());
    }

    /// Undoes a change, if that is possible.
    fn undo(&mut self, target: &Target) -> Option<Revision> {
        let mut found = None;
        let rev = self.change("undo", |draft| {
            found = undo::undo(draft, target).ok();
            found.as_ref().map(|entry| undo::action(entry).args).unwrap_or_default()
        });
        found.and(rev)
    }
}

/// Makes the changes; the document after each revision, and the revisions.
fn made(first: Map<String, Value>, changes: Vec<Vec<Step>>) -> (Memory, Vec<Document>, Vec<Revision>) {
    let mut memory = Memory::of(Document::try_from(Value::Object(first)).unwrap());
    let (mut documents, mut revisions) = (vec![memory.document.clone()], Vec::new());
    for steps in changes {
        let made = memory.change("batch", |draft| {
            for step in steps {
                step.make(draft);
            }
            Value::Null
        });
        revisions.extend(made);
        documents.extend(made.map(|_| memory.document.clone()));
    }
    (memory, documents, revisions)
}

/// With a member that makes it so long that it is held as its text.
fn long(mut members: Map<String, Value>) -> Map<String, Value> {
    members.insert("~".to_owned(), "long".repeat(5000).into());
    members
}

fn as_text(document: &Document) -> Document {
    Document::of_published(document.to_text()).unwrap()
}

/// Without what ctx keeps.
fn content(document: &Document) -> Map<String, Value> {
    document.members().map(|(key, value)| (key.clone(), value.clone())).collect()
}

proptest! {
    #[test]
    fn every_revision_is_rebuilt_as_it_was(first in near_object(), changes in changes()) {
        let (memory, documents, _) = made(first, changes);
        for (document, rev) in documents.iter().zip(1..) {
            let then = checkout::at(&memory, Revision::new(rev)).unwrap();
            prop_assert_eq!(then.document.to_text(), document.to_text());
        }
    }

    #[test]
    fn every_revision_is_reached_from_a_later_document_too(first in near_object(), changes in changes()) {
        let (memory, documents, _) = made(long(first), changes);
        let texts: Vec<Document> = documents.iter().map(as_text).collect();
        for (later, to) in texts.iter().zip(1..) {
            for (document, rev) in documents.iter().zip(1..=to) {
                let then = checkout::near(&memory, Some((later, Revision::new(to))), Revision::new(rev)).unwrap();
                prop_assert_eq!(then.document.to_text(), document.to_text());
            }
        }
    }

    #[test]
    fn the_places_that_records_touched_are_all_that_differ(
        first in near_object(), changes in changes(), path in prop::sample::select(&[".", "a", "b.a", "a[0]", "a[-1]"][..]),
    ) {
        let (memory, documents, _) = made(long(first), changes);
        let texts: Vec<Document> = documents.iter().map(as_text).collect();
        let path: KeyPath = path.parse().unwrap();
        for (new, to) in texts.iter().zip(1..) {
            for (old, from) in texts.iter().zip(1..=to) {
                let mut touched = Projection::default();
                let (from, to) = (Revision::new(from), Revision::new(to));
                prop_assert!(add_touched(&mut touched, &memory, from, to).unwrap());
                let parts = (old.project(&touched), new.project(&touched));
                prop_assert_eq!(diff::compare(&parts.0, &parts.1, &path, true), diff::compare(old, new, &path, true));
            }
        }
    }

    #[test]
    fn changes_and_then_the_undo_of_each_in_reverse_order_give_the_first_document(
        first in near_object(), changes in changes(),
    ) {
        let (mut memory, documents, revisions) = made(first, changes);
        for (rev, before) in revisions.iter().zip(&documents).rev() {
            memory.undo(&Target::Revision(*rev));
            prop_assert_eq!(&memory.document, before);
        }
    }

    #[test]
    fn one_undo_after_another_gives_the_first_document_and_undoing_those_the_last(
        first in near_object(), changes in changes(),
    ) {
        let (mut memory, documents, revisions) = made(first, changes);
        let mine = Target::LastOf("me".parse().unwrap(), None);
        let undone: Vec<Revision> = std::iter::from_fn(|| memory.undo(&mine)).take(revisions.len() + 1).collect();
        prop_assert!(undone.len() <= revisions.len());
        prop_assert_eq!(content(&memory.document), content(&documents[0]));
        for rev in undone.into_iter().rev() {
            memory.undo(&Target::Revision(rev));
        }
        prop_assert_eq!(content(&memory.document), content(documents.last().unwrap()));
    }

    #[test]
    fn an_undo_is_refused_or_takes_back_what_it_names_and_nothing_else(
        first in near_object(), changes in changes(), which in any::<prop::sample::Index>(),
    ) {
        let (mut memory, documents, revisions) = made(first, changes);
        prop_assume!(!revisions.is_empty());
        let rev = revisions[which.index(revisions.len())];
        let (before, after) = (&documents[which.index(revisions.len())], &documents[which.index(revisions.len()) + 1]);
        let last = memory.document.clone();
        if memory.undo(&Target::Revision(rev)).is_none() {
            return Ok(());
        }
        // Members at the top that the change left alone are left alone.
        for key in ["a", "b"] {
            let key = KeyPath::key(key);
            if before.get(&key) == after.get(&key) {
                prop_assert_eq!(memory.document.get(&key), last.get(&key));
            } else if last.get(&key) == after.get(&key) {
                prop_assert_eq!(memory.document.get(&key), before.get(&key));
            }
        }
    }

    #[test]
    fn a_state_that_is_restored_is_that_state(
        first in near_object(), changes in changes(), which in any::<prop::sample::Index>(),
    ) {
        let (mut memory, documents, _) = made(first, changes);
        let which = which.index(documents.len());
        let then = ctxfile::internals::draft::expiries::checkout_visible(&memory, None, memory.records[which].link.rev).unwrap();
        memory.change("restore", |draft| {
            restore::restore(draft, then, &KeyPath::root()).unwrap();
            Value::Null
        });
        prop_assert_eq!(content(&memory.document), content(&documents[which]));
        let ends = |document: &Document| document.get(&"_ctx.expiries".parse().unwrap()).cloned();
        prop_assert_eq!(ends(&memory.document), ends(&documents[which]));
    }

    #[test]
    fn what_differs_leads_from_one_document_to_the_other(old in near_object(), new in near_object()) {
        let (mut from, to) = (Document::try_from(Value::Object(old)).unwrap(), Document::try_from(Value::Object(new)).unwrap());
        let found = diff::compare(&from, &to, &KeyPath::root(), true);
        let patch = difference::patch(&found);
        from.apply(&patch).unwrap();
        prop_assert_eq!(from, to);
    }

    #[test]
    fn each_value_is_blamed_on_a_record_after_which_it_stayed(first in near_object(), changes in changes()) {
        let (memory, documents, _) = made(first, changes);
        let leaves = blame::blame(&memory.document, &KeyPath::root(), &Patch::default(), &memory).unwrap();
        for leaf in leaves {
            let place = leaf.path.parse::<KeyPath>().unwrap();
            prop_assert_eq!(memory.document.get(&place), Some(&leaf.value));
            let rev = usize::try_from(leaf.attribution.rev.unwrap().number()).unwrap();
            // The value is in the document of its record, wherever it stood then.
            prop_assert!(holds(&documents[rev - 1].to_value(), &leaf.value), "{:?}", leaf);
        }
    }
}

fn holds(value: &Value, wanted: &Value) -> bool {
    value == wanted
        || match value {
            Value::Object(members) => members.values().any(|value| holds(value, wanted)),
            Value::Array(items) => items.iter().any(|value| holds(value, wanted)),
            _ => false,
        }
}
