use crate::support::Context;

fn sample() -> Context {
    Context::with(r#"{"name":"Ann\nLee","n":1.10,"o":{"a":[1,{"b":null}]},"e":""}"#)
}

#[test]
fn a_string_is_printed_as_it_is_and_everything_else_as_json() {
    let context = sample();
    context.run(&["get", "name"]).prints("Ann\nLee\n");
    context.run(&["get", "n"]).prints("1.10\n");
    context.run(&["get", "e"]).prints("\n");
    context.run(&["get", "o.a[1].b"]).prints("null\n");
    context.run(&["get", "o.a[-1]"]).prints("{\n  \"b\": null\n}\n");
    context.run(&["get", "/o/a/0"]).prints("1\n");
    context.run(&["get", "--json", "name"]).prints("\"Ann\\nLee\"\n");
}

#[test]
fn several_values_are_one_a_line_or_one_object() {
    let context = sample();
    context.run(&["get", "n", "o", "e"]).prints("1.10\n{\"a\":[1,{\"b\":null}]}\n\n");
    context.run(&["get", "--json", "n", "o.a[0]"]).prints("{\n  \"n\": 1.10,\n  \"o.a[0]\": 1\n}\n");
}

#[test]
fn without_a_path_the_whole_document_is_printed() {
    Context::with(r#"{"a":1}"#).run(&["get"]).prints("{\n  \"a\": 1\n}\n");
    Context::with(r#"{"a":1}"#).run(&["get", "."]).prints("{\n  \"a\": 1\n}\n");
    Context::holding("{}").run(&["get"]).prints("{}\n");
}

#[test]
fn a_missing_value_is_exit_code_1_and_nothing_is_printed() {
    let context = sample();
    context.run(&["get", "n", "o.x.y"]).fails(
        1,
        "ctx: could not get o.x.y: there is no such key in context.json\nhint: to list what exists: ctx -c context.json keys o\n",
    );
    Context::empty()
        .run(&["get", "a"])
        .fails(1, "ctx: there is no context context.json\nhint: to create it: ctx -c context.json init\n");
    Context::empty().run(&["get", "a", "--default", "5"]).prints("5\n");
}

#[test]
fn missing_null_and_empty_are_different_things() {
    let context = Context::with(r#"{"empty":"","list":[],"o":{"null":0}}"#);
    context.run(&["set", "null", "null"]).done();
    context.run(&["get", "null"]).prints("null\n");
    context.run(&["has", "null", "empty", "list"]).prints("");
    context.run(&["has", "missing"]).fails(1, "");
    context.run(&["has", "null", "missing"]).fails(1, "");
}

#[test]
fn a_default_stands_in_for_what_is_missing_even_the_empty_text() {
    let context = sample();
    context.run(&["get", "--default", "", "missing"]).prints("\n");
    context.run(&["get", "--default", "7", "missing", "n"]).prints("7\n1.10\n");
    context.run(&["get", "--default", "x", "n"]).prints("1.10\n");
}

#[test]
fn meta_tells_who_changed_a_value_last_and_when() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run_as("coder", &["set", "b", "2"]).done();
    let answer = context.run(&["get", "--meta", "a", "b"]).normalized(&context);
    answer.prints(
        "{\"path\":\"a\",\"value\":1,\"rev\":1,\"agent\":\"planner\",\"at\":\"TIME\",\"op\":\"merge\",\"document_rev\":2}\n\
         {\"path\":\"b\",\"value\":2,\"rev\":2,\"agent\":\"coder\",\"at\":\"TIME\",\"op\":\"set\",\"document_rev\":2}\n",
    );
}

#[test]
fn a_namespace_puts_one_literal_key_in_front() {
    let context = Context::with(r#"{"job.1":{"a":1},"x.y":2}"#);
    context.run(&["-N", "job.1", "get", "a"]).prints("1\n");
    context.run(&["-N", "job.1", "get"]).prints("{\n  \"a\": 1\n}\n");
    context.run(&["--literal", "get", "x.y"]).prints("2\n");
    let mut command = context.command(&["get", "a"]);
    command.env("CTX_NAMESPACE", "job.1");
    crate::support::answer(command).prints("1\n");
}

#[test]
fn all_that_is_missing_is_named_at_once() {
    let context = Context::with(r#"{"a":1,"b":{"c":"x"}}"#);
    context.run(&["get", "--all-required", "a", "b.c"]).prints("1\nx\n");
    context.run(&["get", "--all-required", "a", "--json"]).prints("1\n");
    context.run(&["get", "--all-required", "a", "b.d", "b.c", "z[0]", "/q/r"]).fails(
        1,
        "ctx: could not get 3 of 5 values: there are no such keys in context.json: b.d, z[0], q.r\n\
         hint: ctx -c context.json overview\n",
    );
    context
        .run(&["get", "--all-required", "z"])
        .fails(1, "ctx: could not get z: there is no such key in context.json\nhint: ctx -c context.json overview\n");
    let answer = context.run(&["--error-format", "json", "get", "--all-required", "y", "z"]);
    assert!(answer.stderr.contains(r#""missing":["y","z"]"#), "{answer:?}");
    context.run(&["get", "--all-required"]).fails(
        2,
        "ctx: the following required arguments were not provided:\n  <PATH>...\n\
         hint: usage: ctx get --all-required <PATH>...\n",
    );
}
