//! Help: every page has examples that work, is short, and says the same however it is asked for.

mod fixture;

use std::process::Command as Process;

use crate::support::{Answer, Context, Need, answer, missing};

/// The most lines of a page, and the most characters of a line.
const LINES: usize = 45;
const WIDTH: usize = 100;

/// The topics that `ctx help topics` lists.
fn topics() -> Vec<String> {
    let list = Context::empty().run(&["help", "topics"]).done();
    let rows = list.lines().skip(2).take_while(|line| line.starts_with("  "));
    rows.map(|row| row.split_whitespace().next().unwrap().to_owned()).collect()
}

/// The names of all verbs and subverbs that are not hidden.
fn verbs() -> Vec<String> {
    fn below(command: &clap::Command, name: &str, names: &mut Vec<String>) {
        for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
            let name = format!("{name} {}", verb.get_name()).trim_start().to_owned();
            names.push(name.clone());
            below(verb, &name, names);
        }
    }
    let mut names = Vec::new();
    below(&ctxfile::internals::cli::Cli::whole(), "", &mut names);
    names
}

fn words<'w>(before: &[&'w str], name: &'w str, after: &[&'w str]) -> Vec<&'w str> {
    before.iter().copied().chain(name.split_whitespace()).chain(after.iter().copied()).collect()
}

fn page(name: &str) -> String {
    Context::empty().run(&words(&["help"], name, &[])).done()
}

/// The examples of a page, a line each.
fn examples(page: &str) -> Vec<&str> {
    let block = page.split_once("\nExamples:\n").map(|(_, rest)| rest).unwrap_or_default();
    block.lines().take_while(|line| !line.is_empty()).map(str::trim).collect()
}

