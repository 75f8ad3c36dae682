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
