use crate::support::Context;

#[test]
fn sums_are_exact_and_printed() {
    let context = Context::with(r#"{"price":1.10,"big":18446744073709551615}"#);
    context.run(&["incr", "n"]).prints("1\n");
    context.run(&["incr", "n", "41"]).prints("42\n");
    context.run(&["incr", "n", "-2"]).prints("40\n");
    context.run(&["incr", "price", "0.2"]).prints("1.30\n");
    context.run(&["incr", "big"]).prints("18446744073709551616\n");
    context.run(&["incr", "big", "--print-rev"]).prints("18446744073709551617\n7\n");
    context.run(&["get", "--json", "n", "price"]).prints("{\n  \"n\": 40,\n  \"price\": 1.30\n}\n");
}

#[test]
fn what_is_no_number_is_not_added_to() {
    let context = Context::with(r#"{"s":"3"}"#);
    context.run(&["incr", "s"]).fails(
        5,
        "ctx: could not increment s in context.json: s is a string, not a number to add to\nhint: ctx -c context.json get --json s\n",
    );
    context.run(&["incr", "n", "x"]).fails(
        2,
        "ctx: invalid value 'x' for '[N]': not a number: an integer or decimal, such as 2, -1 or 0.5\n\
         hint: ctx incr --help\n",
    );
}

#[test]
fn a_number_of_too_many_digits_is_not_added_to() {
    let refused = "ctx: could not increment n in context.json: a number needs more than 10000 digits, the most that \
                   arithmetic takes\nhint: `ctx set` stores a number of any length\n";
    let context = Context::holding(&format!(r#"{{"n":{},"m":{}}}"#, "9".repeat(2_000_000), "9".repeat(10_000)));
    context.run(&["incr", "n"]).fails(5, refused);
    context.run(&["incr", "m"]).prints(&format!("1{}\n", "0".repeat(10_000)));
    let context = Context::with(r#"{"n":1}"#);
    context.run(&["incr", "n", &"9".repeat(10_001)]).fails(5, refused);
    context.run(&["incr", "n", "1e999999999"]).fails(5, refused);
    context.run(&["get", "n"]).prints("1\n");
}
