//! Undoing where what held a value, or stood before it, is another thing by now.

use super::undo;
use crate::support::Context;

#[test]
fn what_cannot_be_put_back_where_it_was_is_a_conflict_with_whoever_changed_that_place() {
    let context = Context::with(r#"{"a":{"b":1},"l":[1,2]}"#);
    context.run(&["unset", "a.b"]).done();
    context.run(&["unset", "l[1]"]).done();
    let refused = |rev: &str, path: &str, what: &str, last: &str| {
        context.run(&["undo", rev]).normalized(&context).fails(
            3,
            &format!(
                "ctx: could not undo revision {rev} in context.json: {path}: revision {rev} left {what}; \
                 last changed by coder at TIME in revision {last}\n\
                 hint: ctx -c context.json log --since {rev} --path {path}\n"
            ),
        );
    };
    context.run_as("coder", &["unset", "a", "l"]).done();
    refused("2", "a", "{}, found nothing", "4");
    refused("3", "l", "[1], found nothing", "4");
    context.run_as("coder", &["set", "a:=[]", "l:={}"]).done();
    refused("2", "a", "{}, found []", "5");
    refused("3", "l", "[1], found {}", "5");
    context.run_as("coder", &["set", "a:=1", "l:=[1,3]"]).done();
    refused("2", "a", "{}, found 1", "6");
    // What holds it is as it was, whoever made it.
    undo(&context, &["3"]);
    context.run_as("coder", &["set", "a:={\"x\":1}"]).done();
    undo(&context, &["2"]);
    let all = context.run(&["get"]).stdout.split_whitespace().collect::<String>();
    assert_eq!(all, r#"{"a":{"x":1,"b":1},"l":[1,2,3]}"#);
}

#[test]
fn items_that_came_or_went_before_one_are_in_the_way_and_those_behind_it_are_not() {
    let context = Context::with(r#"{"l":[1,2,3]}"#);
    context.run(&["set", "l[1]", "x"]).done();
    context.run_as("coder", &["unset", "l[0]"]).done();
    context.run(&["undo"]).normalized(&context).fails(
        3,
        "ctx: could not undo the last change of planner in context.json: \
         l[1]: what revision 2 left is no longer there; last changed by coder at TIME in revision 3\n\
         hint: ctx -c context.json log --since 2 --path 'l[1]'\n",
    );
    undo(&context, &["3"]);
    context.run_as("coder", &["unset", "l[2]"]).done();
    undo(&context, &["2"]);
    context.run(&["get", "l"]).prints("[\n  1,\n  2\n]\n");
}
