//! Changes as verbs make them, near to each other.

use std::time::Duration;

use ctxfile::internals::draft::Draft;
use ctxfile::internals::edit::merge::MergeRule;
use ctxfile::internals::json::key_path::{KeyPath, Segment};
use ctxfile::internals::kept::expiry;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// One of the changes that verbs make; what cannot be done is not done.
#[derive(Clone, Debug)]
pub enum Step {
    Set(KeyPath, Value),
    SetForAnHour(KeyPath, Value),
    Append(KeyPath, Vec<Value>),
    Merge(Map<String, Value>),
    Unset(KeyPath),
}

impl Step {
    pub fn make(self, draft: &mut Draft<'_>) {
        let _ = match self {
            Self::Set(path, value) => draft.set(&path, value),
            Self::SetForAnHour(path, value) => {
                let made = draft.set(&path, value);
                made.and_then(|()| expiry::expire(draft, &path, Duration::from_secs(3600)))
            }
            Self::Append(path, items) => draft.append(&path, items, false),
            Self::Merge(members) => draft.merge(&KeyPath::root(), members, MergeRule::default()),
            Self::Unset(path) => draft.unset(&path).map(drop),
        };
    }
}

/// Paths that meet each other often.
pub fn near_path() -> impl Strategy<Value = KeyPath> {
    let segment = prop_oneof![
        3 => "[ab]".prop_map(Segment::Key),
        2 => (0..3_usize).prop_map(Segment::Index),
        1 => Just(Segment::FromEnd(1)),
    ];
    ("[ab]".prop_map(Segment::Key), prop::collection::vec(segment, 0..3)).prop_map(|(first, below)| {
        let mut segments = vec![first];
        segments.extend(below);
        KeyPath::new(segments)
    })
}

pub fn near_value() -> impl Strategy<Value = Value> {
    let leaf = (0..3).prop_map(Value::from);
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[ab]", inner), 0..3)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

pub fn near_object() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec(("[ab]", near_value()), 0..3).prop_map(|members| members.into_iter().collect())
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (near_path(), near_value()).prop_map(|(path, value)| Step::Set(path, value)),
        1 => (near_path(), near_value()).prop_map(|(path, value)| Step::SetForAnHour(path, value)),
        3 => (near_path(), prop::collection::vec(near_value(), 1..3)).prop_map(|(path, items)| Step::Append(path, items)),
        1 => near_object().prop_map(Step::Merge),
        3 => near_path().prop_map(Step::Unset),
    ]
}

/// Changes of one or several steps.
pub fn changes() -> impl Strategy<Value = Vec<Vec<Step>>> {
    prop::collection::vec(prop::collection::vec(step(), 1..4), 1..10)
}
