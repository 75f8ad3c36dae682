//! What somebody else put there counts by what ctx makes of it.

use crate::support::{Answer, Context, answer};

/// Compact it is within the limit, and laid out it is not.
fn zeros(n: usize) -> String {
    format!(r#"{{"z":[{}]}}"#, vec!["0"; n].join(","))
}

fn limited(context: &Context, limit: &str, words: &[&str]) -> Answer {
    let mut command = context.command(words);
    command.env("CTX_MAX_SIZE", limit);
    answer(command)
}

#[test]
fn a_document_that_would_pass_the_limit_as_ctx_lays_it_out_is_read_and_not_recorded() {
    let hints = "hint: to allow that: export CTX_MAX_SIZE=4KiB\nhint: keep large values in separate files\n";
    let before = Context::holding(&zeros(400));
    let edited = Context::with(r#"{"a":1}"#);
    edited.write("context.json", zeros(400));
    let gap = Context::with(r#"{"a":1}"#);
    gap.remove("context.json.audit.jsonl");
    gap.write("context.json", zeros(400));
    for context in [before, edited, gap] {
        let log = || std::fs::read(context.path("context.json.audit.jsonl")).ok();
        let then = log();
        let why = "context.json has 807 bytes, and 2816 as ctx writes it, more than the limit of 1KiB";
        for (words, tried) in
            [(&["set", "b", "1"][..], "set b"), (&["unset", "z"], "unset z"), (&["incr", "n"], "increment n")]
        {
            let said = format!("ctx: could not {tried} in context.json: {why}\n{hints}");
            limited(&context, "1KiB", words).fails(5, &said);
            assert_eq!((context.document(), log()), (zeros(400), then.clone()), "{words:?}");
            assert!(!context.path(".context.json.tmp").exists());
        }
        limited(&context, "1KiB", &["get", "z[399]"]).prints("0\n");
        limited(&context, "1KiB", &["keys"]).prints("z\n");
        assert_eq!(limited(&context, "1KiB", &["-q", "emit", "topic"]).code, 5);
        // Who allows it records it, and then it is nobody's burden: less of it can be had.
        limited(&context, "4KiB", &["-q", "set", "b", "1"]).done();
        limited(&context, "1KiB", &["get", "b"]).prints("1\n");
        limited(&context, "1KiB", &["unset", "b"]).done();
        limited(&context, "1KiB", &["set", "z", "[]"]).done();
        context.run(&["verify"]).done();
    }
}

#[test]
fn what_is_no_larger_as_ctx_lays_it_out_is_recorded_whatever_the_limit() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "z", &format!("[{}]", vec!["0"; 400].join(","))]).done();
    let large = context.document();
    let other = Context::holding(&large);
    limited(&other, "1KiB", &["unset", "a"]).done();
    assert_eq!(other.ops(), ["import", "unset"]);
    context.write("context.json", large.replace("\"a\": 1", "\"a\": 2"));
    limited(&context, "1KiB", &["set", "a", "3"]).done();
    assert_eq!(context.ops(), ["merge", "set", "external", "set"]);
}

#[test]
fn a_document_that_nobody_could_have_written_is_not_read_into_the_memory() {
    let context = Context::with(r#"{"a":1}"#);
    let file = std::fs::OpenOptions::new().write(true).open(context.path("context.json")).unwrap();
    file.set_len((1 << 30) + 1).unwrap();
    context.run(&["get"]).fails(
        5,
        "ctx: could not read context.json: it is larger than 1GiB\n\
         hint: no ctx wrote that; put a document in its place, or move it away\n",
    );
}
