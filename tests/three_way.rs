//! What must hold for every three-way merge.

use ctxfile::internals::draft::Draft;
use ctxfile::internals::edit::three_way::{Input, Merged, OnConflict, Sides, carry, merge};
use ctxfile::internals::json;
use ctxfile::internals::json::document::Document;
use ctxfile::internals::json::key_path::KeyPath;
use ctxfile::internals::json::pointer::Pointer;
use ctxfile::internals::kept::policy::{MergePolicy, Policies, declare};
use ctxfile::internals::log::entry::Revision;
use ctxfile::internals::log::history::NoHistory;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Values with few keys and few leaves, so that sides touch each other.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), (0..3_u8).prop_map(Value::from), "[ab]".prop_map(Value::from)];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec(("[a-d]", inner), 0..4)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn object() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec(("[a-d]", value()), 0..4).prop_map(|members| members.into_iter().collect())
}

fn side() -> impl Strategy<Value = Option<Value>> {
    prop::option::weighted(0.9, value())
}

fn policy() -> impl Strategy<Value = MergePolicy> {
    prop::sample::select(MergePolicy::ALL.map(|(_, policy)| policy).to_vec())
}

/// A document's policies: one for everything, or none.
fn policies(policy: Option<MergePolicy>) -> Policies {
    let mut draft = Draft::new(Document::default(), Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory);
    policy.map_or(Ok(()), |policy| declare(&mut draft, &KeyPath::root(), policy)).unwrap();
    Policies::of(draft.document()).unwrap()
}

fn merged(sides: [&Option<Value>; 3], policy: Option<MergePolicy>) -> Merged {
    let [base, ours, theirs] = sides.map(Option::as_ref);
    merge(&Pointer::default(), Sides { base, ours, theirs }, &policies(policy))
}

fn number() -> impl Strategy<Value = Value> {
    // Zeros of all lengths are more often there than at random.
    let digits = prop_oneof![4 => "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,12})?", 1 => "-?0(\\.0{1,3})?"];
    digits.prop_map(|digits| json::parse(digits.as_bytes()).unwrap())
}

fn array() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec((0..6_u8).prop_map(Value::from), 0..6)
}

/// The items of an array, whatever their order.
fn multiset(value: &Value) -> Vec<String> {
    let mut items: Vec<String> = value.as_array().unwrap().iter().map(Value::to_string).collect();
    items.sort();
    items
}

fn combined(policy: MergePolicy, base: &Value, ours: &Value, theirs: &Value) -> Value {
    let value = policy.combine(Some(base), ours, theirs).unwrap();
    // The walk over documents comes to the same, once both sides changed something.
    let sides = [base, ours, theirs].map(|side| Some(side.clone()));
    if ours != base && theirs != base && (ours != theirs || policy.counts_both()) {
        let Merged { value: walked, conflicts } = merged([&sides[0], &sides[1], &sides[2]], Some(policy));
        assert_eq!((walked, conflicts), (Some(value.clone()), Vec::new()));
    }
    value
}

