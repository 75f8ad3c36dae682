//! What nobody should have to fear: bad input, bad files, bad moments. Nothing
//! panics, nothing hangs, nothing is changed or lost.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::{UnixListener, UnixStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Answer, CTX, Context, answer, answer_to_input};

/// What every file but the lock is: its bytes, or its kind.
fn contents(context: &Context) -> BTreeMap<String, Vec<u8>> {
    let names = context.files().into_iter().filter(|name| name != "context.json.lock");
    let content = |name: &str| match std::fs::symlink_metadata(context.path(name)).unwrap().file_type() {
        kind if kind.is_file() => std::fs::read(context.path(name)).unwrap(),
        kind => format!("{kind:?}").into_bytes(),
    };
    names.map(|name| (name.clone(), content(&name))).collect()
}

/// The command fails like this and leaves document and log as they were.
#[track_caller]
fn refused(context: &Context, answer: impl FnOnce() -> Answer, code: i32, stderr: &str) {
    let before = contents(context);
    answer().fails(code, stderr);
    assert_eq!(contents(context), before);
}

fn sh(context: &Context, script: &str) -> Answer {
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(context.directory()).env("CTX", CTX).env("CTX_AGENT", "planner");
    command.stdin(Stdio::null());
    answer(command)
}

#[test]
fn json_that_two_readers_could_take_differently_is_refused_with_its_place() {
    let context = Context::with(r#"{"a":1}"#);
    let cases: [(&[u8], &str); 9] = [
        (b"{\"a\":1,\n}", "trailing comma at line 2 column 1"),
        (b"{\"a\":1,\"a\":2}", "the key \"a\" a second time at line 1 column 10"),
        (b"{\"a\":\"\\ud800\"}", "unexpected end of hex escape at line 1 column 13"),
        (b"{\"a\":\"\xff\"}", "a byte that is not UTF-8 at line 1 column 7"),
        (b"\xef\xbb\xbf{}", "a byte order mark, which JSON does not allow, at line 1 column 1"),
        (b"{} {}", "trailing characters at line 1 column 4"),
        (b"{\"a\":NaN}", "expected value at line 1 column 6"),
        (b"{\"$serde_json::private::Number\":\"1\"}", "a reserved key at line 1 column 2"),
        (b"{\"a\":{\"\\u0024serde_json::private::Number\":\"1\"}}", "a reserved key at line 1 column 41"),
    ];
    for (text, why) in cases {
        let wanted = format!("ctx: the input is not acceptable JSON: {why}\n");
        refused(&context, || context.run_with_input(&["merge"], text), 5, &wanted);
        let document = Context::empty();
        document.write("context.json", text);
        let wanted = format!("ctx: could not read context.json: {why}\nhint: correct it: nothing was changed\n");
        refused(&document, || document.run(&["get"]), 5, &wanted);
        let wanted = wanted.replacen("ctx: ", "ctx: could not set a in context.json: ", 1);
        refused(&document, || document.run(&["set", "a", "1"]), 5, &wanted);
        if !text.contains(&b'\n') {
            let lines = [b"{\"op\":\"set\",\"path\":\"a\",\"value\":2}\n\n", text, b"\n"].concat();
            let wanted = format!("ctx: line 3: the line is not acceptable JSON: {why}\n");
            refused(&context, || context.run_with_input(&["batch"], &lines), 5, &wanted);
        }
        let Ok(text) = std::str::from_utf8(text) else { continue };
        let wanted = format!("ctx: the input is not acceptable JSON: {why}\n");
        refused(&context, || context.run(&["merge", text]), 5, &wanted);
        let wanted = format!("ctx: the value of x is not acceptable JSON: {why}\n");
        refused(&context, || context.run(&["set", "--json", "x", text]), 5, &wanted);
        refused(&context, || context.run_with_input(&["set", "--json", "x"], text), 5, &wanted);
        refused(&context, || context.run(&["set", &format!("x:={text}")]), 5, &wanted);
        refused(&context, || context.run(&["append", "--json", "x", text]), 5, &wanted);
    }
    refused(
        &context,
        || context.run(&["--error-format", "json", "set", "--json", "x", "[1,\n]"]),
        5,
        "{\"error\":\"the value of x is not acceptable JSON: trailing comma at line 2 column 1\",\
         \"code\":5,\"kind\":\"bad_data\",\"hints\":[],\"line\":2,\"column\":1}\n",
    );
}

#[test]
fn input_that_is_no_text_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    let hint = "hint: JSON holds text only: store binary data in a file, or encode it (base64)\n";
    for arguments in [&["set", "a"][..], &["set", "a", "--string"], &["set", "a", "--json"], &["append", "a", "-"]] {
        let why = format!("ctx: the value is not UTF-8 at byte 3\n{hint}");
        refused(&context, || context.run_with_input(arguments, b"ab\xff"), 5, &why);
    }
    for (verb, usage) in [("set", "PATH [VALUE]"), ("get", "[PATH]...")] {
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
        ("{\"op\":\"sett\",\"path\":\"a\"}", 5, "its op \"sett\" is none of set, unset, append, incr, merge, test"),
        ("{\"op\":\"set\",\"value\":1}", 5, "it lacks \"path\""),
        ("{\"op\":\"set\",\"path\":\"b\"}", 5, "it lacks \"value\""),
        ("{\"op\":\"unset\",\"path\":7}", 5, "its \"path\" is no string"),
        ("{\"op\":\"unset\",\"path\":\"a\",\"if\":1}", 5, "it has a member \"if\"; known are op, path and value"),
        (
            "{\"op\":\"unset\",\"path\":\"a..b\"}",
            2,
            "could not read the path: a key is missing here\n  a..b\n    ^\n\
             hint: a.b[0].c, [\"any key\"], or a JSON Pointer: /a/b/0/c",
        ),
    ] {
        let why = format!("ctx: line 2: {why}\n");
        refused(&context, || context.run_with_input(&["batch"], format!("{first}{line}\n{first}")), code, &why);
    }
    let missing = "{\"op\":\"unset\",\"path\":\"nothing\"}\n";
    let why = "ctx: could not make the batch in context.json: line 2: there is no nothing\n";
    refused(&context, || context.run_with_input(&["batch"], format!("{first}{missing}")), 1, why);
}

