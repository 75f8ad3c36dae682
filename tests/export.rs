//! Printing values in the formats of other programs.

use crate::support::Context;

#[track_caller]
fn gives(json: &str, arguments: &[&str], text: &str) {
    Context::with(json).run(&[&["export"], arguments].concat()).prints(text);
}

#[track_caller]
fn is_refused(json: &str, arguments: &[&str], why: &str, hint: &str) {
    let answer = Context::with(json).run(&[&["export"], arguments].concat());
    answer.fails(5, &format!("ctx: could not export {why}\nhint: {hint}\n"));
}

#[test]
fn yaml_quotes_what_a_reader_would_take_for_something_else() {
    gives(
        r#"{"a":1.10,"b":["yes","007","x y",""," a",null,[],{}],"on":{"y":["n",[1,[2]],{"p":1,"q":2}]},"t":"two\nlines\n","u":"a: b","v":"2020-01-01"}"#,
        &["--format", "yaml"],
        "a: 1.10\nb:\n  - \"yes\"\n  - \"007\"\n  - x y\n  - \"\"\n  - \" a\"\n  - null\n  - []\n  - {}\n\"on\":\n  \"y\":\n    - \"n\"\n    - - 1\n      - - 2\n    - p: 1\n      q: 2\nt: |\n  two\n  lines\nu: \"a: b\"\nv: \"2020-01-01\"\n",
    );
    gives(r#"{"a":{"b":1},"c":"x"}"#, &["a", "c", "-F", "yaml"], "a:\n  b: 1\nc: x\n");
}

#[test]
fn toml_keeps_the_order_of_members() {
    gives(
        r#"{"first":{"a":1},"x":1.10,"l":[1,"a"],"t":{"k e y":"é\n😀","u":{"v":true}},"p":[{"n":1},{"n":2}]}"#,
        &["--format", "toml"],
        "first = { a = 1 }\nx = 1.10\nl = [1, \"a\"]\n\n[t]\n\"k e y\" = \"é\\n😀\"\n\n[t.u]\nv = true\n\n[[p]]\nn = 1\n\n[[p]]\nn = 2\n",
    );
    let hint = |path: &str| format!("to see the value: ctx -c context.json get --json {path}");
    is_refused(
        r#"{"l":{"a":{"b":[1,null]}}}"#,
        &["l", "-F", "toml"],
        "l.a.b[1] of context.json as toml: it is null, which TOML does not have",
        &hint("'l.a.b[1]'"),
    );
    is_refused(
        r#"{"a":9223372036854775808}"#,
        &["-F", "toml"],
        "a of context.json as toml: 9223372036854775808 is not a 64-bit integer of TOML",
        &hint("a"),
    );
    is_refused(
        r#"{"a":0.10000000000000000055}"#,
        &["-F", "toml"],
        "a of context.json as toml: 0.10000000000000000055 has more digits than a number of TOML",
        &hint("a"),
    );
}

#[test]
fn a_table_has_the_same_columns_in_all_rows() {
    gives(r#"{"t":[{"a":1,"b":"x,\"y\""},{"b":"","a":true}]}"#, &["t", "-F", "csv"], "a,b\n1,\"x,\"\"y\"\"\"\ntrue,\n");
    gives(r#"{"t":[{"a":"x\ty","b":"z"}]}"#, &["t", "-F", "tsv"], "a\tb\n\"x\ty\"\tz\n");
    gives(r#"{"t":[]}"#, &["t", "-F", "csv"], "");
    gives(r#"{"t":[{"a":1},[2]]}"#, &["t", "-F", "jsonl"], "{\"a\":1}\n[2]\n");
    is_refused(
        r#"{"t":[{"a":1},{}]}"#,
        &["t", "-F", "csv"],
        "t[1] of context.json as csv: it has no \"a\", and an empty cell would be empty text",
        "to see the value: ctx -c context.json get --json 't[1]'",
    );
    is_refused(
        r#"{"t":[{"a":null}]}"#,
        &["t", "-F", "csv"],
        "t[0].a of context.json as csv: it is null, and a cell holds text",
        "to see the value: ctx -c context.json get --json 't[0].a'",
    );
}

#[test]
fn a_column_does_not_mix_text_with_what_it_reads_as() {
    is_refused(
        r#"{"t":[{"a":1,"b":"7"},{"a":"2","b":"x"}]}"#,
        &["t", "-F", "csv"],
        "t[1].a of context.json as csv: it is the text \"2\" in a column that holds more than text, and a cell does not tell which it is",
        "to see the value: ctx -c context.json get --json 't[1].a'",
    );
    gives(r#"{"t":[{"a":1,"b":"7"},{"a":"x","b":"y"}]}"#, &["t", "-F", "csv"], "a,b\n1,7\nx,y\n");
}

#[test]
fn a_long_key_of_yaml_says_that_it_is_one() {
    let key = "k".repeat(1001);
    let context = Context::with(&format!(r#"{{"o":{{"{key}":{{"a":[1]}}}}}}"#));
    let text = format!("? {key}\n:\n  a:\n    - 1\n");
    context.run(&["export", "o", "-F", "yaml"]).prints(&text);
    context.write("o.yaml", text);
    context.run(&["import", "o.yaml", "--into", "o"]).prints_and_says("", "ctx: unchanged: revision 1\n");
}

const BUILD: &str = r#"{"build":{"state":"it's $(id)","n":1.10,"ok":true},"other":{"n":2}}"#;

#[test]
fn a_variable_is_named_by_the_last_key() {
    gives(BUILD, &["build", "-F", "sh"], "export state='it'\\''s $(id)'\nexport n='1.10'\nexport ok='true'\n");
    gives(BUILD, &["build.n", "-F", "fish", "--prefix", "B_", "--upper"], "set -gx B_N '1.10'\n");
    gives(BUILD, &["build", "-F", "powershell"], "$env:state = 'it''s $(id)'\n$env:n = '1.10'\n$env:ok = 'true'\n");
    gives(BUILD, &["build", "-F", "dotenv"], "state=\"it's \\$(id)\"\nn=1.10\nok=true\n");
    gives(BUILD, &["build", "-F", "gitlab"], "state=it's $(id)\nn=1.10\nok=true\n");
    gives(
        r#"{"a":{"l":[1],"z":{"n":1.0}}}"#,
        &["a", "-F", "sh", "--nested-json"],
        "export l='[1]'\nexport z='{\"n\":1.0}'\n",
    );
}

#[test]
fn what_no_variable_can_hold_is_refused_with_its_path() {
    let rename = "another name for it: --prefix P";
    is_refused(
        BUILD,
        &["build", "other.n", "-F", "sh"],
        "other.n of context.json as sh: it gives the variable n, as build.n does",
        "to see the value: ctx -c context.json get --json other.n",
    );
    is_refused(
        r#"{"a-b":1}"#,
        &["-F", "sh"],
        "a-b of context.json as sh: no variable can have the name \"a-b\": letters, digits and _, not a digit first only",
        "another name for it: --prefix P, or export the value alone",
    );
    is_refused(
        r#"{"path":"x"}"#,
        &["-F", "sh", "--upper"],
        "path of context.json as sh: the variable PATH means something else already: the shell obeys it",
        rename,
    );
    is_refused(
        r#"{"status":"x"}"#,
        &["-F", "fish"],
        "status of context.json as fish: the variable status means something else already: fish obeys it, or does not let it change",
        rename,
    );
    for (name, shell) in
        [("status", "zsh"), ("argv", "zsh"), ("RANDOM", "bash"), ("POSIXLY_CORRECT", "bash"), ("KSH_VERSION", "ksh")]
    {
        let why = format!(
            "{name} of context.json as sh: the variable {name} means something else already: {shell} gives it a meaning of its own"
        );
        is_refused(&format!(r#"{{"{name}":"x"}}"#), &["-F", "sh"], &why, rename);
    }
    is_refused(
        r#"{"a":[1]}"#,
        &["-F", "sh"],
        "a of context.json as sh: it is an array, and a variable holds text",
        "to write null, arrays and objects as JSON: --nested-json",
    );
    is_refused(
        r#"{"a":"x\u0000"}"#,
        &["-F", "sh"],
        "a of context.json as sh: it has a NUL character, which no variable can hold",
        "to see the value: ctx -c context.json get --json a",
    );
}

#[test]
fn github_values_end_at_a_mark_that_nobody_knows() {
    let context = Context::with(r#"{"o":{"a":"1\nb=2","z-z":""}}"#);
    let text = context.run(&["export", "o", "-F", "github"]).done();
    let lines: Vec<&str> = text.lines().collect();
    let mark = lines[0].strip_prefix("a<<ghadelimiter_").unwrap();
    assert!(mark.len() >= 16, "{mark}");
    let end = format!("ghadelimiter_{mark}");
    assert_eq!(lines, [&format!("a<<{end}"), "1", "b=2", &end, &format!("z-z<<{end}"), "", &end]);
    assert!(!context.run(&["export", "o", "-F", "github"]).done().contains(mark));
    is_refused(
        r#"{"GITHUB_TOKEN":"x"}"#,
        &["-F", "github", "--env"],
        "GITHUB_TOKEN of context.json as github: the variable GITHUB_TOKEN means something else already: GitHub or the shell obeys it",
        "another name for it: --prefix P",
    );
}

#[test]
fn gitlab_has_its_limits() {
    let hint = "to see the value: ctx -c context.json get --json a";
    is_refused(
        r#"{"a":"x\ny"}"#,
        &["-F", "gitlab"],
        "a of context.json as gitlab: it has several lines, and a GitLab report has one a variable",
        hint,
    );
    is_refused(
        &format!(r#"{{"a":"{}"}}"#, "x".repeat(5_120)),
        &["-F", "gitlab"],
        "a of context.json as gitlab: with it the report is longer than the 5 KiB that GitLab takes",
        hint,
    );
}

#[test]
fn options_that_do_nothing_are_refused() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["export", "-F", "yaml", "--upper"]).fails(
        2,
        "ctx: --upper is for variables, and yaml has none\nhint: ctx -c context.json export PATH --format sh\n",
    );
    context.run(&["export", "-F", "sh", "--env"]).fails(
        2,
        "ctx: --env is for --format github, not sh\nhint: ctx -c context.json export PATH --format github --env\n",
    );
    context
        .run(&["export", "b", "-F", "sh"])
        .fails(1, "ctx: could not export b: there is no such key in context.json\nhint: ctx -c context.json keys\n");
}

#[test]
fn get_prints_values_in_a_format_too() {
    let context = Context::with(BUILD);
    context.run(&["get", "build.n", "other", "--format", "yaml"]).prints("build.n: 1.10\nother:\n  \"n\": 2\n");
    context.run(&["get", "build.n", "build.ok", "--format", "sh"]).prints("export n='1.10'\nexport ok='true'\n");
    context.run(&["get", "build", "--format", "csv"]).fails(
        5,
        "ctx: could not get build of context.json as csv: it is an object, and a table is an array of objects\n\
         hint: to see the value: ctx -c context.json get --json build\n",
    );
}

#[test]
fn the_log_is_exported_to_a_new_file_for_its_owner_alone() {
    use std::os::unix::fs::{MetadataExt as _, symlink};
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "b", "x,\"y\"", "-m", "why"]).done();
    context.run(&["log", "--export", "log.jsonl"]).prints("");
    assert_eq!(context.read("log.jsonl"), context.log());
    context.run(&["log", "--export", "log.json", "-n", "1"]).prints("");
    let last = context.log().lines().last().unwrap().to_owned();
    assert_eq!(context.read("log.json"), format!("[\n{last}\n]\n"));
    context.run(&["log", "--export", "log.csv", "--op", "set"]).prints("");
    let table = context.read("log.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "rev,at,agent,session,op,args,patch,message,note,host,pid,prev,h");
    assert!(lines.len() == 2 && lines[1].starts_with("2,") && lines[1].contains(",planner,"), "{table}");
    assert!(lines[1].contains(",why,") && lines[1].contains(r#"""value"":""x,\""y\"""""#), "{table}");
    assert_eq!(std::fs::metadata(context.path("log.csv")).unwrap().mode() & 0o777, 0o600);
    context.run(&["log", "--export", "log.csv"]).fails(3, "ctx: log.csv exists\nhint: to replace it: --force\n");
    assert_eq!(context.read("log.csv"), table);
    context.run(&["log", "--export", "log.csv", "--force", "--op", "none"]).prints("");
    assert_eq!(context.read("log.csv"), format!("{}\n", lines[0]));
    context.run(&["log", "--export", "-"]).fails(
        2,
        "ctx: --export writes a file, and - is standard output\nhint: to print records as JSON lines: ctx -c context.json log --json\n",
    );
    symlink("elsewhere", context.path("link.csv")).unwrap();
    context.run(&["log", "--export", "link.csv", "--force"]).fails(7, "ctx: link.csv is no file\n");
    context
        .run(&["log", "--export", "log"])
        .fails(2, "ctx: the name of log does not tell its format\nhint: name it: --format json|jsonl|csv\n");
    let left: Vec<String> = context.files().into_iter().filter(|name| name.contains("tmp")).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn no_file_of_the_context_is_replaced_by_what_is_written() {
    use std::os::unix::fs::symlink;
    let context = Context::with(r#"{"a":1}"#);
    context.write("file.txt", "text");
    context.run(&["attach", "file", "file.txt"]).done();
    symlink("context.json", context.path("link.jsonl")).unwrap();
    symlink(".", context.path("here")).unwrap();
    std::fs::hard_link(context.path("context.json.audit.jsonl"), context.path("hard.jsonl")).unwrap();
    let before = (context.document(), context.log());
    for name in [
        "context.json",
        "context.json.audit.jsonl",
        "context.json.audit.000000000009.gz",
        "context.json.lock",
        ".context.json.tmp",
        "context.json.files/x.jsonl",
        "here/here/context.json",
        "here/./context.json.lock",
        "link.jsonl",
        "hard.jsonl",
    ] {
        let why = format!(
            "{name} is a file of the context itself, context.json\nhint: name a file of another name, elsewhere\n"
        );
        let answer = context.run(&["log", "--export", name, "--format", "jsonl", "--force"]);
        answer.fails(7, &format!("ctx: could not export the log to {name}: {why}"));
        let answer = context.run(&["get", "file", "--file-out", name]);
        answer.fails(7, &format!("ctx: could not write the file of file in context.json: {why}"));
    }
    assert_eq!((context.document(), context.log()), before);
    context.run(&["log", "--export", "other.json.audit.jsonl"]).prints("");
}
