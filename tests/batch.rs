use crate::support::Context;

#[test]
fn all_lines_are_one_revision() {
    let context = Context::with(r#"{"gone":1,"list":[1],"n":1.5}"#);
    let input = r#"{"op":"test","path":"gone","value":1}
{"op":"set","path":"a.b","value":{"x":1}}

{"op":"unset","path":"gone"}
{"op":"append","path":"list","value":2}
{"op":"incr","path":"n","value":0.25}
{"op":"incr","path":"m"}
{"op":"merge","path":"a","value":{"b":{"y":2}}}
"#;
    context.run_with_input(&["batch", "--print-rev", "-"], input).prints("2\n");
    context.run(&["get", "a", "list", "n", "m"]).prints("{\"b\":{\"x\":1,\"y\":2}}\n[1,2]\n1.75\n1\n");
    context.run(&["has", "gone"]).fails(1, "");
}

#[test]
fn one_bad_line_is_named_and_nothing_is_changed() {
    let context = Context::with(r#"{"s":"x"}"#);
    let before = context.log();
    let fails = |input: &str, code: i32, why: &str| {
        let good = "{\"op\":\"set\",\"path\":\"a\",\"value\":1}\n";
        context.run_with_input(&["batch", "-"], format!("{good}{input}\n")).fails(code, why);
        assert_eq!(context.log(), before);
    };
    fails(
        "{",
        5,
        "ctx: standard input, line 2: the line is not valid JSON: EOF while parsing an object at line 1 column 1\n",
    );
    fails("[]", 5, "ctx: standard input, line 2: it is not an object\n");
    fails("{\"op\":\"set\",\"path\":\"b\"}", 5, "ctx: standard input, line 2: it has no \"value\"\n");
    fails("{\"op\":\"set\",\"value\":1}", 5, "ctx: standard input, line 2: it has no \"path\"\n");
    fails(
        "{\"op\":\"sett\",\"path\":\"b\",\"value\":1}",
        5,
        "ctx: standard input, line 2: its op \"sett\" is not one of set, unset, append, incr, merge, test, add, remove, replace, move, copy\n",
    );
    fails(
        "{\"op\":\"set\",\"path\":\"b\",\"value\":1,\"vlaue\":2}",
        5,
        "ctx: standard input, line 2: it has an unknown member \"vlaue\"; known members are op, path and value\n",
    );
    fails(
        "{\"op\":\"incr\",\"path\":\"s\"}",
        5,
        "ctx: could not apply the batch in context.json: line 2: s is a string, not a number to add to\n\
         hint: ctx -c context.json get --json s\n",
    );
    fails(
        "{\"op\":\"unset\",\"path\":\"x\"}",
        1,
        "ctx: could not apply the batch in context.json: line 2: there is no x\n",
    );
}

#[test]
fn a_test_that_fails_is_a_conflict() {
    let context = Context::with(r#"{"a":1}"#);
    let input = "{\"op\":\"test\",\"path\":\"a\",\"value\":2}\n{\"op\":\"set\",\"path\":\"a\",\"value\":3}\n";
    context.run_with_input(&["batch", "-"], input).normalized(&context).fails(
        3,
        "ctx: could not apply the batch in context.json: line 1: a: expected 2, found 1; \
         last changed by planner at TIME in revision 1\nhint: ctx -c context.json log --path a\n",
    );
}

#[test]
fn the_lines_may_be_in_a_file() {
    let context = Context::with(r#"{"n":1}"#);
    context.write("changes.jsonl", "{\"op\":\"incr\",\"path\":\"n\"}\n");
    context.run(&["batch", "--from-file", "changes.jsonl", "--print-rev"]).prints("2\n");
    context
        .run(&["batch", "--from-file", "none"])
        .fails(6, "ctx: could not read none: No such file or directory (os error 2)\n");
}