#[test]
fn depth_is_limited_as_input_and_as_result() {
    let context = Context::with(r#"{"a":1}"#);
    let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let path = |n: usize| vec!["k"; n].join(".");
    context.run(&["set", "--json", "deep", &nested(99)]).done();
    context.run(&["get", "a"]).prints("1\n");
    let why = "ctx: the value of x is not acceptable JSON: nested too deeply at line 1 column 102\n";
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
    let stderr = format!("ctx: could not make the batch in context.json: line 1: {why}\n");
    refused(&context, || context.run_with_input(&["batch"], &line), 5, &stderr);
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
    let hint = "hint: CTX_MAX_SIZE sets the limit; large values belong in files of their own\n";
    let why = format!("ctx: standard input is longer than 1000 bytes\n{hint}");
    refused(&context, || limited(&["set", "b"], &[b'x'; 1001]), 5, &why);
    let why =
        format!("ctx: could not set b in context.json: the result has 1024 bytes, more than the limit of 1000\n{hint}");
    refused(&context, || limited(&["set", "b"], &[b'x'; 1000]), 5, &why);
    refused(
        &context,
        || limited(&["merge"], &[b' '; 1001]),
        5,
        &format!("ctx: standard input is longer than 1000 bytes\n{hint}"),
    );
    refused(
        &context,
        || limited(&["batch"], &[b'\n'; 1001]),
        5,
        &format!("ctx: standard input is longer than 1000 bytes\n{hint}"),
    );
    let why = format!("ctx: /dev/zero is longer than 1000 bytes\n{hint}");
    refused(&context, || limited(&["set", "b", "--from-file", "/dev/zero"], b""), 5, &why);
    let ten = vec![b'x'; 10 * 1024 * 1024];
    let why = format!("the result has {} bytes, more than the limit of 10485760", ten.len() + 24);
    let why = format!("ctx: could not set b in context.json: {why}\n{hint}");
    refused(&context, || context.run_with_input(&["set", "b"], &ten), 5, &why);
    let mut command = context.command(&["get", "a"]);
    command.env("CTX_MAX_SIZE", "5");
    answer(command).fails(
        5,
        "ctx: could not read context.json: it is larger than 5 bytes\nhint: CTX_MAX_SIZE sets the limit, in bytes\n",
    );
    let mut command = context.command(&["get", "a"]);
    command.env("CTX_MAX_SIZE", "lots");
    answer(command).fails(2, "ctx: CTX_MAX_SIZE is \"lots\", which is not a number of bytes\n");
}

#[test]
fn an_endless_stream_is_read_no_further_than_the_limit() {
    for arguments in [&["set", "a", "--string"][..], &["set", "a"], &["merge"], &["batch"], &["append", "a", "-"]] {
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
            "ctx: standard input is longer than 10485760 bytes\n\
             hint: CTX_MAX_SIZE sets the limit; large values belong in files of their own\n",
        );
        assert!((10..=12).contains(&taken), "{taken} MiB of 1024 were taken");
        assert_eq!(contents(&context), before);
    }
}

