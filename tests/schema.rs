//! `ctx schema`: what does not fit is refused, with the path, the rule, what was expected and what was found.

use crate::support::Context;

const SCHEMA: &str = r##"{
  "type": "object",
  "required": ["name"],
  "additionalProperties": false,
  "properties": {
    "name": {"type": "string", "minLength": 2, "pattern": "^[a-z]+$"},
    "status": {"enum": ["queued", "done"]},
    "n": {"type": ["integer", "null"], "minimum": 1, "exclusiveMaximum": 5},
    "step": {"multipleOf": 0.5},
    "tags": {"items": {"type": "string"}, "maxItems": 2, "uniqueItems": true},
    "by": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["id"]}]},
    "kind": {"const": "job"},
    "none": {"not": {"type": "null"}},
    "sub": {"$ref": "#"}
  }
}"##;

/// A context with a job that fits, and the schema for it.
fn job() -> Context {
    let context = Context::with(r#"{"job":{"name":"ab"},"other":1}"#);
    context.write("schema.json", SCHEMA);
    context.run(&["schema", "set", "schema.json", "job"]).done();
    context
}

fn refused(context: &Context, arguments: &[&str], tried: &str, why: &str) {
    let before = (context.log(), context.document());
    context.run(arguments).fails(
        5,
        &format!(
            "ctx: could not {tried} in context.json: {why} of the schema for job\n\
             hint: ctx -c context.json schema show job\n\
             hint: --force writes it anyway, and the record says so\n"
        ),
    );
    assert_eq!((context.log(), context.document()), before, "{arguments:?}");
}

#[test]
fn an_error_names_the_path_what_was_expected_what_was_found_and_the_rule() {
    let context = job();
    for (path, value, why) in [
        ("job.status", r#""bogus""#, r#"expected one of "queued", "done", found "bogus", by the rule enum"#),
        ("job.n", "1.5", "expected null or an integer, found 1.5, by the rule type"),
        ("job.n", "0", "expected at least 1, found 0, by the rule minimum"),
        ("job.n", "5.0", "expected less than 5, found 5.0, by the rule exclusiveMaximum"),
        ("job.step", "1.25", "expected a multiple of 0.5, found 1.25, by the rule multipleOf"),
        ("job.name", r#""a""#, r#"expected at least 2 characters, found "a", by the rule minLength"#),
        ("job.name", r#""AB""#, r#"expected text that matches "^[a-z]+$", found "AB", by the rule pattern"#),
        ("job.tags", r#"["a","b","c"]"#, r#"expected at most 2 items, found ["a","b","c"], by the rule maxItems"#),
        ("job.tags", r#"["a","a"]"#, r#"expected items that all differ, found ["a","a"], by the rule uniqueItems"#),
        ("job.by", "7", "expected a string or an object, found 7, by the rule anyOf"),
        ("job.kind", r#""task""#, r#"expected "job", found "task", by the rule const"#),
        ("job.none", "null", r#"expected what does not fit {"type":"null"}, found null, by the rule not"#),
        ("job.more", "1", "expected no such key, found 1, by the rule additionalProperties"),
        ("job", "[]", "expected an object, found [], by the rule type"),
    ] {
        let why = format!("{path}: {why}");
        refused(&context, &["set", path, "--json", value], &format!("set {path}"), &why);
    }
    let why = "job.tags[1]: expected a string, found 2, by the rule type";
    refused(&context, &["set", "job.tags", r#"["a",2]"#], "set job.tags", why);
    let why = "job.name: expected a value, found nothing, by the rule required";
    refused(&context, &["unset", "job.name"], "unset job.name", why);
    let why = "job.sub.sub.name: expected a value, found nothing, by the rule required";
    refused(&context, &["set", "job.sub", r#"{"name":"ab","sub":{}}"#], "set job.sub", why);
}

#[test]
fn every_verb_that_writes_is_judged_on_the_result() {
    let context = job();
    for words in [
        &["merge", r#"{"job":{"n":9}}"#][..],
        &["append", "job.tags", "1"],
        &["incr", "job.n", "9"],
        &["cp", "other", "job.kind"],
        &["mv", "job", "gone.job", "--dry-run"],
        &["patch", r#"[{"op":"add","path":"/job/n","value":"x"}]"#],
        &["set", "job.n", "9", "--dry-run"],
        &["set", "job.status=done", "job.n=9"],
    ] {
        let before = (context.log(), context.document());
        let code = if words.first() == Some(&"mv") { 0 } else { 5 };
        assert_eq!(context.run(words).code, code, "{words:?}");
        assert_eq!((context.log(), context.document()), before, "{words:?}");
    }
    let lines = "{\"op\":\"set\",\"path\":\"job.n\",\"value\":9}\n{\"op\":\"set\",\"path\":\"job.n\",\"value\":3}\n";
    context.run_with_input(&["batch", "-"], lines).done();
    // An undo that leads to what no longer fits.
    context.run(&["set", "free.n", "text"]).done();
    context.run(&["set", "free.n", "1"]).done();
    context.write("number.json", r#"{"properties":{"n":{"type":"number"}}}"#);
    context.run(&["schema", "set", "number.json", "free"]).done();
    let answer = context.run(&["undo", "5"]);
    assert!(answer.code == 5 && answer.stderr.contains("free.n: expected a number, found \"text\""), "{answer:?}");
}

#[test]
fn a_schema_that_does_not_fit_what_is_there_is_not_set_unless_forced() {
    let context = Context::with(r#"{"a":{"n":"x"}}"#);
    context.write("schema.json", r#"{"properties":{"n":{"type":"number"}}}"#);
    let why = "ctx: could not set the schema of a in context.json: a.n: expected a number, found \"x\", \
               by the rule type of the schema for a\nhint: ctx -c context.json schema infer a\n\
               hint: --force writes it anyway, and the record says so\n";
    context.run(&["schema", "set", "schema.json", "a"]).fails(5, why);
    context.run(&["schema", "set", "schema.json", "a", "--dry-run"]).fails(5, why);
    context.run(&["schema", "show"]).prints("");
    context.run(&["schema", "set", "schema.json", "a", "--force"]).done();
    let args = &context.records().pop().unwrap()["args"];
    assert_eq!(args.to_string(), r#"{"path":"a","forced":[{"path":"a.n","schema":"a","rule":"type"}]}"#);
    let line = "a.n: expected a number, found \"x\", by the rule type of the schema for a\n";
    context.run(&["schema", "check"]).prints_and_fails(5, line, "ctx: the context does not fit: 1 place\n");
    context.write("fits.json", r#"{"a":{"n":1}}"#);
    context.run(&["schema", "check", "fits.json"]).prints("");
    context.run(&["set", "a.n", "2"]).done();
    context.run(&["schema", "check"]).prints("");
    context.run(&["schema", "show"]).prints("a\n");
    context
        .run(&["schema", "show", "/a"])
        .prints("{\n  \"properties\": {\n    \"n\": {\n      \"type\": \"number\"\n    }\n  }\n}\n");
    context.run(&["schema", "unset", "a"]).done();
    context.run(&["schema", "check"]).fails(
        1,
        "ctx: the context has no schema\nhint: ctx -c context.json schema set FILE\n\
         hint: to begin with what is there: ctx -c context.json schema infer\n",
    );
    context.run(&["set", "a.n", "text"]).done();
    context.run(&["schema", "unset", "a"]).fails(
        1,
        "ctx: could not remove the schema of a in context.json: there is no schema for a\n\
         hint: to list the schemas: ctx -c context.json schema show --json\n",
    );
}

#[test]
fn an_edit_without_ctx_stops_nobody_who_writes_elsewhere() {
    let context = job();
    context.run(&["set", "job.tags", r#"["a"]"#]).done();
    let broken = context.document().replace("\"ab\"", "7").replace("\"a\"\n", "1\n");
    context.write("context.json", broken);
    context.run(&["set", "other", "2"]).done();
    context.run(&["set", "job.status", "done"]).done();
    context.run(&["append", "job.tags", "b"]).done();
    let why = "job.name: expected a string, found 8, by the rule type";
    refused(&context, &["set", "job.name", "8"], "set job.name", why);
    let why = "job.tags[0]: expected a string, found 1, by the rule type";
    refused(&context, &["set", "job.tags", "[1]"], "set job.tags", why);
    let answer = context.run(&["append", "job.tags", "2"]);
    assert!(answer.code == 5 && answer.stderr.contains("; 1 more place does not fit"), "{answer:?}");
    context.run(&["set", "job.name", "cd"]).done();
    context.run(&["unset", "job.tags[0]"]).done();
    context.run(&["schema", "check"]).prints("");
}

#[test]
fn the_whole_document_is_judged_without_what_ctx_keeps() {
    let context = Context::with(r#"{"a":1}"#);
    let schema = r#"{"properties":{"a":{"type":"integer","maximum":123456789012345678901234567890}},"additionalProperties":false}"#;
    context.run_with_input(&["schema", "set", "-"], schema).done();
    context.run(&["tag", "first"]).done();
    context.run(&["set", "a", "123456789012345678901234567890"]).done();
    let answer = context.run(&["set", "a", "123456789012345678901234567891"]);
    assert_eq!(answer.code, 5, "{answer:?}");
    let answer = context.run(&["set", "b", "1"]);
    assert!(
        answer.stderr.starts_with("ctx: could not set b in context.json: b: expected no such key, found 1, "),
        "{answer:?}"
    );
    assert!(context.run(&["schema", "show", "."]).stdout.contains("123456789012345678901234567890"));
    context.run(&["get"]).prints("{\n  \"a\": 123456789012345678901234567890\n}\n");
}

#[test]
fn what_is_no_schema_or_leads_out_of_it_is_refused_with_its_place() {
    let context = Context::with(r#"{"a":{}}"#);
    for (schema, why) in [
        ("[]", "a schema is an object or a boolean, not an array"),
        (
            r#"{"properties":{"x":{"minimum":"1"}}}"#,
            "this is no JSON Schema: at \"/properties/x/minimum\": expected a number, found \"1\"",
        ),
        (
            r#"{"properties":{"x":{"$ref":"https://example.com/x.json"}}}"#,
            "the schema cannot be used: at \"/properties/x/$ref\": \"https://example.com/x.json\" leads out of the schema: \
             ctx fetches nothing from the network or from files",
        ),
        (
            r#"{"allOf":[{"$ref":"other.json#/a"}]}"#,
            "the schema cannot be used: at \"/allOf/0/$ref\": \"other.json#/a\" leads out of the schema: \
             ctx fetches nothing from the network or from files",
        ),
        (
            r#"{"$ref":"file:///etc/passwd"}"#,
            "the schema cannot be used: at \"/$ref\": \"file:///etc/passwd\" leads out of the schema: \
             ctx fetches nothing from the network or from files",
        ),
        (
            r##"{"items":{"$ref":"#/$defs/no"}}"##,
            "the schema cannot be used: at \"/items/$ref\": \"#/$defs/no\" leads to nothing in the schema",
        ),
        (
            r#"{"$schema":"http://json-schema.org/draft-04/schema#"}"#,
            "its \"$schema\" is \"http://json-schema.org/draft-04/schema#\", and ctx knows draft 2020-12 and draft 7",
        ),
    ] {
        let answer = context.run_with_input(&["schema", "set", "-", "a"], schema);
        let said = answer.stderr.lines().next().unwrap_or_default();
        let wanted = format!("ctx: could not set the schema of a in context.json: {why}");
        assert_eq!((answer.code, said), (5, wanted.as_str()));
    }
    assert_eq!(context.ops(), ["merge"]);
    context
        .run(&["schema", "set", "none.json"])
        .fails(6, "ctx: could not read none.json: No such file or directory (os error 2)\n");
    context.run_with_input(&["schema", "set", "-", "_ctx.tags"], "true").fails(
        7,
        "ctx: could not set the schema of _ctx.tags in context.json: _ctx is kept by ctx itself\n\
         hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n",
    );
}

#[test]
fn a_schema_that_leads_to_itself_ends_and_so_does_a_pattern() {
    let deep = (0..90).fold("1".to_owned(), |inner, _| format!(r#"{{"b":{inner}}}"#));
    let context = Context::with(&format!(r#"{{"a":{deep},"r":"aa"}}"#));
    for schema in [
        r##"{"$ref":"#"}"##,
        r##"{"allOf":[{"$ref":"#/$defs/x"}],"$defs":{"x":{"anyOf":[{"$ref":"#/$defs/y"}]},"y":{"$ref":"#/$defs/x"}}}"##,
        r##"{"allOf":[{"properties":{"b":{"$ref":"#"}}},{"properties":{"b":{"$ref":"#"}}}]}"##,
        r##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"b":{"$ref":"#"}}}"##,
    ] {
        context.run_with_input(&["schema", "set", "-", "a"], schema);
    }
    let chain = |n: usize| format!(r##""c{n}":{{"allOf":[{{"$ref":"#/$defs/c{}"}}]}}"##, n + 1);
    let chain: Vec<String> = (0..1000).map(chain).collect();
    let schema = format!(
        r##"{{"$defs":{{{},"c1000":{{"properties":{{"b":{{"$ref":"#"}}}}}}}},"$ref":"#/$defs/c0"}}"##,
        chain.join(",")
    );
    let answer = context.run_with_input(&["schema", "set", "-", "a"], schema);
    assert_eq!(answer.code, 5, "{answer:?}");
    let said =
        "the schema for a: the schema has 2002 references and alternatives, too many for a value nested 91 deep\n";
    assert!(answer.stderr.lines().next().is_some_and(|line| format!("{line}\n").ends_with(said)), "{answer:?}");
    context.run_with_input(&["schema", "set", "-", "r"], r#"{"pattern":"^(?=(a+)+$)(a|aa)+$"}"#).done();
    assert_eq!(context.run(&["set", "r", &format!("{}!", "a".repeat(5000))]).code, 5);
}

#[test]
fn what_is_redacted_is_not_shown() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_with_input(&["set", "--redact", "secret.key", "-"], "hunter2hunter2").done();
    context.run_with_input(&["schema", "set", "-", "secret"], r#"{"properties":{"key":{"minLength":5}}}"#).done();
    let answer = context.run_with_input(&["set", "--redact", "secret.key", "-"], "abcd");
    assert_eq!(answer.code, 5, "{answer:?}");
    assert!(!answer.stderr.contains("abcd") && answer.stderr.contains("by the rule minLength"), "{answer:?}");
    assert!(!context.log().contains("abcd"));
}

#[test]
fn what_is_inferred_fits_and_can_be_set() {
    let context = Context::with(r#"{"l":[{"a":1,"b":"x"},{"a":1.5,"c":[true]}],"s":"t"}"#);
    let schema = context.run(&["schema", "infer"]).done();
    context.run_with_input(&["schema", "set", "-"], &schema).done();
    context.run(&["schema", "check"]).prints("");
    let answer = context.run(&["append", "l", r#"{"a":"x"}"#]);
    assert!(answer.stderr.contains("l[2].a: expected a number, found \"x\", by the rule type"), "{answer:?}");
    assert!(schema.contains("\"required\": [\n            \"a\"\n          ]") || schema.contains("\"a\""), "{schema}");
    context
        .run(&["schema", "infer", "none"])
        .fails(1, "ctx: there is no none\nhint: ctx -c context.json set none VALUE\n");
}

#[test]
fn a_new_violation_is_told_from_any_number_of_old_ones() {
    let old = vec!["-1"; 1200].join(",");
    let context = Context::with(&format!(r#"{{"n":[{old},0,0]}}"#));
    let schema = r#"{"items":{"minimum":0}}"#;
    let answer = context.run_with_input(&["schema", "set", "-", "n"], schema);
    assert!(answer.code == 5 && answer.stderr.contains("; 1199 more places do not fit\n"), "{answer:?}");
    context.run_with_input(&["schema", "set", "-", "n", "--force"], schema).done();
    context.run(&["set", "n[1201]", "--json", "--", "-7"]).fails(
        5,
        "ctx: could not set n[1201] in context.json: n[1201]: expected at least 0, found -7, by the rule minimum of \
         the schema for n\nhint: ctx -c context.json schema show n\n\
         hint: --force writes it anyway, and the record says so\n",
    );
    context.run(&["append", "n", "1"]).done();
    context.run(&["unset", "n[0]"]).done();
}

#[test]
fn a_violation_that_moves_is_the_same_and_one_that_is_exchanged_is_not() {
    let context = Context::with(r#"{"l":[{"a":1},{},{"a":1}]}"#);
    context.run_with_input(&["schema", "set", "-", "l", "--force"], r#"{"items":{"required":["a"]}}"#).done();
    context.run(&["unset", "l[0]"]).done();
    let exchanged = r#"[{"op":"add","path":"/l/0/a","value":1},{"op":"remove","path":"/l/1/a"}]"#;
    context.run(&["patch", exchanged]).fails(
        5,
        "ctx: could not apply the patch in context.json: l[1].a: expected a value, found nothing, by the rule required of the \
         schema for l\nhint: ctx -c context.json schema show l\n\
         hint: --force writes it anyway, and the record says so\n",
    );
}

#[test]
fn an_array_that_does_not_fit_may_come_closer_and_go_no_further() {
    let context = Context::with(r#"{"job":[1,2]}"#);
    context.run_with_input(&["schema", "set", "-", "job"], r#"{"maxItems":2}"#).done();
    context.run(&["append", "job", "3", "--force"]).done();
    let why = "job: expected at most 2 items, found [1,2,3,4], by the rule maxItems";
    refused(&context, &["append", "job", "4"], "append to job", why);
    context.run(&["set", "job[0]", "0"]).done();
    context.run(&["append", "job", "4", "--force"]).done();
    let args = &context.records().pop().unwrap()["args"];
    assert_eq!(args["forced"].to_string(), r#"[{"path":"job","schema":"job","rule":"maxItems"}]"#);
    context.run(&["unset", "job[0]"]).done();
}

#[test]
fn a_value_that_expires_must_not_be_missed() {
    let context = Context::with(r#"{"job":{"n":1}}"#);
    context.run_with_input(&["schema", "set", "-", "job"], r#"{"required":["n"]}"#).done();
    let why = "job.n: expected a value also when values have expired (--ttl), found nothing, by the rule required";
    refused(&context, &["set", "job.n", "1", "--ttl", "1h"], "set job.n", why);
    context.run(&["set", "job.x", "1", "--ttl", "1h"]).done();
    context.run(&["set", "job.n", "1", "--ttl", "1h", "--force"]).done();
    context.run(&["set", "job.y", "1"]).done();
}

#[test]
fn what_takes_too_long_is_refused_and_can_be_forced() {
    let deep = (0..40).fold("1".to_owned(), |inner, _| format!(r#"{{"b":{inner}}}"#));
    let context = Context::with(&format!(r#"{{"a":{deep}}}"#));
    let twice = r##"{"type":"object","allOf":[{"properties":{"b":{"$ref":"#"}}},{"properties":{"b":{"$ref":"#"}}}]}"##;
    context.run_with_input(&["schema", "set", "-", "a"], twice).fails(
        5,
        "ctx: could not set the schema of a in context.json: the schema for a: the schema takes longer than 2 s to \
         judge the value\nhint: a simpler schema: fewer alternatives that lead to each other\n\
         hint: --force writes it anyway, and the record says so\n",
    );
    context.run_with_input(&["schema", "set", "-", "a", "--force"], twice).done();
    let args = &context.records().pop().unwrap()["args"];
    let why =
        r#"[{"path":"a","schema":"a","rule":null,"unjudged":"the schema takes longer than 2 s to judge the value"}]"#;
    assert_eq!(args["forced"].to_string(), why);
}

#[test]
fn what_is_expected_is_shown_in_part() {
    let context = Context::with(r#"{"a":1}"#);
    let all: Vec<String> = (0..1000).map(|n| format!("\"{n:0>96}\"")).collect();
    let answer = context.run_with_input(&["schema", "set", "-", "a"], format!(r#"{{"enum":[{}]}}"#, all.join(",")));
    let shown = all[..3].join(", ");
    answer.fails(
        5,
        &format!(
            "ctx: could not set the schema of a in context.json: a: expected one of {shown}, 997 more, found 1, by the \
             rule enum of the schema for a\nhint: ctx -c context.json schema infer a\n\
             hint: --force writes it anyway, and the record says so\n"
        ),
    );
}

#[test]
fn a_keyword_that_judges_nothing_is_named_and_a_schema_that_undo_passes_over_too() {
    let context = Context::with(r#"{"a":{}}"#);
    context.run(&["set", "a.n", "1"]).done();
    context.run_with_input(&["schema", "set", "-", "a"], r#"{"properties":{"n":{"tpye":"string"}}}"#).prints_and_says(
        "",
        "ctx: warning: /properties/n/tpye in the schema is no keyword of JSON Schema and judges nothing; did you mean \
         type?\n",
    );
    let undone = context.run(&["undo"]);
    let said = "\nctx: revision 3 (schema.set) is not undone by undo\n\
                hint: to remove the schema: ctx -c context.json schema unset a\n";
    assert!(undone.code == 0 && undone.stderr.ends_with(said), "{undone:?}");
    context.run(&["schema", "show"]).prints("a\n");
}
