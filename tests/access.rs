//! What an agent may read and write: `ctx policy access`.

use serde_json::{Value, json};

use crate::support::{Answer, Context, answer_to_input};

/// `ctx WORD…`, words between spaces, by an agent.
fn by(context: &Context, agent: &str, words: &str) -> Answer {
    context.run_as(agent, &words.split(' ').collect::<Vec<_>>()).normalized(context)
}

/// coder may write `build` and the steps of `plan`: revision 2.
fn ruled() -> Context {
    let object =
        r#"{"build":{"n":1,"list":[1]},"plan":{"a":{"step":1,"who":"x"}},"list":[1,2,3],"notes":{"x":1},"m":1}"#;
    let context = Context::with(object);
    by(&context, "planner", "policy access coder --write build --write plan.*.step").prints("");
    context
}

/// coder is refused at `path`, and nothing changes.
#[track_caller]
fn refused(context: &Context, words: &str, tried: &str, path: &str) {
    let (document, log) = (context.document(), context.log());
    let why = format!(
        "ctx: could not {tried} in context.json: {path}: coder may write only build, plan.*.step, by the rule for coder\n\
         hint: ctx -c context.json policy access coder\n\
         hint: --force writes it anyway, and the record says so\n"
    );
    by(context, "coder", words).fails(7, &why);
    assert_eq!((context.document(), context.log()), (document, log), "{words}");
}

