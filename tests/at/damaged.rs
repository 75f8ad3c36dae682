//! The past of a log that is not what was written.

use super::with_past;
use crate::support::{Answer, Context};

/// The log with one record of it changed, in a way that keeps its line's digest.
fn resealed(context: &Context, rev: usize, from: &str, to: &str) {
    let log = context.log();
    let mut lines: Vec<String> = log.lines().map(str::to_owned).collect();
    let mut prev: Option<(String, String)> = None;
    for line in lines.iter_mut().skip(rev - 1) {
        let body = line[..line.len() - 72].replacen(from, to, usize::from(prev.is_none()));
        let body = match &prev {
            Some((old, new)) => body.replace(old, new),
            None => body,
        };
        let old = line[line.len() - 66..line.len() - 2].to_owned();
        let new = ctxfile::model::digest::Digest::of(body.as_bytes()).to_string();
        *line = format!("{body},\"h\":\"{new}\"}}");
        prev = Some((old, new));
    }
    context.write("context.json.audit.jsonl", lines.join("\n") + "\n");
}

#[test]
fn a_record_that_does_not_give_what_was_written_is_named() {
    let context = with_past();
    resealed(&context, 2, r#""value":2"#, r#""value":7"#);
    context.run(&["get", "--at", "1", "a"]).prints("1\n");
    context.run(&["get", "--at", "2", "a"]).fails(
        5,
        "ctx: could not go back to revision 2 in context.json: the log cannot be trusted: \
         revision 2: replaying it gives another document than was written\nhint: ctx -f context.json verify\n",
    );
}

#[test]
fn a_record_that_was_edited_in_the_middle_is_named_by_all_who_read_so_far() {
    let context = with_past();
    let log = context.log().replacen(r#""value":2"#, r#""value":7"#, 1);
    let at = context.log().lines().next().unwrap().len() + 1;
    context.write("context.json.audit.jsonl", log);
    let damaged = format!(
        "could not trust context.json.audit.jsonl: the record at byte {at} is damaged: \
         its bytes do not have the digest that it names\n\
         hint: nothing was changed; `ctx verify` checks the whole log\n"
    );
    let before = context.document();
    for (arguments, tried) in [
        (&["get", "--at", "1"][..], "could not go back to revision 1 in context.json: "),
        (&["show", "1"], "could not show revision 1 of context.json: "),
        (&["diff", "1"], "could not go back to revision 1 in context.json: "),
        (&["blame"], ""),
        (&["undo", "1"], "could not undo revision 1 in context.json: "),
        (&["restore", "1"], "could not restore revision 1 in context.json: "),
        (&["tag", "v1", "1"], "could not tag v1 in context.json: "),
    ] {
        let Answer { code, stdout, stderr } = context.run(arguments);
        assert_eq!((code, stdout.as_str()), (5, ""), "{arguments:?}: {stderr}");
        assert!(
            stderr.contains(tried) && stderr.replace(&context.directory().display().to_string(), "").contains(&damaged),
            "{stderr}"
        );
    }
    assert_eq!(context.document(), before);
}

#[test]
fn a_log_that_was_cut_short_is_refused_and_one_with_a_torn_end_is_not() {
    let context = with_past();
    let log = context.log();
    let lines: Vec<&str> = log.lines().collect();
    context.write("context.json.audit.jsonl", format!("{}\n{}\n", lines[0], lines[1]));
    for arguments in [&["undo", "2"][..], &["restore", "1"], &["tag", "v1", "1"]] {
        let answer = context.run(arguments);
        assert_eq!((answer.code, answer.stdout.as_str()), (5, ""), "{answer:?}");
        assert!(answer.stderr.contains("later revisions than its last, 2, were written"), "{answer:?}");
    }
    context.run(&["get", "a", "--at", "2"]).prints("2\n");
    context.write("context.json.audit.jsonl", format!("{log}{}", &lines[2][..lines[2].len() / 2]));
    context.run(&["get", "a", "--at", "2"]).prints("2\n");
    let answer = context.run(&["undo", "2"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    context.run(&["get", "a"]).prints("1\n");
}

#[test]
fn a_record_with_a_line_of_megabytes_is_read_like_every_other() {
    let context = Context::with(r#"{"a":1}"#);
    let long = "x".repeat(5 << 20);
    context.run_with_input(&["set", "long"], &long).done();
    context.run(&["unset", "long"]).done();
    assert_eq!(context.run(&["get", "long", "--at", "2"]).stdout.len(), long.len() + 1);
    assert_eq!(context.run(&["-q", "undo"]).code, 0);
    assert_eq!(context.run(&["get", "long"]).stdout.len(), long.len() + 1);
    context.run(&["-q", "verify"]).done();
}
