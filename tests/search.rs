use crate::support::Context;

const DOCUMENT: &str = r#"{"build":{"status":"running","log":"The Straße\n\tis Ärgerlich"},"catalog":["log",{}],"n":1.50,"a b":{"Build":false}}"#;

#[test]
fn values_are_found_by_words_in_path_or_text_the_best_first() {
    let context = Context::with(DOCUMENT);
    context.run(&["search", "running"]).prints("build.status: running\n");
    context.run(&["search", "log"]).prints("catalog[0]: log\ncatalog[1]: {}\nbuild.log: The Straße is Ärgerlich\n");
    context
        .run(&["search", "build argerlich"])
        .prints("build.log: The Straße is Ärgerlich\n[\"a b\"].Build: false\nbuild.status: running\n");
    context.run(&["search", "STRASSE"]).prints("build.log: The Straße is Ärgerlich\n");
    context.run(&["search", "1.50"]).prints("n: 1.50\n");
    context.run(&["search", "build.status"]).prints("build.status: running\n");
    context.run(&["search", "catalog[1]"]).prints("catalog[1]: {}\n");
}

#[test]
fn keys_and_values_can_be_searched_alone_and_below_a_path() {
    let context = Context::with(DOCUMENT);
    context.run(&["search", "build", "--in", "keys"]).prints("build\n[\"a b\"].Build\n");
    context.run(&["search", "catalog log", "--in", "values"]).prints("catalog[0]: log\n");
    context.run(&["search", "log", "catalog"]).prints("catalog[0]: log\ncatalog[1]: {}\n");
    context.run(&["search", "log", "catalog[-2]"]).prints("catalog[0]: log\n");
    context.run(&["-N", "build", "search", "log"]).prints("build.log: The Straße is Ärgerlich\n");
    context.run(&["search", "log", "x"]).fails(
        1,
        "ctx: could not search x in context.json: there is no such key\n\
         hint: if it is a word to look for: ctx -c context.json search 'log x'\n\
         hint: ctx -c context.json keys\n",
    );
}

#[test]
fn what_does_not_match_is_said_and_what_is_left_out_too() {
    let context = Context::with(DOCUMENT);
    context.run(&["search", "zebra"]).fails(1, "ctx: nothing matches zebra\n");
    context.run(&["search", "zebra", "build", "--in", "keys"]).fails(1, "ctx: no key at build matches zebra\n");
    context.run(&["search", "zebra", "--json"]).prints_and_fails(
        1,
        "{\n  \"query\": \"zebra\",\n  \"matching\": 0,\n  \"matches\": []\n}\n",
        "ctx: nothing matches zebra\n",
    );
    context
        .run(&["search", " "])
        .fails(2, "ctx: TEXT needs 1 to 32 words, and has 0\nhint: to list all paths: ctx -c context.json overview\n");
    context.run(&["search", "log", "-n", "1"]).prints_and_says(
        "catalog[0]: log\n",
        "ctx: 2 more match\nhint: to see more: ctx -c context.json search log -n 3\n",
    );
    let many = serde_json::json!({"t": (0..20).map(|i| format!("word {i} {}", "x".repeat(90))).collect::<Vec<_>>()});
    let context = Context::with(&many.to_string());
    let answer = context.run(&["search", "word", "--max-bytes", "256"]);
    assert_eq!((answer.stdout.lines().count(), answer.stdout.len() <= 256), (2, true));
    assert_eq!(
        answer.stderr,
        "ctx: 18 more match\nhint: to see more: ctx -c context.json search word --max-bytes 1024\n"
    );
    let answer = context.run(&["search", "word", "--json", "--max-bytes", "512"]).done();
    let parsed: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!((&parsed["matching"], answer.len() <= 512), (&20.into(), true));
    assert_eq!(parsed["matches"][0]["path"], "t[0]");
}

#[test]
fn redacted_values_are_neither_matched_nor_shown() {
    let context = Context::with(r#"{"open":"needle"}"#);
    context.run(&["set", "api.needle", "needle-old"]).done();
    context.run(&["set", "--redact", "api.needle", "needle-new"]).done();
    context.run(&["set", "--redact", "secret", r#"{"needle":1}"#]).done();
    context.run(&["search", "needle"]).prints("api.needle: (redacted)\nopen: needle\n");
    context.run(&["search", "needle", "--in", "values"]).prints("open: needle\n");
    context.run(&["search", "old new", "--in", "history"]).fails(1, "ctx: no change matches old new\n");
    context.run(&["search", "needle", "--in", "history"]).prints("1 planner open: needle\n");
}

#[test]
fn the_history_is_searched_for_values_and_messages() {
    let context = Context::with(r#"{"build":{"status":"red"}}"#);
    context.run(&["set", "build.status", "green", "-m", "Tests are green again"]).done();
    context.run_as("bob", &["emit", "news", r#"{"text":"all green"}"#]).done();
    context.run_as("bob", &["unset", "build.status"]).done();
    context.run(&["search", "green", "--in", "history"]).prints(
        "2 planner build.status: green\n2 planner message: Tests are green again\n3 bob news: {\"text\":\"all green\"}\n",
    );
    context
        .run(&["search", "status", "--in", "history"])
        .prints("4 bob build.status\n1 planner build.status: red\n2 planner build.status: green\n");
    context.run(&["search", "green", "build", "--in", "history"]).prints("2 planner build.status: green\n");
    context
        .run(&["search", "green", "--in", "history", "--at", "1"])
        .fails(1, "ctx: no change at revision 1 matches green\n");
    context.run(&["search", "green"]).fails(1, "ctx: nothing matches green\n");
}

/// A document of more than 16 KiB is read as its text.
#[test]
fn a_long_document_is_found_in_like_a_short_one() {
    let words = |i: usize| format!("word{i} \"é\" {}", ["red", "green", "blue"][i % 3]);
    let document =
        serde_json::json!({"s": (0..600).map(words).collect::<Vec<_>>(), "_x": {"k\"ey": ["red fox", [], {}]}});
    let context = Context::with(&document.to_string());
    let expected = "_x[\"k\\\"ey\"][0]: red fox\n";
    context.run(&["search", "red fox", "-n", "1"]).prints_and_says(
        expected,
        "ctx: 200 more match\nhint: to see more: ctx -c context.json search 'red fox' -n 201\n",
    );
    context.run(&["search", "word599"]).prints("s[599]: word599 \"é\" blue\n");
    context.run(&["set", "s[599]", "word599 now"]).done();
    context.run(&["search", "word599"]).prints("s[599]: word599 now\n");
    context.run(&["set", "--ttl", "1ms", "gone", "unicorn"]).done();
    context.run(&["search", "unicorn"]).fails(1, "ctx: nothing matches unicorn\n");
    // Edited by hand: no text that ctx published.
    context.write("context.json", context.document().replace("word598", "word598  "));
    context.run(&["search", "word598"]).prints("s[598]: word598 \"é\" green\n");
}
