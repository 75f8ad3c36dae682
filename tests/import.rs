//! Importing files of other formats.

use crate::support::Context;

/// A context into which a file was imported below `x`, and what it became.
#[track_caller]
fn becomes(name: &str, text: &str, options: &[&str], json: &str) {
    let context = Context::empty();
    context.write(name, text);
    context.run(&[&["import", name, "--into", "x"], options].concat()).done();
    let answer = context.run(&["get", "x", "x"]).done();
    assert_eq!(answer, format!("{json}\n{json}\n"), "{name}");
}

/// What is said of a file that is refused, behind its name.
#[track_caller]
fn is_refused(name: &str, text: impl AsRef<[u8]>, options: &[&str], why: &str) {
    let context = Context::with(r#"{"x":{"a":1}}"#);
    let before = (context.document(), context.log());
    context.write(name, text);
    let answer = context.run(&[&["import", name, "--into", "x"], options].concat());
    answer.fails(5, &format!("ctx: could not import {name}: it {why}\n"));
    assert_eq!((context.document(), context.log()), before);
}

#[test]
fn json_keeps_digits_order_and_null() {
    becomes("a.json", r#"{"b":1.10,"a":null,"n":{"x":1e5}}"#, &[], r#"{"b":1.10,"a":null,"n":{"x":1e5}}"#);
    becomes("a.jsonl", "{\"a\":1}\n\n[2]\n", &[], r#"[{"a":1},[2]]"#);
    is_refused("a.json", "{\"a\":1,\n\"a\":2}", &[], "is not JSON: the key \"a\" a second time at line 2 column 3");
    is_refused("a.jsonl", "1\n{\n", &[], "is not JSON Lines: EOF while parsing an object at line 2 column 1");
}

#[test]
fn yaml_has_the_scalars_of_ctx() {
    becomes(
        "a.yaml",
        "a: 1.10\nb: '007'\nc: yes\nd: ~\ne: [true, 'true', !!str 5, !!str 007, 1e5, 1_000, 0X1F, 1:30, 2020-01-01]\nf: &x {k: v}\ng: *x\nh: |\n  two\n  lines\n",
        &[],
        r#"{"a":1.10,"b":"007","c":"yes","d":null,"e":[true,"true","5","007",1e5,"1_000","0X1F","1:30","2020-01-01"],"f":{"k":"v"},"g":{"k":"v"},"h":"two\nlines\n"}"#,
    );
    becomes(
        "a.yaml",
        "[0x1F, 0o17, +5, .5, 5., -.5e+3, 5.E3, 00.5, -0, 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF, 123456789012345678901234567890]",
        &[],
        "[31,15,5,0.5,5.0,-0.5e+3,5.0E3,0.5,-0,340282366920938463463374607431768211455,123456789012345678901234567890]",
    );
    for (text, why) in [
        (
            "a: 007\n",
            "the number 007, whose leading zero makes it octal in YAML 1.1 and not in YAML 1.2: quote it if it is text, or else write it without the zero, at line 1 column 4",
        ),
        (
            "a: 0x100000000000000000000000000000000\n",
            "the number 0x100000000000000000000000000000000, which has more than 128 bits: write it as a decimal, at line 1 column 4",
        ),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "the key \"c\" a second time at line 4 column 3"),
        ("a: 1\n---\nb: 2\n", "a second document at line 2 column 1"),
        ("a: 1\n2: b\n", "the key 2, which is not text: quote it, at line 2 column 1"),
        ("[a]: b\n", "a key that is an array or an object, where JSON has text only, at line 1 column 1"),
        ("a: !date 2020\n", "the tag !date, which has no value in JSON, at line 1 column 4"),
        ("a: .nan\n", "the number .nan, which JSON does not have, at line 1 column 4"),
        ("a: &a [*a]\n", "an alias of a value that contains it at line 1 column 8"),
        (
            "a: &a {b: 1}\nc:\n  <<: *a\n",
            "a merge key, which YAML 1.2 does not have: write its members out, or quote \"<<\" as a key, at line 3 column 3",
        ),
    ] {
        is_refused("a.yaml", text, &[], &format!("cannot be held as JSON: {why}"));
    }
}

#[test]
fn yaml_of_another_version_is_refused() {
    is_refused(
        "a.yaml",
        "# c\n%YAML 1.1\n---\na: 1\n",
        &[],
        "is not YAML: the directive %YAML 1.1, where YAML 1.2 is read, at line 2 column 1\n\
         hint: what yes, no, on, off, 010 and 1:30 mean there, YAML 1.2 takes for something else: convert the file, and leave the directive out",
    );
    becomes("a.yaml", "%YAML 1.2\n---\na: 1\n", &[], r#"{"a":1}"#);
}

#[test]
fn what_replaces_has_the_order_of_the_file() {
    let context = Context::with(r#"{"o":{"b":1,"a":{"y":[{"q":1,"p":2}],"x":2}}}"#);
    let file = r#"{"a":{"x":2,"y":[{"p":2,"q":1}]},"b":1}"#;
    context.write("o.json", file);
    context.run(&["import", "o.json", "--into", "o", "--replace", "--print-rev"]).prints("2\n");
    context.run(&["get", "o", "o"]).prints(&format!("{file}\n{file}\n"));
    context
        .run(&["import", "o.json", "--into", "o", "--replace", "--print-rev"])
        .prints_and_says("2\n", "ctx: unchanged: revision 2\n");
}

#[test]
fn what_is_imported_is_judged_by_the_schemas() {
    let context = Context::with(r#"{"cfg":{"n":1}}"#);
    context.run_with_input(&["schema", "set", "-", "cfg"], r#"{"properties":{"n":{"type":"integer"}}}"#).done();
    let before = (context.document(), context.log());
    for options in [&[][..], &["--replace"], &["--dry-run"], &["--replace", "--dry-run"]] {
        let answer = context.run_with_input(&[&["import", "-", "--into", "cfg"], options].concat(), r#"{"n":"x"}"#);
        answer.fails(
            5,
            "ctx: could not import into cfg in context.json: cfg.n: expected an integer, found \"x\", by the rule type of the schema for cfg\n\
             hint: ctx -c context.json schema show cfg\n\
             hint: --force writes it anyway, and the record says so\n",
        );
    }
    assert_eq!((context.document(), context.log()), before);
}

#[test]
fn a_bomb_of_aliases_is_refused_before_it_goes_off() {
    let levels = (1..9).map(|i| format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(", ")));
    let bomb = format!("a0: &a0 [{}]\n{}", ["lol"; 10].join(", "), levels.collect::<String>());
    let why = "anchors and aliases, which here stand for more than 64 MiB of values, at line";
    let context = Context::with(r#"{"a":1}"#);
    context.write("bomb.yaml", bomb);
    let answer = context.run(&["import", "bomb.yaml"]);
    assert!(answer.code == 5 && answer.stderr.contains(why), "{answer:?}");
    is_refused("deep.json", "[".repeat(101), &[], "is not JSON: nested too deeply at line 1 column 101");
    is_refused(
        "deep.yaml",
        "- ".repeat(101) + "a",
        &[],
        "cannot be held as JSON: a value that is nested more than 100 levels deep at line 1 column 201",
    );
}

#[test]
fn toml_has_text_for_dates_and_keeps_digits() {
    becomes(
        "a.toml",
        "b = 1.10\na = 1979-05-27T07:32:00Z\n[t]\nx = 0xff\n[[l]]\ny = { z = \"q\" }\n",
        &[],
        r#"{"b":1.10,"a":"1979-05-27T07:32:00Z","t":{"x":255},"l":[{"y":{"z":"q"}}]}"#,
    );
    is_refused(
        "a.toml",
        "a = 1\nb = inf\n",
        &[],
        "cannot be held as JSON: the number inf, which JSON does not have, at line 2 column 5",
    );
    is_refused("a.toml", "a = 1\na = 2\n", &[], "is not TOML: duplicate key at line 2 column 1");
}

#[test]
fn dotenv_csv_and_lines_hold_text_unless_it_is_typed() {
    let dotenv = "# c\nA=1 # c\nexport B='it is # $X'\nC=\"two\nlines \\\"q\\\" \\$\"\nD=\nE = x#y\n";
    becomes("a.env", dotenv, &[], r#"{"A":"1","B":"it is # $X","C":"two\nlines \"q\" $","D":"","E":"x#y"}"#);
    becomes("a.env", "A=1\nB=007\n", &["--typed"], r#"{"A":1,"B":"007"}"#);
    becomes("a.csv", "a,b\n1,\"x \"\"y\"\",\nz\"\r\n2,\n", &[], r#"[{"a":"1","b":"x \"y\",\nz"},{"a":"2","b":""}]"#);
    becomes("a.tsv", "a\tb\n1\ttrue\n", &["--typed"], r#"[{"a":1,"b":true}]"#);
    becomes("env.txt", "A=1=2\nB= \"x\" \n", &["--format", "lines"], r#"{"A":"1=2","B":" \"x\" "}"#);
    is_refused("a.csv", "a,b\n1,2\n3\n", &[], "is not CSV: a row of 1 cells under a head of 2 at line 3 column 1");
    is_refused(
        "a.csv",
        "a,b\n1,x\"y\n",
        &[],
        "is not CSV: a quote inside a cell that is not quoted at line 2 column 4",
    );
    is_refused("a.csv", "a,b\n1,\"y\n", &[], "is not CSV: a quote that is not closed at line 2 column 3");
    is_refused("a.csv", "a,a\n", &[], "is not CSV: the column \"a\" a second time at line 1 column 1");
    is_refused("a.env", "A=1\nB='x\n", &[], "is not dotenv: a quote that is not closed at line 2 column 3");
    is_refused("a.env", "A=1\nA=2\n", &[], "is not dotenv: the key \"A\" a second time at line 2 column 1");
    is_refused(
        "a.txt",
        "A\n",
        &["--format", "lines"],
        "is not KEY=VALUE lines: a line without = at line 1 column 1\nhint: for values of several lines, pass on what env -0 prints: ctx -c context.json import - --format lines",
    );
    is_refused("a.csv", b"a\n\xff\n", &[], "is not CSV: a byte that is not UTF-8 at line 2 column 1");
}

#[test]
fn lines_that_end_with_nul_have_values_of_several_lines() {
    let lines = &["--format", "lines"];
    becomes(
        "env.txt",
        "A=x\ny=1\0BASH_FUNC_f%%=() {  x=1\n}\0B=\0",
        lines,
        r#"{"A":"x\ny=1","BASH_FUNC_f%%":"() {  x=1\n}","B":""}"#,
    );
    is_refused("a.txt", "A=\n\0B\0", lines, "is not KEY=VALUE lines: \"B\" without = at line 2 column 1");
    is_refused(
        "a.txt",
        "BASH_FUNC_f%%=() {\n x=1\n}\n",
        lines,
        "is not KEY=VALUE lines: the key \" x\", which has white space, at line 2 column 1\n\
         hint: for values of several lines, pass on what env -0 prints: ctx -c context.json import - --format lines",
    );
}

const STORY: &str = "# Story 1\n\n## Story Info\n- **story_id**: S-1\ngoal: Ship: it\n\n## User Story\nAs a user\n\n```\n## code\n```\n\n\
## Acceptance Criteria\n### AC1: First: one\nGiven a\n\n### AC2: Second\n";

const FORM: &str = "hint: the form: ## Story Info, with lines - **story_id**: S-1 and - **goal**: ...; ## User Story; \
## Acceptance Criteria, with headings ### AC1: Title";

#[test]
fn a_story_in_markdown_becomes_an_object() {
    becomes(
        "STORY_1_CONTEXT.md",
        STORY,
        &[],
        r#"{"story_id":"S-1","goal":"Ship: it","user_story":"As a user\n\n```\n## code\n```","acceptance_criteria":{"AC1":{"title":"First: one","text":"Given a"},"AC2":{"title":"Second","text":""}}}"#,
    );
    for (text, why) in [
        ("hello\n", "the section `## Story Info` is missing".to_owned()),
        (&STORY.replace("story_id", "id"), "`story_id` is missing in `## Story Info`".to_owned()),
        (
            &STORY.replace("AC2: Second", "Second"),
            "the heading \"Second\", which is not `### AC1: Title`, at line 18 column 1".to_owned(),
        ),
        (&STORY.replace("AC2", "AC1"), "the criterion \"AC1\" a second time at line 18 column 1".to_owned()),
    ] {
        is_refused("story.md", text, &[], &format!("is not a story in Markdown: {why}\n{FORM}"));
    }
}

#[test]
fn the_content_tells_the_format_if_only_one_can_be_meant() {
    let context = Context::empty();
    for (text, json) in
        [("{\"v\": 1}", "1"), ("v:\n  - 1\n", "[1]"), ("v = [1, 2]\n", "[1,2]"), ("# c\nv=abc\n", "abc"), (STORY, "")]
    {
        context.run_with_input(&["import", "-"], text).done();
        let found = context.run(&["get", "v", "v", "--default", "\"\""]).done();
        assert!(json.is_empty() || found.starts_with(&format!("{json}\n")), "{text} {found}");
    }
    let hint = "hint: name it: --format json|jsonl|yaml|toml|dotenv|csv|tsv|lines|md\n";
    context.run_with_input(&["import", "-"], "a=1\n").fails(
        2,
        &format!("ctx: could not import standard input: it may be TOML or dotenv or KEY=VALUE lines, which differ here\n{hint}"),
    );
    context.run_with_input(&["import", "-"], "hello\n").fails(
        2,
        &format!("ctx: could not import standard input: its format is not clear from its name or content\n{hint}"),
    );
}

#[test]
fn several_files_are_one_revision_and_the_last_one_wins() {
    let context = Context::with(r#"{"keep":1,"o":{"x":1,"y":null},"l":[1,2]}"#);
    context.write("a.yaml", "o:\n  x: 2\n  z: 1\nl: [3]\n");
    context.write("b.toml", "[o]\nz = 9\n");
    context.run(&["import", "a.yaml", "b.toml", "--print-rev", "-m", "settings"]).prints("2\n");
    context.run(&["get", "keep", "o", "l"]).prints("1\n{\"x\":2,\"z\":9}\n[3]\n");
    let record = &context.records()[1];
    assert_eq!(record["op"], "import.files");
    assert_eq!(record["args"], serde_json::json!({"path": ".", "files": ["a.yaml", "b.toml"]}));
    context.write("b.toml", "[o\n");
    let answer = context.run(&["import", "a.yaml", "b.toml"]);
    assert_eq!((answer.code, context.records().len()), (5, 2));
    assert_eq!(context.run(&["-q", "undo"]).done(), "");
    context.run(&["get", "o"]).prints("{\n  \"x\": 1\n}\n");
}

#[test]
fn what_is_no_object_needs_a_place_of_its_kind() {
    let context = Context::with(r#"{"o":{"x":1},"l":[1]}"#);
    context.write("l.json", "[2]");
    context.run(&["import", "l.json"]).fails(
        5,
        "ctx: could not import: l.json is an array, and the document is an object\n\
         hint: ctx -c context.json import l.json --into PATH\n",
    );
    context.run(&["import", "l.json", "l.json", "--into", "l"]).fails(
        5,
        "ctx: could not import: l.json is an array, which would replace what the other files give\n\
         hint: import it alone: ctx -c context.json import l.json --into l\n",
    );
    context.run(&["import", "l.json", "--into", "o"]).fails(
        5,
        "ctx: could not import into o in context.json: o is an object, and the input is an array\n\
         hint: to put the input in its place: --replace\n",
    );
    context.run(&["import", "l.json", "--into", "l"]).done();
    context.run(&["import", "l.json", "--into", "o", "--replace"]).done();
    context.run(&["get", "o", "l"]).prints("[2]\n[2]\n");
}

#[test]
fn what_ctx_keeps_is_not_imported() {
    let context = Context::with(r#"{"a":1}"#);
    for options in [&["--replace"][..], &[]] {
        let answer = context.run_with_input(&[&["import", "-"], options].concat(), r#"{"_ctx":{"policies":{}}}"#);
        assert_eq!((answer.code, context.records().len()), (7, 1), "{answer:?}");
    }
}

#[test]
fn a_folder_is_listed_file_by_file_and_links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let context = Context::with(r#"{"files":{"gone":{}}}"#);
    for directory in ["d/sub", "d/node", "d/.git", "d/.ctx"] {
        std::fs::create_dir_all(context.path(directory)).unwrap();
    }
    for (name, text) in
        [("d/a.txt", "hi\n"), ("d/node/x", "x"), ("d/.git/x", "x"), ("d/.ctx/x", "x"), ("d/sub/b", "\0")]
    {
        context.write(name, text);
    }
    context.write("d/.gitignore", "node/\n");
    symlink("../..", context.path("d/sub/loop")).unwrap();
    context.run(&["import", "d", "--into", "files", "--replace", "--text=3"]).done();
    let listed = context.run(&["get", "files", "files"]).done();
    let (hash_of_hi, hash_of_nul, hash_of_ignore) = (
        "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "0d8cac219ff61d18ff23f96f7c96331a182718f5d889a68aa4b3656d97ca129f",
    );
    let expected = format!(
        r#"{{".gitignore":{{"type":"file","size":6,"sha256":"{hash_of_ignore}"}},"a.txt":{{"type":"file","size":3,"sha256":"{hash_of_hi}","text":"hi\n"}},"sub/b":{{"type":"file","size":1,"sha256":"{hash_of_nul}"}},"sub/loop":{{"type":"link","target":"../.."}}}}"#
    );
    assert_eq!(listed.lines().next(), Some(expected.as_str()));
}

#[test]
fn what_is_no_file_in_a_folder_is_refused_or_left_out() {
    use std::os::unix::ffi::OsStrExt as _;
    let context = Context::with(r#"{"a":1}"#);
    std::fs::create_dir(context.path("d")).unwrap();
    context.write("d/a", "a");
    assert!(std::process::Command::new("mkfifo").arg(context.path("d/b")).status().unwrap().success());
    context.run(&["import", "d", "--into", "d"]).fails(
        7,
        "ctx: could not import d: d/b is neither a file, a directory nor a link\n\
         hint: to leave out what cannot be taken: --skip\n",
    );
    assert_eq!(context.records().len(), 1);
    context
        .run(&["import", "d", "--into", "d", "--skip"])
        .prints_and_says("", "ctx: left out: d/b is neither a file, a directory nor a link\n");
    context.run(&["keys", "d"]).prints("a\n");
    std::fs::write(context.path("d").join(std::ffi::OsStr::from_bytes(b"\xff")), "x").unwrap();
    let answer = context.run(&["import", "d", "--into", "d", "--skip"]);
    assert!(answer.code == 0 && answer.stderr.contains("its name is not UTF-8"), "{answer:?}");
}

#[test]
fn a_folder_is_listed_up_to_the_limit_of_the_document() {
    let context = Context::empty();
    std::fs::create_dir(context.path("d")).unwrap();
    for i in 0..100 {
        context.write(&format!("d/{i}"), "");
    }
    let mut command = context.command(&["import", "d", "--into", "d"]);
    command.env("CTX_MAX_SIZE", "4KiB");
    crate::support::answer(command).fails(
        5,
        "ctx: could not import d: the list of its files is longer than 4KiB, after 31 of them\n\
         hint: name a folder below it, or let .gitignore leave files out\n\
         hint: CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit\n",
    );
}

#[test]
fn files_and_folders_take_their_own_options() {
    let context = Context::with(r#"{"a":1}"#);
    std::fs::create_dir(context.path("d")).unwrap();
    context.write("a.json", "{}");
    context
        .run(&["import", "d", "--typed"])
        .fails(2, "ctx: --format, --lines, --key-from and --typed are for files, and d is a folder\n");
    context
        .run(&["import", "a.json", "--text"])
        .fails(2, "ctx: --text and --skip are for folders, and a.json is none\n");
    context.run(&["import", "a.json", "--typed"]).fails(
        2,
        "ctx: --typed is for formats that hold text only, and a.json is JSON\nhint: leave --typed out: its values have types\n",
    );
    context.run(&["import", "none.md"]).fails(6, "ctx: could not import none.md: file not found\n");
}

#[test]
fn empty_standard_input_is_no_import() {
    let context = Context::with(r#"{"res":{"a":1}}"#);
    let why = "ctx: could not import standard input: it is empty\n\
               hint: if a command before it failed, that is why: set -o pipefail\n";
    for options in [&["--into", "res", "--replace"][..], &["--format", "csv", "--into", "res"]] {
        context.run_with_input(&[&["import", "-"], options].concat(), "\n").fails(5, why);
    }
    context.run(&["get", "res.a"]).prints("1\n");
}

#[test]
fn what_env_prints_is_not_taken_for_dotenv_where_that_would_lose_text() {
    let context = Context::empty();
    let answer = context.run_with_input(&["import", "-"], "TITLE=Fix #12 now\nQ=\"quoted\"\n");
    let why = "ctx: could not import standard input: it may be dotenv or KEY=VALUE lines, which differ here\n";
    assert!(answer.code == 2 && answer.stderr.starts_with(why), "{answer:?}");
    context.run_with_input(&["import", "-"], "A=x y\nB\0C=2\0").done();
    context.run(&["get", "A"]).prints("x y\nB\n");
}

#[test]
fn items_become_members_under_the_keys_that_a_filter_gives() {
    let by_id = ["--key-from", ".id"];
    let users = "root:x:0\r\nbin:x:1\n";
    let by_name = ["--lines", "--key-from", "split(\":\")[0]"];
    becomes("a.jsonl", "{\"id\":7,\"n\":1.10}\n{\"id\":\"b\"}\n", &by_id, r#"{"7":{"id":7,"n":1.10},"b":{"id":"b"}}"#);
    becomes("a.csv", "id,n\nx,1\n", &by_id, r#"{"x":{"id":"x","n":"1"}}"#);
    becomes("passwd", users, &by_name, r#"{"root":"root:x:0","bin":"bin:x:1"}"#);
    becomes("a.txt", "a\n\n 3\n", &["--lines"], r#"["a",""," 3"]"#);
    becomes("a.txt", "3\ntrue\n", &["--lines", "--typed"], "[3,true]");
    is_refused("a.json", "{}", &by_id, "is an object, and --key-from is for items");
    is_refused("a.txt", b"a\n\xff", &["--lines"], "is not text: a byte that is not UTF-8 at line 2 column 1");
}

#[test]
fn items_without_a_key_of_their_own_are_refused() {
    let context = Context::with(r#"{"x":{"a":1}}"#);
    let rows = [
        ("{\"id\":1}\n{\"id\":\"1\"}\n", ".id", "item 2: the key \"1\" a second time\n"),
        ("{\"id\":1}\n{}\n", ".id", "item 2: the filter gives null, and a key is text\n"),
        ("[1,2]\n", ".[]", "item 1: the filter gives 2 keys\n"),
    ];
    for (text, filter, why) in rows {
        let words = ["import", "-", "--into", "x", "--format", "jsonl", "--key-from", filter];
        context.run_with_input(&words, text).fails(5, &format!("ctx: could not import standard input: {why}"));
    }
    let lines =
        |filter| context.run_with_input(&["import", "-", "--lines", "--into", "x", "--key-from", filter], "a\n");
    lines("1) | (2").fails(
        2,
        "ctx: the filter is not valid: a token is missing here\n  1) | (2\n   ^\n\
         hint: the language is that of jq: ctx -c context.json help query\n",
    );
    lines(".id").fails(
        5,
        "ctx: the filter failed: cannot index \"a\" with \"id\"\n\
         hint: to see what it works on: ... | ctx import - --into PATH --dry-run\n",
    );
    assert_eq!(context.records().len(), 1);
}
