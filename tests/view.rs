use crate::support::Context;

const DOCUMENT: &str = r#"{"build":{"status":"red","n":1.50,"l":[1,2]},"x":"text"}"#;

#[test]
fn parameters_are_merged_in_and_nothing_is_written() {
    let context = Context::with(DOCUMENT);
    let log = context.log();
    context
        .run(&["view", "build"])
        .prints("{\n  \"status\": \"red\",\n  \"n\": 1.50,\n  \"l\": [\n    1,\n    2\n  ]\n}\n");
    context.write("note.txt", "two\nlines\n");
    let with = ["view", "build", "--with", "n:=2.50", "l[-1]=9", "new.deep=1", "--with", "t=@note.txt"];
    context.run(&with).prints(
        "{\n  \"status\": \"red\",\n  \"n\": 2.50,\n  \"l\": [\n    1,\n    9\n  ],\n  \"new\": {\n    \"deep\": 1\n  },\n  \
         \"t\": \"two\\nlines\"\n}\n",
    );
    context
        .run(&["-N", "build", "view", "--with", "status=y", "n=0", "l:=[]"])
        .prints("{\n  \"status\": \"y\",\n  \"n\": 0,\n  \"l\": []\n}\n");
    context.run(&["view", "x"]).prints("\"text\"\n");
    assert_eq!(context.log(), log);
}

#[test]
fn the_context_of_a_task_is_the_base_context_and_its_payload() {
    let context = Context::with(DOCUMENT);
    context.run(&["task", "add", "t1", "--payload", r#"{"build":{"n":null,"l":[3]},"url":"a"}"#]).done();
    context.run(&["task", "add", "t2", "--payload", "word"]).done();
    context.run(&["task", "add", "t3"]).done();
    let url = |url: &str| {
        format!(
            "{{\n  \"build\": {{\n    \"status\": \"red\",\n    \"l\": [\n      3\n    ]\n  }},\n  \"x\": \"text\",\n  \"url\": \"{url}\"\n}}\n"
        )
    };
    context.run(&["view", "--task", "t1"]).prints(&url("a"));
    context.run(&["view", "--task", "t1", "--with", "url=b"]).prints(&url("b"));
    assert_eq!(context.run(&["view", "--task", "t3"]).done(), context.run(&["get"]).done());
    context.run(&["view", "--task", "t2"]).fails(
        5,
        "ctx: could not use the task t2 in context.json: its payload is a string, not an object\n\
         hint: to see it: ctx -c context.json task show t2\n",
    );
    context.run(&["view", "--task", "t9"]).fails(
        1,
        "ctx: could not use the task t9 in context.json: there is no task t9\nhint: ctx -c context.json task list\n",
    );
}

#[test]
fn what_cannot_be_viewed_is_said() {
    let context = Context::with(DOCUMENT);
    context.run(&["view", "build.y"]).fails(
        1,
        "ctx: could not view build.y in context.json: there is no such key\n\
         hint: to list what exists: ctx -c context.json keys build\n",
    );
    context
        .run(&["view", "x", "--with", "a=1"])
        .fails(5, "ctx: could not add parameters to x: it is a string, not an object\n");
    context.run(&["view", "--with", "a"]).fails(
        2,
        "ctx: \"a\" is not KEY=VALUE\nhint: write KEY=VALUE, KEY:=JSON or KEY=@FILE; other arguments come before these\n",
    );
    context.run(&["view", "--with", "build.l.x=1"]).fails(
        5,
        "ctx: could not add the parameter build.l.x: build.l is an array, and x is a key\n\
         hint: write an item as [0]; `ctx append` adds one\n",
    );
    context.run(&["view", "--with", "_ctx.x=1"]).fails(
        7,
        "ctx: could not add the parameter _ctx.x: _ctx is kept by ctx itself\n\
         hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n",
    );
    context.run(&["view", "--with", "a=1", "a=2"]).fails(2, "ctx: a is given twice\n");
}
