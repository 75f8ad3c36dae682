use std::thread;

use crate::support::Context;

#[test]
fn a_value_is_replaced_by_the_one_result_of_a_filter() {
    let context = Context::with(r#"{"n":1,"pages":["a","b"],"o":{"x":1,"y":1.10}}"#);
    context.run(&["update", "n", ". + 1"]).done();
    context.run(&["update", "pages", "map(select(. != \"a\"))"]).done();
    context.run(&["update", "--arg", "who", "qa", "o", ".by = $who | del(.x)", "--print-rev"]).prints("4\n");
    context.run(&["update", "new.deep", ". // 7"]).done();
    assert_eq!(
        context.document(),
        "{\n  \"n\": 2,\n  \"pages\": [\n    \"b\"\n  ],\n  \"o\": {\n    \"y\": 1.10,\n    \"by\": \"qa\"\n  },\n  \
         \"new\": {\n    \"deep\": 7\n  }\n}\n"
    );
    let record = &context.records()[3];
    assert_eq!(record["args"].to_string(), r#"{"path":"o","filter":".by = $who | del(.x)"}"#);
    assert_eq!(
        record["patch"].to_string(),
        r#"[{"op":"remove","path":"/o/x"},{"op":"add","path":"/o/by","value":"qa"}]"#
    );
    context.run(&["update", "n", "."]).prints_and_says("", "ctx: unchanged: revision 5\n");
}

#[test]
fn the_whole_document_is_updated_without_what_ctx_keeps() {
    let context = Context::with(r#"{"b":1,"a":2}"#);
    context.run(&["handoff", "create", "qa", "-m", "look"]).done();
    context.run(&["update", ".", "to_entries | sort_by(.key) | from_entries | .c = keys"]).done();
    context.run(&["query", "--compact", "."]).prints("{\"a\":2,\"b\":1,\"c\":[\"a\",\"b\"]}\n");
    context.run(&["handoff", "list"]).done();
    context.run(&["update", ".", "1"]).fails(
        5,
        "ctx: could not update . in context.json: the document is an object, and the new value is a number\n",
    );
    context.run(&["update", ".", "{_ctx: 1}"]).fails(
        7,
        "ctx: could not update . in context.json: _ctx is kept by ctx itself\n\
         hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n",
    );
}

#[test]
fn a_filter_needs_exactly_one_result() {
    let context = Context::with(r#"{"n":1}"#);
    context.run(&["update", "n", "empty"]).fails(
        5,
        "ctx: could not update n in context.json: the filter has no result, where one is needed\n\
         hint: to remove the value: ctx -c context.json unset n\n",
    );
    context.run(&["update", "n", "1, 2"]).fails(
        5,
        "ctx: could not update n in context.json: the filter has 2 results, where one is needed\n\
         hint: to collect them in an array: [FILTER]\n",
    );
    context.run(&["update", "n", ".x"]).fails(
        5,
        "ctx: could not update n in context.json: the filter failed: cannot index 1 with \"x\"\n\
         hint: to see what it works on: ctx -c context.json query . n\n",
    );
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_command_gets_json_and_prints_json_or_else_text() {
    let context = Context::with(r#"{"n":1.10,"text":"quiet","five":"5","o":{"a":[1]}}"#);
    context.run(&["set", "nothing:=null"]).done();
    for path in ["n", "text", "five", "o", "nothing"] {
        context.run(&["update", path, "--", "cat"]).prints_and_says("", "ctx: unchanged: revision 2\n");
    }
    context.run(&["update", "text", "--", "tr", "a-z", "A-Z"]).done();
    context.run(&["get", "text", "five", "--json"]).prints("{\n  \"text\": \"QUIET\",\n  \"five\": \"5\"\n}\n");
    context.run(&["update", "n", "--", "sh", "-c", "echo 007"]).done();
    context.run(&["get", "n", "--json"]).prints("\"007\"\n");
    context.run(&["update", "n", "--string", "--", "sh", "-c", "echo 7"]).done();
    context.run(&["get", "n", "--json"]).prints("\"7\"\n");
    context.run(&["update", "n", "--json", "--", "sh", "-c", "echo seven"]).fails(
        5,
        "ctx: could not update n in context.json: what the command printed is not valid JSON: \
         expected value at line 1 column 1\n",
    );
    context.run(&["update", "new", "--", "cat"]).done();
    context.run(&["get", "new"]).prints("null\n");
    context.run(&["update", "n", "--", "true"]).fails(
        5,
        "ctx: could not update n in context.json: the command printed nothing, where a value is needed\n\
         hint: to store empty text: --string\n",
    );
}

#[test]
fn a_command_that_fails_changes_nothing_and_its_exit_code_is_that_of_ctx() {
    let context = Context::with(r#"{"n":1}"#);
    context
        .run(&["update", "n", "--", "sh", "-c", "echo 2; exit 9"])
        .fails(9, "ctx: the command exited with code 9, so n was not changed\n");
    assert_eq!(context.run(&["update", "n", "--", "no-such-program"]).code, 127);
    context.run(&["update", "n", "--timeout", "1s", "--", "cat"]).fails(
        2,
        "ctx: could not update n in context.json: --arg, --argjson and --timeout are about a filter, and there is none\n",
    );
    for option in ["--string", "--json"] {
        context.run(&["update", "n", option, "."]).fails(
            2,
            "ctx: could not update n in context.json: --string and --json say how to read what a command prints, and there is none\n\
             hint: ctx -c context.json update PATH --string -- CMD\n",
        );
    }
    let endless = context.run(&["update", "n", "--", "yes"]);
    assert_eq!((endless.code, endless.stdout.as_str()), (5, ""), "{endless:?}");
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_value_that_changed_meanwhile_is_tried_again_and_after_the_last_try_it_is_a_conflict() {
    let context = Context::with(r#"{"n":1,"other":1}"#);
    let ctx = crate::support::CTX;
    let elsewhere = format!("read n; {ctx} -c context.json incr other >/dev/null; echo $((n + 1))");
    context.run(&["update", "n", "--tries", "1", "--", "sh", "-c", &elsewhere]).done();
    let once = format!("read n; [ -e again ] || {ctx} -c context.json set n 10; touch again; echo $((n + 1))");
    context.run(&["update", "n", "--", "sh", "-c", &once]).done();
    context.run(&["get", "n"]).prints("11\n");
    let always = format!("read n; {ctx} -c context.json --agent racer incr n >/dev/null; echo $((n + 1))");
    let answer = context.run(&["update", "n", "--tries", "2", "--", "sh", "-c", &always]).normalized(&context);
    answer.fails(
        3,
        "ctx: could not update n in context.json: each of 2 times, it was changed while the new value was made; \
         last changed by racer at TIME in revision 7\n\
         hint: to try more often: --tries 20\n",
    );
    context.run(&["get", "n"]).prints("13\n");
}

#[test]
fn of_many_updates_by_eight_processes_at_once_none_is_lost() {
    const EACH: usize = 12;
    let context = Context::with(r#"{"n":0}"#);
    thread::scope(|scope| {
        for worker in 0..8 {
            let context = &context;
            scope.spawn(move || {
                for _ in 0..EACH {
                    let last: &[&str] =
                        if worker % 2 == 0 { &[". + 1"] } else { &["--", "sh", "-c", "read n; echo $((n + 1))"] };
                    context.run(&[&["update", "n", "--tries", "1000"], last].concat()).done();
                }
            });
        }
    });
    context.run(&["get", "n"]).prints(&format!("{}\n", 8 * EACH));
}

#[test]
fn several_values_that_a_command_prints_are_text_and_that_is_said() {
    let context = Context::with(r#"{"n":1}"#);
    context
        .run(&["update", "n", "--", "sh", "-c", "echo 1; echo 2"])
        .prints_and_says("", "ctx: n is stored as text, since it is 2 JSON values, not one\n");
    context.run(&["get", "n", "--json"]).prints("\"1\\n2\"\n");
}

#[test]
fn guards_and_a_dry_run_are_as_for_every_change() {
    let context = Context::with(r#"{"n":1}"#);
    context
        .run(&["update", "n", ". + 1", "--dry-run"])
        .prints("[\n  {\n    \"op\": \"replace\",\n    \"path\": \"/n\",\n    \"value\": 2\n  }\n]\n");
    assert_eq!(context.run(&["update", "n", ". + 1", "--if-value", "5"]).code, 3);
    assert_eq!(context.run(&["update", "_ctx.x", "1"]).code, 7);
    assert_eq!(context.ops(), ["merge"]);
}
