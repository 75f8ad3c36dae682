//! Reports of long values: clipped for people, exact or bounded as JSON.

use serde_json::{Value, json};

use crate::support::Context;

const NOTE: &str = "ctx: long values are shown in part\nhint: to print them whole: ctx -c context.json ";

/// A context in which a value became another one, both long.
fn with_long_values() -> Context {
    let context = Context::empty();
    context.run_with_input(&["set", "a.log", "-q", "-"], "x".repeat(100_000)).done();
    context.run_with_input(&["set", "a.log", "-q", "-"], format!("\u{9b}{}", "é\n".repeat(100_000))).done();
    context.run(&["set", "short", "1"]).done();
    context
}

#[test]
fn long_values_are_clipped_with_their_size_and_the_command_that_prints_them_whole() {
    let context = with_long_values();
    let (x, e) = (format!("\"{}… (97.6 KiB)", "x".repeat(987)), "\"\\u009bé\\né\\n");
    for (arguments, whole, line) in [
        (&["log"][..], "show 1 --full", format!("    a: {{\"log\":{}… (97.6 KiB)", &x[..=980])),
        (&["show", "2"], "show 2 --full", format!("    a.log: {x} -> {e}")),
        (&["diff", "1", "2"], "diff 1 2 --full", format!("~ a.log: {x} -> {e}")),
        (&["diff", "1", "--path", "a"], "diff 1 --path a --full", format!("~ a.log: {x} -> {e}")),
        (&["blame"], "get a.log", e.to_owned()),
    ] {
        let answer = context.run(arguments);
        assert_eq!((answer.code, answer.stderr), (0, format!("{NOTE}{whole}\n")), "{arguments:?}");
        assert!(answer.stdout.contains(&line), "{arguments:?} has no {line}: {}", answer.stdout);
        assert!(answer.stdout.len() < 8000 && answer.stdout.contains("KiB)"), "{arguments:?}: {}", answer.stdout.len());
        context.run(&[&["-q"], arguments].concat()).prints(&answer.stdout);
        let full = context.run(&[arguments, &["--full"]].concat()).done();
        assert!(full.len() > 200_000 && !full.contains("KiB)"), "{arguments:?}: {}", full.len());
    }
    // Nothing is clipped, nothing is said.
    context.run(&["show"]).done();
    context
        .run(&["log", "--full", "--json"])
        .fails(2, "ctx: the argument '--full' cannot be used with '--json'\nhint: usage: ctx log --full [PATH]\n");
}

#[test]
fn json_is_exact_or_bounded_and_says_what_is_left_out() {
    let context = with_long_values();
    assert_eq!(context.run(&["log", "--json"]).done(), context.log());
    for most in [256, 1000, 5000, 50_000] {
        let bound = most.to_string();
        for arguments in [&["show", "2"][..], &["diff", "1"], &["blame"], &["log"]] {
            let text = context.run(&[arguments, &["--json", "--max-bytes", &bound]].concat()).done();
            assert!(text.len() <= most, "{arguments:?}: {} of {most}", text.len());
            let values: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert!(text.contains("left_out") || text.contains("\"bytes\":"), "{arguments:?}: {text}");
            assert!(!values.is_empty(), "{arguments:?}");
        }
    }
    let patch = context.run(&["diff", "1", "2", "--json", "--max-bytes", "700"]).done();
    let patch: Value = serde_json::from_str(&patch).unwrap();
    assert_eq!((&patch[0]["path"], &patch[0]["value"]["bytes"]), (&json!("/a/log"), &json!(300_001)));
    // What fits is exact.
    let exact = context.run(&["show", "3", "--json"]).done();
    context.run(&["show", "3", "--json", "--max-bytes", "4k"]).prints(&exact);
    let newest = context.run(&["log", "--json", "--max-bytes", "4k"]).done();
    let (first, rest) = newest.split_once('\n').unwrap();
    assert_eq!((first, rest), ("{\"left_out\":\"revisions up to 2\"}", exact.as_str()));
    context.run(&["log", "--max-bytes", "4k"]).fails(
        2,
        "ctx: the following required arguments were not provided:\n  --json\nhint: usage: ctx log --json --max-bytes <N> [PATH]\n",
    );
}

#[test]
fn a_change_is_one_line_or_how_much_it_changed() {
    let context = Context::with(r#"{"a":{"x":1,"y":"long"},"b":2}"#);
    context.run(&["set", "a.x=2", "a.z=3", "c=1", "d=1", "-m", "more\nvalues"]).done();
    context.run(&["unset", "b"]).done();
    context.run(&["emit", "ping"]).done();
    context.run(&["log", "--oneline"]).prints(
        "1  planner  merge  a, b\n2  planner  set  a.x, a.z, c, d  \"more\\nvalues\"\n3  planner  unset  b\n4  planner  message  ping\n",
    );
    context.run(&["log", "--stat", "-n", "3"]).normalized(&context).prints(
        "2  TIME  planner  set  \"more\\nvalues\"\n    a  +1 ~1\n    c  +1\n    d  +1\n    3 added, 1 changed, 0 removed, 1 B -> 4 B\n\
         3  TIME  planner  unset\n    b  -1\n    0 added, 0 changed, 1 removed, 1 B -> 0 B\n\
         4  TIME  planner  message\n    0 added, 0 changed, 0 removed, 0 B -> 0 B\n",
    );
    context
        .run(&["diff", "1", "--stat"])
        .prints("b  -1\na  +1 ~1\nc  +1\nd  +1\n3 added, 1 changed, 1 removed, 2 B -> 4 B\n");
    context.run(&["set", &"k".repeat(300), "1"]).done();
    let line = context.run(&["log", "--oneline", "-n", "1"]).done();
    assert_eq!(line.chars().count(), 101, "{line}");
    let full = context.run(&["log", "--oneline", "--full", "-n", "1"]).done();
    assert!(full.contains(&"k".repeat(300)), "{full}");
}

#[test]
fn what_get_tells_of_a_long_value_is_its_beginning_and_its_size() {
    let context = with_long_values();
    let answer = context.run(&["get", "a.log", "short", "--meta"]);
    let note = format!("{NOTE}get a.log short --meta --full\n");
    assert_eq!((answer.code, answer.stderr), (0, note), "{}", answer.stdout);
    let lines: Vec<Value> = answer.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["value_bytes"], lines[0].get("value")), (&json!(400_002), None));
    assert_eq!((&lines[0]["rev"], &lines[1]["value"]), (&json!(2), &json!(1)));
    assert!(lines[0]["value_begins"].as_str().unwrap().starts_with("\"\u{9b}é\\n"), "{}", lines[0]);
    for more in ["--full", "--json"] {
        let whole: Value = serde_json::from_str(&context.run(&["get", "a.log", "--meta", more]).done()).unwrap();
        assert_eq!(whole["value"].as_str().map(str::len), Some(300_001));
    }
    let bounded = context.run(&["get", "--json", "--max-bytes", "500"]).done();
    let value: Value = serde_json::from_str(&bounded).unwrap();
    assert_eq!((bounded.len() <= 500, &value["short"]), (true, &json!(1)), "{bounded}");
}
