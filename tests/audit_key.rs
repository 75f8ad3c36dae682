use std::os::unix::fs::PermissionsExt as _;

use ctxfile::internals::log::entry::Entry;

use crate::support::{Answer, Context, answer};

const KEY: &str = "0123456789abcdef";
const SHORT: &str = "hint: to make a key of 32 random bytes: head -c 32 /dev/urandom | base64\n";

/// Runs with these variables set.
fn run_with(context: &Context, variables: &[(&str, &str)], arguments: &[&str]) -> Answer {
    let mut command = context.command(arguments);
    command.envs(variables.iter().copied());
    answer(command).normalized(context)
}

fn run_with_key(context: &Context, arguments: &[&str]) -> Answer {
    run_with(context, &[("CTX_AUDIT_KEY", KEY)], arguments)
}

/// A context of three revisions; with HMACs from the second on.
fn keyed() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    for value in ["2", "3"] {
        run_with_key(&context, &["-q", "set", "a", value]).done();
    }
    context
}

fn damaged(rev: u64, why: &str) -> String {
    format!(
        "ctx: could not trust context.json.audit.jsonl: revision {rev}: {why}\n\
         hint: look at what it did, and who wrote it: ctx -c context.json show {rev}\n\
         hint: with this key nothing makes the log pass; if that change is meant, move context.json.audit.* away: \
         the next change with the key begins a new log\n"
    )
}

#[test]
fn with_a_key_each_record_has_an_hmac_that_verify_checks() {
    let context = keyed();
    let hmacs: Vec<bool> = context.records().iter().map(|record| record["hmac"].is_string()).collect();
    assert_eq!(hmacs, [false, true, true]);
    run_with_key(&context, &["verify"])
        .prints("context.json: revisions 1 to 3 are sound, with HMACs since 2, 3:DIGEST\n");
    context.run(&["verify"]).normalized(&context).prints_and_says(
        "context.json: revisions 1 to 3 are sound, 3:DIGEST\n",
        "ctx: records since revision 2 have HMACs; set CTX_AUDIT_KEY to check them\n",
    );
    for (answer, checked) in
        [(run_with_key(&context, &["verify", "--json"]), true), (context.run(&["-q", "verify", "--json"]), false)]
    {
        let verified: serde_json::Value = serde_json::from_str(&answer.done()).unwrap();
        assert_eq!((&verified["hmac_since"], &verified["hmac_checked"]), (&2.into(), &checked.into()));
    }
}

#[test]
fn another_key_is_said_to_be_perhaps_the_wrong_one() {
    let context = keyed();
    let why = "its HMAC was not made with CTX_AUDIT_KEY: the key may be wrong, or the writer had none";
    run_with(&context, &[("CTX_AUDIT_KEY", "another key of 16")], &["verify"]).fails(5, &damaged(2, why));
    run_with(&context, &[("CTX_AUDIT_KEY", "another key of 16")], &["set", "a", "4"]).done();
    let why = "its HMAC was not made with CTX_AUDIT_KEY, unlike that of revision 2: it had another writer";
    run_with_key(&context, &["verify"]).fails(5, &damaged(4, why));
}

#[test]
fn whoever_writes_without_the_key_is_told_and_found() {
    let context = keyed();
    context.run(&["set", "a", "4"]).prints_and_says(
        "",
        "ctx: revision 3 has an HMAC, and revision 4 has none, since CTX_AUDIT_KEY is not set: \
         `ctx verify` with the key will not accept it\n",
    );
    context.run(&["set", "a", "5"]).done();
    let why = "it has no HMAC, and revision 2 before it has one: it was written without the key";
    run_with_key(&context, &["verify"]).fails(5, &damaged(4, why));
}

#[test]
fn a_log_rewritten_by_who_has_no_key_is_found_though_its_chain_holds() {
    let context = keyed();
    let mut prev = None;
    let forged: Vec<String> = context
        .log()
        .lines()
        .map(|line| {
            let entry = Entry::parse(line.as_bytes()).unwrap();
            let mut link = entry.link;
            link.prev = prev.unwrap_or(link.prev);
            let mut change = entry.change;
            change.author.agent = "somebody-else".to_owned();
            let entry = Entry::seal(change, link).unwrap();
            prev = Some(entry.h);
            String::from_utf8(entry.line).unwrap() + "\n"
        })
        .collect();
    context.write("context.json.audit.jsonl", forged.concat());
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 3 are sound, 3:DIGEST\n");
    run_with_key(&context, &["verify"]).fails(
        5,
        "ctx: could not trust context.json.audit.jsonl: CTX_AUDIT_KEY is set, and none of its records has an HMAC\n\
         hint: the next write with the key adds the first; should there have been some, they were taken away\n",
    );
}

