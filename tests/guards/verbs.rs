//! Every guard of every verb, as the definition of the command line names them.

use std::collections::BTreeSet;

use crate::support::{Answer, Context, answer, answer_to_input};

/// A verb, a command line of it that changes something, and what a path of it is.
/// `PATH` stands for that path; `STDIN:` in front of the last word, for standard input.
type Row = (&'static str, &'static [&'static str], Option<&'static str>);

const ROWS: [Row; 62] = [
    ("append", &["append", "PATH", "2"], Some("list")),
    ("attach", &["attach", "PATH", "context.json"], Some("n")),
    ("authority set", &["authority", "set", "one", "two"], None),
    ("authority unset", &["authority", "unset"], None),
    ("batch", &["batch", "-", "STDIN:{\"op\":\"set\",\"path\":\"PATH\",\"value\":7}"], Some("n")),
    ("batch", &["batch", "-", "STDIN:{\"op\":\"test\",\"path\":\"n\",\"value\":1}"], None),
    ("detach", &["detach", "PATH"], Some("file")),
    ("edit", &["edit", "PATH"], Some("n")),
    ("emit", &["emit", "topic", "-N", "PATH"], Some("object")),
    ("handoff accept", &["handoff", "accept", "h9"], None),
    ("handoff accept", &["handoff", "accept", "--next"], None),
    ("handoff ack", &["handoff", "ack", "h9"], None),
    ("handoff cancel", &["handoff", "cancel", "h10"], None),
    ("handoff complete", &["handoff", "complete", "h7"], None),
    ("handoff create", &["handoff", "create", "lead", "-m", "more", "--set", "PATH=7"], Some("n")),
    ("handoff create", &["handoff", "create", "lead", "-m", "more"], None),
    ("handoff fail", &["handoff", "fail", "h7", "-m", "why"], None),
    ("handoff next", &["handoff", "next"], None),
    ("handoff note", &["handoff", "note", "h10", "-m", "more"], None),
    ("handoff reject", &["handoff", "reject", "h9", "-m", "why"], None),
    ("handoff release", &["handoff", "release", "h7"], None),
    ("handoff steal", &["handoff", "steal", "h7", "-m", "why"], None),
    ("import", &["import", "-", "--into", "PATH", "STDIN:{\"y\":1}"], Some("object")),
    ("incr", &["incr", "PATH"], Some("n")),
    ("lease acquire", &["lease", "acquire", "free", "--ttl", "1h"], None),
    ("lease release", &["lease", "release", "held", "--token", "4"], None),
    ("lease renew", &["lease", "renew", "held", "--token", "4", "--ttl", "9h"], None),
    ("lease steal", &["lease", "steal", "held", "--ttl", "1h", "-m", "why"], None),
    ("merge", &["merge", "--into", "PATH", "{\"y\":1}"], Some("object")),
    ("patch", &["patch", "[{\"op\":\"replace\",\"path\":\"/PATH\",\"value\":7}]"], Some("n")),
    ("policy access", &["policy", "access", "coder", "--write", "n"], None),
    ("policy limit", &["policy", "limit", "20M"], None),
    ("log retain", &["log", "retain", "30d"], None),
    ("policy merge", &["policy", "merge", "list", "append"], None),
    ("policy unset", &["policy", "unset", "list"], None),
    ("cp", &["cp", "n", "m"], None),
    ("mv", &["mv", "n", "m"], None),
    ("redo", &["redo"], None),
    ("restore", &["restore", "1", "--path", "PATH"], Some("text")),
    ("schema set", &["schema", "set", "-", "list", "STDIN:true"], None),
    ("schema unset", &["schema", "unset", "object"], None),
    ("set", &["set", "PATH", "7"], Some("n")),
    ("tag", &["tag", "name"], None),
    ("task add", &["task", "add", "more"], None),
    ("task cancel", &["task", "cancel", "one", "two", "-m", "why"], None),
    ("task claim", &["task", "claim"], None),
    ("task claim", &["task", "claim", "--mine"], None),
    ("task complete", &["task", "complete", "one"], None),
    ("task fail", &["task", "fail", "one", "-m", "why"], None),
    ("task release", &["task", "release", "one"], None),
    ("task remove", &["task", "remove", "two"], None),
    ("task remove", &["task", "remove", "--ended"], None),
    ("task renew", &["task", "renew", "one", "--ttl", "9h"], None),
    ("tidy retain", &["tidy", "retain", "--newest", "5"], None),
    ("task retry", &["task", "retry", "three"], None),
    ("task steal", &["task", "steal", "one", "-m", "why"], None),
    ("undo", &["undo", "16"], None),
    ("unset", &["unset", "PATH"], Some("n")),
    ("update", &["update", "PATH", "7"], Some("n")),
    ("vote cast", &["vote", "cast", "old", "a"], None),
    ("vote close", &["vote", "close", "old"], None),
    ("vote open", &["vote", "open", "new", "--options", "a,b", "--quorum", "2"], None),
];

/// The newest revision that [`busy`] leaves.
const NEWEST: &str = "22";

/// A context in which every row has something to do, and every place was changed after revision 0.
fn busy() -> Context {
    let file = format!(r#"{{"$file":"{}","size":1}}"#, "0".repeat(64));
    let context = Context::with(&format!(r#"{{"n":1,"list":[1],"object":{{"x":1}},"text":"old","file":{file}}}"#));
    context.write("schema.json", "true");
    let steps: [(&str, &[&str]); 21] = [
        ("planner", &["lease", "acquire", "held", "--ttl", "1h"]),
        ("planner", &["lease", "release", "held", "--token", "2"]),
        ("planner", &["lease", "acquire", "held", "--ttl", "1h"]),
        ("planner", &["lease", "acquire", "free", "--ttl", "1h"]),
        ("planner", &["lease", "release", "free", "--token", "5"]),
        ("lead", &["handoff", "create", "planner", "-m", "first"]),
        ("planner", &["handoff", "accept", "h7"]),
        ("lead", &["handoff", "create", "planner", "-m", "second"]),
        ("planner", &["handoff", "create", "lead", "-m", "third"]),
        ("planner", &["task", "add", "one", "two"]),
        ("planner", &["task", "claim"]),
        ("planner", &["policy", "merge", "list", "union"]),
        ("planner", &["authority", "set", "lead"]),
        ("planner", &["set", "text=new", "extra=1"]),
        ("planner", &["set", "extra", "2"]),
        ("planner", &["task", "add", "three"]),
        ("planner", &["task", "cancel", "three", "-m", "why"]),
        ("planner", &["vote", "open", "old", "--options", "a,b", "--quorum", "2"]),
        ("planner", &["schema", "set", "schema.json", "object"]),
        ("planner", &["set", "tail=1"]),
        ("planner", &["undo"]),
    ];
    for (agent, words) in steps {
        assert_eq!(context.run_as(agent, &[&["-q"], words].concat()).code, 0, "{words:?}");
    }
    context
}

fn copy(of: &Context) -> Context {
    let context = Context::empty();
    for name in of.files() {
        std::fs::copy(of.path(&name), context.path(&name)).unwrap();
    }
    context
}

/// Runs a row at one of its paths, with more options.
fn run(context: &Context, words: &[&str], path: &str, options: &[&str]) -> Answer {
    let words: Vec<String> = words.iter().map(|word| word.replace("PATH", path)).collect();
    let (input, words): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.starts_with("STDIN:"));
    let input = input.first().map_or("", |input| &input["STDIN:".len()..]);
    let mut command = context.command(&["-q"]);
    command.args(words).args(options).env("EDITOR", "true");
    answer_to_input(command, input.as_bytes())
}

/// The guards that each verb takes, of all that take any.
fn guarded_verbs() -> Vec<(String, BTreeSet<String>)> {
    fn visit(command: &clap::Command, words: &str, found: &mut Vec<(String, BTreeSet<String>)>) {
        let guards = command.get_arguments().filter_map(clap::Arg::get_long);
        let guards: BTreeSet<_> = guards.filter(|g| g.starts_with("if-") || *g == "fence").map(str::to_owned).collect();
        if !guards.is_empty() {
            found.push((words.trim_start().to_owned(), guards));
        }
        for below in command.get_subcommands() {
            visit(below, &format!("{words} {}", below.get_name()), found);
        }
    }
    let mut found = Vec::new();
    visit(&ctxfile::internals::cli::Cli::whole(), "", &mut found);
    found
}

/// A guard that does not hold where the row's path is `path`, and the path to give.
fn failing<'g>(guard: &str, path: Option<&'g str>) -> (Vec<&'g str>, &'g str) {
    let there = path.unwrap_or_default();
    match guard {
        "if-rev" => (vec!["--if-rev", "3"], there),
        "if-unchanged-since" => (vec!["--if-unchanged-since", "0"], there),
        "fence" => (vec!["--fence", "2"], there),
        "if-absent" => (vec!["--if-absent"], there),
        "if-exists" => (vec!["--if-exists"], if path.is_some() { "missing" } else { there }),
        "if-value" => (vec!["--if-value", "NONSENSE"], there),
        other => panic!("what does --{other} look at? say when it does not hold"),
    }
}

#[test]
fn every_guard_that_a_verb_takes_is_looked_at() {
    let busy = busy();
    let verbs = guarded_verbs();
    for (verb, guards) in &verbs {
        let rows: Vec<&Row> = ROWS.iter().filter(|(name, ..)| name == verb).collect();
        assert!(!rows.is_empty(), "`ctx {verb}` takes guards: add a row that shows that it honours them");
        for (_, words, path) in rows {
            let context = copy(&busy);
            let before = (context.log(), context.document());
            for guard in guards {
                // Where no path is named, the whole document is meant, which is always there; and an
                // editor has nothing to show of what is missing, guarded or not.
                if guard == "if-exists" && (path.is_none() || verb == "edit") {
                    continue;
                }
                let (option, at) = failing(guard, *path);
                let answer = run(&context, words, at, &option);
                let says_why = answer.stderr.contains("expected") || answer.stderr.contains("fenced");
                assert!(answer.code == 3 && answer.stdout.is_empty() && says_why, "{words:?} {option:?}: {answer:?}");
                assert_eq!((context.log(), context.document()), before, "{words:?} {option:?}");
            }
        }
    }
    let named: BTreeSet<&str> = ROWS.iter().map(|(verb, ..)| *verb).collect();
    assert_eq!(named, verbs.iter().map(|(verb, _)| verb.as_str()).collect(), "rows for verbs that take no guards");
}

#[test]
fn guards_that_hold_let_every_verb_pass_and_the_revision_comes_last() {
    let busy = busy();
    let holding = ["--if-rev", NEWEST, "--if-unchanged-since", NEWEST, "--fence", "4"];
    for (_, words, path) in ROWS {
        let context = copy(&busy);
        let before = (context.log(), context.document());
        let path = path.unwrap_or_default();
        let planned = run(&context, words, path, &[&holding[..], &["--dry-run"]].concat());
        assert_eq!(planned.code, 0, "{words:?} {planned:?}");
        assert_eq!((context.log(), context.document()), before, "{words:?}");
        let done = run(&context, words, path, &[&holding[..], &["--print-rev"]].concat());
        assert_eq!(done.code, 0, "{words:?} {done:?}");
        let newest = context.records().last().unwrap()["rev"].to_string();
        assert_eq!(done.stdout.lines().last(), Some(newest.as_str()), "{words:?} {done:?}");
    }
}

#[test]
fn what_a_verb_without_paths_would_never_look_at_is_no_option_of_it() {
    let context = busy();
    for words in [&["task", "claim"][..], &["task", "add", "more"], &["task", "remove", "two"]] {
        let answer = run(&context, words, "", &["--if-value", "NONSENSE"]);
        let said = "ctx: unexpected argument '--if-value' found\n";
        assert!(answer.code == 2 && answer.stderr.starts_with(said), "{answer:?}");
    }
}

#[test]
fn a_guard_that_fails_while_a_lease_or_claim_is_waited_for_ends_the_wait() {
    let busy = busy();
    let answer = run(&busy, &["lease", "acquire", "held", "--ttl", "1h"], "", &["--wait", "9h", "--if-rev", "1"]);
    assert!(answer.code == 3 && answer.stderr.contains(&format!("expected revision 1, found {NEWEST}")), "{answer:?}");
    let context = Context::with(r#"{"a":1}"#);
    let mut claim = context.command(&["task", "claim", "--wait", "9h", "--if-unchanged-since", "1"]);
    claim.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let claim = claim.spawn().unwrap();
    // Whether this comes before the first try or while it sleeps, the guard does not hold any more.
    context.run(&["task", "add", "one"]).prints("one\n");
    let answer = Answer::from(claim.wait_with_output().unwrap());
    assert_eq!((answer.code, answer.stdout.as_str()), (3, ""), "{answer:?}");
}

#[test]
fn an_editor_that_changes_nothing_does_not_hide_a_guard_that_fails() {
    let context = Context::with(r#"{"a":1}"#);
    let mut edit = context.command(&["edit", "a", "--if-value", "2"]);
    edit.env("EDITOR", "true");
    answer(edit).normalized(&context).fails(
        3,
        "ctx: could not edit a in context.json: a: expected 2, found 1; last changed by planner at TIME in revision 1\n\
         hint: ctx -c context.json log --path a\n",
    );
}
