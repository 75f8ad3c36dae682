//! Documents that are long enough to be searched as text, and texts that only look like one.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::forged::edited_and_anchored;
use crate::support::Context;

/// Members that make a document long.
fn padding() -> String {
    let members: Vec<String> = (0..400).map(|i| format!("  \"pad{i}\": \"{}\",\n", "x".repeat(60))).collect();
    members.concat()
}

/// What `get` of a path answers, where the lock file says that ctx published the text.
fn forged(text: &str, path: &str) -> (i32, String) {
    let context = Context::with(r#"{"a":"as it was"}"#);
    edited_and_anchored(&context, text);
    let answer = context.run(&["get", "--json", path]);
    (answer.code, answer.stdout)
}

/// A document so long that its digest is found beside the writer.
fn very_long(members: &str) -> String {
    let padding: Vec<String> = (0..4000).map(|i| format!("  \"pad{i}\": \"{}\",\n", "x".repeat(80))).collect();
    format!("{{\n{}{members}\n}}\n", padding.concat())
}

/// A context with such a document, whose text is too long for an argument.
fn of_very_long(members: &str) -> Context {
    let context = Context::empty();
    context.run_with_input(&["merge", "-"], very_long(members)).done();
    context
}

fn laid_out(members: &str) -> String {
    format!("{{\n{}{members}\n}}\n", padding())
}

#[test]
fn a_text_that_only_looks_canonical_never_gives_a_wrong_value() {
    let seven = (0, "7\n".to_owned());
    let (missing, refused) = ((1, String::new()), (5, String::new()));
    for (members, answer) in [
        ("  \"a\": 7", &seven),
        // A key twice, also spelled in another way.
        ("  \"a\": 1,\n  \"b\": 2,\n  \"a\": 7", &refused),
        ("  \"a\": 1,\n  \"\\u0061\": 7", &refused),
        ("  \"\\u0061\": 7", &seven),
        ("  \"\\u0062\": 1,\n  \"a\": 7", &seven),
        // Raw line breaks and control characters in strings.
        ("  \"b\": \"text\n  \"a\": 1,\n  \"c\": \"\"", &refused),
        ("  \"b\": \"text,\n  \"a\": 1,\n  \"c\": \"\"", &refused),
        ("  \"b\": \"\t\",\n  \"a\": 7", &refused),
        ("  \"b\": \"\u{1}\",\n  \"a\": 7", &refused),
        // Keys and values that contain the text of a key.
        ("  \"\\\"a\\\": 1\": 1,\n  \"b\": \"\\n  \\\"a\\\": 2\",\n  \"a\": 7", &seven),
        ("  \"\\\"a\\\": 1\": 1,\n  \"b\": \"\\n  \\\"a\\\": 2\"", &missing),
        ("  \"x\\\"a\": 1", &missing),
        // Other layouts.
        ("  \"a\" : 7", &seven),
        ("  \"a\":7", &seven),
        (" \"a\": 7", &seven),
        ("    \"a\": 7", &seven),
        ("\t\"a\": 7", &seven),
        ("  \"a\": 7 ", &seven),
        ("  \"b\": 1, \"a\": 7", &seven),
        ("  \"b\": {\n  \"a\": 1\n  }", &missing),
        ("  \"b\": {\n  \"c\": 0,\n  \"a\": 1\n  }", &missing),
        ("  \"b\": [{\n  \"c\": 0,\n  \"a\": 1\n  }]", &missing),
        ("  \"b\": {\"c\": 0,\n  \"a\": 1,\n  \"d\": 1}, \"e\": 1", &missing),
        ("  \"b\": {\"c\": 0,\n  \"d\": 1,\n  \"a\": 1,\n  \"e\": 1}, \"f\": 1", &missing),
        ("  \"a\": 7\n,\n  \"b\": 1", &seven),
        ("  \"a\":\n  7", &seven),
    ] {
        let text = laid_out(members);
        let (code, stdout) = forged(&text, "a");
        assert_eq!((code, &stdout), (answer.0, &answer.1), "{members}");
        // And with the line ends of another system.
        let (code, stdout) = forged(&text.replace('\n', "\r\n"), "a");
        let is_text = members.contains("text");
        assert!((code, &stdout) == (answer.0, &answer.1) || is_text && code == 5, "CRLF: {members}");
    }
}

#[test]
fn the_keys_of_a_long_document_are_those_that_a_parser_finds() {
    let keys_of = |members: &str, path: &[&str]| {
        let context = Context::with(r#"{"a":"as it was"}"#);
        edited_and_anchored(&context, &laid_out(members));
        context.run(&[&["keys"][..], path].concat())
    };
    let all = keys_of("  \"a\": {\n    \"x\\\"y\": 1,\n    \"z\": {}\n  },\n  \"_ctx\": {}", &[]);
    all.prints(&[(0..400).map(|i| format!("pad{i}\n")).collect::<Vec<_>>().concat().as_str(), "a\n"].concat());
    let members = "  \"a\": {\n    \"x\\\"y\": 1,\n    \"z\": {}\n  },\n  \"b\": []";
    keys_of(members, &["a"]).prints("[\"x\\\"y\"]\nz\n");
    keys_of(members, &["a.z"]).prints("");
    keys_of(members, &["b"]).prints("");
    // A key twice, a key behind a raw line break, a key of an object inside.
    assert_eq!(keys_of("  \"a\": {\n    \"x\": 1,\n    \"x\": 2\n  }", &["a"]).code, 5);
    assert_eq!(keys_of("  \"a\": {\n    \"x\": \"\n    \"y\": 2\n  }", &["a"]).code, 5);
    keys_of("  \"a\": {\"x\": {\n    \"y\": 2\n  }}", &["a"]).prints("x\n");
}

#[test]
fn a_text_that_only_looks_canonical_never_gives_a_wrong_item() {
    for (items, answer) in [
        ("[\n    1,\n    7\n  ]", "7\n"),
        ("[\n    1, 7,\n    3\n  ]", "7\n"),
        ("[1, 7, 3]", "7\n"),
        ("[\n    [1,\n    2],\n    7\n  ]", "7\n"),
        ("[\n  1,\n  7\n  ]", "7\n"),
    ] {
        let text = laid_out(&format!("  \"a\": {items}"));
        assert_eq!(forged(&text, "a[1]"), (0, answer.to_owned()), "{items}");
        assert_eq!(forged(&text, "a[-1]").0, 0, "{items}");
    }
    let nested = laid_out("  \"b\": 1,\n  \"a\": {\n    \"c\": 1,\n    \"c\": 7\n  }");
    assert_eq!(forged(&nested, "a.c").0, 5);
}

/// A value that a command prints, without its line breaks.
fn on_one_line(context: &Context, arguments: &[&str]) -> String {
    serde_json::from_str::<serde_json::Value>(&context.run(arguments).done()).unwrap().to_string()
}

#[test]
fn what_is_in_a_long_document_is_printed_as_from_a_short_one() {
    let context = Context::with(r#"{"a":{"b":[1,{"c":"d"}]},"":{"":1},"e\"f":1.50}"#);
    let short: Vec<_> = ["a", "a.b", "a.b[1].c", "a.b[-1]", "[\"\"]", "[\"e\\\"f\"]", "a.x", "a.b[2]", "x", "_ctx"]
        .map(|path| (path, context.run(&["get", "--json", path])))
        .into();
    context.run_with_input(&["merge", "-"], format!("{{{}}}", padding().trim_end().trim_end_matches(','))).done();
    assert!(context.document().len() > 20_000);
    for (path, answer) in short {
        assert_eq!(context.run(&["get", "--json", path]), answer, "{path}");
    }
    context.run(&["get", "a.b[1].c", "pad3"]).prints(&format!("d\n{}\n", "x".repeat(60)));
    // What a value is made of is changed where it stands.
    for (arguments, shown) in [
        (&["set", "a.b[1].c", "{}"][..], "{\"b\":[1,{\"c\":{}}]}"),
        (&["set", "a.b[1].c.k", "[]"], "{\"b\":[1,{\"c\":{\"k\":[]}}]}"),
        (&["append", "a.b[1].c.k", "1", "2"], "{\"b\":[1,{\"c\":{\"k\":[1,2]}}]}"),
        (&["unset", "a.b[1].c.k[0]"], "{\"b\":[1,{\"c\":{\"k\":[2]}}]}"),
        (&["unset", "a.b[1].c.k[0]"], "{\"b\":[1,{\"c\":{\"k\":[]}}]}"),
        (&["unset", "a.b[1].c.k"], "{\"b\":[1,{\"c\":{}}]}"),
        (&["unset", "a.b[0]"], "{\"b\":[{\"c\":{}}]}"),
        (&["set", "a.b[1]", "0"], "{\"b\":[{\"c\":{}},0]}"),
        (&["incr", "a.b[1]", "5"], "{\"b\":[{\"c\":{}},5]}"),
        (&["unset", "a.b"], "{}"),
        (&["set", "a.z", "1"], "{\"z\":1}"),
    ] {
        context.run(arguments).done();
        assert_eq!(on_one_line(&context, &["get", "--json", "a"]), shown);
    }
    context.run(&["unset", "pad0"]).done();
    context.run(&["unset", "pad399"]).done();
    context.run(&["verify"]).done();
}

#[test]
fn a_value_of_nine_megabytes_on_one_line_is_read_and_changed() {
    let context = Context::with(r#"{"a":1,"z":2}"#);
    context.run_with_input(&["set", "big", "-"], "y".repeat(9 << 20)).done();
    context.run(&["get", "a", "z"]).prints("1\n2\n");
    context.run(&["set", "z", "3"]).done();
    context.run(&["set", "after", "4"]).done();
    context.run(&["get", "z", "after"]).prints("3\n4\n");
    assert_eq!(context.run(&["get", "big"]).stdout.len(), (9 << 20) + 1);
    context.run(&["unset", "big"]).done();
    assert_eq!(on_one_line(&context, &["get", "--json"]), r#"{"a":1,"z":3,"after":4}"#);
    context.run(&["verify"]).done();
}

#[test]
fn a_reader_beside_a_rename_reads_one_revision() {
    let context = Context::with(r#"{"first":0,"last":0}"#);
    context.run_with_input(&["merge", "-"], format!("{{{}}}", padding().trim_end().trim_end_matches(','))).done();
    // They stand at both ends of the text.
    context.run(&["unset", "last"]).done();
    context.run(&["set", "last", "0"]).done();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for i in 1..120 {
                let pair = [format!("first:={i}"), format!("last:={i}")];
                context.run(&["--durability", "fast", "set", &pair[0], &pair[1]]).done();
            }
            done.store(true, Ordering::Relaxed);
        });
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut reads = 0;
                    while !done.load(Ordering::Relaxed) || reads < 334 {
                        let pair = context.run(&["get", "first", "last"]).done();
                        let (first, last) = pair.trim_end().split_once('\n').unwrap();
                        assert_eq!(first, last);
                        reads += 1;
                    }
                })
            })
            .collect();
        for reader in readers {
            reader.join().unwrap();
        }
    });
}