#[test]
fn messages_and_edits_by_hand_have_an_hmac_too() {
    let context = keyed();
    run_with_key(&context, &["emit", "topic"]).done();
    context.write("context.json", "{\"a\":9}\n");
    run_with_key(&context, &["set", "b", "1"]).done();
    run_with_key(&context, &["verify"])
        .prints("context.json: revisions 1 to 6 are sound, with HMACs since 2, 6:DIGEST\n");
}

#[test]
fn the_key_is_nowhere_but_in_the_environment() {
    let context = keyed();
    for name in context.files() {
        assert!(!context.read(&name).contains(KEY), "{name}");
    }
    run_with_key(&context, &["--error-format", "json", "set", "a.b", "1"]).fails(
        5,
        "{\"error\":\"could not set a.b in context.json: a is a number, so nothing can be put below it\",\"code\":5,\
         \"kind\":\"bad_data\",\"hints\":[\"to replace it: ctx -c context.json unset a\"],\"path\":\"a\"}\n",
    );
}

#[test]
fn a_key_that_is_none_is_refused_without_being_shown() {
    let context = Context::with(r#"{"a":1}"#);
    let long = "x".repeat(1025);
    for (key, len) in [("", 0), ("fifteen bytes..", 15), (long.as_str(), 1025)] {
        let why = format!("ctx: CTX_AUDIT_KEY has {len} bytes, and a key has 16 to 1024\n{SHORT}");
        run_with(&context, &[("CTX_AUDIT_KEY", key)], &["set", "a", "2"]).fails(2, &why);
        run_with(&context, &[("CTX_AUDIT_KEY", key)], &["get", "a"]).fails(2, &why);
    }
    run_with(&context, &[("CTX_AUDIT_KEY", KEY), ("CTX_AUDIT_KEY_FILE", "key")], &["get", "a"])
        .fails(2, "ctx: CTX_AUDIT_KEY and CTX_AUDIT_KEY_FILE are both set\nhint: unset CTX_AUDIT_KEY\n");
    run_with(&context, &[("CTX_AUDIT_KEY_FILE", "")], &["get", "a"]).fails(2, "ctx: CTX_AUDIT_KEY_FILE is empty\n");
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_key_can_come_from_a_file_that_nobody_else_may_use() {
    let context = keyed();
    context.write("key", format!("{KEY}\n"));
    let with_file = |name: &str| run_with(&context, &[("CTX_AUDIT_KEY_FILE", name)], &["verify"]);
    for mode in [0o640, 0o604, 0o620, 0o777] {
        std::fs::set_permissions(context.path("key"), std::fs::Permissions::from_mode(mode)).unwrap();
        let why =
            format!("ctx: could not use key (CTX_AUDIT_KEY_FILE): it is accessible to others (mode {mode:04o})\n");
        with_file("key").fails(7, &format!("{why}hint: chmod 600 key\n"));
    }
    std::fs::set_permissions(context.path("key"), std::fs::Permissions::from_mode(0o600)).unwrap();
    std::os::unix::fs::symlink("key", context.path("link")).unwrap();
    for end in ["", "\n", "\r\n"] {
        context.write("key", format!("{KEY}{end}"));
        for name in ["key", "link"] {
            with_file(name).prints("context.json: revisions 1 to 3 are sound, with HMACs since 2, 3:DIGEST\n");
        }
    }
    context.write("key", "short\n");
    with_file("key")
        .fails(2, &format!("ctx: the key in key (CTX_AUDIT_KEY_FILE) has 5 bytes, and a key has 16 to 1024\n{SHORT}"));
    with_file("none")
        .fails(6, "ctx: could not read none (CTX_AUDIT_KEY_FILE): No such file or directory (os error 2)\n");
    with_file(".").fails(7, "ctx: could not use . (CTX_AUDIT_KEY_FILE): it is a directory, not a regular file\n");
    let fifo = context.path("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    with_file("fifo").fails(7, "ctx: could not use fifo (CTX_AUDIT_KEY_FILE): it is a FIFO, not a regular file\n");
}

#[test]
fn whoever_writes_with_the_key_behind_a_record_without_an_hmac_is_told() {
    let context = Context::with(r#"{"a":1}"#);
    let told = |before: u64| {
        format!(
            "ctx: revision {before} by planner has no HMAC: CTX_AUDIT_KEY proves nothing of what is before revision {}: \
             `ctx verify`\n",
            before + 1
        )
    };
    run_with_key(&context, &["set", "a", "2"]).prints_and_says("", &told(1));
    run_with_key(&context, &["set", "a", "3"]).done();
    context.run(&["-q", "set", "a", "4"]).done();
    run_with_key(&context, &["emit", "topic"]).prints_and_says("", &told(4));
    run_with_key(&Context::empty(), &["set", "a", "1"]).done();
}

#[test]
fn what_was_written_without_the_key_cannot_be_compacted_away_without_it() {
    let context = keyed();
    let write = |value: &str| {
        let without_key = run_with(&context, &[("CTX_LOG_MAX", "1")], &["-q", "set", "a", value]);
        without_key.done();
    };
    let compact = || context.run(&["log", "compact", "--keep", "1"]);
    let refused = |rev: u64| {
        format!(
            "ctx: could not compact the log of context.json: revision {rev} has an HMAC, and CTX_AUDIT_KEY is not set\n\
             hint: nothing was changed; give the key: CTX_AUDIT_KEY or CTX_AUDIT_KEY_FILE\n"
        )
    };
    write("4");
    write("5");
    let files = context.files();
    compact().fails(7, &refused(2));
    assert_eq!((context.files(), context.ops().len()), (files, 1));
    run_with_key(&context, &["-q", "set", "a", "6"]).done();
    let why = "it has no HMAC, and revision 2 before it has one: it was written without the key";
    run_with_key(&context, &["verify"]).fails(5, &damaged(4, why));
}

#[test]
fn a_log_that_does_not_pass_is_moved_away_and_the_next_begins_with_the_key() {
    let context = keyed();
    context.run(&["-q", "set", "a", "4"]).done();
    assert_eq!(run_with_key(&context, &["verify"]).code, 5);
    context.remove("context.json.audit.jsonl");
    run_with_key(&context, &["-q", "set", "a", "5"]).done();
    run_with_key(&context, &["verify"])
        .prints("context.json: revisions 5 to 6 are sound, with HMACs since 5, 6:DIGEST\n");
}

/// A context whose records all have HMACs of the same key.
fn signed() -> Context {
    let context = Context::empty();
    for value in ["1", "2"] {
        run_with_key(&context, &["set", "a", value]).done();
    }
    context
}

#[test]
fn a_context_that_was_exchanged_for_another_of_the_same_key_has_another_lineage() {
    let (context, other) = (signed(), signed());
    let lineage = context.run(&["status", "--head", "--lineage"]).done();
    let found = other.run(&["status", "--head", "--lineage"]).done();
    assert!(lineage.trim().len() == 32 && lineage != found, "{lineage}");
    for file in ["context.json", "context.json.audit.jsonl", "context.json.lock"] {
        context.write(file, other.read(file));
    }
    run_with_key(&context, &["-q", "verify"]).done();
    run_with_key(&context, &["verify", "--lineage", lineage.trim()]).fails(
        5,
        &format!(
            "ctx: could not trust context.json: it is another context: expected the lineage {}, found {}\n\
             hint: a new log has a new lineage: the log was deleted or abandoned, or the whole context was replaced\n",
            lineage.trim(),
            found.trim()
        ),
    );
    run_with_key(&context, &["-q", "verify", "--lineage", found.trim()]).done();
}

#[test]
fn a_lineage_stays_through_rotation_and_compaction_and_ends_with_the_log() {
    let context = signed();
    let lineage = context.run(&["status", "--head", "--lineage"]).done();
    run_with(&context, &[("CTX_AUDIT_KEY", KEY), ("CTX_LOG_MAX", "1")], &["set", "a", "3"]).done();
    run_with_key(&context, &["emit", "t"]).done();
    assert_eq!(context.run(&["status", "--head", "--lineage"]).done(), lineage);
    assert_eq!(context.records()[0]["lineage"], lineage.trim());
    run_with_key(&context, &["log", "compact", "--keep", "1"]).done();
    assert_eq!(context.run(&["status", "--head", "--lineage"]).done(), lineage);
    let verified = run_with_key(&context, &["-q", "verify", "--json"]).done();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&verified).unwrap()["lineage"], lineage.trim());
    context.remove("context.json.audit.jsonl");
    run_with_key(&context, &["-q", "set", "a", "4"]).done();
    assert_ne!(context.run(&["status", "--head", "--lineage"]).done(), lineage);
}

#[test]
fn a_log_that_an_older_ctx_began_has_no_lineage_and_goes_on() {
    let context = Context::with(r#"{"a":1}"#);
    let record = Entry::parse(context.log().trim_end().as_bytes()).unwrap();
    let mut change = record.change;
    change.lineage = None;
    let older = Entry::seal(change, record.link).unwrap();
    context.write("context.json.audit.jsonl", [older.line, b"\n".to_vec()].concat());
    context.remove("context.json.lock");
    context.run(&["set", "a", "2"]).done();
    context.run(&["status", "--head", "--lineage"]).fails(
        1,
        "ctx: context.json has no lineage: its log was created by an older ctx\n\
         hint: to print its last record: ctx -c context.json status --head\n",
    );
    let answer = context.run(&["verify", "--lineage", "0123"]);
    assert!(answer.code == 5 && answer.stderr.contains("found none, as in logs created by an older ctx"), "{answer:?}");
    context.run(&["-q", "verify"]).done();
}
