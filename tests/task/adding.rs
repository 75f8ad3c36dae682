//! How tasks come to be, and what is none.

use super::{act, claimed, with_tasks};
use crate::support::Context;

#[test]
fn items_of_a_file_become_tasks_in_one_revision() {
    let context = Context::with(r#"{"a":1}"#);
    let items = "{\"url\":\"a\",\"n\":1.10}\n\n{\"url\":\"b\"}\n";
    let add = ["task", "add", "--from-file", "-", "--queue", "pages"];
    context.run_with_input(&add, items).prints("t2-1\nt2-2\n");
    let named = [&add[..], &["--name-from", "url"]].concat();
    context.run_with_input(&named, items).prints("a\nb\n");
    let more = [&named[..], &["--ignore-existing"]].concat();
    context.run_with_input(&more, "{\"url\":\"b\"}\n{\"url\":\"c\"}\n").prints("c\n");
    context.run_with_input(&named, "{\"url\":\"d\"}\n{\"url\":\"a\"}\n").normalized(&context).fails(
        3,
        "ctx: could not add tasks in context.json: line 2: \
         the task a was added already, by planner at TIME; it is pending\n\
         hint: use --ignore-existing to leave it as it is\n",
    );
    assert_eq!(claimed(context.run(&["task", "claim"]))["payload"].to_string(), r#"{"url":"a","n":1.10}"#);
    context
        .run(&["task", "progress", "--queue", "pages"])
        .prints("{\"done\":0,\"running\":1,\"failed\":0,\"pending\":4,\"total\":5}\n");
}

#[test]
fn a_line_that_is_no_task_is_named_and_told_what_a_good_one_looks_like() {
    let context = Context::with(r#"{"a":1}"#);
    let add = ["task", "add", "--from-file", "-"];
    let tried = "ctx: could not add the tasks of standard input: line";
    context.run_with_input(&add, "{}\n\nx y\n").fails(
        5,
        &format!(
            "{tried} 3 is not valid JSON: expected value at column 1\n\
             hint: each line must be one JSON value, such as {{\"page\":1}}\n"
        ),
    );
    for (path, line, why, example) in [
        ("url", r#"{"uri":"e"}"#, ": there is no name at url", r#"url, such as {"url":"a-name"}"#),
        (
            "job.id",
            r#"{"job":{"id":[1]}}"#,
            ": what is at job.id is not a name: it is neither a string nor a number",
            r#"job.id, such as {"job":{"id":"a-name"}}"#,
        ),
        ("[0]", "[\"\"]", ": a name has 1 to 128 bytes and no control characters", r#"[0], such as ["a-name"]"#),
        ("[1]", "[2]", ": there is no name at [1]", "[1]"),
        ("n", "{", " is not valid JSON: EOF while parsing an object at column 1", r#"n, such as {"n":"a-name"}"#),
    ] {
        context
            .run_with_input(&[&add[..], &["--name-from", path]].concat(), line)
            .fails(5, &format!("{tried} 1{why}\nhint: each line must be one JSON value with a name at {example}\n"));
    }
    context.write("items.jsonl", "{\"id\":1}\n{\"id\":1}\n{\"id\":2,\"id\":3}\n");
    let add = ["--error-format", "json", "task", "add", "--from-file", "items.jsonl"];
    context.run(&add).fails(
        5,
        "{\"error\":\"could not add the tasks of items.jsonl: line 3 is not valid JSON: \
         the key \\\"id\\\" a second time at column 12\",\"code\":5,\"kind\":\"bad_data\",\
         \"hints\":[\"each line must be one JSON value, such as {\\\"page\\\":1}\"],\"line\":3,\"column\":12}\n",
    );
    context.write("items.jsonl", "{\"id\":1}\n{\"id\":1}\n");
    context.run(&[&add[..], &["--name-from", "id"]].concat()).normalized(&context).fails(
        3,
        "{\"error\":\"could not add tasks in context.json: line 2: \
         the task 1 was added already, by planner at TIME; it is pending\",\"code\":3,\"kind\":\"conflict\",\
         \"hints\":[\"use --ignore-existing to leave it as it is\"],\
         \"id\":\"1\",\"status\":\"pending\",\"line\":2}\n",
    );
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_task_that_somebody_spoiled_is_named_with_who_wrote_it_so() {
    let context = with_tasks(&["a"]);
    context.write("context.json", context.document().replace("\"pending\"", "7"));
    let why = "_ctx.tasks.a is not a task: invalid type: number, expected string or map\n\
               hint: who wrote it: ctx -c context.json blame _ctx.tasks.a\n";
    for (arguments, tried) in [
        (&["task", "list"][..], "list the tasks"),
        (&["task", "progress"], "count the tasks"),
        (&["task", "show", "a"], "show the task a"),
        (&["task", "wait", "a"], "wait for the tasks"),
        (&["task", "collect"], "collect the results"),
        (&["wait", "--task", "a"], "wait for the end of the task a"),
    ] {
        context.run(arguments).fails(5, &format!("ctx: could not {tried} in context.json: {why}"));
    }
    // The next change keeps that out, so that the task is what it was.
    let claimed = context.run(&["task", "claim"]);
    let says = "ctx: context.json: kept out of _ctx what does not hold there: tasks.a; what was there is saved as ";
    assert!(claimed.code == 0 && claimed.stderr.starts_with(says), "{claimed:?}");
}

#[test]
fn what_is_no_task_or_no_name_is_refused() {
    let context = with_tasks(&["build"]);
    let near = "there is no task biuld\nhint: did you mean build?\n";
    act(&context, "planner", &["show", "biuld"])
        .fails(1, &format!("ctx: could not show the task biuld in context.json: {near}"));
    act(&context, "planner", &["show", "build", "--at", "1"]).fails(
        1,
        "ctx: could not show the task build at revision 1 in context.json: there is no task build\n\
         hint: ctx -c context.json task list\n",
    );
    act(&context, "planner", &["wait", "biuld"])
        .fails(1, &format!("ctx: could not wait for the tasks in context.json: {near}"));
    act(&context, "planner", &["add", "x", "--after", "tset"]).fails(
        1,
        "ctx: could not add tasks in context.json: there is no task tset\nhint: ctx -c context.json task list\n",
    );
    act(&context, "planner", &["add"]).fails(
        2,
        "ctx: nothing to add: give a name or a payload\n\
         hint: ctx -c context.json task add NAME..., or --payload VALUE, or --file items.jsonl\n",
    );
    act(&context, "planner", &["claim", "--ttl", "0s"]).fails(
        2,
        "ctx: invalid value '0s' for '--ttl <DURATION>': it must be longer than zero\nhint: ctx task claim --help\n",
    );
}
