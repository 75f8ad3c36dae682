//! What agents read about ctx is short, and each command in it works.

use std::process::{Command, Stdio};

use crate::support::{CTX, Context, answer};

/// Commands in text, between backticks.
fn inline(text: &str) -> Vec<String> {
    let words = text.split('`').skip(1).step_by(2).filter(|words| words.starts_with("ctx "));
    words.map(str::to_owned).collect()
}

/// A world in which each of them has something to do: runs one.
fn run(command: &str) -> crate::support::Answer {
    let context = Context::empty();
    let ctx = std::path::Path::new(CTX).parent().unwrap();
    let path = format!("{}:{}", ctx.display(), std::env::var("PATH").unwrap());
    let words = [
        ("COMMAND", "task"),
        ("JSON", "'{\"n\":1}'"),
        ("OLD", "running"),
        ("PATH", "build.status"),
        ("REV", "1"),
        ("SUMMARY", "'more to do'"),
        ("TOPIC", "ping"),
        ("VALUE", if command.contains("--eq") { "running" } else { "green" }),
        ("WHY", "'no such page'"),
        ("AGENT", "bob"),
    ];
    let mut command = command.to_owned();
    for (word, meant) in words {
        let is_word = |piece: &str| if piece == word { meant.to_owned() } else { piece.to_owned() };
        command = command.split(' ').map(is_word).collect::<Vec<_>>().join(" ");
    }
    let command = match command.as_str() {
        "ctx task complete ID" => "ctx task claim >/dev/null; ctx task complete t1".to_owned(),
        command if command.starts_with("ctx task fail ID") => {
            format!("ctx task claim >/dev/null; {}", command.replace("ID", "t1"))
        }
        "ctx handoff complete ID" => "ctx handoff accept h3 >/dev/null; ctx handoff complete h3".to_owned(),
        "ctx lease release NAME --token N" => {
            "N=$(ctx lease acquire deploy); ctx lease release deploy --token $N".to_owned()
        }
        command => command.to_owned(),
    };
    let script = format!(
        "set -e\nctx -q init >/dev/null\n\
         ctx --agent bob set build.status running >/dev/null\n\
         ctx --agent bob -q handoff create ann -m 'parse the pages' >/dev/null\n\
         ctx --agent bob -q emit ping '\"hello\"' >/dev/null\n\
         ctx --agent bob -q task add t1 >/dev/null\n\
         ctx -q set own 1 >/dev/null\n{command}"
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).current_dir(context.directory()).env_clear().stdin(Stdio::null());
    for (name, value) in [("PATH", path.as_str()), ("USER", "ann"), ("CTX_AGENT", "ann"), ("CTX_NOTIFY", "0")] {
        shell.env(name, value);
    }
    answer(shell)
}

#[test]
fn every_command_in_the_skill_works() {
    let context = Context::empty();
    let skill = context.run(&["skill"]).done();
    let block = skill.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let ten: Vec<String> = block.lines().map(|line| line.split("  #").next().unwrap().trim().to_owned()).collect();
    assert_eq!(ten.len(), 10);
    let rest = skill.replace(block, "");
    let paragraph = context.run(&["skill", "--agents-md"]).done();
    let all = ten.into_iter().chain(inline(&rest)).chain(inline(&paragraph));
    let mut count = 0;
    for command in all {
        let told = run(&command);
        let is_quiet = told.stderr.is_empty() || command == "ctx undo";
        assert!(told.code == 0 && is_quiet, "{command}: {told:?}");
        count += 1;
    }
    assert!(count > 20, "{count}");
}

#[test]
fn the_skill_is_short_and_begins_with_what_clients_ask_for() {
    let context = Context::empty();
    let skill = context.run(&["skill"]).done();
    assert!(skill.split_whitespace().count() < 500, "{} words", skill.split_whitespace().count());
    let head: Vec<&str> = skill.lines().take(4).collect();
    assert_eq!((head[0], head[1], head[3]), ("---", "name: ctx", "---"));
    // The limit of clients is 1024 characters, and a colon with a space would end a plain scalar of YAML.
    let description = head[2].strip_prefix("description: ").unwrap();
    assert!(description.len() <= 1024 && !description.contains(": ") && !description.contains(" #"), "{description}");
    let paragraph = context.run(&["skill", "--agents-md"]).done();
    assert!(paragraph.starts_with("## ") && paragraph.lines().count() == 3, "{paragraph}");
    assert_eq!(context.files(), Vec::<String>::new());
}
