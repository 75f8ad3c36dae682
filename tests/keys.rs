use crate::support::Context;

#[test]
fn keys_are_listed_so_that_each_can_follow_a_path() {
    let context = Context::with(r#"{"deps":{"a":1,"lodash.merge":2,"":3,"-x":4},"list":[5,6]}"#);
    context.run(&["keys"]).prints("deps\nlist\n");
    context.run(&["keys", "deps"]).prints("a\n[\"lodash.merge\"]\n[\"\"]\n[\"-x\"]\n");
    context.run(&["keys", "list"]).prints("[0]\n[1]\n");
    context.run(&["keys", "--paths", "deps"]).prints("deps.a\ndeps[\"lodash.merge\"]\ndeps[\"\"]\ndeps[\"-x\"]\n");
    context.run(&["keys", "--json", "deps"]).prints("[\n  \"a\",\n  \"lodash.merge\",\n  \"\",\n  \"-x\"\n]\n");
    for (key, value) in context.run(&["keys", "deps"]).done().lines().zip(1..) {
        context.run(&["get", &format!("deps.{key}")]).prints(&format!("{value}\n"));
    }
}

#[test]
fn what_has_no_keys_says_what_it_is() {
    let context = Context::with(r#"{"n":1}"#);
    context
        .run(&["keys", "n"])
        .fails(5, "ctx: could not list n: it is a number, which has no keys\nhint: ctx -c context.json get n\n");
    context
        .run(&["keys", "x"])
        .fails(1, "ctx: could not list x: there is no such key\nhint: ctx -c context.json keys\n");
    context
        .run(&["keys", "x", "--at", "1"])
        .fails(1, "ctx: could not list x at revision 1: there is no such key\nhint: ctx -c context.json keys --at 1\n");
    context.run(&["keys", "n", "--at", "1"]).fails(
        5,
        "ctx: could not list n at revision 1: it is a number, which has no keys\n\
         hint: ctx -c context.json get n --at 1\n",
    );
}

#[test]
fn namespaces_are_the_objects_at_the_top() {
    let context = Context::with(r#"{"n":1,"jobs":{},"build.log":{"a":1}}"#);
    context.run(&["handoff", "create", "qa", "-m", "look"]).done();
    context.run(&["namespaces"]).prints("jobs\n[\"build.log\"]\n");
    context.run(&["namespaces", "--json"]).prints("[\n  \"jobs\",\n  \"build.log\"\n]\n");
    context.run(&["keys"]).prints("n\njobs\n[\"build.log\"]\n");
}
