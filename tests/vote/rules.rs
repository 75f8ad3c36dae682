//! When an option wins, and when none can.

use serde_json::{Value, json};

use super::{open, value};
use crate::support::Context;

/// Opens a vote with these options, lets agents vote, and returns after how many votes it was closed, with
/// the result.
fn voted(rule: &[&str], votes: &[(&str, &str)]) -> (usize, Value) {
    let context = Context::with(r#"{"a":1}"#);
    open(&context, &[&["t", "--options", "a,b,c"], rule].concat()).prints("");
    for (count, (agent, option)) in (1..).zip(votes) {
        context.run_as(agent, &["vote", "cast", "t", option]).prints("");
        if context.run(&["has", "votes.t"]).code == 0 {
            return (count, value(&context, "votes.t"));
        }
    }
    (0, Value::Null)
}

fn result(result: &str, winner: Option<&str>, [a, b, c]: [u64; 3]) -> Value {
    json!({"result": result, "winner": winner, "tally": {"a": a, "b": b, "c": c}})
}

#[test]
fn a_majority_of_the_voters_wins_as_soon_as_it_is_certain() {
    let four = ["--voters", "w,x,y,z"];
    let is = |votes: &[(&str, &str)], closed: (usize, Value)| assert_eq!(voted(&four, votes), closed, "{votes:?}");
    is(&[("w", "a"), ("x", "a"), ("y", "a")], (3, result("decided", Some("a"), [3, 0, 0])));
    is(&[("w", "a"), ("x", "b"), ("y", "a"), ("z", "b")], (4, result("tied", None, [2, 2, 0])));
    // None of them can have three any more.
    is(&[("w", "a"), ("x", "b"), ("y", "c")], (3, result("tied", None, [1, 1, 1])));
    is(&[("w", "a"), ("x", "b"), ("y", "a"), ("x", "a")], (4, result("decided", Some("a"), [3, 0, 0])));
    is(&[("w", "a"), ("x", "b"), ("y", "a")], (0, Value::Null));
    assert_eq!(voted(&["--voters", "w", "--majority"], &[("w", "c")]), (1, result("decided", Some("c"), [0, 0, 1])));
}

#[test]
fn a_quorum_closes_when_enough_have_voted() {
    let three = ["--quorum", "3"];
    let is = |votes: &[(&str, &str)], closed: (usize, Value)| assert_eq!(voted(&three, votes), closed, "{votes:?}");
    is(&[("w", "a"), ("x", "a"), ("y", "b")], (3, result("decided", Some("a"), [2, 1, 0])));
    is(&[("w", "a"), ("x", "b"), ("y", "c")], (3, result("tied", None, [1, 1, 1])));
    // One agent has one vote.
    is(&[("w", "a"), ("w", "b"), ("x", "b"), ("w", "c")], (0, Value::Null));
}

#[test]
fn unanimity_ends_at_the_first_dissent() {
    let is = |who: &[&str; 2], votes: &[(&str, &str)], closed: (usize, Value)| {
        assert_eq!(voted(&[&who[..], &["--unanimous"]].concat(), votes), closed, "{votes:?}");
    };
    let three = ["--voters", "x,y,z"];
    is(&three, &[("x", "b"), ("y", "b"), ("z", "b")], (3, result("decided", Some("b"), [0, 3, 0])));
    is(&three, &[("x", "b"), ("y", "c")], (2, result("tied", None, [0, 1, 1])));
    // To change one's own vote is no dissent.
    is(&three, &[("x", "b"), ("x", "c"), ("y", "c"), ("z", "c")], (4, result("decided", Some("c"), [0, 0, 3])));
    is(&["--quorum", "2"], &[("x", "a"), ("y", "a")], (2, result("decided", Some("a"), [2, 0, 0])));
    is(&["--quorum", "3"], &[("x", "a"), ("y", "b")], (2, result("tied", None, [1, 1, 0])));
}

#[test]
fn weights_count_instead_of_heads() {
    let is = |voters: &str, votes: &[(&str, &str)], closed: (usize, Value)| {
        assert_eq!(voted(&["--weighted", "--voters", voters], votes), closed, "{votes:?}");
    };
    is("x=3,y=1,z", &[("y", "a"), ("x", "b")], (2, result("decided", Some("b"), [1, 3, 0])));
    is("x=2,y=1,z", &[("x", "a"), ("y", "b"), ("z", "b")], (3, result("tied", None, [2, 2, 0])));
    is("x=5,y=1", &[("x", "c")], (1, result("decided", Some("c"), [0, 0, 5])));
    let heavy = "x=1000000,y=999999";
    is(heavy, &[("y", "a"), ("x", "b")], (2, result("decided", Some("b"), [999_999, 1_000_000, 0])));
}