#[test]
fn a_path_that_does_not_parse_is_shown_with_a_caret() {
    let context = Context::with(r#"{"a":1}"#);
    let hint = "hint: a.b[0].c, [\"any key\"], or a JSON Pointer: /a/b/0/c\n";
    for (path, place) in [
        ("a..b", format!("a key is missing here\n  a..b\n    ^\n{hint}")),
        ("", format!("the path is empty; the whole document is .\n  \n  ^\n{hint}")),
        ("a[x]", format!("in brackets stands an index or a key in double quotes\n  a[x]\n    ^\n{hint}")),
        ("/a~2", format!("in a JSON Pointer ~ is written ~0 and / in a key is written ~1\n  /a~2\n    ^\n{hint}")),
        (
            "my key.x",
            "a key with white space in it is written in brackets\n  my key.x\n    ^\n\
             hint: write '[\"my key\"].x', or give --literal for one key\n"
                .to_owned(),
        ),
    ] {
        refused(&context, || context.run(&["get", path]), 2, &format!("ctx: could not read the path: {place}"));
        refused(&context, || context.run(&["set", path, "1"]), 2, &format!("ctx: could not read the path: {place}"));
    }
}

const LOCK: &str = "context.json.lock";
const LOG: &str = "context.json.audit.jsonl";
const TEMPORARY: &str = ".context.json.tmp";

/// A document, a file that nobody may touch, and something planted under a name.
fn planted(name: &str, what: &str) -> Context {
    let context = Context::holding("{\"a\":1}");
    context.write("victim", "precious");
    match what {
        "a FIFO" => assert!(Command::new("mkfifo").arg(context.path(name)).status().unwrap().success()),
        "a link" => symlink("victim", context.path(name)).unwrap(),
        "a link to nothing" => symlink("nothing", context.path(name)).unwrap(),
        _ => std::fs::create_dir(context.path(name)).unwrap(),
    }
    context
}

#[test]
fn what_was_planted_as_the_lock_is_neither_followed_nor_waited_for() {
    let no_lock = "hint: to read without the lock: --no-lock\n";
    for (what, reading, writing) in [
        (
            "a FIFO",
            format!("could not use {LOCK}: it is a FIFO, not a regular file\nhint: look at it: ls -l {LOCK}\n"),
            None,
        ),
        (
            "a link",
            format!(
                "could not open {LOCK}: it is a symbolic link, which is not followed here\n\
                 hint: look at it, and remove it: rm {LOCK}\n{no_lock}"
            ),
            None,
        ),
        (
            "a link to nothing",
            format!(
                "could not open {LOCK}: it is a symbolic link, which is not followed here\n\
                 hint: look at it, and remove it: rm {LOCK}\n{no_lock}"
            ),
            None,
        ),
        (
            "a directory",
            format!("could not use {LOCK}: it is a directory, not a regular file\nhint: look at it: ls -l {LOCK}\n"),
            Some(format!("could not open {LOCK}: it is a directory, not a regular file\n{no_lock}")),
        ),
    ] {
        let context = planted(LOCK, what);
        let kind = std::fs::symlink_metadata(context.path(LOCK)).unwrap().file_type();
        refused(&context, || context.run(&["get", "a"]), 7, &format!("ctx: {reading}"));
        refused(&context, || context.run(&["verify"]), 7, &format!("ctx: {reading}"));
        let writing = format!("ctx: could not set a in context.json: {}", writing.unwrap_or(reading));
        refused(&context, || context.run(&["set", "a", "2"]), 7, &writing);
        context.run(&["--no-lock", "get", "a"]).prints("1\n");
        assert_eq!(std::fs::symlink_metadata(context.path(LOCK)).unwrap().file_type(), kind);
    }
}

#[test]
fn what_was_planted_as_the_log_is_neither_followed_nor_waited_for() {
    let advice = format!("hint: look at it, and move it away: mv {LOG} {LOG}.old\n");
    let fifo = format!("could not use {LOG}: it is a FIFO, not a regular file\n{advice}");
    let directory_read = format!("could not use {LOG}: it is a directory, not a regular file\n{advice}");
    let link = format!(
        "could not open {LOG}: it is a symbolic link, which is not followed here\n\
         hint: look at it, and remove it: rm {LOG}\n"
    );
    let directory = format!("could not open {LOG}: it is a directory, not a regular file\n");
    for (what, reading, writing) in [
        ("a FIFO", &fifo, &fifo),
        ("a link", &link, &link),
        ("a link to nothing", &link, &link),
        ("a directory", &directory_read, &directory),
    ] {
        let context = planted(LOG, what);
        for arguments in [&["get", "a"][..], &["--no-lock", "get", "a"], &["verify"], &["log"]] {
            refused(&context, || context.run(arguments), 7, &format!("ctx: {reading}"));
        }
        let writing = format!("ctx: could not set a in context.json: {writing}");
        refused(&context, || context.run(&["set", "a", "2"]), 7, &writing);
    }
}

#[test]
fn what_was_planted_as_the_temporary_file_is_replaced_and_never_followed() {
    for what in ["a FIFO", "a link", "a link to nothing"] {
        let context = planted(TEMPORARY, what);
        let before = contents(&context);
        context.run(&["get", "a"]).prints("1\n");
        assert_eq!(contents(&context), before);
        context.run(&["set", "a", "2"]).done();
        assert_eq!((context.read("victim").as_str(), context.document().as_str()), ("precious", "{\n  \"a\": 2\n}\n"));
        assert_eq!(context.files(), ["context.json", LOG, LOCK, "victim"]);
    }
    let directory = planted(TEMPORARY, "a directory");
    directory.run(&["get", "a"]).prints("1\n");
    let why = format!("could not write {TEMPORARY}: it is a directory, not a regular file; not committed");
    let why = format!("ctx: could not set a in context.json: {why}\n");
    refused(&directory, || directory.run(&["set", "a", "2"]), 7, &why);
}

#[test]
fn what_was_planted_where_recovery_saves_bytes_is_not_followed() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("victim", "precious");
    context.write(LOG, context.log() + "torn");
    let saved = format!("{LOG}.torn-{}", ctxfile::model::digest::Digest::of(b"torn").short());
    symlink("victim", context.path(&saved)).unwrap();
    let says = format!("ctx: {LOG}: cut a torn record of 4 bytes, saved as {saved}\n");
    context.run(&["set", "a", "2"]).prints_and_says("", &says);
    assert_eq!((context.read("victim"), context.read(&saved)), ("precious".to_owned(), "torn".to_owned()));
}

