//! An agent reads a revision, thinks, and writes when others have written since.

use serde_json::{Value, json};

use crate::support::Context;

/// Revision 1, and what another agent made of it in revisions 2 and 3.
fn went_on() -> Context {
    let context = Context::with(r#"{"plan":{"goal":"ship","steps":[1]},"n":1,"gone":1}"#);
    context.run_as("qe", &["set", "plan.goal", "test"]).done();
    context.run_as("qe", &["merge", r#"{"n":2,"gone":null,"new":true}"#]).done();
    context
}

#[test]
fn what_changed_since_the_base_is_carried_over_what_others_changed() {
    let context = went_on();
    let edited = r#"{"plan":{"goal":"ship","steps":[1,2]},"n":1,"gone":1,"mine":null}"#;
    context
        .run(&["merge", "--base", "1", edited, "--print-rev"])
        .prints_and_says("4\n", "ctx: merged with revision 3 of qe: your changes stand\n");
    context.run(&["get", "plan", "n", "new", "mine"]).prints("{\"goal\":\"test\",\"steps\":[1,2]}\n2\ntrue\nnull\n");
    context.run(&["has", "gone"]).fails(1, "");
    let record = &context.records()[3];
    assert_eq!((&record["op"], &record["args"]), (&json!("merge"), &json!({"path": ".", "base": 1})));
    assert_eq!(
        record["patch"],
        json!([{"op": "add", "path": "/plan/steps/1", "value": 2}, {"op": "add", "path": "/mine", "value": null}])
    );
    context.run(&["verify"]).done();
}

#[test]
fn the_input_is_the_whole_value_so_what_is_not_in_it_was_removed() {
    let context = went_on();
    context.run(&["-q", "merge", "--base", "1", "--into", "plan", r#"{"goal":"ship"}"#]).done();
    context.run(&["get", "plan"]).prints("{\n  \"goal\": \"test\"\n}\n");
    context.run(&["-q", "merge", "--base", "4", r#"{"n":2}"#]).done();
    context.run(&["get"]).prints("{\n  \"n\": 2\n}\n");
    context.run(&["merge", "--base", "5", r#"{"n":2}"#]).prints_and_says("", "ctx: unchanged: revision 5\n");
}

#[test]
fn each_conflict_is_listed_with_all_three_values_and_who_made_ours() {
    let context = went_on();
    let edited = r#"{"plan":{"goal":"sell","steps":[1]},"n":3,"gone":2,"new":false}"#;
    let before = (context.document(), context.log());
    context.run(&["merge", "--base", "1", edited]).normalized(&context).fails(
        3,
        "ctx: could not merge into . in context.json: 4 conflicts with what changed since revision 1\n  \
         plan.goal: base \"ship\", present \"test\" (by qe at TIME in revision 2), input \"sell\"\n  \
         n: base 1, present 2 (by qe at TIME in revision 3), input 3\n  \
         new: base nothing, present true (by qe at TIME in revision 3), input false\n  \
         gone: base 1, present nothing (by qe at TIME in revision 3), input 2\n\
         hint: to resolve them: --on-conflict keep (what is there), replace (what you bring) or authority\n\
         hint: ctx -c context.json log --since 1 --path plan.goal\n",
    );
    assert_eq!((context.document(), context.log()), before);
    let answer = context.run(&["merge", "--base", "1", edited, "--error-format", "json"]);
    let told: Value = serde_json::from_str(&answer.normalized(&context).stderr).unwrap();
    assert_eq!((&told["code"], &told["base"], &told["rev"]), (&json!(3), &json!(1), &json!(3)));
    assert_eq!(
        told["conflicts"].as_array().unwrap()[2..],
        [
            json!({"path": "new", "present": true, "input": false, "agent": "qe", "at": "TIME", "rev": 3}),
            json!({"path": "gone", "base": 1, "input": 2, "agent": "qe", "at": "TIME", "rev": 3}),
        ]
    );
}

#[test]
fn on_conflict_one_side_stands_and_the_record_says_which() {
    let edited = r#"{"plan":{"goal":"sell","steps":[1]},"n":3,"gone":1}"#;
    let ours = went_on();
    ours.run(&["merge", "--base", "1", "--on-conflict", "keep", edited]).prints_and_says(
        "",
        "ctx: unchanged: revision 3\nctx: merged with revision 3 of qe: plan.goal stayed \"test\"; n stayed 2\n",
    );
    let theirs = went_on();
    theirs.run(&["-q", "merge", "--base", "1", "--on-conflict", "replace", edited]).done();
    theirs.run(&["get", "plan.goal", "n", "new"]).prints("\"sell\"\n3\ntrue\n".replace('"', "").as_str());
    let settled = json!([{"path": "plan.goal", "taken": "input"}, {"path": "n", "taken": "input"}]);
    assert_eq!(theirs.records()[3]["args"], json!({"path": ".", "base": 1, "settled": settled}));
    let removed = went_on();
    removed.run(&["-q", "merge", "--base", "1", "--on-conflict", "replace", r#"{"n":1,"gone":1}"#]).done();
    removed.run(&["get"]).prints("{\n  \"n\": 2,\n  \"new\": true\n}\n");
}

#[test]
fn set_takes_a_base_too_for_one_value_or_several() {
    let context = went_on();
    context
        .run(&["set", "--base", "1", "plan", r#"{"goal":"ship","steps":[1],"who":"me"}"#])
        .prints_and_says("", "ctx: merged with revision 2 of qe: your changes stand\n");
    context
        .run(&["get", "plan"])
        .prints("{\n  \"goal\": \"test\",\n  \"steps\": [\n    1\n  ],\n  \"who\": \"me\"\n}\n");
    context.run(&["set", "--base", "1", "x=1", "plan.goal=sell"]).normalized(&context).fails(
        3,
        "ctx: could not set x, plan.goal in context.json: 1 conflict with what changed since revision 1\n  \
         plan.goal: base \"ship\", present \"test\" (by qe at TIME in revision 2), input \"sell\"\n\
         hint: to resolve them: --on-conflict keep (what is there), replace (what you bring) or authority\n\
         hint: ctx -c context.json log --since 1 --path plan.goal\n",
    );
    context
        .run(&["set", "--base", "1", "n", "2"])
        .prints_and_says("", "ctx: unchanged: revision 4\nctx: merged with revision 3 of qe: your changes stand\n");
    context.run(&["-q", "set", "--base", "2", "n", "7", "--on-conflict", "replace"]).done();
    assert_eq!(context.records()[4]["args"]["settled"], json!([{"path": "n", "taken": "input"}]));
}

#[test]
fn an_item_of_an_array_is_a_conflict_once_the_array_changed() {
    let context = Context::with(r#"{"l":["a","b"],"m":["a"]}"#);
    context.run_as("qe", &["append", "m", "b"]).done();
    context.run(&["-q", "set", "--base", "1", "l[-1]", "c"]).done();
    context.run(&["get", "l"]).prints("[\n  \"a\",\n  \"c\"\n]\n");
    context.run(&["set", "--base", "1", "m[-1]", "c"]).normalized(&context).fails(
        3,
        "ctx: could not set m[-1] in context.json: 1 conflict with what changed since revision 1\n  \
         m: base [\"a\"], present [\"a\",\"b\"] (by qe at TIME in revision 2), input [\"c\"]\n\
         hint: to resolve them: --on-conflict keep (what is there), replace (what you bring) or authority\n\
         hint: ctx -c context.json log --since 1 --path m\n",
    );
}

#[test]
fn what_ctx_keeps_takes_no_part() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["authority", "set", "lead"]).done();
    let read = context.document();
    context.run(&["task", "add", "t"]).done();
    let whole = read.replace("\"a\": 1", "\"a\": 2");
    context.run_with_input(&["-q", "merge", "--base", "2", "-"], &whole).done();
    context.run(&["get"]).prints("{\n  \"a\": 2\n}\n");
    context.run(&["authority"]).prints("lead\n");
    context.run(&["task", "show", "t"]).done();
    let refused = "ctx: could not merge into . in context.json: _ctx is kept by ctx itself\n\
hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n";
    context.run_with_input(&["merge", "--base", "2", "-"], whole.replace("lead", "me")).fails(7, refused);
    let refused = refused.replace("merge into .", "set _ctx.authority");
    context.run(&["set", "--base", "2", "_ctx.authority", "[]"]).fails(7, &refused);
}

#[test]
fn a_base_that_is_not_in_the_log_names_the_oldest_and_the_newest() {
    let context = went_on();
    let unknown = |arguments: &[&str], tried: &str| {
        context.run(arguments).normalized(&context).fails(
            1,
            &format!(
                "ctx: could not {tried} in context.json: there is no revision 9: \
                 the oldest is 1, of TIME, and the newest 3\nhint: ctx -c context.json log\n"
            ),
        );
    };
    unknown(&["merge", "--base", "9", "{}"], "merge into .");
    unknown(&["set", "--base", "9", "n", "1"], "set n");
    let answer = context.run(&["merge", "--base", "9", "{}", "--error-format", "json"]);
    let told: Value = serde_json::from_str(&answer.stderr).unwrap();
    assert_eq!(["oldest", "newest"].map(|fact| told[fact].clone()), [json!(1), json!(3)]);
    context.run(&["-q", "set", "--base", "0", "fresh", "1"]).done();
    let empty = Context::empty();
    empty
        .run(&["set", "--base", "1", "a", "1"])
        .fails(1, "ctx: could not set a in context.json: there is no revision 1: nothing has been recorded yet\n");
    empty.run(&["-q", "set", "--base", "0", "a", "1"]).done();
}

#[test]
fn options_that_say_two_things_at_once_are_refused() {
    let context = went_on();
    for (arguments, why) in [
        (
            &["merge", "--base", "1", "--strategy", "keep", "{}"][..],
            "'--base <POINT>' cannot be used with '--strategy <STRATEGY>'",
        ),
        (
            &["merge", "--base", "1", "--arrays", "union", "{}"],
            "'--base <POINT>' cannot be used with '--arrays <RULE>'",
        ),
        (&["set", "--base", "1", "--ttl", "1m", "a", "1"], "'--base <POINT>' cannot be used with '--ttl <DURATION>'"),
    ] {
        let answer = context.run(arguments);
        assert!(answer.code == 2 && answer.stderr.starts_with(&format!("ctx: the argument {why}")), "{answer:?}");
    }
    let answer = context.run(&["merge", "--on-conflict", "keep", "{}"]);
    assert!(answer.code == 2 && answer.stderr.contains("--base <POINT>"), "{answer:?}");
    let answer = context.run(&["merge", "--base", "2026-99", "{}"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (2, ""));
    context.run(&["merge", "--base", "1", "[1]"]).fails(
        5,
        "ctx: could not merge: the input is an array, not an object\nhint: to replace one value: ctx -c context.json set PATH VALUE\n",
    );
}

#[test]
fn a_change_made_without_ctx_is_carried_over_as_well() {
    let context = went_on();
    let text = context.document().replace("\"new\": true", "\"new\": false");
    context.write("context.json", text);
    context
        .run(&["-q", "merge", "--base", "1", "--dry-run", r#"{"plan":{"goal":"ship","steps":[]},"n":1,"gone":1}"#])
        .prints("[\n  {\n    \"op\": \"replace\",\n    \"path\": \"/plan/steps\",\n    \"value\": []\n  }\n]\n");
    context.run(&["set", "--base", "1", "new", "7"]).normalized(&context).fails(
        3,
        "ctx: could not set new in context.json: 1 conflict with what changed since revision 1\n  \
         new: base nothing, present false (by unknown at TIME in revision 4), input 7\n\
         hint: to resolve them: --on-conflict keep (what is there), replace (what you bring) or authority\n\
         hint: ctx -c context.json log --since 1 --path new\n",
    );
}

#[test]
fn the_values_of_one_command_do_not_meet_each_other() {
    let context = Context::with(r#"{"l":["a","b"],"o":{}}"#);
    context.run_as("qe", &["set", "o.theirs", "1"]).done();
    let values = ["l[0]=x", "l[1]=y", "new[0]=1", "new[1]=2", "o.x.y=1", "o.x:={\"z\":1}", "o.w=3"];
    context.run(&[&["-q", "set", "--base", "1"], &values[..]].concat()).done();
    let patch = json!([
        {"op": "replace", "path": "/l", "value": ["x", "y"]},
        {"op": "add", "path": "/new", "value": [1, 2]},
        {"op": "add", "path": "/o/x", "value": {"z": 1}},
        {"op": "add", "path": "/o/w", "value": 3},
    ]);
    assert_eq!(context.records()[2]["patch"], patch);
    context.run(&["verify"]).done();
    // Those that meet what others did are listed together.
    context.run(&["set", "--base", "1", "l[0]=z", "o.theirs=2", "fine=1"]).normalized(&context).fails(
        3,
        "ctx: could not set l[0], o.theirs, fine in context.json: 2 conflicts with what changed since revision 1\n  \
         l: base [\"a\",\"b\"], present [\"x\",\"y\"] (by planner at TIME in revision 3), input [\"z\",\"b\"]\n  \
         o.theirs: base nothing, present 1 (by qe at TIME in revision 2), input 2\n\
         hint: to resolve them: --on-conflict keep (what is there), replace (what you bring) or authority\n\
         hint: ctx -c context.json log --since 1 --path l\n",
    );
}