#[test]
fn no_writer_builds_on_a_very_long_document_that_only_the_lock_file_says_is_the_last_revision() {
    for (arguments, code, ops) in [
        (&["set", "b", "2"][..], 0, &["merge", "external", "set"][..]),
        (&["set", "a", "7"], 0, &["merge", "external"]),
        (&["set", "a", "8", "--if-value", "1"], 3, &["merge", "external"]),
        (&["unset", "pad0"], 0, &["merge", "external", "unset"]),
        (&["emit", "t"], 0, &["merge", "external", "message"]),
    ] {
        let context = of_very_long("  \"a\": 1");
        edited_and_anchored(&context, &very_long("  \"a\": 7"));
        assert_eq!(context.run(arguments).code, code, "{arguments:?}");
        assert_eq!(context.ops(), ops, "{arguments:?}");
        let edit = &context.records()[1];
        assert_eq!((&edit["agent"], &edit["state"]["a"]), (&"unknown".into(), &7.into()));
        context.run(&["-q", "verify"]).done();
    }
}

#[test]
fn a_very_long_text_that_is_not_json_is_refused_also_where_the_lock_file_says_that_ctx_wrote_it() {
    for (members, why) in
        [("  \"a\": 1,\n  \"a\": 2", "the key \"a\" a second time"), ("  \"a\": 01", "invalid number")]
    {
        let context = of_very_long("  \"a\": 1");
        let (text, log) = (very_long(members), context.log());
        edited_and_anchored(&context, &text);
        for arguments in [&["set", "a", "3"][..], &["set", "b", "3"], &["unset", "a"], &["incr", "a"]] {
            let answer = context.run(arguments);
            assert!(answer.code == 5 && answer.stderr.contains(why), "{arguments:?}: {answer:?}");
        }
        assert_eq!((context.document(), context.log()), (text, log));
    }
}

#[test]
fn a_very_long_document_is_changed_at_its_beginning_its_end_and_everywhere() {
    let context = of_very_long("  \"z\": {\n    \"n\": 1\n  }");
    context.run(&["set", "--redact", "secret", "sesame"]).done();
    for arguments in [
        &["set", "pad0", "y"][..],
        &["unset", "pad3999"],
        &["incr", "z.n"],
        &["set", "z.m", "[]"],
        &["append", "z.m", "1", "2"],
        &["set", "secret", "open"],
        &["unset", "z.m[0]"],
        &["merge", r#"{"pad1":null,"new":{"deep":[{}]}}"#],
    ] {
        context.run(arguments).done();
        context.run(&["verify"]).done();
    }
    context.run(&["get", "pad0", "z", "secret", "new"]).prints("y\n{\"n\":2,\"m\":[2]}\nopen\n{\"deep\":[{}]}\n");
    assert!(!context.log().contains("sesame") && !context.log().contains("open"));
}
