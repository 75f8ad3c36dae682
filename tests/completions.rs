//! The completion scripts, in the shells that they are for.

use std::process::Command;

use crate::support::{CTX, Context, Need, answer, missing};

const SCRIPTS: [(&str, &str); 5] =
    [("bash", "ctx.bash"), ("zsh", "_ctx"), ("fish", "ctx.fish"), ("elvish", "ctx.elv"), ("powershell", "_ctx.ps1")];

fn committed(name: &str) -> String {
    format!("{}/completions/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What a shell prints.
fn shell(program: &str, arguments: &[&str]) -> Vec<String> {
    let binaries = std::path::Path::new(CTX).parent().unwrap().display();
    let mut command = Command::new(program);
    command.args(arguments).env("PATH", format!("{binaries}:{}", std::env::var("PATH").unwrap())).env("TERM", "dumb");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_committed_scripts_are_what_the_program_prints() {
    for (shell, name) in SCRIPTS {
        let printed = Context::empty().run(&["completions", shell]).done();
        let found = std::fs::read_to_string(committed(name)).unwrap_or_default();
        assert!(found == printed, "stale: ctx completions {shell} > completions/{name}");
    }
}

#[test]
fn bash_completes_verbs_options_and_their_words() {
    if missing(&[Need::Program("bash")]) {
        return;
    }
    let complete = |line: &str| {
        let script = format!(
            "source '{}'; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _ctx ctx \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            committed("ctx.bash")
        );
        shell("bash", &["--norc", "-c", &script])
    };
    assert_eq!(complete("ctx s"), ["set", "show", "status"]);
    assert_eq!(complete("ctx handoff acc"), ["accept"]);
    assert_eq!(complete("ctx merge --str"), ["--strategy"]);
    assert_eq!(complete("ctx get --durability ''"), ["full", "log", "fast"]);
}

#[test]
fn fish_completes_verbs_options_and_their_words() {
    if missing(&[Need::Program("fish")]) {
        return;
    }
    let complete = |line: &str| {
        let script = format!("source '{}'; complete -C '{line}' | cut -f1", committed("ctx.fish"));
        shell("fish", &["--no-config", "-c", &script])
    };
    assert_eq!(complete("ctx s"), ["set", "show", "status"]);
    assert_eq!(complete("ctx handoff acc"), ["accept"]);
    assert_eq!(complete("ctx merge --str"), ["--strategy"]);
    assert_eq!(complete("ctx get --durability "), ["fast", "full", "log"]);
}

#[test]
fn zsh_completes_verbs_and_sub_verbs() {
    if missing(&[Need::Program("zsh"), Need::Terminal]) {
        return;
    }
    // A real interactive zsh on a pseudo-terminal; the list is what it shows after a tab.
    let complete = |line: &str| {
        let script = format!(
            "zmodload zsh/zpty; zpty z zsh -f -i; \
             zpty -w z 'PS1=; fpath=({} $fpath); autoload -Uz compinit; compinit -u -D; \
             zstyle \":completion:*\" list-separator \"::\"; setopt no_beep; LISTMAX=0; print READY'; \
             zpty -r z out '*READY*READY*'; \
             zpty -w -n z '{line}'$'\\t'; zpty -r -m z out '*::*\n*::*'; print -r -- $out; zpty -d z",
            concat!(env!("CARGO_MANIFEST_DIR"), "/completions")
        );
        shell("zsh", &["-f", "-c", &script])
    };
    let shown = complete("ctx s").join("\n");
    assert!(shown.contains("set") && shown.contains("show"), "{shown}");
    assert!(!shown.contains("verify"), "{shown}");
}

#[test]
fn manual_pages_are_pages_that_man_reads() {
    if missing(&[Need::Program("man")]) {
        return;
    }
    let context = Context::empty();
    for (verb, holds) in [(&["man"][..], "Shared state"), (&["man", "handoff", "create"], "idempotency")] {
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
fn there_is_no_page_about_a_verb_that_is_none() {
    let context = Context::empty();
    context.run(&["man", "nothing"]).fails(1, "ctx: there is no command \"nothing\"\nhint: ctx --help\n");
}
