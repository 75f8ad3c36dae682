//! JSON and text that is not what it should be.

use std::os::unix::ffi::OsStrExt as _;

use super::refused;
use crate::support::{Context, answer};

#[test]
fn json_that_two_readers_could_take_differently_is_refused_with_its_place() {
    let context = Context::with(r#"{"a":1}"#);
    let cases: [(&[u8], &str); 11] = [
        (b"{\"a\":1,\n}", "trailing comma at line 2 column 1"),
        (b"{\"a\":1,\"a\":2}", "the key \"a\" a second time at line 1 column 10"),
        (b"{\"a\":\"\\ud800\"}", "a lone surrogate at line 1 column 13"),
        (b"{\"a\":\"\\ud800\\u0041\"}", "a lone surrogate at line 1 column 18"),
        (b"{\"a\":\"\\udc00\"}", "a lone surrogate at line 1 column 12"),
        (b"{\"a\":\"\xff\"}", "a byte that is not UTF-8 at line 1 column 7"),
        (b"\xef\xbb\xbf{}", "a byte order mark, which JSON does not allow, at line 1 column 1"),
        (b"{} {}", "trailing characters at line 1 column 4"),
        (b"{\"a\":NaN}", "expected value at line 1 column 6"),
        (b"{\"$serde_json::private::Number\":\"1\"}", "a reserved key at line 1 column 2"),
        (b"{\"a\":{\"\\u0024serde_json::private::Number\":\"1\"}}", "a reserved key at line 1 column 41"),
    ];
    for (text, why) in cases {
        let wanted = format!("ctx: standard input is not valid JSON: {why}\n");
        refused(&context, || context.run_with_input(&["merge", "-"], text), 5, &wanted);
        let document = Context::empty();
        document.write("context.json", text);
        let wanted = format!("ctx: could not read context.json: {why}\nhint: correct it: nothing was changed\n");
        refused(&document, || document.run(&["get"]), 5, &wanted);
        let wanted = wanted.replacen("ctx: ", "ctx: could not set a in context.json: ", 1);
        refused(&document, || document.run(&["set", "a", "1"]), 5, &wanted);
        if !text.contains(&b'\n') {
            let lines = [b"{\"op\":\"set\",\"path\":\"a\",\"value\":2}\n\n", text, b"\n"].concat();
            let wanted = format!("ctx: standard input, line 3: the line is not valid JSON: {why}\n");
            refused(&context, || context.run_with_input(&["batch", "-"], &lines), 5, &wanted);
        }
        let Ok(text) = std::str::from_utf8(text) else { continue };
        let wanted = format!("ctx: the input is not valid JSON: {why}\n");
        refused(&context, || context.run(&["merge", text]), 5, &wanted);
        let wanted = format!("ctx: the value of x is not valid JSON: {why}\n");
        refused(&context, || context.run(&["set", "--json", "x", text]), 5, &wanted);
        refused(&context, || context.run(&["set", &format!("x:={text}")]), 5, &wanted);
        refused(&context, || context.run(&["append", "--json", "x", text]), 5, &wanted);
        let wanted = format!("ctx: the value of x, read from standard input, is not valid JSON: {why}\n");
        refused(&context, || context.run_with_input(&["set", "--json", "x", "-"], text), 5, &wanted);
        context.write("input", text);
        let wanted = wanted.replace("standard input", "input");
        refused(&context, || context.run(&["set", "--json", "x", "-f", "input"]), 5, &wanted);
        let wanted = format!("ctx: input is not valid JSON: {why}\n");
        refused(&context, || context.run(&["merge", "-f", "input"]), 5, &wanted);
    }
    refused(
        &context,
        || context.run(&["--error-format", "json", "set", "--json", "x", "[1,\n]"]),
        5,
        "{\"error\":\"the value of x is not valid JSON: trailing comma at line 2 column 1\",\
         \"code\":5,\"kind\":\"bad_data\",\"hints\":[],\"line\":2,\"column\":1}\n",
    );
}

#[test]
fn input_that_is_no_text_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    let hint = "hint: JSON holds text only: store binary data in a file, or encode it (base64)\n";
    for arguments in
        [&["set", "a", "-"][..], &["set", "a", "--string", "-"], &["set", "a", "--json", "-"], &["append", "a", "-"]]
    {
        let why = format!("ctx: the value is not UTF-8 at byte 3\n{hint}");
        refused(&context, || context.run_with_input(arguments, b"ab\xff"), 5, &why);
    }
    for (verb, usage) in [("set", "PATH VALUE"), ("get", "[PATH]...")] {
        let mut command = context.command(&[verb]);
        command.arg(std::ffi::OsStr::from_bytes(b"a\xff"));
        let why = "ctx: invalid UTF-8 was detected in one or more arguments";
        let why = format!("{why}\nhint: usage: ctx {verb} [OPTIONS] {usage}\n");
        refused(&context, || answer(command), 2, &why);
    }
}

#[test]
fn a_line_of_a_batch_that_is_wrong_is_named_by_its_number_and_no_line_is_done() {
    let context = Context::with(r#"{"a":1}"#);
    let first = "{\"op\":\"set\",\"path\":\"a\",\"value\":2}\n";
    for (line, code, why) in [
        ("[]", 5, "it is not an object"),
        (
            "{\"op\":\"sett\",\"path\":\"a\"}",
            5,
            "its op \"sett\" is not one of set, unset, append, incr, merge, test, add, remove, replace, move, copy",
        ),
        ("{\"op\":\"set\",\"value\":1}", 5, "it has no \"path\""),
        ("{\"op\":\"set\",\"path\":\"b\"}", 5, "it has no \"value\""),
        ("{\"op\":\"unset\",\"path\":7}", 5, "its \"path\" is not a string"),
        (
            "{\"op\":\"unset\",\"path\":\"a\",\"if\":1}",
            5,
            "it has an unknown member \"if\"; known members are op, path and value",
        ),
        (
            "{\"op\":\"unset\",\"path\":\"a..b\"}",
            2,
            "could not read the path: a key is missing here\n  a..b\n    ^\n\
             hint: use a.b[0].c, [\"any key\"] or a JSON Pointer such as /a/b/0/c",
        ),
    ] {
        let why = format!("ctx: standard input, line 2: {why}\n");
        refused(&context, || context.run_with_input(&["batch", "-"], format!("{first}{line}\n{first}")), code, &why);
    }
    let missing = "{\"op\":\"unset\",\"path\":\"nothing\"}\n";
    let why = "ctx: could not apply the batch in context.json: line 2: there is no nothing\n";
    refused(&context, || context.run_with_input(&["batch", "-"], format!("{first}{missing}")), 1, why);
}
