//! Completion, in the shells that it is for.

use std::path::Path;
use std::process::Command;

use crate::support::{CTX, Context, Need, answer, missing};

const SCRIPTS: [(&str, &str); 5] =
    [("bash", "ctx.bash"), ("zsh", "_ctx"), ("fish", "ctx.fish"), ("elvish", "ctx.elv"), ("powershell", "_ctx.ps1")];

fn committed(name: &str) -> String {
    format!("{}/completions/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A context with something of each kind.
fn context() -> Context {
    let context = Context::with(r#"{"pipeline:job-1":{"status":"running"},"pipeline:job-2":{},"files":{"a b":1}}"#);
    context.run(&["task", "add", "fetch", "--queue", "pages"]).done();
    context.run(&["task", "add", "parse", "--queue", "pages"]).done();
    context.run(&["task", "claim"]).done();
    context.run(&["lease", "acquire", "deploy"]).done();
    context.run(&["tag", "v1"]).done();
    context.run(&["vote", "open", "release", "--options", "ship,wait", "--quorum", "2"]).done();
    // Last, since commands of planner tell of it.
    context.run_as("bob", &["handoff", "create", "planner", "-m", "parse the pages"]).done();
    context
}

/// What `ctx __complete` prints for a shell other than bash.
fn offered(context: &Context, words: &[&str]) -> Vec<String> {
    let mut command = Context::bare(context.directory());
    command.args(["__complete", "fish", "ctx"]).args(words).env("CTX_CONTEXT", "context.json");
    answer(command).done().lines().map(str::to_owned).collect()
}

/// What a shell prints.
fn shell(context: &Context, program: &str, arguments: &[&str]) -> Vec<String> {
    let binaries = Path::new(CTX).parent().unwrap().display();
    let mut command = Command::new(program);
    command.args(arguments).env("PATH", format!("{binaries}:{}", std::env::var("PATH").unwrap())).env("TERM", "dumb");
    command.env("CTX_CONTEXT", context.path("context.json"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_committed_scripts_are_what_the_program_prints_and_short() {
    for (shell, name) in SCRIPTS {
        let printed = Context::empty().run(&["completions", shell]).done();
        assert_eq!(printed, std::fs::read_to_string(committed(name)).unwrap());
        assert!(printed.lines().count() <= 40, "{name}");
    }
}

#[test]
fn what_the_document_knows_is_offered() {
    let context = context();
    let offered = |words: &[&str]| {
        let mut lines = offered(&context, words);
        assert_eq!(lines.remove(0), "words", "{words:?}");
        lines
    };
    assert_eq!(offered(&["get", "pipe"]), ["pipeline:job-1\tan object", "pipeline:job-2\tan object"]);
    // A single one comes with what is below it.
    assert_eq!(offered(&["get", "fil"]), ["files\tan object", "files[\"a b\"]\t1"]);
    assert_eq!(offered(&["-N", "pipeline:job-1", "unset", ""]), ["status\t\"running\""]);
    assert_eq!(offered(&["log", "--path", ".pipeline:job-1.s"]), [".pipeline:job-1.status\t\"running\""]);
    assert_eq!(offered(&["mv", "fil"]), ["files\tan object", "files[\"a b\"]\t1"]);
    assert_eq!(offered(&["set", "files", ""]), Vec::<String>::new());
    assert_eq!(offered(&["handoff", "accept", ""]), ["h8\tpending: parse the pages"]);
    assert_eq!(offered(&["handoff", "complete", ""]), Vec::<String>::new());
    assert_eq!(offered(&["task", "complete", ""]), ["fetch\trunning: pages"]);
    assert_eq!(offered(&["task", "show", ""]), ["fetch\trunning: pages", "parse\tpending: pages"]);
    assert_eq!(offered(&["task", "list", "--queue", ""]), ["pages\t"]);
    assert_eq!(offered(&["wait", "--task", "f"]), ["fetch\trunning: pages"]);
    assert_eq!(offered(&["lease", "release", ""]), ["deploy\tplanner"]);
    assert_eq!(offered(&["vote", "cast", "release", ""]), ["ship\t", "wait\t"]);
    assert_eq!(offered(&["get", "--at", "v"]), ["v1\t"]);
    assert_eq!(offered(&["--agent", ""]), ["bob\t", "planner\t"]);
    assert_eq!(offered(&["-N", "p"]), ["pipeline:job-1\t", "pipeline:job-2\t"]);
    assert_eq!(offered(&["watch", "--type", "vote"]), ["vote.opened\t", "vote.cast\t", "vote.closed\t"]);
}

#[test]
fn keys_of_a_long_document_are_offered() {
    let records: Vec<String> = (0..9_000).map(|i| format!(r#""r{i:04}":{{"status":"running","a b":1}}"#)).collect();
    let context = Context::holding(&format!("{{{},\"list\":[[],{{\"x\":1}}]}}", records.join(",")));
    context.run(&["set", "end", "1"]).done();
    let offered = |words: &[&str]| offered(&context, words);
    assert_eq!(offered(&["get", "r012"]).len(), 1 + 10);
    assert_eq!(offered(&["get", "r0123"]), ["words", "r0123\t", "r0123.status\t", "r0123[\"a b\"]\t"]);
    assert_eq!(offered(&["get", "r0123[\"a"]), ["words", "r0123[\"a b\"]\t"]);
    assert_eq!(offered(&["get", "r0123.st"]), ["words", "r0123.status\t"]);
    assert_eq!(offered(&["get", "list[1]."]), ["words", "list[1].x\t"]);
    assert_eq!(offered(&["get", "e"]), ["words", "end\t"]);
    assert_eq!(offered(&["get", "_"]), ["words"]);
    assert_eq!(offered(&["get", ""]).len(), 1 + 2_000);
}

#[test]
fn verbs_come_before_options_and_options_where_no_argument_is_missing() {
    let context = context();
    let first = |words: &[&str]| offered(&context, words).swap_remove(1);
    assert_eq!(first(&[""]), "init\tCreate a context");
    assert_eq!(
        first(&["--"]),
        "--context\tUse the context at PATH [env: CTX_CONTEXT or CTX_FILE] \
         [default: .ctx/context.json here or in a parent directory]"
    );
    assert_eq!(first(&["handoff", ""]), "create\tHand work over to an agent and print the ID of the handoff");
    assert_eq!(first(&["whoami", ""]), "--json\tPrint a JSON object");
    assert_eq!(first(&["get", "--durability=l"]), "--durability=log\t");
    assert_eq!(first(&["man", "handoff", "acc"]), "accept\tAccept a handoff and print it");
    assert_eq!(first(&["help", "exit"]), "exit-codes\twhat each exit code means; errors as JSON");
    for files in [&["-c", ""][..], &["set", "a", "-f", "x"], &["lock", "--", "l"]] {
        assert_eq!(offered(&context, files), ["files"], "{files:?}");
    }
}

#[test]
fn completion_waits_for_nothing_creates_nothing_and_says_nothing() {
    let context = context();
    let before = context.files();
    // While another process holds the lock.
    let script = r#"ctx=$1; exec "$ctx" -c context.json lock -- "$ctx" __complete fish ctx -c context.json get fil"#;
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", CTX]).current_dir(context.directory());
    assert_eq!(answer(command).done(), "words\nfiles\tan object\nfiles[\"a b\"]\t1\n");
    assert_eq!(context.files(), before);
    for file in ["missing.json", "context.json.audit.jsonl", "/dev/null", "\0"] {
        let mut command = Context::bare(context.directory());
        command.args(["__complete", "fish", "ctx", "-c", file.trim_matches('\0'), "get", "a"]);
        answer(command).prints("words\n");
    }
    for arguments in [&[][..], &["bash"], &["bash", "ctx get a", "x"], &["zsh"]] {
        let mut command = Context::bare(context.directory());
        command.arg("__complete").args(arguments);
        assert_eq!(answer(command).stderr, "", "{arguments:?}");
    }
    assert_eq!(context.files(), before);
}

#[test]
fn a_redacted_value_is_not_shown() {
    let context = Context::empty();
    context.run(&["set", "--redact", "token", "s3cret"]).done();
    assert_eq!(offered(&context, &["get", "tok"]), ["words", "token\tredacted"]);
}

#[test]
fn bash_completes_words_that_it_breaks_and_quotes_what_needs_it() {
    if missing(&[Need::Program("bash")]) {
        return;
    }
    let context = context();
    let complete = |line: &str, how: &str| {
        let script = format!(
            "source '{}'; COMP_LINE={}; COMP_POINT=${{#COMP_LINE}}; COMP_TYPE={how}; COMP_WORDS=(ctx); COMP_CWORD=0; \
             _ctx; [ -z \"$COMPREPLY\" ] || printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            committed("ctx.bash"),
            format_args!("'{}'", line.replace('\'', r"'\''")),
        );
        shell(&context, "bash", &["--norc", "-c", &script])
    };
    assert_eq!(complete("ctx s", "9"), ["search", "set", "schema", "show", "status", "setup", "skill"]);
    assert_eq!(complete("ctx handoff acc", "9"), ["accept"]);
    assert_eq!(complete("ctx merge --str", "9"), ["--strategy"]);
    assert_eq!(complete("ctx get --durability ", "9"), ["full", "log", "fast"]);
    assert_eq!(complete("ctx get pipeline:job-1.", "9"), ["job-1.status"]);
    assert_eq!(complete("ctx get files[", "9"), [r#"files\[\"a\ b\"\]"#]);
    assert_eq!(complete("ctx get 'files[", "9"), ["files[\"a b\"]"]);
    // Where bash lists them, they come with what they are about.
    assert_eq!(complete("ctx task show ", "63"), ["fetch  (running: pages)", "parse  (pending: pages)"]);
    assert_eq!(complete("ctx set a -f ", "9"), Vec::<String>::new());
}

#[test]
fn fish_completes_verbs_options_and_keys() {
    if missing(&[Need::Program("fish")]) {
        return;
    }
    let context = context();
    let complete = |line: &str| {
        let script = format!("source '{}'; complete -C '{line}'", committed("ctx.fish"));
        shell(&context, "fish", &["--no-config", "-c", &script])
    };
    assert_eq!(complete("ctx st"), ["status\tShow the status of the context"]);
    assert_eq!(complete("ctx handoff acc"), ["accept\tAccept a handoff and print it"]);
    assert_eq!(complete("ctx get --durability "), ["full", "log", "fast"]);
    assert_eq!(complete("ctx get pipeline:job-1."), ["pipeline:job-1.status\t\"running\""]);
    assert_eq!(complete("ctx task complete "), ["fetch\trunning: pages"]);
}

#[test]
fn zsh_completes_verbs_and_keys() {
    if missing(&[Need::Program("zsh"), Need::Terminal]) {
        return;
    }
    let context = context();
    // A real interactive zsh on a pseudo-terminal; the list is what it shows after a tab.
    let complete = |line: &str| {
        let script = format!(
            "zmodload zsh/zpty; zpty z zsh -f -i; \
             zpty -w z 'PS1=; fpath=({} $fpath); autoload -Uz compinit; compinit -u -D; \
             setopt no_beep; LISTMAX=0; print READY'; \
             zpty -r z out '*READY*READY*'; \
             zpty -w -n z '{line}'$'\\t'; zpty -r -m z out '*--*\n*--*'; print -r -- $out; zpty -d z",
            concat!(env!("CARGO_MANIFEST_DIR"), "/completions")
        );
        shell(&context, "timeout", &["60", "zsh", "-f", "-c", &script])
    };
    let shown = complete("ctx s").join("\n");
    assert!(shown.contains("search") && shown.contains("set") && !shown.contains("verify"), "{shown}");
    let shown = complete("ctx get pipeline:job-").join("\n");
    assert!(shown.contains("pipeline:job-1  -- an object"), "{shown}");
}

#[test]
fn a_script_is_installed_where_the_shell_looks_for_it() {
    let context = Context::empty();
    let home = context.directory().to_owned();
    let install = |arguments: &[&str]| {
        let mut command = Context::bare(&home);
        command.args(["completions", "fish", "--install"]).args(arguments).env("HOME", &home);
        answer(command).normalized(&context)
    };
    let place = home.join(".config/fish/completions/ctx.fish");
    install(&[]).prints_and_says(
        "DIR/.config/fish/completions/ctx.fish\n",
        "ctx: nothing was written; this is the path for fish\n\
         hint: to write the script there: ctx completions fish --install --yes\n\
         hint: fish loads it in new shells: exec fish\n",
    );
    assert!(!place.exists());
    for _ in 0..2 {
        install(&["--yes"]).prints_and_says(
            "DIR/.config/fish/completions/ctx.fish\n",
            "ctx: installed the completion script for fish\nhint: fish loads it in new shells: exec fish\n",
        );
        assert_eq!(std::fs::read(&place).unwrap(), std::fs::read(committed("ctx.fish")).unwrap());
    }
    std::fs::write(&place, "mine\n").unwrap();
    install(&["--yes"]).fails(
        7,
        "ctx: could not install the completion script for fish: DIR/.config/fish/completions/ctx.fish is not a script \
         of ctx\n\
         hint: mv DIR/.config/fish/completions/ctx.fish DIR/.config/fish/completions/ctx.fish.old\n",
    );
    assert_eq!(std::fs::read_to_string(&place).unwrap(), "mine\n");
}

#[test]
fn manual_pages_are_pages_that_man_reads() {
    if missing(&[Need::Program("man")]) {
        return;
    }
    let context = Context::empty();
    for (verb, holds) in
        [(&["man", "--roff"][..], "Shared state"), (&["man", "handoff", "create", "--roff"], "idempotency")]
    {
        let page = context.run(verb).done();
        assert!(page.contains(".SH NAME"), "{page}");
        context.write("page.1", &page);
        let mut command = Command::new("man");
        command.arg("-l").arg(context.path("page.1")).env("MANWIDTH", "200");
        let text = answer(command).done();
        assert!(text.contains(holds), "{text}");
    }
}

#[test]
fn man_opens_the_page_on_a_terminal_and_prints_the_help_elsewhere() {
    let context = Context::empty();
    let help = context.run(&["help", "set"]).done();
    context.run(&["man", "set"]).prints(&help);
    if missing(&[Need::Program("man"), Need::Terminal]) {
        return;
    }
    let mut command = Command::new("script");
    command.args(["-qec", "\"$CTX\" man set", "/dev/null"]).env("CTX", CTX).env("MANPAGER", "cat").env("TERM", "dumb");
    let shown = answer(command);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.stdout.contains("General Commands Manual") && shown.stdout.contains("ctx-set(1)"), "{shown:?}");
}

#[test]
fn there_is_no_page_about_a_verb_that_is_none() {
    let mut command = Context::bare(Path::new("."));
    command.args(["man", "nothing"]);
    answer(command).fails(1, "ctx: there is no command \"nothing\"\nhint: ctx help\n");
}
