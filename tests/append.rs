use crate::support::Context;

#[test]
fn items_follow_those_that_are_there_and_the_array_is_made_if_missing() {
    let context = Context::empty();
    context.run(&["append", "log.lines", "one", "2"]).done();
    context.run(&["append", "log.lines", "-3"]).done();
    context.run_with_input(&["append", "log.lines", "-"], "{\"n\":4}\n").done();
    context.run(&["get", "--json", "log.lines"]).prints("[\n  \"one\",\n  2,\n  -3,\n  {\n    \"n\": 4\n  }\n]\n");
}

#[test]
fn unique_appends_only_what_is_not_held_yet() {
    let context = Context::with(r#"{"a":[1]}"#);
    context.run(&["append", "--unique", "a", "1", "2", "2"]).done();
    context.run(&["get", "a", "a[-1]"]).prints("[1,2]\n2\n");
    context.run(&["append", "--unique", "a", "2"]).prints_and_says("", "ctx: unchanged: revision 2\n");
}

#[test]
fn what_is_no_array_is_not_appended_to() {
    Context::with(r#"{"s":"x"}"#).run(&["append", "s", "1"]).fails(
        5,
        "ctx: could not append to s in context.json: s is a string, not an array to append to\nhint: ctx -c context.json get --json s\n",
    );
}
