use crate::support::Context;

#[test]
fn status_tells_where_the_context_stands() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "qa", "-m", "look"]).done();
    let size = context.document().len();
    let json: serde_json::Value = serde_json::from_str(&context.run(&["status", "--json"]).done()).unwrap();
    let kept = usize::try_from(json["kept"]["bytes"].as_u64().unwrap()).unwrap();
    assert!((size - 40..size).contains(&kept), "{kept} of {size}");
    context.run(&["status"]).normalized(&context).prints(&format!(
        "file      context.json\nrevision  2\nsize      {size} bytes\n\
         changed   TIME by planner (handoff.created)\nlock      free\nhandoffs  1 pending\n\
         tasks     none\nleases    none\nvotes     none\nkept      {kept} bytes in _ctx, 0 entries ended\n"
    ));
    assert_eq!((json["rev"].as_u64(), json["last"]["agent"].as_str()), (Some(2), Some("planner")));
    assert_eq!((json["holder"].is_null(), json["handoffs"]["pending"].as_u64()), (true, Some(1)));
}

#[test]
fn an_edit_without_ctx_is_told() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\":2}\n");
    let status = context.run(&["status"]).done();
    assert!(status.contains("revision  1, edited since without ctx\n"), "{status}");
    Context::empty()
        .run(&["status"])
        .fails(1, "ctx: there is no context context.json\nhint: to create it: ctx -c context.json init\n");
}

#[test]
fn the_head_has_an_old_word_of_its_own() {
    let context = Context::with(r#"{"a":1}"#);
    let head = context.run(&["status", "--head"]).done();
    let lineage = context.run(&["status", "--head", "--lineage"]).done();
    assert!(head.starts_with("1:"));
    context.run(&["head"]).prints(&head);
    context.run(&["head", "--lineage"]).prints(&lineage);
    context.run(&["verify", "-q", "--expect", head.trim_end(), "--lineage", lineage.trim_end()]).done();
    context
        .run(&["head", "--json"])
        .fails(2, "ctx: the argument '--head' cannot be used with '--json'\nhint: usage: ctx status --head\n");
}

#[test]
fn what_is_open_is_counted() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "qa", "-m", "look"]).done();
    context.run(&["handoff", "create", "qa", "-m", "look again"]).done();
    context.run_as("qa", &["handoff", "accept", "h2"]).done();
    context.run(&["task", "add", "t1", "t2"]).done();
    context.run_as("w", &["task", "claim"]).done();
    context.run(&["lease", "acquire", "db"]).done();
    let status = context.run(&["status"]).done();
    let open = "handoffs  1 pending, 1 accepted\ntasks     1 pending, 1 running\nleases    1 held\nvotes     none\n";
    assert!(status.contains(open), "{status}");
    let json: serde_json::Value = serde_json::from_str(&context.run(&["status", "--json"]).done()).unwrap();
    assert_eq!(
        serde_json::json!([json["handoffs"], json["tasks"], json["leases"], json["votes"]]),
        serde_json::json!([
            {"pending": 1, "accepted": 1}, {"pending": 1, "running": 1, "failed": 0}, {"held": 1}, {"open": 0},
        ])
    );
}

#[test]
fn it_never_waits_for_the_lock() {
    let context = Context::with(r#"{"a":1}"#);
    let status = context.run(&["lock", "--", crate::support::CTX, "status"]).done();
    assert!(status.contains("\nlock      held by planner"), "{status}");
}

#[test]
fn schemas_are_named_by_their_paths() {
    let context = Context::with(r#"{"a":1}"#);
    for path in ["a", "b", "c", "d"] {
        context.run_with_input(&["schema", "set", "-", path], "true").done();
    }
    let status = context.run(&["status"]).done();
    assert!(status.lines().any(|line| line == "schemas   4: a, b, c, ..."), "{status}");
    let json: serde_json::Value = serde_json::from_str(&context.run(&["status", "--json"]).done()).unwrap();
    assert_eq!(json["schemas"], serde_json::json!(["a", "b", "c", "d"]));
}
