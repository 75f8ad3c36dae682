use crate::support::Context;

#[test]
fn values_are_removed_and_the_order_of_the_others_is_kept() {
    let context = Context::with(r#"{"a":1,"b":[1,2,3],"c":3,"d":4}"#);
    context.run(&["unset", "a", "b[1]"]).done();
    assert_eq!(context.document(), "{\n  \"b\": [\n    1,\n    3\n  ],\n  \"c\": 3,\n  \"d\": 4\n}\n");
}

#[test]
fn a_missing_value_is_exit_code_1_and_then_nothing_is_removed() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["unset", "a", "x"]).fails(
        1,
        "ctx: could not unset a, x in context.json: there is no x\n\
         hint: use --ignore-missing to ignore missing values\n",
    );
    context.run(&["get", "a"]).prints("1\n");
    context.run(&["unset", "a", "x", "--ignore-missing"]).done();
    context.run(&["has", "a"]).fails(1, "");
    context
        .run(&["unset", "."])
        .fails(2, "ctx: could not unset . in context.json: the whole document cannot be removed\n");
}

#[test]
fn items_of_an_array_are_those_that_the_paths_name_before_any_is_removed() {
    for (paths, left) in [
        (&["l[0]", "l[1]"][..], r#"["c","d"]"#),
        (&["l[1]", "l[0]"], r#"["c","d"]"#),
        (&["l[-1]", "l[-2]"], r#"["a","b"]"#),
        (&["l[0]", "l[0]"], r#"["b","c","d"]"#),
        (&["l[2]", "l[3]", "n"], r#"["a","b"]"#),
        (&["l[0]", "/l/3"], r#"["b","c"]"#),
    ] {
        let context = Context::with(r#"{"l":["a","b","c","d"],"n":1}"#);
        context.run(&[&["unset"], paths].concat()).done();
        let document: serde_json::Value = serde_json::from_str(&context.document()).unwrap();
        assert_eq!(document["l"].to_string(), left, "{paths:?}");
    }
}
