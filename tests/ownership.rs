//! The right to write a place, handed over.

mod passing;

use serde_json::{Value, json};

use crate::support::{Answer, Context};

/// `ctx WORD…`, words between spaces, by an agent.
fn by(context: &Context, agent: &str, words: &str) -> Answer {
    context.run_as(agent, &words.split(' ').collect::<Vec<_>>()).normalized(context)
}

/// planner handed `a.b` to coder: revisions 2 and 3.
fn handed_over() -> Context {
    let context = Context::with(r#"{"a":{"b":{"x":1},"c":1},"list":[1,2,3],"n":1}"#);
    by(&context, "planner", "handoff create coder -m yours --transfer a.b").prints("h2\n");
    by(&context, "coder", "handoff accept h2 --raw").done();
    context
}

/// The change is refused, and nothing changes.
#[track_caller]
fn refused(context: &Context, agent: &str, words: &str, tried: &str) {
    let (document, log) = (context.document(), context.log());
    by(context, agent, words).fails(
        3,
        &format!(
            "ctx: could not {tried} in context.json: a.b: handed to coder in revision 3\n\
             hint: ctx -c context.json handoff show h2\n\
             hint: --force writes it anyway, and the record says so\n"
        ),
    );
    assert_eq!((context.document(), context.log()), (document, log));
}

fn owners(context: &Context) -> Value {
    serde_json::from_str::<Value>(&context.document()).unwrap()["_ctx"]["owners"].clone()
}

#[test]
fn with_acceptance_the_right_to_write_passes_on() {
    let context = Context::with(r#"{"a":{"b":1}}"#);
    by(&context, "planner", "handoff create coder -m yours --transfer a.b --transfer a.b").prints("h2\n");
    by(&context, "planner", "set a.b 2").done();
    assert_eq!(owners(&context), Value::Null);
    by(&context, "coder", "handoff accept h2 --raw").done();
    let owner = json!({"path": "a.b", "owner": "coder", "rev": 4, "handoff": "h2", "former": ["planner"]});
    assert_eq!(owners(&context), json!({"a.b": owner}));
    by(&context, "coder", "set a.b 3").done();
    by(&context, "eve", "set a.b 4").done();
    assert_eq!(by(&context, "planner", "set a.b 5").code, 3);
    by(&context, "planner", "set a.c 5").done();
    context.run(&["verify"]).done();
}

#[test]
fn who_handed_a_place_over_writes_neither_there_nor_below_nor_above() {
    let context = handed_over();
    context.write("batch", "{\"op\":\"set\",\"path\":\"n\",\"value\":2}\n{\"op\":\"unset\",\"path\":\"a.b.x\"}\n");
    for (words, tried) in [
        ("set a.b 1", "set a.b"),
        ("set a.b.x 2", "set a.b.x"),
        ("set a.b.new.one 2", "set a.b.new.one"),
        ("set /a/b/x 2", "set a.b.x"),
        ("set a {}", "set a"),
        ("set a 7", "set a"),
        ("set n=2 a.b.x=2", "set n, a.b.x"),
        ("unset a.b", "unset a.b"),
        ("unset a.b.x", "unset a.b.x"),
        ("unset a", "unset a"),
        ("incr a.b.x", "increment a.b.x"),
        ("append a.b.items 1", "append to a.b.items"),
        ("merge {\"a\":{\"b\":{\"x\":2}}}", "merge into ."),
        ("merge {\"a\":null}", "merge into ."),
        ("merge {\"x\":2} --into a.b", "merge into a.b"),
        ("batch --from-file batch", "apply the batch"),
        ("set a.b 1 --dry-run", "set a.b"),
        ("handoff create qa -m x --set a.b=1", "hand over to qa"),
    ] {
        refused(&context, "planner", words, tried);
    }
}

#[test]
fn what_leaves_the_place_as_it_is_is_not_refused() {
    let context = handed_over();
    by(&context, "planner", "set a {\"b\":{\"x\":1},\"d\":1}").done();
    by(&context, "planner", "set n 2").done();
    by(&context, "planner", "merge {\"a\":{\"b\":{\"x\":1},\"e\":1}}").done();
    by(&context, "planner", "set a.b.x 1").prints_and_says("", "ctx: unchanged: revision 6\n");
    by(&context, "coder", "unset a").done();
    by(&context, "planner", "set a.c 1").done();
    refused(&context, "planner", "set a {\"b\":1}", "set a");
}

#[test]
fn the_error_says_to_whom_when_and_by_which_handoff() {
    let context = handed_over();
    let answer = by(&context, "planner", "set a.b.x 2 --error-format json");
    let told: Value = serde_json::from_str(&answer.stderr).unwrap();
    let facts = ["code", "path", "owner", "rev", "handoff"].map(|name| told[name].clone());
    assert_eq!(facts, [json!(3), json!("a.b"), json!("coder"), json!(3), json!("h2")]);
}

#[test]
fn a_forced_change_says_so_in_its_record_and_only_where_it_was_needed() {
    let context = handed_over();
    by(&context, "planner", "set a.b.x 2 --force --print-rev").prints("4\n");
    let forced = json!([{"path": "a.b", "owner": "coder"}]);
    assert_eq!(context.records()[3]["args"], json!({"path": "a.b.x", "forced": forced}));
    by(&context, "planner", "set n 2 --force").done();
    by(&context, "coder", "set a.b.x 3 --force").done();
    assert_eq!(context.records()[4]["args"], json!({"path": "n"}));
    assert_eq!(context.records()[5]["args"], json!({"path": "a.b.x"}));
    by(&context, "planner", "incr a.b.x --force").prints("4\n");
    by(&context, "planner", "unset a --force").done();
    by(&context, "planner", "handoff create qa -m x --set a.b=1 --force").done();
    for record in &context.records()[6..] {
        assert_eq!(record["args"]["forced"], forced, "{record}");
    }
    by(&context, "planner", "handoff create qa -m x").prints("h10\n");
    by(&context, "planner", "handoff create planner -m x --set a.b=2 --supersedes h10 --force").prints("h11\n");
    let last = &context.records()[10];
    assert_eq!(last["args"], json!({"id": "h11", "to": "planner", "supersedes": "h10", "forced": forced}));
    // To write there is not to have the right again.
    assert_eq!(owners(&context)["a.b"]["owner"], "coder");
    context.run(&["verify"]).done();
}

#[test]
fn the_nearest_record_decides_below_it() {
    let context = Context::with(r#"{"a":{"b":1,"c":1}}"#);
    by(&context, "planner", "handoff create coder -m all --transfer a").prints("h2\n");
    by(&context, "coder", "handoff accept h2 --raw").done();
    by(&context, "coder", "handoff create qa -m part --transfer a.b").prints("h4\n");
    by(&context, "qa", "handoff accept h4 --raw").done();
    assert_eq!(owners(&context)["a.b"]["former"], json!(["planner", "coder"]));
    for (agent, words, code) in [
        ("qa", "set a.b 2", 0),
        ("coder", "set a.b 3", 3),
        ("planner", "set a.b 3", 3),
        ("coder", "set a.c 2", 0),
        ("planner", "set a.c 3", 3),
        ("coder", "set a {\"b\":9}", 3),
        ("coder", "set a {\"b\":2}", 0),
    ] {
        assert_eq!(by(&context, agent, words).code, code, "{agent}: {words}");
    }
}

#[test]
fn an_item_is_a_place_that_others_do_not_move() {
    let context = Context::with(r#"{"list":[1,2,3],"o":{"0":1,"1":1}}"#);
    by(&context, "planner", "handoff create coder -m x --transfer list[1] --transfer /o/1").prints("h2\n");
    by(&context, "coder", "handoff accept h2 --raw").done();
    for (words, code) in [
        ("set list[1] 9", 3),
        ("unset list[0]", 3),
        ("unset list[2]", 0),
        ("append list 4", 0),
        ("set list[0] 9", 0),
        ("unset o.0", 0),
        ("unset o.1", 3),
    ] {
        assert_eq!(by(&context, "planner", words).code, code, "{words}");
    }
}

#[test]
fn owners_that_were_edited_into_something_else_are_kept_out() {
    let context = handed_over();
    context.write("context.json", context.document().replace(r#""owner": "coder""#, r#""owner": 1"#));
    let written = by(&context, "planner", "set n 2");
    let says =
        "ctx: context.json: kept out of _ctx what does not hold there: owners[\"a.b\"]; what was there is saved as ";
    assert!(written.code == 0 && written.stderr.starts_with(says), "{written:?}");
    refused(&context, "planner", "set a.b.x 2", "set a.b.x");
}

#[test]
fn who_handed_a_value_over_does_not_let_it_end() {
    let context = handed_over();
    refused(&context, "planner", r#"set a.b {"x":1} --ttl 1ms"#, "set a.b");
    refused(&context, "planner", r#"set a {"b":{"x":1},"c":1} --ttl 1ms"#, "set a");
    refused(&context, "planner", "set a.b.x 1 --ttl 1ms", "set a.b.x");
    by(&context, "coder", "set a.b.x 1 --ttl 1h").done();
    refused(&context, "planner", "set a.b.x 1", "set a.b.x");
    by(&context, "planner", "set a.c 1 --ttl 1h").done();
    by(&context, "planner", "set a.b.x 1 --force").done();
    let forced = &context.records().pop().unwrap()["args"]["forced"];
    assert_eq!(*forced, json!([{"path": "a.b", "owner": "coder"}]));
}
