//! What must hold for every input, through the binary. The inputs are the same in each run.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use super::object;
use super::steps::{near_object, near_path, near_value};
use crate::support::Context;

/// The words of one change; not all of them can be made.
fn change() -> impl Strategy<Value = Vec<String>> {
    let near_path = || near_path().prop_map(|path| path.to_string());
    let near_value = || near_value().prop_map(|value| value.to_string());
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    prop_oneof![
        3 => (near_path(), near_value()).prop_map(move |(path, value)| words(&["set", &path, &value])),
        2 => near_path().prop_map(move |path| words(&["unset", &path])),
        2 => (near_path(), near_value()).prop_map(move |(path, item)| words(&["append", &path, &item])),
        2 => (near_path(), -2..3_i32).prop_map(move |(path, by)| words(&["incr", &path, &by.to_string()])),
        2 => near_object().prop_map(move |object| words(&["merge", &Value::Object(object).to_string()])),
    ]
}

fn parsed(context: &Context) -> Value {
    ctxfile::internals::json::parse(context.document().as_bytes()).unwrap()
}

/// The newest revision.
fn newest(context: &Context) -> usize {
    context.log().lines().count()
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 8, rng_seed: RngSeed::Fixed(5), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn changes_and_then_the_undo_of_each_in_reverse_order_give_the_first_document(
        first in near_object(), changes in prop::collection::vec(change(), 8),
    ) {
        let context = Context::holding(&Value::Object(first).to_string());
        context.run(&["emit", "begun"]).done();
        let (mut documents, begun) = (vec![parsed(&context)], newest(&context));
        for words in changes {
            let before = newest(&context);
            let answer = context.run(&words);
            prop_assert!([0, 1, 3, 5].contains(&answer.code), "{:?} {:?}", words, answer);
            if newest(&context) > before {
                documents.push(parsed(&context));
            }
        }
        prop_assert_eq!(newest(&context), begun + documents.len() - 1);
        for (rev, before) in (begun..newest(&context)).zip(&documents).rev() {
            context.run(&["-q", "undo", &(rev + 1).to_string()]).done();
            prop_assert_eq!(&parsed(&context), before);
        }
        context.run(&["verify"]).done();
    }

    #[test]
    fn merging_three_ways_with_an_unchanged_side_gives_the_other_side(base in object(), new in object()) {
        let (base, new) = (Value::Object(base), Value::Object(new));
        let context = Context::holding(&base.to_string());
        context.run(&["emit", "begun"]).done();
        // Ours is the base.
        prop_assert_eq!(context.run_with_input(&["-q", "merge", "--base", "1", "-"], new.to_string()).code, 0);
        prop_assert_eq!(&parsed(&context), &new);
        // Theirs is the base.
        prop_assert_eq!(context.run_with_input(&["-q", "merge", "--base", "1", "-"], base.to_string()).code, 0);
        prop_assert_eq!(&parsed(&context), &new);
        // Both are the same.
        prop_assert_eq!(context.run_with_input(&["-q", "merge", "--base", "1", "-"], new.to_string()).code, 0);
        prop_assert_eq!(&parsed(&context), &new);
    }
}
