//! What nobody should have to fear: bad input, bad files, bad moments. Nothing
//! panics, nothing hangs, nothing is changed or lost.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::{Command, Stdio};

use crate::support::{Answer, CTX, Context, answer};

fn contents(context: &Context) -> BTreeMap<String, Vec<u8>> {
    let names = context.files().into_iter().filter(|name| name != "context.json.lock");
    names.map(|name| (name.clone(), std::fs::read(context.path(&name)).unwrap())).collect()
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
    }
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
    context.run(&["set", "--json", &path(60), &nested(40)]).done();
    context.run(&["verify"]).done();
}

#[test]
fn size_is_limited_as_input_and_as_result() {
    let context = Context::with(r#"{"a":1}"#);
    let limited = |arguments: &[&str], input: &[u8]| {
        let mut command = context.command(arguments);
        command.env("CTX_MAX_SIZE", "1000");
        crate::support::answer_to_input(command, input)
    };
    let hint = "hint: CTX_MAX_SIZE sets the limit; large values belong in files of their own\n";
    let why = format!("ctx: standard input is longer than 1000 bytes\n{hint}");
    refused(&context, || limited(&["set", "b"], &[b'x'; 1001]), 5, &why);
    let why =
        format!("ctx: could not set b in context.json: the result has 1024 bytes, more than the limit of 1000\n{hint}");
    refused(&context, || limited(&["set", "b"], &[b'x'; 1000]), 5, &why);
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
    let context = Context::empty();
    let mut command = context.command(&["set", "a", "--string"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let chunk = vec![b'x'; 1024 * 1024];
    let taken = (0..1024).take_while(|_| stdin.write_all(&chunk).is_ok()).count();
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(5));
    assert!((10..=12).contains(&taken), "{taken} MiB of 1024 were taken");
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
    let mut command = context.command(&["get"]);
    command.arg(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"a\xff"));
    assert_eq!(answer(command).code, 2);
}

#[test]
fn what_was_planted_as_a_sidecar_is_neither_followed_nor_waited_for() {
    for (name, verb) in [("context.json.lock", "open"), ("context.json.audit.jsonl", "open")] {
        let linked = Context::holding("{}");
        linked.write("victim", "precious");
        symlink("victim", linked.path(name)).unwrap();
        let answer = linked.run(&["set", "a", "1"]);
        assert_eq!(answer.code, 7, "{answer:?}");
        let why = format!("could not {verb} {name}: it is a symbolic link, which is not followed here");
        assert!(answer.stderr.contains(&why), "{answer:?}");
        assert_eq!((linked.read("victim").as_str(), linked.document().as_str()), ("precious", "{}"));

        let fifo = Context::holding("{}");
        assert!(Command::new("mkfifo").arg(fifo.path(name)).status().unwrap().success());
        for arguments in [&["set", "a", "1"][..], &["get"], &["--no-lock", "get"]] {
            if arguments[0] == "--no-lock" && name == "context.json.lock" {
                assert_eq!(fifo.run(arguments).code, 0, "the lock is not needed");
                continue;
            }
            let answer = fifo.run(arguments);
            assert_eq!(answer.code, 7, "{answer:?}");
            assert!(answer.stderr.contains(", not a regular file\n"), "{answer:?}");
        }

        let directory = Context::holding("{}");
        std::fs::create_dir(directory.path(name)).unwrap();
        let answer = directory.run(&["set", "a", "1"]);
        assert_eq!(answer.code, 7, "{answer:?}");
        assert_eq!(directory.document(), "{}");
    }
    let temporary = Context::holding("{}");
    temporary.write("victim", "precious");
    symlink("victim", temporary.path(".context.json.tmp")).unwrap();
    temporary.run(&["set", "a", "1"]).done();
    assert_eq!(temporary.read("victim"), "precious");
}

#[test]
fn a_document_that_is_no_file_is_refused() {
    let context = Context::empty();
    std::fs::create_dir(context.path("context.json")).unwrap();
    let hint = "hint: name the file in it: context.json/context.json\n";
    let why = format!("ctx: could not use context.json: it is a directory, not a regular file\n{hint}");
    context.run(&["set", "a", "1"]).fails(7, &why);
    context.run(&["get", "a"]).fails(7, &why);
    let fifo = Context::empty();
    assert!(Command::new("mkfifo").arg(fifo.path("context.json")).status().unwrap().success());
    fifo.run(&["get"]).fails(7, "ctx: could not use context.json: it is a FIFO, not a regular file\n");
}

#[test]
fn a_document_that_is_a_link_stays_one_and_its_sidecars_stand_beside_its_target() {
    let context = Context::empty();
    std::fs::create_dir(context.path("real")).unwrap();
    context.write("real/state.json", "{\"a\":1}");
    symlink("real/state.json", context.path("context.json")).unwrap();
    context.run(&["set", "b", "2"]).done();
    context.run(&["get", "a", "b"]).prints("1\n2\n");
    assert_eq!(context.files(), ["context.json", "real"]);
    assert!(context.path("context.json").symlink_metadata().unwrap().is_symlink());
    std::fs::remove_dir_all(context.path("real")).unwrap();
    context
        .run(&["set", "b", "2"])
        .fails(6, "ctx: could not follow the link context.json: No such file or directory (os error 2)\n");
}

#[test]
fn a_closed_or_full_standard_output_is_no_error_of_the_change() {
    let context = Context::with(r#"{"a":1}"#);
    sh(&context, "\"$CTX\" -f context.json incr a >&-").prints("");
    sh(&context, "\"$CTX\" -f context.json incr a >/dev/full").prints_and_says(
        "",
        "ctx: the change is made, but could not write to standard output: No space left on device (os error 28)\n",
    );
    sh(&context, "\"$CTX\" -f context.json get a >/dev/full")
        .fails(6, "ctx: could not write to standard output: No space left on device (os error 28)\n");
    sh(&context, "\"$CTX\" -f context.json log | true; \"$CTX\" -f context.json get a 2>&-").prints("3\n");
    context.run(&["verify"]).done();
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
fn a_full_disk_changes_nothing_and_says_so() {
    let context = Context::empty();
    let script = "set -e; mkdir m; mount -t tmpfs -o size=64k tmpfs m; cd m; \"$CTX\" -f context.json set a 1; \
        \"$CTX\" -f context.json set b \"$(head -c 50000 /dev/zero | tr '\\0' x)\" || echo code $?; \
        \"$CTX\" -f context.json get; \"$CTX\" -f context.json -q verify >/dev/null; ls -A";
    let mut command = Command::new("unshare");
    command
        .args(["-Urm", "sh", "-c", script])
        .current_dir(context.directory())
        .env("CTX", CTX)
        .env("CTX_AGENT", "planner");
    match Command::new("unshare").args(["-Urm", "true"]).output() {
        Ok(output) if output.status.success() => {}
        _ => return eprintln!("skipped: no private mount namespace can be had here"),
    }
    let answer = answer(command);
    assert_eq!(
        answer,
        Answer {
            code: 0,
            stdout: "code 6\n{\n  \"a\": 1\n}\ncontext.json\ncontext.json.audit.jsonl\ncontext.json.lock\n".into(),
            stderr: "ctx: could not set b in context.json: could not append to context.json.audit.jsonl: \
                     No space left on device (os error 28); not committed\nhint: free some space, and try again\n"
                .into(),
        }
    );
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

#[test]
fn a_directory_or_document_without_permission_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    std::fs::set_permissions(context.directory(), std::fs::Permissions::from_mode(0o755)).unwrap();
    for name in context.files() {
        std::fs::set_permissions(context.path(&name), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let as_nobody = |arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", CTX, "-f", "context.json"]);
        command.args(arguments).current_dir(context.directory()).env("CTX_AGENT", "planner");
        command
    };
    match as_nobody(&["--version"]).output() {
        Ok(output) if output.status.success() => {}
        _ => return eprintln!("skipped: cannot become another user here"),
    }
    answer(as_nobody(&["get", "a"])).prints("1\n");
    let before = contents(&context);
    let answer_to_set = answer(as_nobody(&["set", "a", "2"]));
    assert_eq!(answer_to_set.code, 7, "{answer_to_set:?}");
    std::fs::set_permissions(context.path("context.json.lock"), std::fs::Permissions::from_mode(0o600)).unwrap();
    answer(as_nobody(&["get", "a"])).fails(
        7,
        "ctx: could not open context.json.lock: Permission denied (os error 13)\nhint: ls -ld . context.json.lock\n\
         hint: to read without the lock: --no-lock\n",
    );
    answer(as_nobody(&["--no-lock", "get", "a"])).prints("1\n");
    assert_eq!(contents(&context), before);
}

/// Holds the lock until its standard input is closed.
fn hold_the_lock(context: &Context) -> std::process::Child {
    let mut child = Command::new("flock")
        .args(["context.json.lock", "sh", "-c", "echo held; cat"])
        .current_dir(context.directory())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = [0; 5];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut line).unwrap();
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
    let mut lock = context.read("context.json.lock");
    lock.replace_range(1024..1024 + slot.len(), slot);
    std::fs::OpenOptions::new()
        .write(true)
        .open(context.path("context.json.lock"))
        .unwrap()
        .write_all(lock.as_bytes())
        .unwrap();
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