#[test]
fn a_document_that_is_no_file_is_refused() {
    let directory = Context::empty();
    std::fs::create_dir(directory.path("context.json")).unwrap();
    let fifo = Context::empty();
    assert!(Command::new("mkfifo").arg(fifo.path("context.json")).status().unwrap().success());
    let socket = Context::empty();
    let _listener = UnixListener::bind(socket.path("context.json")).unwrap();
    let device = Context::empty();
    symlink("/dev/null", device.path("context.json")).unwrap();
    for (context, name, what) in [
        (
            directory,
            "context.json",
            "a directory, not a regular file\nhint: name the file in it: context.json/context.json",
        ),
        (fifo, "context.json", "a FIFO, not a regular file"),
        (socket, "context.json", "a device or socket, not a regular file"),
        (device, "/dev/null", "a device or socket, not a regular file"),
    ] {
        let why = format!("ctx: could not use {name}: it is {what}\n");
        for arguments in [&["set", "a", "1"][..], &["get", "a"], &["--no-lock", "get"], &["verify"], &["status"]] {
            refused(&context, || context.run(arguments), 7, &why);
        }
        assert_eq!(context.files(), ["context.json"]);
    }
}

#[test]
fn a_document_that_is_a_link_stays_one_and_its_sidecars_stand_beside_its_target() {
    let context = Context::empty();
    std::fs::create_dir(context.path("real")).unwrap();
    context.write("real/state.json", "{\"a\":1}");
    symlink("real/state.json", context.path("second")).unwrap();
    symlink("second", context.path("context.json")).unwrap();
    context.run(&["set", "b", "2"]).done();
    context.run(&["get", "a", "b"]).prints("1\n2\n");
    assert_eq!(context.files(), ["context.json", "real", "second"]);
    let mut beside: Vec<_> =
        std::fs::read_dir(context.path("real")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    beside.sort();
    assert_eq!(beside, ["state.json", "state.json.audit.jsonl", "state.json.lock"]);
    assert_eq!(context.read("real/state.json"), "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
    assert_eq!(std::fs::read_link(context.path("context.json")).unwrap(), std::path::Path::new("second"));
}

#[test]
fn a_link_that_leads_to_nothing_is_refused_and_kept() {
    let context = Context::empty();
    symlink("nothing", context.path("context.json")).unwrap();
    let why = "ctx: could not follow the link context.json: No such file or directory (os error 2)\n";
    refused(&context, || context.run(&["set", "b", "2"]), 6, why);
    refused(&context, || context.run(&["get"]), 6, why);
    assert_eq!(context.files(), ["context.json"]);
}

#[test]
fn a_link_that_leads_to_itself_is_told_as_what_it_is() {
    let context = Context::empty();
    symlink("second", context.path("context.json")).unwrap();
    symlink("context.json", context.path("second")).unwrap();
    let why = "ctx: could not follow the link context.json: Too many levels of symbolic links (os error 40)\n";
    refused(&context, || context.run(&["set", "b", "2"]), 7, why);
    refused(&context, || context.run(&["get"]), 7, why);
}

#[test]
fn a_closed_or_full_standard_output_is_no_error_of_the_change() {
    let context = Context::with(r#"{"a":1}"#);
    sh(&context, "\"$CTX\" -f context.json incr a >&-").prints("");
    let why = "could not write to standard output: No space left on device (os error 28)\n";
    for script in ["incr a", "set b 1 --print-rev", "set b 1 --print-rev", "handoff create coder -m go"] {
        let answer = sh(&context, &format!("\"$CTX\" -q -f context.json {script} >/dev/full"));
        answer.prints("");
    }
    sh(&context, "\"$CTX\" -f context.json incr a >/dev/full")
        .prints_and_says("", &format!("ctx: the change is made, but {why}"));
    context.run(&["get", "a", "b"]).prints("4\n1\n");
    assert_eq!(context.ops(), ["merge", "incr", "incr", "set", "handoff.created", "incr"]);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 6 are sound, 6:DIGEST\n");
}

#[test]
fn a_full_standard_output_is_an_error_of_reading_and_a_closed_one_is_what_was_asked_for() {
    let context = Context::with(r#"{"a":1}"#);
    let why = "ctx: could not write to standard output: No space left on device (os error 28)\n";
    for verb in ["get", "get a", "keys", "log", "status", "verify", "head", "set a 2 --dry-run", "man"] {
        let run = |redirect: &str| sh(&context, &format!("\"$CTX\" -f context.json {verb} {redirect}"));
        refused(&context, || run(">/dev/full"), 6, why);
        run(">&-").prints("");
        run("2>&- >/dev/null").prints("");
    }
}

#[test]
fn a_pipe_that_nobody_reads_any_more_is_no_error() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_with_input(&["set", "big", "--string"], "x".repeat(1_000_000)).done();
    for command in ["get", "get big", "log", "log --json", "incr a"] {
        // `true` may end before or after it is written to: both must do.
        let script = format!("{{ \"$CTX\" -f context.json {command}; echo code $? >&2; }} | true");
        sh(&context, &script).prints_and_says("", "code 0\n");
    }
    let script = "{ \"$CTX\" -f context.json get big; echo code $? >&2; } | head -c 3";
    sh(&context, script).prints_and_says("xxx", "code 0\n");
    context.run(&["get", "a"]).prints("2\n");
}

#[test]
fn a_file_size_limit_is_an_error_and_not_a_death() {
    let context = Context::with(r#"{"a":1}"#);
    let before = contents(&context);
    let answer =
        sh(&context, "ulimit -f 8; \"$CTX\" -f context.json set b \"$(head -c 20000 /dev/zero | tr '\\0' x)\"");
    answer.fails(
        6,
        "ctx: could not set b in context.json: could not write .context.json.tmp: File too large (os error 27); \
         not committed\nhint: the limit is that of `ulimit -f`\n",
    );
    assert_eq!(contents(&context), before);
}

#[test]
fn a_record_that_only_fits_in_part_is_taken_back() {
    let context = Context::with(r#"{"a":1}"#);
    while context.log().len() < 7000 {
        context.run(&["incr", "a"]).done();
    }
    let why = format!(
        "ctx: could not set a in context.json: could not append to {LOG}: File too large (os error 27); not committed\n\
         hint: the limit is that of `ulimit -f`\n"
    );
    // 16 blocks of 512 bytes; the record has more than a thousand.
    let script = format!("ulimit -f 16; \"$CTX\" -f context.json set a 0 -m {}", "m".repeat(1000));
    refused(&context, || sh(&context, &script), 6, &why);
    context.run(&["set", "a", "0"]).done();
    let rev = context.records().len();
    let sound = format!("context.json: revisions 1 to {rev} are sound, {rev}:DIGEST\n");
    context.run(&["verify"]).normalized(&context).prints(&sound);
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    match Command::new("unshare").args(["-Urm", "true"]).output() {
        Ok(output) if output.status.success() => {}
        _ => return eprintln!("skipped: no private mount namespace can be had here"),
    }
    // The first fits once, and not a second time into the log; the other not even once.
    for (size, tried) in [(50_000, format!("append to {LOG}")), (70_000, format!("write {TEMPORARY}"))] {
        let context = Context::empty();
        let script = format!(
            "set -e; mkdir m; mount -t tmpfs -o size=64k tmpfs m; cd m; c() {{ \"$CTX\" -f context.json \"$@\"; }}; \
             c set a 1; cp {LOG} ../log; \
             c set b \"$(head -c {size} /dev/zero | tr '\\0' x)\" || echo code $?; \
             c get; cmp {LOG} ../log; c verify >/dev/null; ls -A; c set a 2; c get a; c verify >/dev/null"
        );
        let mut command = Command::new("unshare");
        command.args(["-Urm", "sh", "-c", &script]).current_dir(context.directory());
        command.env("CTX", CTX).env("CTX_AGENT", "planner");
        answer(command).prints_and_says(
            "code 6\n{\n  \"a\": 1\n}\ncontext.json\ncontext.json.audit.jsonl\ncontext.json.lock\n2\n",
            &format!(
                "ctx: could not set b in context.json: could not {tried}: \
                 No space left on device (os error 28); not committed\nhint: free some space, and try again\n"
            ),
        );
    }
}

#[test]
fn a_document_that_is_mounted_by_itself_is_refused_with_advice() {
    let context = Context::holding("{}");
    let script = "touch m; mount --bind context.json m; \"$CTX\" -f m set a 1";
    let mut command = Command::new("unshare");
    command.args(["-Urm", "sh", "-c", script]).current_dir(context.directory()).env("CTX", CTX);
    match Command::new("unshare").args(["-Urm", "true"]).output() {
        Ok(output) if output.status.success() => {}
        _ => return eprintln!("skipped: no private mount namespace can be had here"),
    }
    answer(command).fails(
        7,
        "ctx: could not set a in m: could not use m: it is mounted by itself, so it cannot be replaced atomically\n\
         hint: mount the directory that holds it instead\n",
    );
    assert_eq!(context.document(), "{}");
}

/// Runs ctx in a context's directory as a user who owns nothing there.
type RunAsNobody = fn(&Context, &[&str]) -> Answer;

/// A context in revision 1 that everybody may read and its owner may write, and
/// the way to run ctx as somebody else; `None` where nobody else can be become.
fn as_nobody() -> Option<(Context, RunAsNobody)> {
    let context = Context::with(r#"{"a":1}"#);
    set_mode(&context, ".", 0o755);
    for name in context.files() {
        set_mode(&context, &name, 0o644);
    }
    match command_as_nobody(&context, &["--version"]).output() {
        Ok(output) if output.status.success() => {
            Some((context, |c, arguments| answer(command_as_nobody(c, arguments))))
        }
        _ => {
            eprintln!("skipped: cannot become another user here");
            None
        }
    }
}

fn command_as_nobody(context: &Context, arguments: &[&str]) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", CTX, "-f", "context.json"]);
    command.args(arguments).current_dir(context.directory()).env("CTX_AGENT", "planner");
    command
}

fn set_mode(context: &Context, name: &str, mode: u32) {
    std::fs::set_permissions(context.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn who_may_only_read_reads_and_writes_nothing() {
    let Some((context, run)) = as_nobody() else { return };
    let why = format!(
        "could not open {LOCK}: Permission denied (os error 13)\nhint: ls -ld . {LOCK}\n\
         hint: to read without the lock: --no-lock\n"
    );
    let before = contents(&context);
    run(&context, &["get", "a"]).prints("1\n");
    run(&context, &["verify"]).normalized(&context).prints("context.json: revisions 1 to 1 are sound, 1:DIGEST\n");
    let writing = format!("ctx: could not set a in context.json: {why}");
    refused(&context, || run(&context, &["set", "a", "2"]), 7, &writing);
    set_mode(&context, LOCK, 0o600);
    refused(&context, || run(&context, &["get", "a"]), 7, &format!("ctx: {why}"));
    run(&context, &["--no-lock", "get", "a"]).prints("1\n");
    context.remove(LOCK);
    run(&context, &["get", "a"]).prints("1\n");
    refused(&context, || run(&context, &["set", "a", "2"]), 7, &writing);
    assert_eq!((contents(&context), context.files()), (before, vec!["context.json".to_owned(), LOG.to_owned()]));
}

#[test]
fn who_may_not_read_the_document_or_the_log_is_told_which() {
    for name in ["context.json", LOG] {
        let Some((context, run)) = as_nobody() else { return };
        set_mode(&context, name, 0o600);
        let why = format!("could not open {name}: Permission denied (os error 13)\nhint: ls -ld . {name}\n");
        refused(&context, || run(&context, &["get", "a"]), 7, &format!("ctx: {why}"));
        refused(&context, || run(&context, &["--no-lock", "get", "a"]), 7, &format!("ctx: {why}"));
        set_mode(&context, LOCK, 0o666);
        let writing = format!("ctx: could not set a in context.json: {why}");
        refused(&context, || run(&context, &["set", "a", "2"]), 7, &writing);
    }
}

#[test]
fn a_directory_that_takes_no_new_file_is_no_reason_to_write_in_place() {
    let Some((context, run)) = as_nobody() else { return };
    for name in context.files() {
        set_mode(&context, &name, 0o666);
    }
    let why = format!(
        "ctx: could not set a in context.json: could not write {TEMPORARY}: Permission denied (os error 13); \
         not committed\nhint: ls -ld . {TEMPORARY}\n"
    );
    refused(&context, || run(&context, &["set", "a", "2"]), 7, &why);
    run(&context, &["get", "a"]).prints("1\n");
}

/// Holds the lock until its standard input is closed.
fn hold_the_lock(context: &Context) -> Child {
    let mut child = Command::new("flock")
        .args(["context.json.lock", "sh", "-c", "echo held; cat"])
        .current_dir(context.directory())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = [0; 5];
    child.stdout.as_mut().unwrap().read_exact(&mut line).unwrap();
    assert_eq!(&line, b"held\n");
    child
}

#[test]
fn a_lock_that_stays_held_is_a_time_out_that_names_the_holder() {
    let context = Context::with(r#"{"a":1}"#);
    let mut holder = hold_the_lock(&context);
    let before = contents(&context);
    let hint = "hint: see who has it open: fuser -v on the lock file; wait longer: --wait 1m\n";
    context.run(&["--wait", "50ms", "set", "a", "2"]).fails(
        4,
        &format!("ctx: could not set a in context.json: could not lock context.json.lock within 50ms: held by another program\n{hint}"),
    );
    context
        .run(&["--no-wait", "get", "a"])
        .fails(4, &format!("ctx: could not lock context.json.lock now: held by another program\n{hint}"));
    context.run(&["--no-lock", "get", "a"]).prints("1\n");
    let slot =
        r#"{"agent":"coder","pid":42,"host":"build","command":"ctx set a 1","since":"2026-11-20T00:00:00.000Z"}"#;
    context.write_lock_line(1, slot);
    let named = "held by coder (pid 42 on build, `ctx set a 1`) since 2026-11-20T00:00:00.000Z";
    context.run(&["--no-wait", "set", "a", "2"]).fails(
        4,
        &format!(
            "ctx: could not set a in context.json: could not lock context.json.lock now: {named}\n\
             hint: see what it does: ps -p 42; wait longer: --wait 1m\n"
        ),
    );
    assert!(context.run(&["--no-lock", "status"]).done().contains(&format!("lock      {named}\n")));
    context.run(&["--wait", "2500ms", "set", "a", "2"]).fails(
        4,
        &format!(
            "ctx: waiting for context.json.lock, {named}\n\
             ctx: could not set a in context.json: could not lock context.json.lock within 2s 500ms: {named}\n\
             hint: see what it does: ps -p 42; wait longer: --wait 1m\n"
        ),
    );
    assert_eq!(contents(&context), before);
    drop(holder.stdin.take());
    holder.wait().unwrap();
    context.run(&["set", "a", "2"]).done();
}

fn signal(child: &Child, name: &str) {
    let script = format!("kill -{name} {}", child.id());
    assert!(Command::new("sh").args(["-c", &script]).status().unwrap().success());
}

#[test]
fn a_ctx_that_was_stopped_while_it_held_the_lock_is_named_and_goes_on_later() {
    let context = Context::with(r#"{"a":1}"#);
    // Recovery says what it did while it holds the lock, and nobody reads its standard error.
    context.remove("context.json");
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    theirs.set_nonblocking(true).unwrap();
    let mut filled = 0;
    for size in [4096, 1] {
        while let Ok(written) = (&theirs).write(&vec![b'.'; size]) {
            filled += written;
        }
    }
    theirs.set_nonblocking(false).unwrap();
    let mut command = context.command(&["set", "b", "1"]);
    let mut child = command.stderr(std::os::fd::OwnedFd::from(theirs)).spawn().unwrap();
    drop(command);
    let pid = child.id();
    let start = Instant::now();
    let named = |answer: &Answer| answer.stderr.contains(&format!("(pid {pid} on "));
    while !named(&context.run(&["--no-wait", "get", "a"])) {
        assert!(start.elapsed() < Duration::from_secs(20), "it never held the lock");
    }
    signal(&child, "STOP");
    let mut said = vec![0; filled];
    ours.read_exact(&mut said).unwrap();

    let host = context.records()[0]["host"].as_str().unwrap().to_owned();
    let held = format!("held by planner (pid {pid} on {host}, `ctx -f context.json set b 1`) since TIME");
    let hint = format!("hint: see what it does: ps -p {pid}; wait longer: --wait 1m\n");
    let lock = "could not lock context.json.lock";
    let before = contents(&context);
    let run = |arguments: &[&str]| context.run(arguments).normalized(&context);
    run(&["--no-wait", "get", "a"]).fails(4, &format!("ctx: {lock} now: {held}\n{hint}"));
    let tried = "could not set a in context.json";
    run(&["--wait", "200ms", "set", "a", "2"]).fails(4, &format!("ctx: {tried}: {lock} within 200ms: {held}\n{hint}"));
    run(&["--no-wait", "set", "a", "2"]).fails(4, &format!("ctx: {tried}: {lock} now: {held}\n{hint}"));
    assert_eq!(contents(&context), before);

    signal(&child, "CONT");
    assert!(child.wait().unwrap().success());
    let mut said = String::new();
    ours.read_to_string(&mut said).unwrap();
    assert_eq!(said, format!("ctx: the document was missing: rebuilt revision 1 from {LOG}\n"));
    run(&["--no-wait", "get", "a", "b"]).prints("1\n1\n");
    run(&["verify"]).prints("context.json: revisions 1 to 2 are sound, 2:DIGEST\n");
}

#[test]
fn a_command_line_that_is_not_understood_says_what_to_do() {
    let context = Context::with(r#"{"a":1}"#);
    context.run::<&str>(&[]).fails(2, "ctx: no command is given\nhint: ctx --help\n");
    context.run(&["stet", "a", "1"]).fails(
        2,
        "ctx: unrecognized subcommand 'stet'\nhint: some similar subcommands exist: 'status', 'set'\nhint: usage: ctx [OPTIONS] <COMMAND>\n",
    );
    context.run(&["set", "a", "1", "--if-revision", "1"]).fails(
        2,
        "ctx: unexpected argument '--if-revision' found\nhint: a similar argument exists: '--if-rev'\n\
         hint: usage: ctx set [OPTIONS] PATH [VALUE]\n",
    );
    assert_eq!(context.run(&["--wait", "10", "get", "a"]).code, 2);
    assert_eq!(context.run(&["set", "a", "-x"]).code, 2);
    context.run(&["set", "a", "--", "-x"]).done();
    context.run(&["get", "a"]).prints("-x\n");
}
