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
         kept      {kept} bytes in _ctx, 0 entries ended\n"
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
