//! What somebody put in the document's place, before the machine was switched on again, or
//! where nobody knows whether it was: a private mount namespace has another boot id, or none.

use std::process::Command;

use super::{DOCUMENT, LOG};
use crate::support::{Answer, CTX, Context, Need, answer, missing};

/// A boot that is over when the next command runs, and one that nobody tells of.
const BOOTS: [&str; 2] = ["00000000-0000-4000-8000-000000000002\n", ""];

/// The command in that boot.
fn in_boot(context: &Context, boot: &str, arguments: &[&str]) -> Answer {
    context.write("boot-id", boot);
    let script = "mount --bind boot-id /proc/sys/kernel/random/boot_id && exec \"$0\" -c context.json \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script, CTX]).args(arguments).current_dir(context.directory());
    command.env("CTX_AGENT", "planner");
    let answer = answer(command);
    context.remove("boot-id");
    answer
}

/// Revision 2 has `b` besides; both were published.
fn with_backup() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    sh(&context, "cp -p context.json backup.json");
    context.run(&["set", "b", "2"]).done();
    context
}

fn sh(context: &Context, script: &str) {
    let mut shell = Command::new("sh");
    assert!(shell.args(["-ec", script]).current_dir(context.directory()).status().unwrap().success(), "{script}");
}

/// The next change records what it finds as somebody's, and says nothing of a power cut.
fn is_recorded(context: &Context, boot: &str) {
    let answer = in_boot(context, boot, &["get"]);
    assert_eq!((answer.code, answer.stderr.as_str()), (0, ""), "{answer:?}");
    in_boot(context, boot, &["set", "c", "3"]).done();
    assert_eq!(context.ops(), ["merge", "set", "external", "set"]);
    let external = &context.records()[2];
    assert_eq!((&external["state"].to_string(), &external["note"]), (&r#"{"a":1}"#.to_owned(), &().into()));
    assert_eq!(context.document(), "{\n  \"a\": 1,\n  \"c\": 3\n}\n");
    assert_eq!(in_boot(context, boot, &["verify"]).code, 0);
}

#[test]
fn an_older_version_that_somebody_put_back_is_recorded_in_whatever_boot() {
    if missing(&[Need::MountsOfRoot]) {
        return;
    }
    for boot in BOOTS {
        for put_back in [
            "cp backup.json context.json",
            "cp backup.json new; mv new context.json",
            "mv backup.json context.json",
            // In place, with its old time.
            "cp -p backup.json context.json",
        ] {
            let context = with_backup();
            sh(&context, put_back);
            is_recorded(&context, boot);
        }
    }
}

#[test]
fn what_git_checks_out_is_recorded_in_whatever_boot() {
    if missing(&[Need::MountsOfRoot, Need::Program("git")]) {
        return;
    }
    for boot in BOOTS {
        let context = Context::with(r#"{"a":1}"#);
        let git = "git -c user.name=x -c user.email=x";
        sh(&context, &format!("git init -q .; git add context.json; {git} commit -qm 1"));
        context.run(&["set", "b", "2"]).done();
        sh(&context, "git checkout -q context.json");
        is_recorded(&context, boot);
    }
}

#[test]
fn what_is_no_json_and_not_of_ctx_is_refused_and_left_alone_in_whatever_boot() {
    if missing(&[Need::MountsOfRoot]) {
        return;
    }
    let hint = "hint: correct it, or move it away: `ctx verify` then tells, \
                and the next write rebuilds revision 2\n";
    let convert = |from: &str| {
        format!(
            "hint: convert it: (umask 077; iconv -f {from} -t UTF-8 context.json > context.json.utf8) \
             && cp context.json.utf8 context.json && rm context.json.utf8\n"
        )
    };
    let utf_16: Vec<u8> = "{\"a\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let texts: [(Vec<u8>, String); 4] = [
        (b"{\"a\":1,\n \"b\":\n".to_vec(), "EOF while parsing a value at line 3 column 1\n".to_owned()),
        (b"{\"a\":\0\0\0".to_vec(), "expected value at line 1 column 6\n".to_owned()),
        (
            [&b"\xff\xfe"[..], &utf_16].concat(),
            "it looks like UTF-16, not UTF-8: a byte that is not UTF-8 at line 1 column 1\n".to_owned()
                + &convert("UTF-16"),
        ),
        (
            utf_16.clone(),
            "it looks like UTF-16, not UTF-8: key must be a string at line 1 column 2\n".to_owned()
                + &convert("UTF-16LE"),
        ),
    ];
    for boot in BOOTS {
        for (text, why) in &texts {
            let context = with_backup();
            context.write(DOCUMENT, text);
            let before = context.log();
            let read = in_boot(&context, boot, &["get"]);
            read.fails(5, &format!("ctx: could not read context.json: {why}{hint}"));
            let written = in_boot(&context, boot, &["set", "c", "3"]);
            written
                .fails(5, &format!("ctx: could not set c in context.json: could not read context.json: {why}{hint}"));
            assert_eq!((&std::fs::read(context.path(DOCUMENT)).unwrap(), context.log()), (text, before));
        }
    }
}

#[test]
fn the_command_that_converts_a_document_does() {
    if missing(&[Need::Program("iconv")]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    sh(&context, "chmod 640 context.json; iconv -t UTF-16 context.json > new; cat new > context.json; rm new");
    let answer = context.run(&["get"]);
    let (_, command) = answer.stderr.lines().nth(1).unwrap().split_once("convert it: ").unwrap();
    sh(&context, command);
    context.run(&["get", "a"]).prints("1\n");
    let mode = std::os::unix::fs::PermissionsExt::mode(&context.path(DOCUMENT).metadata().unwrap().permissions());
    assert_eq!((mode & 0o777, context.files().len()), (0o640, 3));
}

#[test]
fn an_acknowledged_write_whose_rename_is_lost_is_no_edit_where_the_boot_is_unknown() {
    if missing(&[Need::MountsOfRoot]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    std::fs::hard_link(context.path(DOCUMENT), context.path("published-1")).unwrap();
    in_boot(&context, "", &["set", "a", "2"]).done();
    sh(&context, "mv context.json .context.json.tmp; mv published-1 context.json");
    let what = "ctx: the document was out of date: its writer died, or the power was cut";
    let read = in_boot(&context, "", &["get", "a"]);
    read.prints_and_says("2\n", &format!("{what}: read revision 2 from the log\n"));
    let next = in_boot(&context, "", &["set", "b", "1"]);
    next.prints_and_says("", &format!("{what}: rebuilt revision 2 from {LOG}\n"));
    assert_eq!(context.ops(), ["merge", "set", "set"]);
    assert_eq!(context.document(), "{\n  \"a\": 2,\n  \"b\": 1\n}\n");
}
