use std::os::unix::fs::{PermissionsExt, symlink};

use serde_json::{Value, json};

use crate::support::{Answer, Context, answer};

/// `ctx merge-file base ours theirs`, without a context.
fn merge_file(context: &Context, arguments: &[&str]) -> Answer {
    let mut command = Context::bare(context.directory());
    command.args(["merge-file", "base", "ours", "theirs"]).args(arguments);
    answer(command)
}

fn files(base: &str, ours: &str, theirs: &str) -> Context {
    let context = Context::empty();
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        context.write(name, text);
    }
    context
}

#[test]
fn what_they_changed_goes_into_ours_and_digits_and_order_stay() {
    let context = files(
        r#"{"z":1.10,"a":1,"gone":1}"#,
        r#"{"z":1.10,"a":2,"gone":1,"mine":[]}"#,
        r#"{"z":1.10,"new":1e2,"a":1,"deep":{"x":null}}"#,
    );
    std::fs::set_permissions(context.path("ours"), PermissionsExt::from_mode(0o640)).unwrap();
    merge_file(&context, &[]).prints("");
    let merged =
        "{\n  \"z\": 1.10,\n  \"a\": 2,\n  \"mine\": [],\n  \"new\": 1e2,\n  \"deep\": {\n    \"x\": null\n  }\n}\n";
    assert_eq!(context.read("ours"), merged);
    assert_eq!(std::fs::metadata(context.path("ours")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(context.files(), ["base", "ours", "theirs"]);
}

#[test]
fn the_result_can_go_elsewhere() {
    let context = files("{}", "{\"a\":1}", "{\"b\":2}");
    let merged = "{\n  \"a\": 1,\n  \"b\": 2\n}\n";
    merge_file(&context, &["-o", "-"]).prints(merged);
    merge_file(&context, &["-o", "result"]).prints("");
    symlink("result", context.path("link")).unwrap();
    context.write("result", "old");
    merge_file(&context, &["--output", "link"]).prints("");
    assert_eq!((context.read("result").as_str(), context.read("ours").as_str()), (merged, "{\"a\":1}"));
    merge_file(&context, &["-o", "."]).fails(7, "ctx: . is no file\n");
    let Answer { code, stderr, .. } = merge_file(&context, &["-o", "no/where"]);
    assert!(code == 6 && stderr.starts_with("ctx: could not write no/where: "), "{stderr}");
}

#[test]
fn where_both_changed_the_same_ours_stands_and_each_place_is_listed() {
    let context = files(r#"{"a":1,"b":{"c":1},"d":1}"#, r#"{"a":2,"b":{},"d":1}"#, r#"{"a":3,"b":{"c":2},"d":2}"#);
    merge_file(&context, &[]).fails(
        1,
        "ctx: could not merge theirs into ours: 2 conflicts where ours stands\n  \
         a: base 1, ours 2, theirs 3\n  b.c: base 1, ours nothing, theirs 2\n\
         hint: change what should not be ours, then mark it resolved: git add\n",
    );
    assert_eq!(context.read("ours"), "{\n  \"a\": 2,\n  \"b\": {},\n  \"d\": 2\n}\n");
    let told: Value = serde_json::from_str(&merge_file(&context, &["--error-format", "json"]).stderr).unwrap();
    assert_eq!(told["conflicts"][1], json!({"path": "b.c", "base": 1, "theirs": 2}));
}

#[test]
fn the_policies_of_ours_hold_and_what_ctx_keeps_is_merged_too() {
    let ours = r#"{"n":5,"l":[1,2],"_ctx":{"policies":{"n":{"merge":"sum"},"l":{"merge":"union"}}}}"#;
    let context = files(r#"{"n":1,"l":[1]}"#, ours, r#"{"n":2,"l":[1,3],"_ctx":{"authority":["me"]}}"#);
    merge_file(&context, &["-o", "result"]).prints("");
    let merged: Value = serde_json::from_str(&context.read("result")).unwrap();
    assert_eq!((&merged["n"], &merged["l"]), (&json!(6), &json!([1, 2, 3])));
    let kept = json!({"policies": {"n": {"merge": "sum"}, "l": {"merge": "union"}}, "authority": ["me"]});
    assert_eq!(merged["_ctx"], kept);
    context.write("ours", r#"{"n":1,"l":[1]}"#);
    merge_file(&context, &[]).prints("");
    assert!(context.read("ours").contains("authority"), "only they changed it");
    context.write("ours", r#"{"n":1,"l":[1],"_ctx":{"authority":["you"]}}"#);
    let answer = merge_file(&context, &[]);
    assert!(answer.code == 1 && answer.stderr.contains("_ctx.authority"), "{answer:?}");
    assert!(context.read("ours").contains("you"));
}

#[test]
fn a_base_that_is_empty_has_no_members() {
    let context = files("", "{\"a\":1,\"b\":1}", "{\"a\":1,\"c\":1}");
    merge_file(&context, &["-o", "-"]).prints("{\n  \"a\": 1,\n  \"b\": 1,\n  \"c\": 1\n}\n");
    let context = files("", "{\"a\":1}", "{\"a\":2}");
    assert_eq!(merge_file(&context, &[]).code, 1);
}

#[test]
fn files_that_are_no_documents_are_named_and_nothing_is_written() {
    for (base, ours, theirs, code, why) in [
        ("{}", "{", "{}", 5, "could not merge ours: EOF while parsing an object at line 1 column 1"),
        ("{}", "{}", "", 5, "could not merge theirs: EOF while parsing a value at line 1 column 1"),
        (
            "[]",
            "{}",
            "{}",
            5,
            "could not merge base: an array where the document, an object, should start at line 1 column 1",
        ),
        ("{}", "{\"a\":1,\"a\":2}", "{}", 5, "could not merge ours: the key \"a\" a second time at line 1 column 10"),
        ("{}", "{}", "<<<<<<< HEAD\n", 5, "could not merge theirs: expected value at line 1 column 1"),
    ] {
        let context = files(base, ours, theirs);
        merge_file(&context, &[]).fails(code, &format!("ctx: {why}\nhint: nothing was written\n"));
        assert_eq!(context.read("ours"), ours);
    }
    let context = files("{}", "{}", "{}");
    context.remove("theirs");
    merge_file(&context, &[]).fails(6, "ctx: could not read theirs: No such file or directory (os error 2)\n");
    let mut command = Context::bare(context.directory());
    command.args(["merge-file", "base", "ours"]);
    let Answer { code, stderr, .. } = answer(command);
    assert!(code == 2 && stderr.contains("<THEIRS>"), "{stderr}");
    let broken = files("{}", r#"{"_ctx":{"policies":{"a":1}}}"#, "{\"a\":1}");
    merge_file(&broken, &[]).fails(5, "ctx: _ctx.policies.a is not a policy: it has no `merge`\n");
}

#[test]
fn a_label_is_said_in_place_of_the_names_of_files_with_the_side() {
    let label = &["-L", "-dir/c.json"];
    for (base, ours, theirs, side, why) in [
        ("[]", "{}", "{}", "base", "an array where the document, an object, should start at line 1 column 1"),
        ("{}", "{", "{}", "ours", "EOF while parsing an object at line 1 column 1"),
        ("{}", "{}", "", "theirs", "EOF while parsing a value at line 1 column 1"),
    ] {
        let said = format!("ctx: could not merge -dir/c.json: {side} is not valid JSON: {why}\n");
        merge_file(&files(base, ours, theirs), label).fails(5, &format!("{said}hint: nothing was written\n"));
    }
    let conflict = files(r#"{"a":1}"#, r#"{"a":2}"#, r#"{"a":3}"#);
    merge_file(&conflict, &["--label", "c.json"]).fails(
        1,
        "ctx: could not merge c.json: 1 conflict where ours stands\n  a: base 1, ours 2, theirs 3\n\
         hint: change what should not be ours, then mark it resolved: git add\n",
    );
    conflict.remove("theirs");
    merge_file(&conflict, &["--label", "c.json"]).fails(
        6,
        "ctx: could not merge c.json: theirs: could not read theirs: No such file or directory (os error 2)\n",
    );
    let broken = files("{}", r#"{"_ctx":{"policies":{"a":1}}}"#, "{\"a\":1}");
    merge_file(&broken, &["--label", "c.json"])
        .fails(5, "ctx: could not merge c.json: _ctx.policies.a is not a policy: it has no `merge`\n");
}

#[test]
fn of_many_at_once_one_result_stands_whole_and_nothing_is_left_over() {
    let context = files("{}", "{\"a\":1}", "{\"b\":2}");
    let merged = "{\n  \"a\": 1,\n  \"b\": 2\n}\n";
    for _ in 0..8 {
        let run = || {
            let mut command = Context::bare(context.directory());
            command.args(["merge-file", "base", "ours", "theirs", "-o", "result"]);
            command.spawn().unwrap()
        };
        let children: Vec<_> = (0..8).map(|_| run()).collect();
        for child in children {
            let answer = Answer::from(child.wait_with_output().unwrap());
            assert_eq!(answer.code, 0, "{answer:?}");
        }
        assert_eq!(context.read("result"), merged);
    }
    assert_eq!(context.files(), ["base", "ours", "result", "theirs"]);
}

#[test]
fn a_result_with_the_longest_name_is_written() {
    let context = files("{}", "{}", "{}");
    merge_file(&context, &["-o", &"n".repeat(255)]).prints("");
}
