use std::os::unix::fs::{FileExt as _, MetadataExt as _, symlink};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{Answer, Context, answer};

/// The SHA-256 of `hello\n`.
const HELLO: &str = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

fn kept(context: &Context) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(context.path("context.json.files")) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A context to which `a.txt` is attached at `doc`, in revision 2.
fn attached() -> Context {
    let context = Context::with(r#"{"n":1}"#);
    context.write("a.txt", "hello\n");
    context.run(&["attach", "doc", "a.txt", "--print-rev"]).prints("2\n");
    context
}

/// A command with a log that each change begins anew, so that all but the last can be dropped.
fn in_short_log(context: &Context, words: &[&str]) -> Answer {
    let mut command = context.command(words);
    command.env("CTX_LOG_MAX", "1");
    answer(command)
}

#[test]
fn a_file_is_kept_by_its_hash_and_written_out_again() {
    let context = attached();
    context
        .run(&["get", "doc", "--json"])
        .prints(&format!("{{\n  \"$file\": \"{HELLO}\",\n  \"size\": 6,\n  \"type\": \"text/plain\"\n}}\n"));
    assert_eq!(kept(&context), [HELLO]);
    context.run(&["get", "doc", "--file-out", "out.txt"]).prints("");
    assert_eq!(context.read("out.txt"), "hello\n");
    let mode = |name: &str| std::fs::metadata(context.path(name)).unwrap().mode() & 0o777;
    let file = format!("context.json.files/{HELLO}");
    assert_eq!((mode("context.json"), mode(&file), mode("context.json.files")), (0o600, 0o600, 0o700));
    assert_eq!(mode("out.txt"), mode("a.txt"), "the umask decides");
    let long: Vec<u8> = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
    context.write("long", &long);
    context.run(&["attach", "long", "long", "--type", "x/y", "--if-absent", "-m", "why"]).prints("");
    context.run(&["get", "long.size"]).prints("1200000\n");
    context.run(&["get", "long", "--file-out", "again"]).prints("");
    assert_eq!(std::fs::read(context.path("again")).unwrap(), long);
    context.run(&["attach", "doc", "a.txt"]).prints_and_says("", "ctx: unchanged: revision 3\n");
}

#[test]
fn the_files_of_ctx_s_own_directory_are_in_files_wherever_the_command_runs() {
    let context = Context::empty();
    context.write("a.txt", "hello\n");
    let run = |directory: &str, words: &[&str]| {
        let mut command = Context::bare(&context.path(directory));
        command.args(words);
        answer(command).done()
    };
    run(".", &["-q", "init"]);
    run(".", &["attach", "a", "a.txt"]);
    run(".ctx", &["-c", "context.json", "attach", "b", "../a.txt"]);
    symlink("context.json", context.path(".ctx/link.json")).unwrap();
    run(".", &["-c", ".ctx/link.json", "attach", "c", "a.txt"]);
    let mut names: Vec<_> = std::fs::read_dir(context.path(".ctx"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [".gitignore", "context.json", "context.json.audit.jsonl", "context.json.lock", "files", "link.json"]
    );
}

#[test]
fn what_is_detached_can_be_taken_back() {
    let context = attached();
    context.run(&["detach", "doc"]).prints("");
    context.run(&["has", "doc"]).fails(1, "");
    context.run(&["get", "doc", "--at", "2", "--file-out", "then.txt"]).prints("");
    context.run(&["undo", "-q"]).prints("");
    context.run(&["get", "doc", "--file-out", "out.txt"]).prints("");
    context.run(&["undo", "2", "-q"]).prints("");
    context.run(&["has", "doc"]).fails(1, "");
    context.run(&["detach", "n"]).fails(
        5,
        "ctx: could not detach n in context.json: n is a number, not an attached file\n\
         hint: to remove it all the same: ctx -c context.json unset n\n",
    );
    context.run(&["detach", "nope"]).fails(
        1,
        "ctx: could not detach nope in context.json: there is no nope\nhint: to list what exists: ctx -c context.json keys\n",
    );
}

#[test]
fn a_file_is_removed_once_neither_the_document_nor_the_log_refers_to_it() {
    let context = attached();
    context.write("b.txt", "other\n");
    // Its guard fails after it was stored.
    assert_eq!(context.run(&["attach", "x", "b.txt", "--if-exists"]).code, 3);
    assert_eq!(kept(&context).len(), 2);
    context.run(&["log", "compact", "--keep", "1"]).prints_and_says(
        "",
        "ctx: unchanged: nothing to drop\nctx: removed 1 attached file (6 B) to which nothing refers any more\n",
    );
    assert_eq!(kept(&context), [HELLO]);
    context.run(&["detach", "doc"]).done();
    context.run(&["log", "compact", "--keep", "1"]).prints_and_says("", "ctx: unchanged: nothing to drop\n");
    assert_eq!(kept(&context), [HELLO], "the log refers to it");
    in_short_log(&context, &["set", "n", "2"]).done();
    context.run(&["log", "compact", "--keep", "1"]).prints_and_says(
        "dropped revisions 1 to 3, recorded as revision 5\n",
        "ctx: removed 1 attached file (6 B) to which nothing refers any more\n",
    );
    assert_eq!(kept(&context), Vec::<String>::new());
    context.run(&["attach", "doc", "a.txt"]).done();
    in_short_log(&context, &["set", "n", "3"]).done();
    context.run(&["log", "compact", "--keep", "1"]).done();
    assert_eq!(kept(&context), [HELLO], "the document refers to it");
    assert_eq!(context.run(&["verify"]).code, 0);
}

#[test]
fn no_file_is_collected_while_it_is_attached() {
    let context = Context::with(r#"{"n":1}"#);
    for i in 0..8 {
        context.write(&format!("f{i}"), format!("content {i}"));
    }
    let attach = |i: usize| context.command(&["--wait", "60s", "attach", &format!("f{i}"), &format!("f{i}")]).spawn();
    let collect = || context.command(&["--wait", "60s", "-q", "log", "compact", "--keep", "100"]).spawn();
    let mut children = Vec::new();
    for i in 0..8 {
        children.push(collect().unwrap());
        children.push(attach(i).unwrap());
        children.push(collect().unwrap());
    }
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    for i in 0..8 {
        context.run(&["get", &format!("f{i}"), "--file-out", "out"]).done();
        assert_eq!(context.read("out"), format!("content {i}"));
    }
}

#[test]
fn a_file_that_is_missing_or_altered_is_told_and_never_given() {
    let context = attached();
    let file = format!("context.json.files/{HELLO}");
    let missing = format!("the attached file {HELLO} is missing");
    let altered = |how: &str| format!("the attached file {file} was altered: {how}");
    let told = |why: &str, hint: &str| {
        context.run(&["get", "doc", "--file-out", "out.txt"]).fails(
            5,
            &format!("ctx: could not write the file of doc in context.json: {why}\nhint: if you have {hint}: ctx -c context.json attach doc FILE\n"),
        );
        assert!(!context.path("out.txt").exists());
        context.run(&["verify"]).fails(
            5,
            &format!(
                "ctx: could not trust context.json: the file at doc is not what was attached: {why}\n\
                 hint: if you have the original: ctx -c context.json attach doc FILE\n"
            ),
        );
        let doctor = context.run(&["doctor"]);
        assert!(
            doctor.code == 1 && doctor.stdout.contains(&format!("attached: the file at doc: {why}\n")),
            "{doctor:?}"
        );
    };
    context.write(&file, "hellO\n");
    told(&altered("its SHA-256 is another"), "the original");
    context.write(&file, "hello");
    told(&altered("it has 5 bytes, not 6"), "the original");
    context.remove(&file);
    told(&missing, "the original");
    context.run(&["attach", "doc", "a.txt"]).prints_and_says("", "ctx: unchanged: revision 2\n");
    context.run(&["get", "doc", "--file-out", "out.txt"]).prints("");
    assert!(
        context.run(&["verify"]).code == 0
            && context.run(&["doctor"]).stdout.contains("attached: 1 attached, as they were")
    );
}

#[test]
fn what_is_no_file_and_what_points_elsewhere_is_refused() {
    let context = attached();
    let could_not = "ctx: could not attach";
    context
        .run(&["attach", "x", "nope"])
        .fails(6, &format!("{could_not} nope: could not read nope: No such file or directory (os error 2)\n"));
    context.run(&["attach", "x", "/dev/zero"]).fails(
        7,
        &format!("{could_not} /dev/zero: could not use /dev/zero: it is not a regular file\nhint: ls -ld /dev/zero\n"),
    );
    context
        .run(&["attach", "x", "a.txt", "--max", "5"])
        .fails(5, &format!("{could_not} a.txt: it is longer than 5 bytes\nhint: to allow it: --max SIZE\n"));
    context.write("secret", "s");
    for evil in ["../secret", &HELLO.to_uppercase(), &HELLO[1..], ""] {
        context.run(&["set", "evil", &format!("{{\"$file\":\"{evil}\",\"size\":1}}")]).done();
        context.run(&["get", "evil", "--file-out", "out"]).fails(
            7,
            "ctx: could not write the file of evil in context.json: \
             its \"$file\" is not a SHA-256 of 64 hexadecimal digits\n",
        );
    }
    context.run(&["get", "n", "--file-out", "out"]).fails(
        5,
        "ctx: could not write the file of n in context.json: it is a number, not an attached file\n\
         hint: ctx -c context.json get n\n",
    );
    // A link in the place of a file, or of the directory, is not followed.
    let file = format!("context.json.files/{HELLO}");
    context.remove(&file);
    symlink("../a.txt", context.path(&file)).unwrap();
    assert_eq!(context.run(&["get", "doc", "--file-out", "out"]).code, 7);
    context.remove(&file);
    std::fs::remove_dir(context.path("context.json.files")).unwrap();
    symlink("/tmp", context.path("context.json.files")).unwrap();
    context.run(&["attach", "x", "a.txt"]).fails(
        7,
        &format!(
            "{could_not} a.txt: could not keep files in context.json.files: it is a symbolic link, not a directory\n\
             hint: look at it: ls -l context.json.files; and move it away: mv context.json.files context.json.files.old\n"
        ),
    );
}

#[test]
fn a_dry_run_keeps_nothing() {
    let context = Context::with(r#"{"n":1}"#);
    context.write("a.txt", "hello\n");
    context.run(&["attach", "doc", "a.txt", "--dry-run"]).prints(&format!(
        "[\n  {{\n    \"op\": \"add\",\n    \"path\": \"/doc\",\n    \"value\": {{\n      \"$file\": \"{HELLO}\",\n      \
         \"size\": 6,\n      \"type\": \"text/plain\"\n    }}\n  }}\n]\n"
    ));
    assert!(!context.path("context.json.files").exists());
}

#[test]
fn a_file_that_is_written_while_it_is_read_is_not_kept() {
    let context = Context::with(r#"{"n":1}"#);
    let file = std::fs::File::create(context.path("busy")).unwrap();
    // So long that it is written many times before it is read.
    file.set_len(16 << 20).unwrap();
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0_u64.. {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                file.write_all_at(&round.to_le_bytes(), 0).unwrap();
            }
        });
        let told = "it changed while it was read, 5 times: attach it when nothing writes it any more";
        let answer = context.run(&["attach", "x", "busy"]);
        is_over.store(true, Ordering::Relaxed);
        answer.fails(6, &format!("ctx: could not attach busy: {told}\n"));
    });
    assert_eq!(kept(&context), Vec::<String>::new());
    context.run(&["attach", "x", "busy"]).prints("");
    context.run(&["get", "x", "--file-out", "copy"]).prints("");
    assert!(std::fs::read(context.path("copy")).unwrap() == std::fs::read(context.path("busy")).unwrap());
}

#[test]
fn a_hint_says_what_is_wrong_the_reference_or_what_is_in_the_place_of_the_file() {
    let context = attached();
    let file = format!("context.json.files/{HELLO}");
    context.run(&["set", "doc.size", "5"]).done();
    let why = format!("the reference is wrong, not the file {file}: its \"size\" is 5, not 6");
    context.run(&["verify"]).fails(
        5,
        &format!(
            "ctx: could not trust context.json: the file at doc is not what was attached: {why}\n\
             hint: ctx -c context.json set doc.size 6\n"
        ),
    );
    context.run(&["set", "doc.size", "6"]).done();
    assert_eq!(context.run(&["verify"]).code, 0);
    context.remove(&file);
    std::fs::create_dir(context.path(&file)).unwrap();
    let verified = context.run(&["verify"]);
    let hint = format!("\nhint: look at it: ls -l {file}; and move it away: mv {file} {file}.old\n");
    assert!(verified.code == 5 && verified.stderr.ends_with(&hint), "{verified:?}");
}

#[test]
fn a_hyphen_is_neither_a_file_nor_a_stream() {
    let context = Context::empty();
    context.write("f", "d");
    context.run(&["attach", "doc", "f"]).done();
    context.run(&["attach", "doc", "-"]).fails(
        2,
        "ctx: attach takes a file, not standard input\nhint: for a file of that name: ctx -c context.json attach doc ./-\n",
    );
    context.run(&["get", "doc", "--file-out", "-"]).fails(
        2,
        "ctx: --file-out writes a file, not standard output\n\
         hint: ctx -c context.json get doc --file-out ./copy && cat ./copy\n",
    );
    assert!(!context.path("-").exists());
}
