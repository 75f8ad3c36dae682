use serde_json::json;

use crate::support::{Answer, Context};

fn declared(policies: &[(&str, &str)], object: &str) -> Context {
    let context = Context::with(object);
    for (path, policy) in policies {
        context.run(&["policy", "merge", path, policy]).prints("");
    }
    context
}

#[test]
fn policies_are_declared_listed_and_withdrawn() {
    let context = declared(&[("a.b", "sum"), (".tags", "union"), ("/a/b", "max"), ("/n/0", "min")], r#"{"a":1}"#);
    context.run(&["policy", "list"]).prints("PATH  MERGE\na.b   max\ntags  union\n/n/0  min\n");
    context.run(&["policy", "list", "--json"]).prints(
        "[\n  {\n    \"path\": \"a.b\",\n    \"merge\": \"max\"\n  },\n  {\n    \"path\": \"tags\",\n    \
         \"merge\": \"union\"\n  },\n  {\n    \"path\": \"/n/0\",\n    \"merge\": \"min\"\n  }\n]\n",
    );
    context.run(&["get"]).prints("{\n  \"a\": 1\n}\n");
    context.run(&["policy", "unset", "tags"]).prints("");
    context.run(&["-N", "a", "policy", "unset", "b"]).prints("");
    context.run(&["policy", "list"]).prints("PATH  MERGE\n/n/0  min\n");
    context.run(&["policy", "unset", "/n/0"]).prints("");
    assert_eq!(context.document(), "{\n  \"a\": 1,\n  \"_ctx\": {}\n}\n");
    assert_eq!(context.ops()[1..6], ["policy.set", "policy.set", "policy.set", "policy.set", "policy.unset"]);
    assert_eq!(context.records()[1]["args"], json!({"path": "a.b", "merge": "sum"}));
}

#[test]
fn a_merge_goes_by_the_policy_of_each_path_and_of_those_above() {
    let policies = [
        ("log", "append"),
        ("tags", "union"),
        ("best", "max"),
        ("worst", "min"),
        ("counts", "sum"),
        ("who", "replace"),
    ];
    let held = r#"{"log":[1],"tags":["a"],"best":9,"worst":1.10,"counts":{"x":1,"y":{"z":0.1}},"who":"me"}"#;
    let context = declared(&policies, held);
    let new =
        r#"{"log":[1],"tags":["b","a"],"best":10,"worst":1.2,"counts":{"x":1,"y":{"z":0.2},"new":5},"who":"you"}"#;
    let became = "log became [1,1]; tags became [\"a\",\"b\"]; worst stayed 1.10; 2 more";
    context.run(&["merge", new]).prints_and_says("", &format!("ctx: merged by the policies: {became}\n"));
    context
        .run(&["get", "log", "tags", "best", "worst", "counts", "who"])
        .prints("[1,1]\n[\"a\",\"b\"]\n10\n1.10\n{\"x\":2,\"y\":{\"z\":0.3},\"new\":5}\nyou\n");
    context.run(&["-q", "merge", "--strategy", "fail", r#"{"best":3,"counts":{"x":-1}}"#]).done();
    context.run_with_input(&["batch", "-"], r#"{"op":"merge","path":"counts","value":{"x":40}}"#).done();
    context.run(&["get", "best", "counts.x"]).prints("10\n41\n");
    context.run(&["merge", r#"{"best":null}"#]).done();
    context.run(&["has", "best"]).fails(1, "");
    context.run(&["set", "counts.x", "7"]).done();
    context.run(&["get", "counts.x"]).prints("7\n");
}

#[test]
fn merges_of_declared_paths_come_to_the_same_in_any_order() {
    let policies = [("n", "sum"), ("best", "max"), ("tags", "union"), ("log", "append")];
    let start = r#"{"n":10,"best":1,"tags":["a"],"log":["start"],"free":1}"#;
    let one = r#"{"n":11,"best":5,"tags":["a","b"],"log":["start","one"],"free":1}"#;
    let two = r#"{"n":7,"best":3,"tags":[],"log":["start","two"],"free":1}"#;
    let merged = |inputs: [&str; 2]| {
        let context = declared(&policies, start);
        for input in inputs {
            context.run(&["-q", "merge", "--base", "5", input]).done();
        }
        context.run(&["get", "n", "best", "tags", "log"]).done()
    };
    assert_eq!(merged([one, two]), "8\n5\n[\"b\"]\n[\"start\",\"one\",\"two\"]\n");
    assert_eq!(merged([two, one]), "8\n5\n[\"b\"]\n[\"start\",\"two\",\"one\"]\n");
}

#[test]
fn parallel_merges_of_declared_paths_are_all_in_the_result() {
    let context = declared(&[("n", "sum"), ("who", "union"), ("best", "max")], r#"{"n":0,"who":[],"best":0}"#);
    std::thread::scope(|scope| {
        for i in 1..=8 {
            let (context, agent) = (&context, format!("agent-{i}"));
            scope.spawn(move || {
                let input = format!(r#"{{"n":{i},"who":["{agent}"],"best":{i},"own-{i}":true}}"#);
                context.run_as(&agent, &["--wait", "60s", "-q", "merge", "--base", "1", &input]).prints("");
            });
        }
    });
    context.run(&["get", "n", "best"]).prints("36\n8\n");
    let who: Vec<String> = serde_json::from_str(&context.run(&["get", "who"]).done()).unwrap();
    assert_eq!(who.len(), 8);
    assert_eq!(context.run(&["keys"]).done().lines().count(), 3 + 8);
}

#[test]
fn a_value_that_the_policy_is_not_for_is_a_conflict() {
    let context = declared(&[("n", "sum"), ("l", "union")], r#"{"n":1,"l":[1],"s":"x"}"#);
    context.run(&["merge", r#"{"n":"two"}"#]).fails(
        3,
        "ctx: could not merge into . in context.json: n: the policy sum cannot combine 1 and \"two\"\n\
         hint: to replace it: ctx -c context.json set n VALUE\n",
    );
    assert_eq!(context.run(&["merge", r#"{"l":7}"#]).code, 3);
    let shown = format!("{}…", "9".repeat(120));
    context.run(&["merge", &format!(r#"{{"n":{}}}"#, "9".repeat(10_001))]).fails(
        3,
        &format!(
            "ctx: could not merge into . in context.json: n: the policy sum cannot combine 1 and {shown}: a number needs \
             more than 10000 digits, the most that arithmetic takes\n\
             hint: to replace it: ctx -c context.json set n VALUE\n"
        ),
    );
    context.run_as("qe", &["merge", r#"{"n":4}"#]).prints_and_says("", "ctx: merged by the policies: n became 5\n");
    let answer = context.run(&["set", "--base", "3", "n", "two"]).normalized(&context);
    assert!(
        answer.code == 3 && answer.stderr.contains("n: base 1, present 5 (by qe at TIME in revision 4), input \"two\"")
    );
}

/// The change is refused by the policy that stands for `path`, and nothing changes.
#[track_caller]
fn refused(context: &Context, words: &str, tried: &str, why: &str) {
    let before = (context.document(), context.log());
    let answer: Answer = context.run_as("eve", &words.split(' ').collect::<Vec<_>>()).normalized(context);
    answer.fails(
        3,
        &format!(
            "ctx: could not {tried} in context.json: {why}; last changed by planner at TIME in revision 1\n\
             hint: ctx -c context.json policy list\n\
             hint: --force changes it anyway, and the record says so\n"
        ),
    );
    assert_eq!((context.document(), context.log()), before);
}

#[test]
fn once_and_deny_hold_for_every_change() {
    let object = r#"{"id":{"a":1},"key":{"k":[1]},"n":1}"#;
    let context = declared(&[("id", "once"), ("key", "deny")], object);
    let once = |path: &str| format!("{path}: the first value is kept, by the policy once of id");
    let deny = |path: &str| format!("{path}: the value may not be changed, by the policy deny of key");
    context.write(
        "batch",
        "{\"op\":\"set\",\"path\":\"n\",\"value\":2}\n{\"op\":\"set\",\"path\":\"id.a\",\"value\":2}\n",
    );
    for (words, tried, why) in [
        ("set id.a 2", "set id.a", once("id.a")),
        ("set id 2", "set id", once("id")),
        ("set n=2 id.a=2", "set n, id.a", once("id.a")),
        ("unset id", "unset id", once("id")),
        ("incr id.a", "increment id.a", once("id.a")),
        ("merge {\"id\":{\"a\":2}}", "merge into .", once("id.a")),
        ("merge --base 1 {\"id\":{\"a\":1},\"key\":{\"k\":[2]},\"n\":1}", "merge into .", deny("key.k")),
        ("merge --base 1 --on-conflict replace {\"key\":{\"k\":[1]},\"n\":1}", "merge into .", once("id")),
        ("batch --from-file batch", "apply the batch", once("id.a")),
        ("set key.new 1", "set key.new", "key.new: nothing may be added to key, by the policy deny of key".to_owned()),
        (
            "merge {\"key\":{\"new\":1}}",
            "merge into .",
            "key.new: nothing may be added to key, by the policy deny of key".to_owned(),
        ),
        ("append key.k 2", "append to key.k", deny("key.k")),
        ("set key.k[0] 2", "set key.k[0]", deny("key.k")),
        ("set key {} --dry-run", "set key", deny("key.k")),
        ("handoff create qa -m x --set id.a=2", "hand over to qa", once("id.a")),
    ] {
        refused(&context, words, tried, &why);
    }
    context.run(&["set", "id.b", "1"]).done();
    context.run(&["set", "id.a", "1"]).prints_and_says("", "ctx: unchanged: revision 4\n");
    context.run(&["merge", r#"{"key":{"k":[1]},"n":2}"#]).done();
}

#[test]
fn a_forced_change_says_so_in_its_record() {
    let context = declared(&[("id", "once"), ("key", "deny")], r#"{"id":1,"key":1}"#);
    context.run(&["set", "id=2", "key=2", "--force"]).done();
    let forced = json!([{"path": "id", "policy": "once"}, {"path": "key", "policy": "deny"}]);
    assert_eq!(context.records()[3]["args"], json!({"paths": ["id", "key"], "forced": forced}));
    context.run(&["set", "n", "1", "--force"]).done();
    assert_eq!(context.records()[4]["args"], json!({"path": "n"}));
    let answer = context.run(&["set", "id", "3", "--error-format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&answer.stderr).unwrap();
    let facts = ["code", "path", "policy", "declared_for", "agent", "rev"].map(|fact| told[fact].clone());
    assert_eq!(facts, [json!(3), json!("id"), json!("once"), json!("id"), json!("planner"), json!(4)]);
}

#[test]
fn a_policy_that_cannot_be_is_refused() {
    let context = Context::with(r#"{"l":[{"n":1}]}"#);
    let fails = |words: &str, code: i32, why: &str| {
        context.run(&words.split(' ').collect::<Vec<_>>()).fails(code, why);
    };
    fails(
        "policy merge n add",
        2,
        "ctx: invalid value 'add' for '<POLICY>'\n  \
         [possible values: replace, append, union, max, min, sum, once, deny]\nhint: ctx policy merge --help\n",
    );
    fails(
        "policy merge _ctx.tasks deny",
        7,
        "ctx: could not set a policy for _ctx.tasks in context.json: _ctx is kept by ctx itself\n\
hint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n",
    );
    for (path, shown) in [("l[0].n", "l[0].n"), ("/l/0/n", "/l/0/n"), ("x[-1]", "x[-1]")] {
        let array = if path.starts_with('x') { "x" } else { "l" };
        fails(
            &format!("policy merge {path} sum"),
            2,
            &format!(
                "ctx: could not set a policy for {shown} in context.json: \
                 {shown} is an item of an array, and arrays are merged as a whole\n\
                 hint: ctx -c context.json policy merge {array} POLICY\n"
            ),
        );
    }
    fails(
        "policy unset n",
        1,
        "ctx: could not remove the policy of n in context.json: there is no policy for n\n\
         hint: ctx -c context.json policy list\n",
    );
    fails(
        "policy merge a..b sum",
        2,
        "ctx: could not read the path: a key is missing here\n  a..b\n    ^\n\
         hint: use a.b[0].c, [\"any key\"] or a JSON Pointer such as /a/b/0/c\n",
    );
    let broken = Context::holding(r#"{"_ctx":{"policies":{"n":{"merge":"add"}}}}"#);
    let answer = broken.run(&["policy", "list"]);
    let why = "_ctx.policies.n is not a policy: unknown variant `add`";
    assert!(answer.code == 5 && answer.stderr.contains(why), "{answer:?}");
    let answer = broken.run(&["set", "a", "1"]);
    assert!(answer.code == 0 && answer.stderr.contains("kept out of _ctx what does not hold there: policies.n;"));
    broken.run(&["policy", "list"]).prints("");
}

#[test]
fn when_a_protected_value_ends_is_part_of_what_is_protected() {
    for (policy, why) in [("deny", "the value may not be changed"), ("once", "the first value is kept")] {
        let context = Context::with(r#"{"a":{"b":1,"c":2},"d":1}"#);
        context.run(&["set", "d", "1", "--ttl", "1h"]).done();
        context.run(&["policy", "merge", "a.b", policy]).done();
        context.run(&["policy", "merge", "d", policy]).done();
        let before = (context.document(), context.log());
        for (arguments, path) in [
            (&["set", "a.b", "1", "--ttl", "1ms"][..], "a.b"),
            (&["set", "a", r#"{"b":1,"c":2}"#, "--ttl", "1ms"], "a.b"),
            (&["set", "d", "1", "--ttl", "2h"], "d"),
            (&["set", "d", "1"], "d"),
        ] {
            let answer = context.run(arguments);
            let says = format!(
                "ctx: could not set {} in context.json: {path}: {why}, by the policy {policy} of {path}",
                arguments[1]
            );
            assert!(answer.code == 3 && answer.stderr.starts_with(&says), "{answer:?}");
            assert_eq!((context.document(), context.log()), before);
        }
        context.run(&["set", "a.c", "3", "--ttl", "1h"]).done();
        context.run(&["set", "a.b", "1", "--ttl", "1h", "--force"]).done();
        let record = context.records().pop().unwrap();
        assert_eq!(record["args"]["forced"], json!([{"path": "a.b", "policy": policy}]));
    }
}

#[test]
fn what_is_new_may_end_where_the_first_value_stands() {
    let context = declared(&[("a", "once")], r#"{"x":1}"#);
    context.run(&["set", "a.b", "1", "--ttl", "1h"]).done();
    assert_eq!(context.run(&["set", "a.b", "1", "--ttl", "2h"]).code, 3);
}

#[test]
fn what_holds_in_a_context_that_is_not_there_is_not_told() {
    let context = Context::empty();
    let why = "ctx: there is no context context.json\nhint: to create it: ctx -c context.json init\n";
    for command in [
        &["policy", "list"][..],
        &["policy", "limit"],
        &["authority"],
        &["task", "claim"],
        &["tidy"],
        &["repair", "--yes"],
    ] {
        context.run(command).fails(1, why);
    }
    assert!(!context.path("context.json.lock").exists());
}
