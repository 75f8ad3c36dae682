//! How large a document may become, and that nobody is shut out by it.

use crate::support::{Answer, Context, answer, answer_to_input};

fn limited(context: &Context, limit: &str, words: &[&str]) -> Answer {
    let mut command = context.command(words);
    command.env("CTX_MAX_SIZE", limit);
    answer(command)
}

fn too_large(what: &str, result: usize, limit: &str, enough: &str) -> String {
    format!(
        "ctx: could not {what} in context.json: the result has {result} bytes, more than the limit of {limit}\n\
         hint: to raise {enough}\n\
         hint: keep large values in separate files\n"
    )
}

/// A document of 1,500 bytes and some, by somebody who allows more than others do.
fn large() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "big", &"x".repeat(1500)]).done();
    context
}

#[test]
fn who_allows_less_reads_and_shrinks_and_rearranges_what_another_made_large() {
    let context = large();
    for words in [
        &["get", "a"][..],
        &["status"],
        &["verify"],
        &["log"],
        &["diff", "1"],
        &["doctor"],
        &["repair"],
        &["set", "a", "2"],
        &["set", "a", "2"],
        &["unset", "a"],
        &["set", "big", &"y".repeat(1500)],
        &["undo"],
    ] {
        let answer = limited(&context, "1000", words);
        assert_eq!(answer.code, 0, "{words:?}: {answer:?}");
    }
    limited(&context, "1000", &["set", "b", "1"])
        .fails(5, &too_large("set b", context.document().len() + 10, "1000", "it here: export CTX_MAX_SIZE=2KiB"));
    limited(&context, "1000", &["emit", "topic"]).done();
    limited(&context, "1000", &["set", "big", "1"]).done();
    limited(&context, "1000", &["set", "b", "1"]).done();
    context.run(&["verify"]).done();
}

#[test]
fn what_is_damaged_is_rebuilt_and_repaired_whatever_the_limit() {
    let context = large();
    let text = context.document();
    context.remove("context.json");
    let rebuilt = limited(&context, "1000", &["set", "a", "2"]);
    assert_eq!(rebuilt.code, 0, "{rebuilt:?}");
    assert_eq!(context.document(), text.replace("\"a\": 1", "\"a\": 2"));
    context.write("context.json", "{");
    let repaired = limited(&context, "1000", &["repair", "--yes"]);
    assert_eq!(repaired.code, 0, "{repaired:?}");
    assert_eq!(context.document(), text.replace("\"a\": 1", "\"a\": 2"));
}

#[test]
fn a_document_declares_its_limit_for_all() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["policy", "limit"]).prints("10MiB\n");
    limited(&context, "500k", &["policy", "limit"]).prints("500KiB\n");
    limited(&context, "1000", &["policy", "limit", "2k"]).prints("");
    limited(&context, "1000", &["policy", "limit"]).prints("2KiB\n");
    assert!(context.document().contains("\"limits\": {\n      \"size\": 2048\n    }"), "{}", context.document());
    assert_eq!(context.records()[1]["args"], serde_json::json!({"size": 2048}));
    // What it declares goes before what each is set up with, be that less or more.
    let x = |n: usize| "x".repeat(n);
    limited(&context, "1000", &["set", "big", &x(1500)]).prints("");
    let result = context.document().len() + x(1500).len() + "  \"b\": \"\",\n".len();
    limited(&context, "1M", &["set", "b", &x(1500)])
        .fails(5, &too_large("set b", result, "2KiB", "the limit for all: ctx -c context.json policy limit 4KiB"));
    // The new limit judges the change that declares it.
    context.run(&["policy", "limit", "4k"]).prints("");
    context.run(&["set", "b", &x(1500)]).prints("");
    // One that is too small already is declared, and holds from then on.
    context.run(&["policy", "limit", "1k"]).prints("");
    context.run(&["set", "c", "1"]).fails(
        5,
        &too_large(
            "set c",
            context.document().len() + 10,
            "1KiB",
            "the limit for all: ctx -c context.json policy limit 4KiB",
        ),
    );
    context.run(&["unset", "b", "big"]).prints("");
    context.run(&["policy", "limit", "--unset"]).prints("");
    context.run(&["policy", "limit", "--unset"]).fails(
        1,
        "ctx: could not remove the limit in context.json: the document declares no limit\n\
         hint: ctx -c context.json policy limit\n",
    );
    assert_eq!(context.document(), "{\n  \"a\": 1,\n  \"_ctx\": {}\n}\n");
    context.run(&["verify"]).done();
}

