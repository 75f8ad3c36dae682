use crate::support::Context;

#[test]
fn by_default_new_values_stand_and_null_removes() {
    let context = Context::with(r#"{"a":1,"o":{"x":1,"y":2},"l":[1]}"#);
    context.run(&["merge", r#"{"a":2,"o":{"x":null,"z":3},"l":[9]}"#]).done();
    context
        .run(&["get"])
        .prints("{\n  \"a\": 2,\n  \"o\": {\n    \"y\": 2,\n    \"z\": 3\n  },\n  \"l\": [\n    9\n  ]\n}\n");
}

#[test]
fn the_object_can_come_from_a_file_or_standard_input_and_go_below_a_path() {
    let context = Context::empty();
    context.write("in.json", "{\"a\":1}");
    context.run(&["merge", "--from-file", "in.json", "--into", "x.y"]).done();
    context.run_with_input(&["merge", "--into", "x.y", "-"], "{\"b\":2}\n").done();
    context.run_with_input(&["-N", "x", "merge", "-"], "{\"c\":3}\n").done();
    context.run(&["get", "x.y", "x.c"]).prints("{\"a\":1,\"b\":2}\n3\n");
}

#[test]
fn keep_fills_what_is_missing_and_fail_names_every_path_that_would_change() {
    let context = Context::with(r#"{"a":1,"o":{"x":1}}"#);
    context.run(&["merge", "--strategy", "fail", r#"{"a":2,"o":{"x":null},"new":1}"#]).fails(
        3,
        "ctx: could not merge into . in context.json: these values would change: a, o.x\n\
         hint: use --strategy replace to take the new values, or --strategy keep to keep the old ones\n",
    );
    context.run(&["has", "new"]).fails(1, "");
    context.run(&["merge", "--strategy", "keep", r#"{"a":2,"o":{"x":9,"y":2}}"#]).done();
    context.run(&["get", "a", "o"]).prints("1\n{\"x\":1,\"y\":2}\n");
}

#[test]
fn arrays_are_replaced_appended_or_united() {
    let context = Context::with(r#"{"a":[1,2]}"#);
    context.run(&["merge", "--arrays", "append", r#"{"a":[2]}"#]).done();
    context.run(&["get", "a", "a[2]"]).prints("[1,2,2]\n2\n");
    context.run(&["merge", "--arrays", "union", r#"{"a":[3,1]}"#]).done();
    context.run(&["get", "a", "a[3]"]).prints("[1,2,2,3]\n3\n");
}

#[test]
fn what_is_no_object_is_not_merged() {
    let context = Context::with(r#"{"n":1}"#);
    context.run(&["merge", "[1]"]).fails(
        5,
        "ctx: could not merge: the input is an array, not an object\nhint: to replace one value: ctx -c context.json set PATH VALUE\n",
    );
    context.run(&["merge", "--into", "n", "{}"]).fails(
        5,
        "ctx: could not merge into n in context.json: n is a number, not an object to merge into\nhint: ctx -c context.json get --json n\n",
    );
    context.run(&["merge", r#"{"_ctx":{}}"#]).fails(
        7,
        "ctx: could not merge into . in context.json: _ctx is kept by ctx itself\n\
hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n",
    );
}
