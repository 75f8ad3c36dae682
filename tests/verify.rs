use ctxfile::internals::log::digest::Digest;

use crate::support::Context;

#[test]
fn log_and_document_are_proved_to_agree() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 2 are sound, 2:DIGEST\n");
    let head = context.run(&["status", "--head"]).done();
    context.run(&["set", "a", "3"]).done();
    let verified = context.run(&["verify", "--expect", head.trim(), "--json"]).done();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&verified).unwrap()["rev"], 3);
}

#[test]
fn a_record_that_was_replaced_is_found() {
    let context = Context::with(r#"{"a":1}"#);
    let head = context.run(&["status", "--head"]).done();
    let other = Context::with(r#"{"a":2}"#);
    let answer = other.run(&["verify", "--expect", head.trim()]).normalized(&other);
    answer.fails(
        5,
        "ctx: could not trust context.json.audit.jsonl: revision 1 is not the record that was expected: \
         expected DIGEST, found DIGEST\nhint: the log was replaced or rewritten after the head was noted\n",
    );
    let future = head.replacen("1:", "9:", 1);
    context.run(&["verify", "--expect", future.trim()]).fails(
        5,
        "ctx: could not trust context.json.audit.jsonl: revision 9 is not in the log; the newest is 1\n\
         hint: the log was replaced or rewritten after the head was noted\n",
    );
    context.run(&["verify", "--expect", "1:abc"]).fails(
        2,
        "ctx: invalid value '1:abc' for '--expect <REV:HASH>': expected REV:HASH, as `ctx status --head` prints it\n\
         hint: ctx verify --help\n",
    );
}

#[test]
fn a_document_changed_without_ctx_is_told_and_then_recorded() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\":5}\n");
    context.run(&["verify"]).normalized(&context).fails(
        5,
        "ctx: the log is sound, but context.json is not its revision 1: its SHA-256 is DIGEST, and that of revision 1 is \
         DIGEST\nhint: it was changed without ctx: the next write records that, as `external`\n",
    );
    context.run(&["set", "b", "1"]).done();
    assert_eq!(context.ops(), ["merge", "external", "set"]);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 3 are sound, 3:DIGEST\n");
}

#[test]
fn another_layout_is_no_damage_for_verify_repair_doctor_and_the_next_write_alike() {
    let context = Context::with(r#"{"a":1,"s":"x"}"#);
    context.run(&["set", "--redact", "s", "hunter2"]).done();
    let layouts: [fn(&str) -> String; 3] =
        [|text| text.replace("  ", "\t"), |text| text.replace(['\n', ' '], ""), |text| format!("{text}\n\n")];
    for layout in layouts {
        let layout = layout(&context.document());
        context.write("context.json", &layout);
        let rev = context.records().len();
        context.run(&["verify"]).normalized(&context).prints_and_says(
            &format!("context.json: revisions 1 to {rev} are sound, {rev}:DIGEST\n"),
            "ctx: context.json is not formatted as ctx writes it, which is harmless\n",
        );
        context.run(&["repair", "--yes"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
        assert!(context.run(&["doctor"]).stdout.contains(&format!("fine   log: revisions 1 to {rev} are sound\n")));
        assert_eq!(context.document(), layout);
        context.run(&["incr", "a"]).done();
        assert!(!context.ops().contains(&"external".to_owned()));
    }
}

#[test]
fn nothing_recorded_is_nothing_to_verify() {
    let context = Context::holding("{}");
    context
        .run(&["verify"])
        .fails(1, "ctx: could not verify context.json.audit.jsonl: nothing has been recorded yet\n");
    context.run(&["status", "--head"]).fails(
        1,
        "ctx: could not print the last record of context.json: nothing has been recorded yet\nhint: ctx -c context.json set KEY VALUE\n",
    );
}

#[test]
fn a_log_that_is_gone_empty_or_cut_is_not_taken_for_one_that_never_was() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    let log = context.log();
    let first = log.lines().next().unwrap().to_owned() + "\n";
    let hint = "hint: put it back; else the next change goes on behind revision 2, and what was in it is lost\n";
    context.write("context.json.audit.jsonl", "");
    let empty = "ctx: could not trust context.json.audit.jsonl: it is empty, and revision 2 was recorded\n";
    context.run(&["verify"]).fails(5, &format!("{empty}{hint}"));
    context.remove("context.json.audit.jsonl");
    let missing = "ctx: could not trust context.json.audit.jsonl: it is missing, and revision 2 was recorded\n";
    context.run(&["verify"]).fails(5, &format!("{missing}{hint}"));
    context.write("context.json.audit.jsonl", first);
    context.run(&["verify"]).fails(
        5,
        "ctx: could not trust context.json.audit.jsonl: later revisions than its last, 1, were written\n\
         hint: put the whole log back; if an older context was put back on purpose, remove its lock file\n\
         hint: to see what can be done: ctx -c context.json repair\n",
    );
}

#[test]
fn a_document_that_the_next_write_refuses_is_not_said_to_be_mended_by_it() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\":");
    let answer = context.run(&["verify"]);
    assert!(
        answer.code == 5 && answer.stderr.ends_with("\nhint: to see what can be done: ctx -c context.json repair\n"),
        "{answer:?}"
    );
}

#[test]
fn what_follows_the_last_record_is_told_and_the_next_change_keeps_it() {
    let context = Context::with(r#"{"a":1}"#);
    let hints = "hint: who dies while writing leaves such bytes: the next change keeps them in a file of their own\n\
                 hint: to see what can be done: ctx -c context.json repair\n";
    for left in ["{\"op\":\"set\",\"arg", "\0\0\0\n"] {
        let log = context.log();
        let (rev, size) = (log.lines().count(), left.len());
        context.write("context.json.audit.jsonl", log + left);
        let why = format!("{size} bytes follow its last record, revision {rev}, and are none");
        for arguments in [&["verify"][..], &["--no-lock", "verify"]] {
            context.run(arguments).fails(5, &format!("ctx: could not trust context.json.audit.jsonl: {why}\n{hints}"));
        }
        let saved = format!("context.json.audit.jsonl.torn-{}", Digest::of(left.as_bytes()).short());
        let says = format!("ctx: context.json.audit.jsonl: cut a torn record of {size} bytes, saved as {saved}\n");
        context.run(&["-q", "set", "a", &format!("{rev}x")]).prints_and_says("", &says);
        context.run(&["verify"]).done();
    }
}

#[test]
fn a_log_without_a_record_is_not_taken_for_an_empty_one() {
    let context = Context::empty();
    context.write("context.json.audit.jsonl", "garbage");
    context.run(&["verify"]).fails(
        5,
        "ctx: could not trust context.json.audit.jsonl: its 7 bytes hold no record\n\
         hint: who dies while writing leaves such bytes: the next change keeps them in a file of their own\n\
         hint: to see what can be done: ctx -c context.json repair\n",
    );
}
