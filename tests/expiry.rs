use crate::support::Context;

#[test]
fn a_value_whose_time_is_over_is_hidden_and_removed_by_the_next_change() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "token", "secret", "--ttl", "1h"]).prints("");
    context.run(&["get", "token"]).prints("secret\n");
    context.run(&["set", "token", "secret", "--ttl", "1ns"]).prints("");
    context.run(&["has", "token"]).fails(1, "");
    context.run(&["keys"]).prints("a\n");
    context.run(&["wait", "--json", "token", "--absent"]).prints("{\"path\":\"token\",\"rev\":3}\n");
    assert!(context.document().contains("secret"));
    context.run(&["set", "a", "2"]).prints("");
    assert!(!context.document().contains("secret"));
    let record = context.records().pop().unwrap();
    assert_eq!(record["note"], "removed what was over: token");
    assert_eq!(record["patch"][0], serde_json::json!({"op": "remove", "path": "/token"}));
    context.run(&["get", "_ctx"]).prints("{}\n");
    context.run(&["-q", "verify"]).done();
}

#[test]
fn what_is_over_counts_as_absent_for_those_who_write() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "owner", "one", "--ttl", "1ns"]).prints("");
    context.run(&["set", "owner", "two", "--if-absent"]).prints("");
    context.run(&["get", "owner"]).prints("two\n");
}

#[test]
fn who_replaces_a_value_says_anew_how_long_it_lasts() {
    let context = Context::with(r#"{"a":1}"#);
    let ends = || context.run(&["keys", "_ctx.expiries"]).stdout;
    for replaced in [
        &["set", "a.n", "5"][..],
        &["set", "a", "{\"n\":5}"],
        &["merge", "{\"a\":{\"n\":5}}"],
        &["unset", "a.n"],
        &["unset", "a"],
        &["batch", "--from-file", "batch"],
    ] {
        context.write("batch", "{\"op\":\"set\",\"path\":\"a.n\",\"value\":5}\n");
        context.run(&["set", "a:={}", "b=1"]);
        context.run(&["set", "/a/n", "1", "--ttl", "1h"]).prints("");
        assert_eq!(ends(), "[\"a.n\"]\n");
        context.run(replaced).done();
        assert_eq!(ends(), "", "{replaced:?}");
    }
}

#[test]
fn what_is_added_lasts_as_long_as_what_was_there() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "hits", "0", "--ttl", "1h"]).prints("");
    context.run(&["set", "list:=[]", "--ttl", "1h"]).prints("");
    context.run(&["incr", "hits"]).prints("1\n");
    context.run(&["append", "list", "1"]).prints("");
    context.run_with_input(&["batch", "-"], "{\"op\":\"incr\",\"path\":\"hits\"}\n").prints("");
    context.run(&["keys", "_ctx.expiries"]).prints("hits\nlist\n");
}

#[test]
fn an_end_that_cannot_be_kept_is_refused() {
    let context = Context::with(r#"{"list":[1]}"#);
    context.run(&["set", "list[0]", "2", "--ttl", "1h"]).fails(
        2,
        "ctx: could not set list[0] in context.json: list[0] is an item of an array, and items move\n\
         hint: give --ttl to the whole array, or keep the value in an object\n",
    );
    for path in ["new[0]", "/list/1", "new.l[0].k"] {
        let answer = context.run(&["set", path, "2", "--ttl", "1h"]);
        assert!(answer.code == 2 && answer.stderr.contains("is an item of an array"), "{answer:?}");
    }
    for (ttl, why) in
        [("0s", "it must be longer than zero"), ("2years", "the maximum is one year"), ("soon", "expected")]
    {
        let answer = context.run(&["set", "x", "1", "--ttl", ttl]);
        assert!(answer.code == 2 && answer.stderr.contains(why), "{answer:?}");
    }
}

#[test]
fn however_a_path_is_written_what_is_put_there_or_above_lasts() {
    for (kept, put) in [
        ("a", "a"),
        ("a.b", "a"),
        (r#"a["b c"].d"#, r#"a["b c"]"#),
        (r#"["a.b"].c"#, r#"["a.b"]"#),
        ("/a/0/b", "a"),
        ("/a/0/b", "/a/0"),
        ("/0", "/0"),
    ] {
        let context = Context::empty();
        context.run(&["set", kept, "1", "--ttl", "1h"]).prints("");
        context.run(&["set", "ab", "1", "--ttl", "1h"]).prints("");
        context.run(&["set", put, "2"]).prints("");
        context.run(&["keys", "_ctx.expiries"]).prints("ab\n");
    }
}