proptest! {
    #[test]
    fn a_side_that_did_not_change_gives_the_other(base in side(), other in side(), policy in prop::option::of(policy())) {
        let clean = Merged { value: other.clone(), conflicts: Vec::new() };
        prop_assert_eq!(&merged([&base, &base, &other], policy), &clean);
        prop_assert_eq!(&merged([&base, &other, &base], policy), &clean);
    }

    #[test]
    fn the_same_change_on_both_sides_is_that_change(base in side(), both in side()) {
        prop_assert_eq!(merged([&base, &both, &both], None), Merged { value: both, conflicts: Vec::new() });
    }

    #[test]
    fn the_sides_may_be_exchanged(base in side(), ours in side(), theirs in side()) {
        let (one, other) = (merged([&base, &ours, &theirs], None), merged([&base, &theirs, &ours], None));
        let places = |merged: &Merged| {
            let mut places: Vec<String> = merged.conflicts.iter().map(|c| c.place.to_string()).collect();
            places.sort();
            places
        };
        prop_assert_eq!(places(&one), places(&other));
        if one.conflicts.is_empty() {
            prop_assert_eq!(one.value, other.value);
        }
    }

    #[test]
    fn merging_the_result_again_changes_nothing(base in side(), ours in side(), theirs in side()) {
        let first = merged([&base, &ours, &theirs], None);
        if first.conflicts.is_empty() {
            let again = merged([&theirs, &first.value, &theirs], None);
            prop_assert_eq!(again.value, first.value);
        }
    }

    #[test]
    fn carrying_over_a_document_gives_what_merging_gives_and_can_be_undone(
        base in object(), ours in object(), theirs in object(), policy in prop::option::of(policy()),
    ) {
        let policy = policy.filter(|policy| !policy.protects());
        let document = |members: &Map<String, Value>| Document::try_from(Value::Object(members.clone())).unwrap();
        let sides = [&base, &ours, &theirs].map(|members| Some(Value::Object(members.clone())));
        let merged = merged([&sides[0], &sides[1], &sides[2]], policy);
        let path = &KeyPath::root();
        let (base, agent) = (document(&base), "me".parse().unwrap());
        let values = &[(path.clone(), Value::Object(theirs))];
        let carried = |on_conflict| {
            let mut draft = Draft::new(document(&ours), Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory);
            policy.map_or(Ok(()), |policy| declare(&mut draft, path, policy)).unwrap();
            let since = Revision::START;
            let input = Input { base: &base, since, values, agent: &agent, on_conflict };
            carry(&mut draft, &input).map(|_| draft)
        };
        prop_assert_eq!(carried(None).is_ok(), merged.conflicts.is_empty());
        let draft = carried(Some(OnConflict::Keep)).unwrap();
        prop_assert_eq!(Some(draft.document().visible(path).unwrap().to_value()), merged.value);
        let (mut result, _, undo) = draft.finish();
        result.apply(&undo).unwrap();
        prop_assert_eq!(result, document(&ours));
    }

    #[test]
    fn sums_and_extremes_commute_and_associate(base in number(), a in number(), b in number(), c in number()) {
        for policy in [MergePolicy::Sum, MergePolicy::Max, MergePolicy::Min] {
            let join = |ours: &Value, theirs: &Value| combined(policy, &base, ours, theirs);
            prop_assert_eq!(join(&a, &b), join(&b, &a));
            prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
        }
    }

    #[test]
    fn unions_commute_and_associate_as_sets(base in array(), a in array(), b in array(), c in array()) {
        let [base, a, b, c] = [base, a, b, c].map(Value::from);
        let join = |ours: &Value, theirs: &Value| combined(MergePolicy::Union, &base, ours, theirs);
        prop_assert_eq!(multiset(&join(&a, &b)), multiset(&join(&b, &a)));
        prop_assert_eq!(multiset(&join(&join(&a, &b), &c)), multiset(&join(&a, &join(&b, &c))));
    }

    #[test]
    fn appending_commutes_as_a_multiset(base in array(), a in array(), b in array()) {
        let [base, a, b] = [base, a, b].map(Value::from);
        let join = |ours: &Value, theirs: &Value| combined(MergePolicy::Append, &base, ours, theirs);
        prop_assert_eq!(multiset(&join(&a, &b)), multiset(&join(&b, &a)));
    }

    #[test]
    fn appending_associates_where_nothing_was_taken_away(base in array(), a in array(), b in array(), c in array()) {
        let grown = |items: Vec<Value>| Value::from([base.clone(), items].concat());
        let (a, b, c) = (grown(a), grown(b), grown(c));
        let join = |ours: &Value, theirs: &Value| combined(MergePolicy::Append, &grown(Vec::new()), ours, theirs);
        prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
    }
}
