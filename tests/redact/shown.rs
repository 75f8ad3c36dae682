use super::{SECRET, redacted};

#[test]
fn what_differs_since_then_is_told_by_hashes() {
    let context = redacted();
    context.run(&["diff", "HEAD", "--exit-code"]).prints("");
    context.run(&["diff", "HEAD", "--all", "--exit-code"]).prints("");
    context.run(&["set", "api.key", "hunter2-b"]).done();
    for verb in
        ["diff HEAD~1", "diff HEAD~1 --json", "diff 1", "diff 1 --all", "blame", "blame --json", "blame api.key"]
    {
        let shown = context.run(&verb.split(' ').collect::<Vec<_>>()).done();
        assert!(!shown.contains(SECRET) && shown.contains("$redacted"), "{verb}: {shown}");
    }
    let edited = context.document().replace("hunter2-b", "hunter2-c");
    context.write("context.json", edited);
    let edit = context.run(&["diff", "HEAD", "--exit-code"]);
    assert_eq!((edit.code, edit.stdout.contains(SECRET)), (1, false), "{edit:?}");
    let blamed = context.run(&["blame", "api"]).done();
    assert!(blamed.contains("not recorded yet") && !blamed.contains(SECRET), "{blamed}");
}

#[test]
fn a_redacted_value_is_blamed_as_one_value() {
    let context = redacted();
    let blamed = context.run(&["blame", "api"]).normalized(&context).done();
    assert_eq!(blamed, "2  planner  TIME  set  api.key: {\"$redacted\":\"DIGEST\"}\n");
}

#[test]
fn a_plan_shows_what_the_log_would_hold() {
    let context = redacted();
    let plans = [
        "set api.key hunter2-b",
        "set --redact other hunter2-b",
        "set api.x 1",
        "unset api",
        "set api {\"key\":\"hunter2-b\"}",
    ];
    for plan in plans {
        let words: Vec<_> = plan.split(' ').chain(["--dry-run"]).collect();
        let patch = context.run(&words).done();
        assert!(!patch.contains(SECRET), "{plan}: {patch}");
    }
    let last = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let planned = last(&context.run(&["set", "api.x", "1", "--dry-run"]).done());
    context.run(&["set", "api.x", "1"]).done();
    assert_eq!(context.records().pop().unwrap()["patch"], planned);
}

#[test]
fn no_hash_tells_that_a_value_is_one_of_before() {
    let context = redacted();
    let hash = || {
        let record = context.records().pop().unwrap();
        let text = record["patch"].to_string();
        text.split("$redacted\":\"").last().unwrap()[..64].to_owned()
    };
    let mut hashes = vec![hash()];
    for value in ["hunter2-b", SECRET, "hunter2-b"] {
        context.run(&["set", "api.key", value]).done();
        hashes.push(hash());
    }
    context.run(&["unset", "api.key"]).done();
    context.run(&["set", "api.key", "hunter2-b"]).done();
    hashes.push(hash());
    context.run(&["merge", r#"{"api":{"key":"hunter2","x":1}}"#]).done();
    hashes.push(hash());
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), 6);
    // What is the same is unchanged, and what is changed beside it changes nothing of it.
    context.run(&["set", "api.key", SECRET]).prints_and_says("", "ctx: unchanged: revision 8\n");
    context.run(&["set", "api", r#"{"key":"hunter2","x":2}"#]).done();
    assert!(!context.records().pop().unwrap()["patch"].to_string().contains("$redacted"));
    context.run(&["verify"]).done();
}
