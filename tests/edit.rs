//! Real shell scripts as editors.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::support::{Answer, CTX, Context, Need, answer, missing};

/// What `ctx edit` says with a shell script as the editor, whose `$1` is the file.
fn edit(context: &Context, script: &str, arguments: &[&str]) -> Answer {
    context.write("editor", script);
    let mut command = context.command(&[&["edit"], arguments].concat());
    command.env("EDITOR", "sh ./editor").env("CTX", CTX).env("CTX_FILE", "context.json");
    answer(in_directory(context, command))
}

/// Its temporary files are in the context's directory.
fn in_directory(context: &Context, mut command: Command) -> Command {
    std::fs::create_dir_all(context.path("tmp")).unwrap();
    command.env("TMPDIR", context.path("tmp"));
    command
}

/// The texts that were kept, and the answer with the name of the only one as `KEPT`.
fn kept(context: &Context, mut answer: Answer) -> (Vec<String>, Answer) {
    let mut texts = Vec::new();
    for directory in std::fs::read_dir(context.path("tmp")).unwrap() {
        for file in std::fs::read_dir(directory.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            texts.push(std::fs::read_to_string(&path).unwrap());
            answer.stderr = answer.stderr.replace(path.to_str().unwrap(), "KEPT");
        }
    }
    (texts, answer.normalized(context))
}

#[track_caller]
fn nothing_kept(context: &Context) {
    assert_eq!(std::fs::read_dir(context.path("tmp")).unwrap().count(), 0);
}

