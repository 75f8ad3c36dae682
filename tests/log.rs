use crate::support::Context;

fn with_history() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("coder", &["set", "a", "2", "-m", "because"]).done();
    context.run(&["set", "b.c", "x"]).done();
    context.run_as("coder", &["unset", "a"]).done();
    context
}

#[test]
fn the_log_tells_revision_time_agent_op_and_old_and_new_values() {
    let context = with_history();
    context.run(&["log"]).normalized(&context).prints(
        "1  TIME  planner  merge\n    a: 1\n\
         2  TIME  coder  set  \"because\"\n    a: 1 -> 2\n\
         3  TIME  planner  set\n    b: {\"c\":\"x\"}\n\
         4  TIME  coder  unset\n    a: 2 -> (removed)\n",
    );
    context.run(&["log", "-n", "1"]).normalized(&context).prints("4  TIME  coder  unset\n    a: 2 -> (removed)\n");
    context.run(&["log", "-n", "0"]).prints("");
}

#[test]
fn records_can_be_chosen_by_path_agent_op_and_time() {
    let context = with_history();
    let revisions = |arguments: &[&str]| {
        let mut all = vec!["log", "--json"];
        all.extend(arguments);
        let lines = context.run(&all).done();
        let revision = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["rev"].as_u64().unwrap();
        lines.lines().map(revision).collect::<Vec<_>>()
    };
    assert_eq!(revisions(&[]), [1, 2, 3, 4]);
    assert_eq!(revisions(&["--path", "a"]), [1, 2, 4]);
    assert_eq!(revisions(&["--path", "b.c.d"]), [3]);
    assert_eq!(revisions(&["--agent", "coder"]), [2, 4]);
    assert_eq!(revisions(&["--op", "set"]), [2, 3]);
    assert_eq!(revisions(&["--since", "2"]), [3, 4]);
    assert_eq!(revisions(&["--since", "1h"]), [1, 2, 3, 4]);
    assert_eq!(revisions(&["--since", "2999-01-01"]), [0; 0]);
    assert_eq!(revisions(&["--since", "1", "--agent", "coder", "-n", "1"]), [4]);
}

#[test]
fn json_prints_the_records_as_they_are() {
    let context = with_history();
    assert_eq!(context.run(&["log", "--json"]).done(), context.log());
    Context::holding("{}").run(&["log"]).prints("");
}

#[test]
fn a_record_says_who_where_and_from_which_state() {
    let context = Context::with(r#"{"a":1}"#);
    let mut command = context.command(&["set", "a", "2"]);
    command.env("CTX_SESSION", "s-1");
    crate::support::answer(command).done();
    let record = &context.records()[1];
    assert_eq!(record["patch"].to_string(), r#"[{"op":"replace","path":"/a","value":2}]"#);
    assert_eq!(record["undo"].to_string(), r#"[{"op":"replace","path":"/a","value":1}]"#);
    assert_eq!(record["session"], "s-1");
    assert_eq!(record["durability"], "full");
    assert_eq!(record["prev"], context.records()[0]["h"]);
    for member in ["pid", "uid", "host", "boot", "at"] {
        assert!(!record[member].is_null(), "{member}");
    }
}
