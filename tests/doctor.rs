mod access;

use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use crate::support::{Answer, Context, answer};

/// Without what it says of the file system, on which the test has no influence.
fn doctor(context: &Context) -> Answer {
    without_file_system(context.run(&["doctor"]).normalized(context))
}

fn without_file_system(mut answer: Answer) -> Answer {
    let start = answer.stdout.find(" permissions: ").unwrap_or_default();
    let line = answer.stdout[..start].rfind('\n').map_or(0, |newline| newline + 1);
    answer.stdout.replace_range(..line, "");
    answer
}

/// What is not fine, and what to do about it.
pub fn findings(answer: Answer) -> String {
    let answer = without_file_system(answer);
    let mut is_told = false;
    let told = answer.stdout.lines().filter(|line| {
        is_told = if line.starts_with(' ') { is_told } else { !line.starts_with("fine") };
        is_told
    });
    told.flat_map(|line| [line, "\n"]).collect()
}

fn set_mode(context: &Context, name: &str, mode: u32) {
    std::fs::set_permissions(context.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
}

const PERMISSIONS: &str = "fine   permissions: mode 0600, and no file beside it is more permissive\n";
const LOCKING: &str = "fine   locking: works: a second process could not take the lock that this one held\n";
const CLOCK: &str = "fine   clock: not behind the newest record\n";

fn healthy(rev: u64) -> String {
    format!(
        "{PERMISSIONS}fine   left-overs: none\nfine   lock: free\n{LOCKING}{CLOCK}\
         fine   log: revisions 1 to {rev} are sound\n"
    )
}

#[test]
fn a_healthy_context_is_fine_and_nothing_of_it_is_changed() {
    let context = Context::with(r#"{"a":1}"#);
    let before = (context.files(), context.document(), context.log(), context.read("context.json.lock"));
    doctor(&context).prints(&healthy(1));
    assert_eq!((context.files(), context.document(), context.log(), context.read("context.json.lock")), before);
    let json: serde_json::Value = serde_json::from_str(&context.run(&["doctor", "--json"]).done()).unwrap();
    assert_eq!((&json["fine"], &json["file"]), (&true.into(), &"context.json".into()));
    let locking = json["checks"].as_array().unwrap().iter().find(|check| check["check"] == "locking").unwrap();
    assert_eq!((&locking["verdict"], &locking["hint"]), (&"fine".into(), &serde_json::Value::Null));
}

#[test]
fn what_is_wider_than_the_document_or_open_to_everybody_is_wrong() {
    let context = Context::with(r#"{"a":1}"#);
    set_mode(&context, "context.json.audit.jsonl", 0o644);
    let answer = doctor(&context);
    let expected = healthy(1).replace(
        PERMISSIONS,
        "wrong  permissions: context.json.audit.jsonl has mode 0644, more permissive than the document's 0600\n       \
         hint: chmod 0600 context.json.audit.jsonl\n",
    );
    assert_eq!(answer, Answer { code: 1, stdout: expected, stderr: String::new() });
    set_mode(&context, "context.json", 0o666);
    set_mode(&context, ".", 0o777);
    let answer = doctor(&context);
    let expected = healthy(1).replace(
        PERMISSIONS,
        "wrong  permissions: everyone may replace files in . (mode 0777)\n       hint: chmod o-w .\n\
         wrong  permissions: everyone may write to context.json (mode 0666)\n       hint: chmod o-w context.json\n",
    );
    assert_eq!(answer, Answer { code: 1, stdout: expected, stderr: String::new() });
}

#[test]
fn left_overs_are_named_with_what_to_do() {
    let context = Context::with(r#"{"a":1}"#);
    for name in [".context.json.tmp", "context.json.corrupt-0123456789ab"] {
        context.write(name, "x");
        set_mode(&context, name, 0o600);
    }
    doctor(&context).prints(&healthy(1).replace(
        "fine   left-overs: none\n",
        "advice left-overs: .context.json.tmp was left by a writer that died\n       \
         hint: leave it: the next change uses or removes it\n\
         advice left-overs: context.json.corrupt-0123456789ab holds data that recovery replaced\n       \
         hint: check it, then remove it: rm context.json.corrupt-0123456789ab\n",
    ));
}

#[test]
fn the_holder_of_the_lock_is_named_and_a_dead_one_is_wrong() {
    let context = Context::with(r#"{"a":1}"#);
    let mut hold = context.command(&["lock", "--", "sh", "-c", "echo held; cat"]);
    let mut holder = hold.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = [0; 5];
    holder.stdout.as_mut().unwrap().read_exact(&mut said).unwrap();
    let line: serde_json::Value = serde_json::from_str(&context.lock_line(1)).unwrap();
    let (pid, host) = (line["pid"].as_u64().unwrap(), line["host"].as_str().unwrap());
    let held = |pid: u64| format!("held by planner (pid {pid} on {host}, `ctx lock`) since TIME");
    let mut command = context.command(&["doctor", "--no-lock"]);
    command.env("CTX_WAIT", "1ms");
    let alive = without_file_system(answer(command).normalized(&context));
    let expected = format!("advice lock: {}\n       hint: see what it does: ps -p {pid}\n", held(pid));
    alive.prints(&healthy(1).replace("fine   lock: free\n", &expected));
    let with_turn = without_file_system(context.run(&["doctor", "--wait", "1h"]).normalized(&context));
    with_turn.prints(&healthy(1).replace("fine   lock: free\n", &expected));
    let dead = 4_194_304;
    context.write_lock_line(1, &context.lock_line(1).replace(&format!("\"pid\":{pid}"), &format!("\"pid\":{dead}")));
    let found = without_file_system(context.run(&["doctor", "--no-lock"]).normalized(&context));
    let expected = format!(
        "wrong  lock: {}, which has ended: a process that it began still has the lock\n       \
         hint: see which, and end it: fuser -v context.json.lock\n",
        held(dead)
    );
    assert_eq!((found.code, found.stdout), (1, healthy(1).replace("fine   lock: free\n", &expected)));
    drop(holder.stdin.take());
    holder.wait().unwrap();
}

#[test]
fn a_log_that_is_damaged_is_wrong_and_a_document_that_was_edited_is_not() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\":2}\n");
    let answer = doctor(&context);
    assert_eq!(answer.code, 0);
    assert!(
        answer.stdout.contains("advice log: the log is sound, but context.json is not its revision 1"),
        "{answer:?}"
    );
    assert!(answer.stdout.ends_with("hint: the next change records the edit, as `external`\n"), "{answer:?}");
    context.run(&["set", "b", "1"]).done();
    context.write("context.json.audit.jsonl", context.log().replacen("planner", "plamner", 1));
    let answer = doctor(&context);
    assert_eq!(answer.code, 1);
    let why = "wrong  log: could not trust context.json.audit.jsonl: the record at byte 0 is damaged: \
               its bytes do not have the digest that it names\n       \
               hint: nothing was changed; to see what can be done: ctx repair\n";
    assert!(answer.stdout.ends_with(why), "{answer:?}");
}

#[test]
fn a_log_longer_than_the_limit_gets_advice() {
    let context = Context::with(r#"{"a":1}"#);
    let with_limit = |limit: &str| {
        let mut command = context.command(&["doctor"]);
        command.env("CTX_LOG_MAX", limit);
        without_file_system(answer(command))
    };
    let size = context.log().len();
    with_limit(&size.to_string()).prints(&healthy(1));
    with_limit("10").prints(&format!(
        "{}advice log: context.json.audit.jsonl has {size} bytes, more than CTX_LOG_MAX, 10\n       \
         hint: the next change rotates it; if not, the file system does not support hard links\n",
        healthy(1)
    ));
    with_limit("64X").fails(2, "ctx: CTX_LOG_MAX is \"64X\", which is not a size such as 20M\n");
}

#[test]
fn redacted_values_that_are_lost_and_hmacs_that_were_not_checked_get_advice() {
    let context = Context::with(r#"{"a":1}"#);
    let mut command = context.command(&["-q", "set", "--redact", "k", "x"]);
    command.env("CTX_AUDIT_KEY", "0123456789abcdef");
    answer(command).done();
    let checked =
        healthy(2).replace("fine   log: revisions 1 to 2 are sound", "advice log: revisions 1 to 2 are sound");
    let kept = "fine   kept: 129 bytes in _ctx, 0 entries ended\n";
    let checked = checked.replace(CLOCK, &format!("{kept}{CLOCK}"));
    doctor(&context).prints(
        &(checked.trim_end().to_owned()
            + "; the HMACs were not checked\n       hint: set CTX_AUDIT_KEY, or CTX_AUDIT_KEY_FILE\n"),
    );
    context.remove("context.json");
    context.run(&["-q", "set", "a", "2"]).done();
    let answer = doctor(&context);
    assert!(
        answer
            .stdout
            .contains("advice log: revisions 1 to 3 are sound; only hashes are left of redacted values at k\n")
    );
}

#[test]
fn nothing_there_yet_is_nothing_wrong() {
    let context = Context::empty();
    doctor(&context).prints(&format!(
        "advice permissions: there is no context.json\n       hint: the next change creates it\n\
         fine   left-overs: none\nfine   lock: free\n{LOCKING}fine   clock: no record to compare it with\n\
         fine   log: nothing has been recorded yet\n"
    ));
    assert_eq!(context.files(), Vec::<String>::new());
    context
        .run(&["doctor", "--try-lock", "none"])
        .fails(6, "ctx: could not open none: No such file or directory (os error 2)\n");
    context
        .run(&["doctor", "extra"])
        .fails(2, "ctx: unexpected argument 'extra' found\nhint: usage: ctx doctor [OPTIONS]\n");
}

#[test]
fn a_lock_that_another_program_holds_is_not_said_to_be_free() {
    let context = Context::with(r#"{"a":1}"#);
    let mut flock = std::process::Command::new("flock");
    flock.args(["context.json.lock", "sh", "-c", "echo held; cat"]).current_dir(context.directory());
    let mut holder = flock.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = [0; 5];
    holder.stdout.as_mut().unwrap().read_exact(&mut said).unwrap();
    let answer = without_file_system(context.run(&["doctor", "--no-lock"]));
    drop(holder.stdin.take());
    holder.wait().unwrap();
    answer.prints(&healthy(1).replace(
        "fine   lock: free\n",
        "advice lock: held by another program\n       hint: to see who has it open: fuser -v context.json.lock\n",
    ));
}

#[test]
fn a_directory_that_is_not_there_is_wrong_since_no_change_makes_it() {
    let context = Context::empty();
    let mut command = Context::bare(context.directory());
    command.args(["-c", "no dir/c.json", "doctor"]);
    let answer = answer(command);
    assert_eq!(answer.code, 1);
    assert!(
        answer.stdout.contains(
            "\nwrong  permissions: there is no no dir/c.json\n       \
             hint: changes do not create its directory: mkdir -p 'no dir'\n"
        ),
        "{answer:?}"
    );
    assert!(!answer.stdout.contains("the next change creates it"), "{answer:?}");
}

#[test]
fn damage_to_the_log_is_wrong_although_the_document_was_edited_too() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.write("context.json.audit.jsonl", context.log().replacen("planner", "plamner", 1));
    context.write("context.json", "{\"a\":3}\n");
    let answer = doctor(&context);
    assert!(answer.code == 1 && answer.stdout.contains("\nwrong  log: could not trust"), "{answer:?}");
    context.remove("context.json.audit.jsonl");
    let answer = doctor(&context);
    assert!(answer.code == 1 && answer.stdout.contains("it is missing, and revision 2 was recorded"), "{answer:?}");
}

#[test]
fn what_cannot_be_looked_at_is_not_said_to_be_fine() {
    let context = Context::with(r#"{"a":1}"#);
    context.remove("context.json.audit.jsonl");
    std::fs::create_dir(context.path("context.json.audit.jsonl")).unwrap();
    let answer = doctor(&context);
    assert_eq!(answer.code, 1);
    assert!(answer.stdout.contains("advice clock: not compared: the newest record cannot be read\n"), "{answer:?}");
    assert!(!answer.stdout.contains("chmod"), "no mode makes a directory a log: {answer:?}");
}

#[test]
fn thousands_of_kept_files_are_counted_and_not_named() {
    let context = Context::with(r#"{"a":1}"#);
    for n in 0..10_000 {
        context.write(&format!("context.json.replaced-{n:012x}"), "");
    }
    let answer = context.run(&["doctor"]);
    let told: Vec<&str> = answer.stdout.lines().filter(|line| line.contains("data that recovery replaced")).collect();
    assert_eq!(
        told,
        ["advice left-overs: 10000 files in . hold data that recovery replaced"],
        "{}",
        answer.stdout.len()
    );
    context.run(&["set", "a", "2"]).done();
}
