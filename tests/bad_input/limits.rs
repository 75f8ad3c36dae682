//! What is too deep, too long, or never ends.

use std::io::Write as _;
use std::process::Stdio;

use super::{contents, refused};
use crate::support::{Answer, Context, answer_to_input};

#[test]
fn depth_is_limited_as_input_and_as_result() {
    let context = Context::with(r#"{"a":1}"#);
    let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let path = |n: usize| vec!["k"; n].join(".");
    context.run(&["set", "--json", "deep", &nested(99)]).done();
    context.run(&["get", "a"]).prints("1\n");
    let why = "ctx: the value of x is not valid JSON: nested too deeply at line 1 column 102\n";
    refused(&context, || context.run(&["set", "--json", "x", &nested(101)]), 5, why);
    let why = format!(
        "ctx: could not set {} in context.json: the result would be nested more than 100 levels deep\n",
        path(60)
    );
    refused(&context, || context.run(&["set", "--json", &path(60), &nested(60)]), 5, &why);
    let why = "the result would be nested more than 100 levels deep";
    let objects = format!("{}1{}", "{\"a\":".repeat(60), "}".repeat(60));
    let stderr = format!("ctx: could not merge into {} in context.json: {why}\n", path(41));
    refused(&context, || context.run(&["merge", "--into", &path(41), &objects]), 5, &stderr);
    let stderr = format!("ctx: could not append to l in context.json: {why}\n");
    refused(&context, || context.run(&["append", "--json", "l", &nested(99)]), 5, &stderr);
    let line = format!("{{\"op\":\"set\",\"path\":\"k.k\",\"value\":{}}}", nested(99));
    let stderr = format!("ctx: could not apply the batch in context.json: line 1: {why}\n");
    refused(&context, || context.run_with_input(&["batch", "-"], &line), 5, &stderr);
    context.run(&["set", "--json", &path(60), &nested(40)]).done();
    context.run(&["merge", "--into", &vec!["m"; 40].join("."), &objects]).done();
    context.run(&["append", "--json", "l", &nested(98)]).done();
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 5 are sound, 5:DIGEST\n");
    // What is allowed can be read back, and rebuilt from the log.
    let whole = context.run(&["get"]).done();
    context.remove("context.json");
    let says = "ctx: the document was missing: read revision 5 from the log\n";
    context.run(&["get"]).prints_and_says(&whole, says);
}

#[test]
fn size_is_limited_as_input_and_as_result() {
    let context = Context::with(r#"{"a":1}"#);
    let limited = |arguments: &[&str], input: &[u8]| {
        let mut command = context.command(arguments);
        command.env("CTX_MAX_SIZE", "1000");
        answer_to_input(command, input)
    };
    let hint = "hint: CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit; \
                keep large values in separate files\n";
    let why = format!("ctx: standard input is longer than 1000 bytes\n{hint}");
    refused(&context, || limited(&["set", "b", "-"], &[b'x'; 1001]), 5, &why);
    let raise = |how: &str| format!("hint: to raise {how}\nhint: keep large values in separate files\n");
    let why = "the result has 1024 bytes, more than the limit of 1000";
    let why = format!("ctx: could not set b in context.json: {why}\n{}", raise("it here: export CTX_MAX_SIZE=1KiB"));
    refused(&context, || limited(&["set", "b", "-"], &[b'x'; 1000]), 5, &why);
    refused(
        &context,
        || limited(&["merge", "-"], &[b' '; 1001]),
        5,
        &format!("ctx: standard input is longer than 1000 bytes\n{hint}"),
    );
    refused(
        &context,
        || limited(&["batch", "-"], &[b'\n'; 1001]),
        5,
        &format!("ctx: standard input is longer than 1000 bytes\n{hint}"),
    );
    let why = format!("ctx: /dev/zero is longer than 1000 bytes\n{hint}");
    refused(&context, || limited(&["set", "b", "--from-file", "/dev/zero"], b""), 5, &why);
    let ten = vec![b'x'; 10 * 1024 * 1024];
    let why = format!("the result has {} bytes, more than the limit of 10MiB", ten.len() + 24);
    let why = format!(
        "ctx: could not set b in context.json: {why}\n{}",
        raise("the limit for all: ctx -c context.json policy limit 16MiB")
    );
    refused(&context, || context.run_with_input(&["set", "b", "-"], &ten), 5, &why);
}

#[test]
fn an_endless_stream_is_read_no_further_than_the_limit() {
    for arguments in [
        &["set", "a", "--string", "-"][..],
        &["set", "a", "-"],
        &["merge", "-"],
        &["batch", "-"],
        &["append", "a", "-"],
    ] {
        let context = Context::with(r#"{"a":[]}"#);
        let before = contents(&context);
        let mut command = context.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let chunk = vec![b'x'; 1024 * 1024];
        let taken = (0..1024).take_while(|_| stdin.write_all(&chunk).is_ok()).count();
        drop(stdin);
        Answer::from(child.wait_with_output().unwrap()).fails(
            5,
            "ctx: standard input is longer than 10MiB\n\
             hint: CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit; \
             keep large values in separate files\n",
        );
        assert!((10..=12).contains(&taken), "{taken} MiB of 1024 were taken");
        assert_eq!(contents(&context), before);
    }
}