#[test]
fn what_the_editor_saves_is_a_change() {
    let context = Context::with(r#"{"a":1,"b":{"c":1.10}}"#);
    let look = "cp \"$1\" seen; stat -c %a \"$1\" \"${1%/*}\" >modes; sed -i s/1.10/2/ \"$1\"";
    edit(&context, look, &["-m", "because", "--print-rev"]).prints("2\n");
    assert_eq!(context.read("seen"), "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 1.10\n  }\n}\n");
    assert_eq!(context.read("modes"), "600\n700\n");
    context.run(&["get", "b.c"]).prints("2\n");
    let record = &context.records()[1];
    assert_eq!((&record["op"], &record["message"]), (&json!("edit"), &json!("because")));
    assert_eq!(record["args"], json!({"path": ".", "base": 1}));
    assert_eq!(record["patch"], json!([{"op": "replace", "path": "/b/c", "value": 2}]));
    nothing_kept(&context);
}

#[test]
fn one_value_can_be_edited_by_whatever_visual_is() {
    let context = Context::with(r#"{"a":{"b":"text"},"l":[1,2]}"#);
    context.write("my editor", "#!/bin/sh\ntest \"$1\" = --wait && sed -i \"s/$2/$3/\" \"$4\"\n");
    std::fs::set_permissions(context.path("my editor"), std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    for (path, visual, value) in
        [("a.b", "'./my editor' --wait text other", "\"other\"\n"), ("l[-1]", "'./my editor' --wait 2 3", "3\n")]
    {
        let mut command = context.command(&["edit", path]);
        command.env("EDITOR", "false").env("VISUAL", visual);
        answer(in_directory(&context, command)).prints("");
        context.run(&["get", "--json", path]).prints(value);
    }
    assert_eq!(context.records()[1]["args"], json!({"path": "a.b", "base": 1}));
    edit(&context, "printf '\"x\"' >\"$1\"", &["-N", "a", "b"]).prints("");
    context.run(&["get", "a.b"]).prints("x\n");
}

#[test]
fn nothing_is_locked_meanwhile_and_what_others_wrote_stays() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    let script = "\"$CTX\" --no-wait --agent qe set b 2 && sed -i 's/\"a\": 1/\"a\": 2/' \"$1\"";
    edit(&context, script, &[]).prints("");
    context.run(&["get"]).prints("{\n  \"a\": 2,\n  \"b\": 2\n}\n");
    assert_eq!(context.ops(), ["merge", "set", "edit"]);
}

const BOTH: &str = "\"$CTX\" --agent qe set a 2 && sed -i 's/\"a\": 1/\"a\": 3/' \"$1\"";

#[test]
fn what_both_changed_is_a_conflict_and_the_text_is_kept() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    let (texts, answer) = kept(&context, edit(&context, BOTH, &[]));
    answer.fails(
        3,
        "ctx: could not edit . in context.json: 1 conflict with what changed since revision 1\n  \
         a: base 1, present 2 (by qe at TIME in revision 2), input 3\n\
         hint: to resolve them: --on-conflict keep (what is there), replace (what you bring) or authority\n\
         hint: ctx -c context.json log --since 1 --path a\n\
         hint: your text is kept in KEPT\n\
         hint: to continue with it: ctx -c context.json merge --base 1 -f KEPT\n",
    );
    assert_eq!(texts, ["{\n  \"a\": 3,\n  \"b\": 1\n}\n"]);
    let directory = std::fs::read_dir(context.path("tmp")).unwrap().next().unwrap().unwrap().path();
    let file = directory.join("context.json");
    let file = file.to_str().unwrap();
    let settled = ["merge", "--base", "1", "--from-file", file, "--on-conflict", "replace"];
    context.run(&settled).prints_and_says("", "ctx: merged with revision 2 of qe: your changes stand\n");
    context.run(&["get", "a"]).prints("3\n");

    let settled = Context::with(r#"{"a":1,"b":1}"#);
    edit(&settled, BOTH, &["a", "--on-conflict", "replace"]).prints_and_says("", "ctx: unchanged: revision 1\n");
    edit(&settled, "\"$CTX\" --agent qe set a 5; echo 3 >\"$1\"", &["a", "--on-conflict", "replace"]).prints("");
    assert_eq!(settled.records()[3]["args"]["settled"], json!([{"path": "a", "taken": "input"}]));
}

#[test]
fn text_that_is_no_json_is_kept_and_named() {
    let context = Context::with(r#"{"a":{"b":1}}"#);
    let (texts, answer) = kept(&context, edit(&context, "printf '{\"a\":1,\\n}' >\"$1\"", &[]));
    answer.fails(
        5,
        "ctx: could not edit . in context.json: the text is not valid JSON: trailing comma at line 2 column 1\n\
         hint: your text is kept in KEPT\n\
         hint: to continue with it: ctx -c context.json merge --base 1 -f KEPT\n",
    );
    assert_eq!(texts, ["{\"a\":1,\n}"]);
    for (script, code, why) in [
        ("echo 7 >\"$1\"", 5, "the whole document is an object"),
        ("echo '{\"_ctx\":{}}' >\"$1\"", 7, "_ctx is kept by ctx itself"),
        (": >\"$1\"", 5, "the text is not valid JSON: EOF while parsing a value at line 1 column 1"),
    ] {
        std::fs::remove_dir_all(context.path("tmp")).unwrap();
        let (texts, answer) = kept(&context, edit(&context, script, &[]));
        let prefix = format!("ctx: could not edit . in context.json: {why}\n");
        assert!(answer.code == code && answer.stderr.starts_with(&prefix), "{answer:?}");
        assert_eq!(texts.len(), 1);
    }
    std::fs::remove_dir_all(context.path("tmp")).unwrap();
    let (_, answer) = kept(&context, edit(&context, "echo x >\"$1\"", &["a.b"]));
    let go_on = "hint: to continue with it: ctx -c context.json set --base 1 a.b --json -f KEPT\n";
    assert!(answer.stderr.ends_with(go_on), "{answer:?}");
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_text_that_stays_as_it_was_changes_nothing() {
    let context = Context::with(r#"{"a":1,"b":2}"#);
    for script in ["exit 0", "printf '{\"b\": 2, \"a\": 1}' >\"$1\""] {
        edit(&context, script, &["--print-rev"]).prints_and_says("1\n", "ctx: unchanged: revision 1\n");
    }
    nothing_kept(&context);
}

#[test]
fn an_editor_that_fails_changes_nothing() {
    let context = Context::with(r#"{"a":1}"#);
    let failed = |code: u8| {
        format!("ctx: could not edit . in context.json: the editor exited with code {code}, so nothing was changed\n")
    };
    edit(&context, "exit 3", &[]).fails(1, &failed(3));
    nothing_kept(&context);
    let (texts, answer) = kept(&context, edit(&context, "echo '{}' >\"$1\"; exit 1", &[]));
    let hints = "hint: your text is kept in KEPT\n\
                 hint: to continue with it: ctx -c context.json merge --base 1 -f KEPT\n";
    answer.fails(1, &format!("{}{hints}", failed(1)));
    assert_eq!(texts, ["{}\n"]);
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_text_that_cannot_be_written_is_kept_whatever_the_reason() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["policy", "merge", "a", "once"]).done();
    let (texts, answer) = kept(&context, edit(&context, "sed -i s/1/2/ \"$1\"", &[]));
    assert!(answer.code == 3 && answer.stderr.contains("by the policy once of a"), "{answer:?}");
    assert_eq!(texts.len(), 1);
    let planned = edit(&context, "sed -i s/1/3/ \"$1\"", &["--force", "--dry-run", "--error-format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&planned.stdout).unwrap()[0]["value"], json!(3));
    assert!(planned.stderr.starts_with("{\"note\":\"the text is kept in "));
    assert_eq!(kept(&context, planned).0.len(), 2);
    context.run(&["get", "a"]).prints("1\n");
}

#[test]
fn without_an_editor_or_a_value_there_is_nothing_to_edit() {
    let context = Context::with(r#"{"a":1}"#);
    for (visual, editor) in [("", ""), ("", "   "), (" ", "\t")] {
        let mut command = context.command(&["edit"]);
        command.env("VISUAL", visual).env("EDITOR", editor);
        answer(in_directory(&context, command)).fails(
            2,
            "ctx: could not edit . in context.json: no editor is set\n\
             hint: set VISUAL or EDITOR: EDITOR=vi ctx edit\n",
        );
    }
    edit(&context, "exit 9", &["b"])
        .fails(1, "ctx: could not edit b in context.json: there is no b\nhint: ctx -c context.json set b VALUE\n");
    edit(&context, "exit 9", &["_ctx.tasks"]).fails(
        7,
        "ctx: could not edit _ctx.tasks in context.json: _ctx is kept by ctx itself\n\
hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n",
    );
    edit(&context, "rm \"$1\"", &[]).stderr.find("could not read").unwrap();
    nothing_kept(&context);
}

#[test]
fn on_a_terminal_text_that_is_no_json_goes_back_to_the_editor() {
    if missing(&[Need::Terminal]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    // The first save is broken, the second mends it.
    context.write("editor", "if grep -q : \"$1\"; then echo '{' >\"$1\"; else echo '{\"a\":2}' >\"$1\"; fi");
    let mut script = Command::new("script");
    script.args(["-qec", "\"$CTX\" edit", "/dev/null"]).current_dir(context.directory()).stdin(Stdio::piped());
    script.env("CTX", CTX).env("CTX_FILE", "context.json").env("EDITOR", "sh ./editor").env("CTX_AGENT", "planner");
    script.env_remove("VISUAL");
    let answer = crate::support::answer_to_input(in_directory(&context, script), b"\n");
    assert_eq!(answer.code, 0, "{answer:?}");
    let told = "ctx: the text is not valid JSON: EOF while parsing an object at line 2 column 1\r\n\
                hint: press Enter to reopen the editor, or Ctrl-D to give up and keep the text in ";
    assert!(answer.stdout.contains(told), "{answer:?}");
    context.run(&["get", "a"]).prints("2\n");
    nothing_kept(&context);
}

/// Leaves behind who holds the lock until somebody writes to `release`, when the text is changed.
const LEAVES_A_HOLDER: &str = "mkfifo held release; \
     $CTX lock -- sh -c 'echo >held; read line <release' & \
     read line <held; echo 3 >\"$1\"";

#[test]
fn a_signal_ends_an_edit_that_waits_after_its_editor() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("editor", LEAVES_A_HOLDER);
    let mut command = context.command(&["edit", "a"]);
    command.env("EDITOR", "sh ./editor").env("CTX", CTX).env("CTX_FILE", context.path("context.json"));
    let mut child = in_directory(&context, command).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let waiting = said.next().unwrap().unwrap();
    assert!(waiting.starts_with("ctx: waiting for "), "{waiting}");
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(15));
    context.write("release", "\n");
    context.run(&["get", "a"]).prints("1\n");
    assert_eq!(kept(&context, context.run(&["verify"])).0, ["3\n"]);
}

#[test]
fn what_the_editor_leaves_must_be_a_file() {
    let context = Context::with(r#"{"a":1}"#);
    let answer = edit(&context, "rm \"$1\"; mkfifo \"$1\"", &["a"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (5, ""));
    assert!(answer.stderr.contains(" is not a regular file any more\nhint: the editor must leave a file there\n"));
    context.run(&["get", "a"]).prints("1\n");
}