#[test]
fn a_rule_is_set_listed_and_removed() {
    let context = Context::with(r#"{"a":1}"#);
    by(&context, "planner", "policy access").prints("");
    by(&context, "planner", "policy access coder").prints("AGENT  READ   WRITE\ncoder  (all)  (all)\n");
    by(&context, "planner", "policy access coder --write .a[\"b\"] --write a.b --write x.*").prints("");
    by(&context, "planner", "policy access coder --read .").prints("");
    by(&context, "planner", "policy access * --read a --no-write").prints("");
    by(&context, "planner", "policy access").prints(
        "AGENT  READ  WRITE\n\
         coder  .     a.b x.*\n\
         *      a     (none)\n",
    );
    by(&context, "planner", "policy access eve").prints("AGENT  READ  WRITE\neve    a     (none)\n");
    by(&context, "planner", "policy access * --json")
        .prints("{\n  \"agent\": \"*\",\n  \"read\": [\n    \"a\"\n  ],\n  \"write\": []\n}\n");
    let listed: Value = serde_json::from_str(&by(&context, "planner", "policy access --json").done()).unwrap();
    let rules = json!([
        {"agent": "coder", "read": ["."], "write": ["a.b", "x.*"]}, {"agent": "*", "read": ["a"], "write": []}
    ]);
    assert_eq!(listed, rules);
    assert_eq!(context.records()[2]["args"], rules[0]);
    assert_eq!(context.ops()[1..], ["policy.access"; 3]);
    by(&context, "planner", "policy access coder --remove --force").prints("");
    assert_eq!(context.records()[4]["args"]["removed"], true);
    by(&context, "planner", "policy access coder --remove --force").fails(
        1,
        "ctx: could not remove the rule for coder in context.json: there is no rule of access coder\n\
         hint: ctx -c context.json policy access\n",
    );
    by(&context, "planner", "get").prints("{\n  \"a\": 1\n}\n");
}

#[test]
fn a_pattern_begins_at_the_namespace_and_a_star_in_quotes_is_a_key() {
    let context = Context::with(r#"{"a":1}"#);
    by(&context, "planner", "-N ns policy access coder --write *.x --write . --write [\"*\"].y").done();
    context.run(&["--literal", "policy", "access", "coder", "--read", "a.*"]).done();
    by(&context, "planner", "policy access").prints(
        "AGENT  READ     WRITE\n\
         coder  [\"a.*\"]  ns.*.x ns ns[\"*\"].y\n",
    );
    by(&context, "coder", "set ns.a 1").done();
    assert_eq!(by(&context, "coder", "set a 2").code, 7);
}

#[test]
fn a_command_line_that_says_nothing_sensible_is_an_error() {
    let context = Context::with(r#"{"l":[1]}"#);
    context.run(&["policy", "access", "coder", "--write", "l[-1]"]).fails(
        2,
        "ctx: l[-1] counts an item of the array l, and items move\n\
         hint: a rule can be for the whole array, l, or for a member of all items, l.*.KEY\n",
    );
    for words in [
        "policy access --write a",
        "policy access --remove",
        "policy access coder --remove --write a",
        "policy access coder --write a --no-write",
        "policy access coder --json --no-write",
        "policy access two words",
        "policy access coder --write a[",
    ] {
        assert_eq!(by(&context, "planner", words).code, 2, "{words}");
    }
    assert_eq!(context.ops().len(), 1);
}

#[test]
fn what_a_rule_covers_is_written_by_any_verb() {
    let context = ruled();
    context.write("list.json", "[5]");
    for words in [
        "set build.n 2",
        "set build.new.deep 1",
        "unset build.new",
        "incr build.n",
        "append build.list 2",
        "set plan.a.step 2",
        "set plan.b.step 1",
        "merge {\"build\":{\"n\":5},\"plan\":{\"c\":{\"step\":1}}}",
        "update build.n .+1",
        "mv build.n build.m",
        "cp --replace build.m plan.b.step",
        "import list.json --into build.list",
        "set build.m 1 --ttl 1h",
        "attach build.file list.json",
        "-q undo",
        "restore 2 --path build",
        "unset plan.b",
        "unset build",
        "set plan.a.step 3",
    ] {
        by(&context, "coder", words).done();
    }
    by(&context, "eve", "set m 2").done();
    context.run(&["verify"]).done();
}

#[test]
fn what_a_rule_does_not_cover_is_refused_to_every_verb() {
    let context = ruled();
    context
        .write("batch", "{\"op\":\"set\",\"path\":\"build.n\",\"value\":2}\n{\"op\":\"unset\",\"path\":\"notes.x\"}\n");
    context.write("value.json", "{\"x\":2}");
    for (words, tried, path) in [
        ("set m 2", "set m", "m"),
        ("set new.deep 1", "set new.deep", "new.deep"),
        ("set build.n=2 m=2", "set build.n, m", "m"),
        ("set plan.a.who y", "set plan.a.who", "plan.a.who"),
        ("set plan.a {\"step\":1}", "set plan.a", "plan.a.who"),
        ("set plan.b {\"step\":1,\"x\":1}", "set plan.b", "plan.b.x"),
        ("set plan.b {}", "set plan.b", "plan.b"),
        ("unset m", "unset m", "m"),
        ("unset plan", "unset plan", "plan.a.who"),
        ("incr m", "increment m", "m"),
        ("append list 1", "append to list", "list[3]"),
        ("unset list[0]", "unset list[0]", "list[0] (and 2 more)"),
        ("merge {\"build\":{\"n\":2},\"notes\":{\"x\":2}}", "merge into .", "notes.x"),
        ("batch --from-file batch", "apply the batch", "notes.x"),
        ("update m .+1", "update m", "m"),
        ("mv build.n m2", "move build.n to m2", "m2"),
        ("mv m build.m", "move m to build.m", "m"),
        ("cp build.n m2", "copy build.n to m2", "m2"),
        ("import value.json --into notes", "import into notes", "notes.x"),
        ("attach notes.file value.json", "attach notes.file", "notes.file"),
        ("set m 1 --ttl 1h", "set m", "m"),
        ("policy merge m sum", "set a policy for m", "_ctx.policies.m"),
        ("policy limit 1M", "set a limit", "_ctx.limits.size"),
        ("authority set coder", "set the authority ranking", "_ctx.authority"),
        ("policy access coder --write .", "set a rule for coder", "_ctx.access.coder"),
        ("policy access coder --remove", "remove the rule for coder", "_ctx.access.coder"),
        ("handoff create qa -m x --set m=2", "hand over to qa", "m"),
        ("set m 2 --dry-run", "set m", "m"),
    ] {
        refused(&context, words, tried, path);
    }
}

#[test]
fn undo_restore_redo_and_patch_are_judged_by_what_they_change() {
    let context = ruled();
    by(&context, "planner", "set m 2").done();
    by(&context, "planner", "set build.n 2").done();
    refused(&context, "undo 3", "undo revision 3", "m");
    by(&context, "coder", "-q undo 4").done();
    by(&context, "planner", "-q undo 3").done();
    by(&context, "coder", "-q redo").done();
    assert_eq!(by(&context, "coder", "restore 3").code, 7);
    by(&context, "coder", "restore 1 --path build").done();
    let patch = |text: &str| {
        let mut command = context.command(&["patch", "-"]);
        command.env("CTX_AGENT", "coder");
        answer_to_input(command, text.as_bytes()).code
    };
    assert_eq!(patch(r#"[{"op":"move","from":"/build/n","path":"/moved"}]"#), 7);
    assert_eq!(patch(r#"[{"op":"replace","path":"","value":{}}]"#), 7);
    assert_eq!(patch(r#"[{"op":"copy","from":"/m","path":"/build/m"}]"#), 0);
}

#[test]
fn agents_coordinate_whatever_they_may_write() {
    let context = Context::with(r#"{"a":1}"#);
    by(&context, "planner", "policy access * --no-write").done();
    for words in [
        "task add more",
        "task claim",
        "task complete more",
        "task remove more",
        "lease acquire deploy",
        "vote open v --options a,b --voters coder,eve",
        "handoff create coder -m x --transfer a",
        "emit topic",
        "tag v1",
        "messages --quiet",
    ] {
        let answer = by(&context, "coder", words);
        assert!([0, 1].contains(&answer.code), "{words}: {answer:?}");
    }
    let written = ["added", "assigned", "completed", "removed"].map(|step| format!("task.{step}"));
    assert_eq!(context.ops()[2..6], written);
    by(&context, "coder", "-q vote cast v a").done();
    by(&context, "coder", "set a 2").fails(
        7,
        "ctx: could not set a in context.json: a: coder may write nothing, by the rule for all agents without one\n\
         hint: ctx -c context.json policy access coder\n\
         hint: --force writes it anyway, and the record says so\n",
    );
}

#[test]
fn what_is_forced_is_recorded_with_the_rule() {
    let context = ruled();
    by(&context, "coder", "set m=2 build.n=3 notes.x=2 --force").done();
    let forced = json!([{"path": "notes.x", "access": "coder"}, {"path": "m", "access": "coder"}]);
    assert_eq!(context.records()[2]["args"]["forced"], forced);
    by(&context, "coder", "policy access coder --write . --force").done();
    assert_eq!(
        context.records()[3]["args"],
        json!({"agent": "coder", "write": ["."], "forced": [{"path": "_ctx.access.coder", "access": "coder"}]})
    );
    by(&context, "coder", "set m 3").done();
    by(&context, "coder", "set n 3 --force").done();
    assert_eq!(context.records()[5]["args"], json!({"path": "n"}));
}

#[test]
fn settings_are_written_by_who_may_write_what_ctx_keeps() {
    let context = ruled();
    by(&context, "planner", "policy access * --write build").done();
    by(&context, "planner", "policy access lead --write . --write _ctx --force").done();
    assert_eq!(by(&context, "planner", "policy access qa --write .").code, 7);
    by(&context, "lead", "policy access qa --write .").done();
    by(&context, "lead", "policy merge m sum").done();
    by(&context, "lead", "policy access coder --remove").done();
    by(&context, "coder", "policy access coder").prints("AGENT  READ   WRITE\ncoder  (all)  build\n");
    by(&context, "lead", "policy access tuner --write _ctx.policies").done();
    by(&context, "tuner", "policy merge m max").done();
    assert_eq!(by(&context, "tuner", "policy limit 1M").code, 7);
    assert_eq!(by(&context, "tuner", "set m 5").code, 7);
}

#[test]
fn a_rule_that_was_edited_without_ctx_into_nonsense_is_kept_out() {
    let context = ruled();
    let document = context.document();
    context.write("context.json", document.replace("\"plan.*.step\"", "\"plan[\""));
    let answer = by(&context, "planner", "set m 2");
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.stderr.contains("access.coder"), "{answer:?}");
    by(&context, "planner", "policy access").prints("AGENT  READ   WRITE\ncoder  (all)  build plan.*.step\n");
}

#[test]
fn the_order_of_keys_that_are_not_covered_stays() {
    let context = Context::with(r#"{"a":1,"b":2,"c":3}"#);
    by(&context, "planner", "policy access coder --write b").done();
    by(&context, "coder", "unset b").done();
    by(&context, "coder", "-q undo").done();
    context.run(&["keys"]).prints("a\nb\nc\n");
    by(&context, "planner", "unset a").done();
    by(&context, "planner", "set a 1").done();
    context.run(&["keys"]).prints("b\nc\na\n");
    let why = "ctx: could not restore revision 1 in context.json: .: coder may write only b, by the rule for coder\n\
               hint: ctx -c context.json policy access coder\n\
               hint: --force writes it anyway, and the record says so\n";
    by(&context, "coder", "restore 1").fails(7, why);
}
