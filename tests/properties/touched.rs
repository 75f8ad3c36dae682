//! What looks at a change gives the same for what the change touches as for the whole document.

use ctxfile::internals::draft::Draft;
use ctxfile::internals::json::document::Document;
use ctxfile::internals::json::key_path::KeyPath;
use ctxfile::internals::json::patch::Patch;
use ctxfile::internals::json::projection::Projection;
use ctxfile::internals::kept::expiry;
use ctxfile::internals::kept::policy;
use ctxfile::internals::kept::policy::{MergePolicy, Policies, passed_over};
use ctxfile::internals::kept::redaction;
use ctxfile::internals::log::agent::AgentName;
use ctxfile::internals::log::entry::Revision;
use ctxfile::internals::log::history::NoHistory;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::steps::{Step, changes, near_object, near_path, near_value};

fn draft(document: Document) -> Draft<'static> {
    Draft::new(document, Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory)
}

fn prepared(members: Map<String, Value>, prepare: impl FnOnce(&mut Draft<'_>)) -> Document {
    let mut draft = draft(Document::try_from(Value::Object(members)).unwrap());
    prepare(&mut draft);
    draft.finish().0
}

fn changed(document: &Document, steps: Vec<Vec<Step>>) -> Draft<'static> {
    let mut draft = draft(document.clone());
    steps.into_iter().flatten().for_each(|step| step.make(&mut draft));
    draft
}

fn merge_policy() -> impl Strategy<Value = MergePolicy> {
    prop_oneof![Just(MergePolicy::Once), Just(MergePolicy::Deny), Just(MergePolicy::Replace)]
}

/// The change between two redacted copies, found by comparing all of them.
fn whole_change(before: &Document, after: &Document) -> (Patch, Patch, bool) {
    let [mut before, after] =
        [before, after].map(|document| redaction::redacted_copy(document).unwrap_or_else(|| document.clone()));
    let patch = redaction::steps(&before, &after);
    let undo = before.apply(&patch).unwrap();
    (patch, undo, before.to_text() == after.to_text())
}

proptest! {
    #[test]
    fn what_a_change_touches_is_what_it_was_before_and_after(first in near_object(), changes in changes()) {
        let document = prepared(first, |_| {});
        let draft = changed(&document, changes);
        let (before, after) = draft.touched(0, Projection::default()).unwrap();
        for (operation, _) in draft.operations() {
            let place = operation.path();
            prop_assert_eq!(before.at(place), document.at(place));
            prop_assert_eq!(after.at(place), draft.document().at(place));
        }
    }

    #[test]
    fn policies_are_checked_as_over_the_whole_document(
        first in near_object(),
        policies in prop::collection::vec((near_path(), merge_policy()), 1..4),
        changes in changes(),
    ) {
        let document = prepared(first, |draft| {
            for (path, merge) in policies {
                let _ = policy::declare(draft, &path, merge);
            }
        });
        let draft = changed(&document, changes);
        let policies = Policies::of(draft.document()).unwrap();
        let ends = expiry::changed_ends(&draft, 0);
        let whole = passed_over(&policies, &draft.before(), draft.document(), &ends);
        let forced: Vec<Value> =
            whole.iter().map(|(_, d)| json!({"path": d.path().to_string(), "policy": d.merge})).collect();
        prop_assert_eq!(policy::check(&draft, 0, true).unwrap(), forced);
    }

    #[test]
    fn a_change_is_redacted_as_the_whole_document_would_be(
        first in near_object(),
        redacted in prop::collection::vec((near_path(), near_value()), 1..3),
        changes in changes(),
    ) {
        let by: AgentName = "planner".parse().unwrap();
        let document = prepared(first, |draft| {
            for (path, value) in redacted {
                let _ = redaction::set_redacted(draft, &path, value, &by, "00112233445566778899aabbccddeeff");
            }
        });
        let mut draft = changed(&document, changes);
        let mut salts = 0..;
        let fresh = || Ok(format!("{:032x}", salts.next().unwrap_or(0)));
        let fresh = std::cell::RefCell::new(fresh);
        redaction::resalt(&mut draft, &|| (fresh.borrow_mut())()).unwrap();
        let (after, made, _) = draft.finish();
        let change = redaction::redact_change(&document, &after, &made).unwrap();
        let (patch, undo, exact) = whole_change(&document, &after);
        prop_assert_eq!((change.patch, change.undo, change.exact), (patch, undo, exact));
    }

    #[test]
    fn an_item_at_the_root_is_never_missed(first in near_object(), path in near_path(), value in near_value()) {
        let document = prepared(first, |_| {});
        let mut draft = draft(document.clone());
        let _ = draft.set(&path, value);
        let _ = draft.turn_into(&KeyPath::root(), &document.to_value());
        let (before, after) = draft.touched(0, Projection::default()).unwrap();
        prop_assert_eq!(before == after, draft.before() == *draft.document());
    }
}