#[test]
fn declaring_a_limit_is_never_taken_back_and_what_is_none_is_named() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["policy", "limit", "20M"]).done();
    context.run(&["undo", "2"]).fails(
        3,
        "ctx: could not undo revision 2 in context.json: revision 2 (policy.limit) changed what ctx keeps in _ctx, \
         which cannot be undone\n\
         hint: to declare another limit, or none: ctx -c context.json policy limit --help\n",
    );
    for bad in ["2G", "lots", "-1", "1.5M", ""] {
        assert_eq!(context.run(&["policy", "limit", bad]).code, 2, "{bad}");
    }
    context.run(&["policy", "limit", "2G"]).fails(
        2,
        "ctx: invalid value '2G' for '[SIZE]': the largest document that is read has 1GiB\n\
         hint: ctx policy limit --help\n",
    );
    // Edited without ctx: nobody guesses what was meant, and nobody is shut out.
    context.write("context.json", context.document().replace("20971520", "\"20M\""));
    let why = "_ctx.limits.size is \"20M\", which is not a limit\n\
               hint: to set another one: ctx -c context.json policy limit 10MiB\n";
    context.run(&["get", "a"]).prints("1\n");
    let changed = "ctx: context.json was changed without ctx: it changed what ctx keeps: limits\n";
    context.run(&["set", "a", "2"]).prints_and_says("", changed);
    context.run(&["set", "b", "1"]).fails(5, &format!("ctx: could not set b in context.json: {why}"));
    context.run(&["policy", "limit"]).fails(5, &format!("ctx: {why}"));
    context.run(&["policy", "limit", "10MiB"]).prints("");
    context.run(&["set", "b", "1"]).prints("");
}

#[test]
fn input_may_be_as_long_as_the_document_is_or_may_become() {
    let context = Context::with(r#"{"a":1}"#);
    let input = |words: &[&str], len: usize| {
        let mut command = context.command(words);
        command.env("CTX_MAX_SIZE", "1000");
        answer_to_input(command, "x".repeat(len).as_bytes())
    };
    let hint = "hint: CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit; \
                keep large values in separate files\n";
    input(&["set", "b", "-"], 1001).fails(5, &format!("ctx: standard input is longer than 1000 bytes\n{hint}"));
    context.run(&["policy", "limit", "2k"]).done();
    input(&["set", "b", "-"], 1500).prints("");
    input(&["set", "c", "-"], 2049).fails(5, &format!("ctx: standard input is longer than 2KiB\n{hint}"));
    context.run(&["policy", "limit", "--unset"]).done();
    // It is no longer than what is there.
    input(&["set", "b", "-"], 1400).prints("");
    context.run(&["verify"]).done();
}

#[test]
fn an_editor_shrinks_what_another_made_large() {
    let context = large();
    let mut command = context.command(&["edit"]);
    command.env("CTX_MAX_SIZE", "1000").env("EDITOR", "sed -i s/xx/y/g");
    answer(command).prints("");
    context.run(&["get", "big"]).prints(&format!("{}\n", "y".repeat(750)));
}

#[test]
fn sizes_are_written_as_people_write_them_and_what_is_none_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    for size in ["10", "1000000", "20M", "20m", "20MiB", "20MB", "500k", "1GiB", "1073741824"] {
        limited(&context, size, &["get", "a"]).prints("1\n");
        let mut command = context.command(&["get", "a"]);
        command.env("CTX_LOG_MAX", size);
        answer(command).prints("1\n");
    }
    for size in ["lots", "20X", "1.5M", "-1", "2G", "M"] {
        limited(&context, size, &["get", "a"])
            .fails(2, &format!("ctx: CTX_MAX_SIZE is \"{size}\", which is not a size such as 20M, up to 1GiB\n"));
    }
    let mut command = context.command(&["get", "a"]);
    command.env("CTX_LOG_MAX", "20X");
    answer(command).fails(2, "ctx: CTX_LOG_MAX is \"20X\", which is not a size such as 20M\n");
    let help = context.run(&["help", "environment"]).done();
    assert!(help.contains("CTX_MAX_SIZE") && help.contains("CTX_LOG_MAX"), "{help}");
}