#[test]
fn each_page_is_short_and_has_two_to_five_examples() {
    let names = verbs().into_iter().chain(topics()).chain(["topics".to_owned()]);
    let mut wrong = Vec::new();
    for name in names {
        let page = page(&name);
        let (lines, found) = (page.lines().count(), examples(&page).len());
        let widest = page.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        if lines > LINES || widest > WIDTH || !(2..=5).contains(&found) {
            wrong.push(format!("{name}: {lines} lines of up to {widest} characters, {found} examples"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_page_of_ctx_is_short_and_needs_no_word() {
    let context = Context::empty();
    let page = context.run(&["--help"]).done();
    assert!(page.lines().count() <= LINES, "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= WIDTH), "{page}");
    assert!(page.contains("\nStart here:\n"), "{page}");
    for arguments in [&["-h"][..], &["help"]] {
        context.run(arguments).prints(&page);
    }
}

#[test]
fn a_page_is_the_same_however_it_is_asked_for() {
    let context = Context::empty();
    let topics = topics();
    for name in verbs() {
        let page = context.run(&words(&[], &name, &["--help"])).done();
        context.run(&words(&[], &name, &["-h"])).prints(&page);
        // A topic has the name of a verb; it names the page of the verb.
        if topics.contains(&name) {
            assert!(self::page(&name).contains(&format!("ctx {name} --help")), "{name}");
            continue;
        }
        context.run(&words(&["help"], &name, &[])).prints(&page);
    }
}

#[test]
fn the_parts_of_a_page() {
    Context::empty().run(&["help", "unset"]).prints(
        "Remove values\n\
         \n\
         Usage: ctx unset [OPTIONS] <PATH>...\n\
         \n\
         Examples:\n  \
           ctx unset build.status\n  \
           ctx unset build.status pages\n  \
           ctx unset old.key --ignore-missing\n  \
           ctx unset 'build.*' --dry-run\n\
         \n\
         Removes all of them in one revision. Fails if one is missing (exit code 1) and removes none.\n\
         \n\
         A pattern removes all that match when the change is made; --dry-run prints them. * stands for one\n\
         key or item, or for a part of a key; ** for any number of keys. One that is a key as well is refused\n\
         if it matches others too: write '[\"any*key\"]' for the key.\n\
         \n\
         Arguments:\n  \
           <PATH>...  Paths of the values, or patterns: 'ps.*.cpu', 'tmp:**'\n\
         \n\
         Options:\n      \
               --ignore-missing  Ignore paths that do not exist\n\
         \n\
         Options of every command (--agent, -N, --wait, -q, ...): ctx help options\n\
         Guards and options of every change (--if-rev, --dry-run, -m, ...): ctx help guards\n",
    );
}

#[test]
fn there_is_no_page_about_a_word_that_is_none() {
    let context = Context::empty();
    for (word, verb) in [("rm", "unset"), ("history", "log"), ("decr", "incr")] {
        context.run(&["help", word]).prints(&page(verb));
    }
    let mut command = Context::bare(context.directory());
    command.args(["help", "no", "thing"]);
    answer(command).fails(2, "ctx: there is no command or topic \"no thing\"\nhint: ctx help\nhint: ctx help topics\n");
}

#[test]
fn the_environment_page_has_each_variable_that_the_sources_read_and_no_other() {
    let is_part = |c: char| c.is_ascii_uppercase() || c == '_';
    let names = |text: &str, quote: &str| -> Vec<String> {
        let start = format!("{quote}CTX_");
        let starts = text.match_indices(&start).map(|(at, _)| &text[at + quote.len()..]);
        let names = starts.map(|rest| rest.split(|c| !is_part(c)).next().unwrap().to_owned());
        names.filter(|name| name.len() > "CTX_".len()).collect()
    };
    let sources = Process::new("grep").args(["-rhE", "\"CTX_[A-Z_]+\"", "src"]).output().unwrap();
    let mut read = names(&String::from_utf8(sources.stdout).unwrap(), "\"");
    let mut told = names(&page("environment"), "");
    for names in [&mut read, &mut told] {
        names.sort();
        names.dedup();
    }
    assert_eq!(told, read);
}

#[test]
fn each_example_works() {
    if missing(&[Need::Program("jq"), Need::Program("git")]) {
        return;
    }
    let prepared = fixture::Prepared::new();
    let names = verbs().into_iter().chain(topics()).chain(["topics".to_owned()]);
    let mut wrong = Vec::new();
    for name in names {
        for example in examples(&page(&name)) {
            let (command, _directory) = prepared.command(&name, example);
            let Answer { code, stdout, stderr } = answer(command);
            if code != 0 {
                wrong.push(format!("{name}: {example}: exit code {code}\n{stdout}{stderr}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_option_that_does_nothing_in_a_command_is_refused_there() {
    let context = Context::with(r#"{"a":1}"#);
    for (option, verb) in [
        ("--literal", &["completions", "bash"][..]),
        ("-Nx", &["man"]),
        ("--wait=1s", &["merge-file", "a", "b", "c"]),
        ("--no-wait", &["whoami"]),
        ("--durability=fast", &["help"]),
        ("--durability=fast", &["get", "a"]),
        ("--no-lock", &["set", "a", "2"]),
        ("--namespace=x", &["task", "list"]),
        ("--literal", &["whoami"]),
    ] {
        let name = match option {
            "-Nx" => "--namespace",
            option => option.split('=').next().unwrap(),
        };
        let command = verb.iter().take(if verb[0] == "task" { 2 } else { 1 }).copied().collect::<Vec<_>>().join(" ");
        let why = format!("ctx: {name} does nothing in `ctx {command}`: leave it out\nhint: ctx {command} --help\n");
        context.run(&[&[option], verb].concat()).fails(2, &why);
        let first_word_first = [&verb[..command.split(' ').count()], &[option], &verb[command.split(' ').count()..]];
        context.run(&first_word_first.concat()).fails(2, &why);
    }
    context.run(&["get", "a"]).prints("1\n");
    // In the environment they are for other commands.
    let mut command = context.command(&["status", "--head"]);
    command.env("CTX_NAMESPACE", "x").env("CTX_WAIT", "1s");
    assert_eq!(answer(command).code, 0);
}
