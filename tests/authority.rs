use serde_json::json;

use crate::support::{Answer, Context};

/// `qe` and `planner` made different values of revision 1; `planner` merges last.
fn disagree(context: &Context, agent: &str) -> Answer {
    context.run_as("qe", &["set", "a", "2"]).done();
    context.run_as(agent, &["merge", "--base", "1", "--on-conflict", "authority", r#"{"a":3}"#]).normalized(context)
}

#[test]
fn who_ranks_above_whom_is_declared_shown_and_taken_back() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["authority"]).prints("");
    context.run(&["authority", "set", "lead", "qe", "developer"]).prints("");
    context.run(&["authority"]).prints("lead\nqe\ndeveloper\n");
    context.run(&["authority", "--json"]).prints("[\n  \"lead\",\n  \"qe\",\n  \"developer\"\n]\n");
    context.run(&["authority", "set", "lead", "qe", "developer"]).prints_and_says("", "ctx: unchanged: revision 2\n");
    context.run(&["get"]).prints("{\n  \"a\": 1\n}\n");
    context.run(&["authority", "unset", "-m", "all are equal"]).prints("");
    context.run(&["authority"]).prints("");
    assert_eq!(context.ops(), ["merge", "authority.set", "authority.unset"]);
    assert_eq!(context.records()[1]["args"], json!({"agents": ["lead", "qe", "developer"]}));
}

#[test]
fn the_value_of_the_higher_agent_stands() {
    for (agent, value, taken) in [("lead", "3", "input"), ("developer", "2", "present"), ("eve", "2", "present")] {
        let context = Context::with(r#"{"a":1}"#);
        context.run(&["authority", "set", "lead", "qe", "developer"]).done();
        let answer = disagree(&context, agent);
        assert_eq!(answer.code, 0, "{answer:?}");
        context.run(&["get", "a"]).prints(&format!("{value}\n"));
        if taken == "input" {
            let settled = json!([{"path": "a", "taken": "input"}]);
            assert_eq!(context.records()[3]["args"], json!({"path": ".", "base": 1, "settled": settled}));
        } else {
            assert_eq!(answer.stderr, "ctx: unchanged: revision 3\nctx: merged with revision 3 of qe: a stayed 2\n");
        }
    }
}

#[test]
fn the_highest_of_all_who_changed_a_place_counts_and_not_only_the_last() {
    let context = Context::with(r#"{"o":{"x":1,"y":1}}"#);
    context.run(&["authority", "set", "lead", "qe", "dev"]).done();
    context.run_as("lead", &["set", "o.x", "2"]).done();
    context.run_as("dev", &["set", "o.y", "2"]).done();
    let merge =
        |base: &str| context.run_as("qe", &["merge", "--base", base, "--on-conflict", "authority", r#"{"n":1}"#]);
    merge("1").prints_and_says("", "ctx: merged with revision 4 of dev: o stayed {\"x\":2,\"y\":2}\n");
    context.run(&["get"]).prints("{\n  \"o\": {\n    \"x\": 2,\n    \"y\": 2\n  },\n  \"n\": 1\n}\n");
    let settled = json!([{"path": "o", "taken": "present", "by": "lead"}]);
    assert_eq!(context.records()[4]["args"], json!({"path": ".", "base": 1, "settled": settled}));
    // What the lead did before the base was known to whoever merges.
    merge("3").prints_and_says("", "ctx: merged with revision 5 of qe: your changes stand\n");
    context.run(&["get"]).prints("{\n  \"n\": 1\n}\n");
}

#[test]
fn where_neither_ranks_above_the_other_it_stays_a_conflict() {
    for ranking in [&["lead"][..], &["qe"]] {
        let context = Context::with(r#"{"a":1}"#);
        context.run(&[&["authority", "set"], ranking].concat()).done();
        let agent = if ranking == ["qe"] { "qe" } else { "developer" };
        disagree(&context, agent).fails(
            3,
            "ctx: could not merge into . in context.json: 1 conflict with what changed since revision 1\n  \
             a: base 1, present 2 (by qe at TIME in revision 3), input 3\n\
             hint: neither agent ranks above the other: ctx -c context.json authority\n\
             hint: ctx -c context.json log --since 1 --path a\n",
        );
    }
}

#[test]
fn who_changed_a_place_before_the_last_is_named_where_that_keeps_it_a_conflict() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["authority", "set", "qe", "dev"]).done();
    context.run_as("qe", &["set", "a", "4"]).done();
    context.run_as("dev", &["set", "a", "2"]).done();
    let merge = ["merge", "--base", "1", "--on-conflict", "authority", r#"{"a":3}"#];
    context.run_as("qe", &merge).normalized(&context).fails(
        3,
        "ctx: could not merge into . in context.json: 1 conflict with what changed since revision 1\n  \
         a: base 1, present 2 (by dev at TIME in revision 4), input 3\n\
         hint: qe changed a too, and neither agent ranks above the other: ctx -c context.json authority\n\
         hint: ctx -c context.json log --since 1 --path a\n",
    );
}

#[test]
fn a_ranking_that_is_none_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["authority", "set", "lead", "qe", "lead"]).fails(2, "ctx: lead is given twice\n");
    context.run(&["authority", "set", "the lead"]).fails(
        2,
        "ctx: invalid value 'the lead' for '<AGENT>...': an agent's name is 1 to 128 characters out of A-Z a-z 0-9 . _ @ : / -\n\
         hint: ctx authority set --help\n",
    );
    context.run(&["authority", "unset"]).fails(
        1,
        "ctx: could not remove the authority ranking in context.json: no ranking is set\n\
         hint: ctx -c context.json authority set AGENT...\n",
    );
    let broken = Context::holding(r#"{"_ctx":{"authority":"lead"}}"#);
    let why = "_ctx.authority is not a list of agents: invalid type: string \"lead\", expected a sequence";
    let hint = "hint: ctx -c context.json authority set AGENT...";
    broken.run(&["authority"]).fails(5, &format!("ctx: {why}\n{hint}\n"));
    let out = broken.run(&["-q", "authority", "set", "lead"]);
    let told = "ctx: context.json: kept out of _ctx what does not hold there: authority; what was there is saved as ";
    assert!(out.code == 0 && out.stderr.starts_with(told), "{out:?}");
    broken.run(&["authority"]).prints("lead\n");
}
