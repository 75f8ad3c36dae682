//! The past of a log that is not what was written.

use super::with_past;
use crate::support::{Answer, Context, answer_to_input};

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
        let new = ctxfile::internals::log::digest::Digest::of(body.as_bytes()).to_string();
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
        "ctx: could not read the state at revision 2 in context.json: the log cannot be trusted: \
         revision 2: replaying it gives another document than was written\nhint: ctx -c context.json verify\n",
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
         hint: nothing was changed; to see what can be done: ctx -c context.json repair\n"
    );
    let before = context.document();
    for (arguments, tried) in [
        (&["get", "--at", "1"][..], "could not read the state at revision 1 in context.json: "),
        (&["show", "1"], "could not show revision 1 of context.json: "),
        (&["diff", "1"], "could not read the state at revision 1 in context.json: "),
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
fn a_line_of_50_megabytes_is_read_like_every_other() {
    let context = Context::with(r#"{"a":1}"#);
    let length = 50_000_000;
    let run = |arguments: &[&str], input: String| {
        let mut command = context.command(&[&["-q"], arguments].concat());
        command.env("CTX_MAX_SIZE", "60000000").env("CTX_DURABILITY", "fast");
        answer_to_input(command, input.as_bytes())
    };
    assert_eq!(run(&["set", "long", "-"], "x".repeat(length)).code, 0);
    assert_eq!(run(&["unset", "long"], String::new()).code, 0);
    assert!(context.log().lines().any(|line| line.len() > length));
    assert_eq!(run(&["get", "long", "--at", "2"], String::new()).stdout.len(), length + 1);
    assert_eq!(run(&["undo"], String::new()).code, 0);
    assert_eq!(run(&["blame", "long"], String::new()).code, 0);
    assert_eq!(run(&["get", "long"], String::new()).stdout.len(), length + 1);
}

#[test]
fn a_line_of_50_megabytes_that_is_no_record_is_damage() {
    let context = with_past();
    let log = context.log();
    let (first, rest) = log.split_once('\n').unwrap();
    context.write("context.json.audit.jsonl", format!("{first}\n{}\n{rest}", "x".repeat(50_000_000)));
    for arguments in [&["get", "--at", "3"][..], &["get", "--at", "1"], &["verify"], &["log"]] {
        let answer = context.run(arguments);
        let is_told = answer.stderr.contains("is damaged: its bytes do not have the digest that it names");
        assert!(answer.code == 5 && is_told, "{answer:?}");
    }
    // Nobody reads so far for this.
    assert!(context.run(&["blame", "a"]).done().starts_with("2  coder  "));
}

#[test]
fn what_was_before_the_oldest_record_that_can_be_rebuilt_is_a_no() {
    let context = Context::with(r#"{"a":1}"#);
    for value in ["2", "3"] {
        context.run_with_input(&["set", "long", "-"], value.repeat(100_000)).done();
    }
    context.run(&["set", "a", "2"]).done();
    context.run(&["set", "a", "3"]).done();
    let log = context.log();
    let lines: Vec<&str> = log.lines().collect();
    let whole = lines.iter().rposition(|line| line.contains("\"state\":")).unwrap();
    assert!(whole > 1, "a later record than the first holds the whole document");
    // As it is when what is older was taken away, but for one record too few.
    context.write("context.json.audit.jsonl", lines[whole - 1..].join("\n") + "\n");
    let (before, oldest) = (whole.to_string(), whole + 1);
    let span = format!("there is no revision {before}: the oldest is {oldest}, of TIME, and the newest 5\n");
    let hint = "hint: ctx -c context.json log\n";
    let told = |tried: &str| format!("ctx: could not {tried} in context.json: {span}{hint}");
    for (arguments, tried) in [
        (["get", "--at", &before], format!("read the state at revision {before}")),
        (["diff", &before, "HEAD"], format!("read the state at revision {before}")),
        (["tag", "v1", &before], "tag v1".to_owned()),
        (["-q", "restore", &before], format!("restore revision {before}")),
    ] {
        context.run(&arguments).normalized(&context).fails(1, &told(&tried));
    }
    context.run(&["get", "a", "--at", &oldest.to_string()]).done();
    let blamed = context.run(&["blame"]).normalized(&context).stdout;
    assert!(blamed.lines().any(|line| line.starts_with("5  planner  TIME  set  a: 3")), "{blamed}");
}
