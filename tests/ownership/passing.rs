//! Which rights pass on, which come back, and which do not.

use serde_json::json;

use super::{by, handed_over, owners, refused};
use crate::support::Context;

#[test]
fn nobody_hands_over_what_it_handed_over_before() {
    let context = handed_over();
    let withheld = "a.b: handed to coder in revision 3, so planner cannot hand it over\n\
                    hint: ctx -c context.json handoff show h2\n";
    for path in ["a.b", "a.b.x"] {
        for force in ["", " --force"] {
            by(&context, "planner", &format!("handoff create qa -m x --transfer {path}{force}"))
                .fails(3, &format!("ctx: could not hand over to qa in context.json: {withheld}"));
        }
    }
    // Two were asked while it was still the sender's: the second one comes too late.
    let context = Context::with(r#"{"a":{"b":1}}"#);
    by(&context, "planner", "handoff create coder -m x --transfer a.b").prints("h2\n");
    by(&context, "planner", "handoff create qa -m x --transfer a.b --transfer other").prints("h3\n");
    by(&context, "coder", "handoff accept h2 --raw").done();
    let withheld = withheld.replace("revision 3", "revision 4");
    by(&context, "qa", "handoff accept h3").fails(3, &format!("ctx: could not accept h3 in context.json: {withheld}"));
    by(&context, "qa", "handoff inbox").fails(1, "");
    assert_eq!(owners(&context).as_object().unwrap().len(), 1);
}

#[test]
fn what_is_not_done_gives_the_right_back() {
    for step in ["handoff release h2", "handoff fail h2 -m no"] {
        let context = handed_over();
        by(&context, "coder", step).done();
        let owner = json!({"path": "a.b", "owner": "planner", "rev": 4, "handoff": "h2", "former": ["coder"]});
        assert_eq!(owners(&context), json!({"a.b": owner}), "{step}");
        by(&context, "planner", "set a.b 1").done();
        assert_eq!(by(&context, "coder", "set a.b 2").code, 3);
    }
}

#[test]
fn what_is_done_leaves_the_right_and_what_was_passed_on_does_not_come_back() {
    let context = handed_over();
    by(&context, "coder", "handoff complete h2").done();
    refused(&context, "planner", "set a.b 1", "set a.b");
    by(&context, "coder", "handoff create planner -m back --transfer a.b").prints("h5\n");
    by(&context, "planner", "handoff accept h5 --raw").done();
    assert_eq!(owners(&context)["a.b"]["former"], json!(["coder"]));
    by(&context, "planner", "set a.b 1").done();
    let context = handed_over();
    by(&context, "coder", "handoff create qa -m on --transfer a.b --supersedes h2").prints("h4\n");
    by(&context, "qa", "handoff accept h4 --raw").done();
    assert_eq!(owners(&context)["a.b"]["former"], json!(["planner", "coder"]));
    by(&context, "qa", "handoff release h4").done();
    assert_eq!(owners(&context)["a.b"]["former"], json!(["planner", "qa"]));
    let context = handed_over();
    by(&context, "coder", "handoff create qa -m on --transfer a.b").prints("h4\n");
    by(&context, "qa", "handoff accept h4 --raw").done();
    by(&context, "coder", "handoff fail h2 -m no").done();
    assert_eq!(owners(&context)["a.b"]["owner"], "qa");
}

#[test]
fn a_step_that_fails_passes_nothing_on_even_if_something_expired_meanwhile() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    by(&context, "planner", "handoff create coder -m x --transfer b").prints("h2\n");
    by(&context, "planner", "handoff create qa -m x --transfer a --transfer b").prints("h3\n");
    by(&context, "coder", "handoff accept h2 --raw").done();
    by(&context, "planner", "handoff create eve -m x --expires 1ms").prints("h5\n");
    while by(&context, "eve", "handoff inbox").code == 0 {}
    assert_eq!(by(&context, "qa", "handoff accept h3").code, 3);
    assert_eq!(context.ops()[5..], ["handoff.expired"]);
    assert_eq!(owners(&context).as_object().unwrap().len(), 1);
}

#[test]
fn some_places_cannot_be_handed_over() {
    let context = Context::with(r#"{"list":[1]}"#);
    by(&context, "planner", "handoff create qa -m x --transfer _ctx.owners")
        .fails(7, "ctx: _ctx is kept by ctx itself\nhint: leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it\n");
    by(&context, "planner", "handoff create qa -m x --transfer list[-1]").fails(
        2,
        "ctx: list[-1] is a different item after each append, so it cannot be handed over\n\
         hint: count the item from the start: [0]\n",
    );
    assert_eq!(by(&context, "planner", "handoff create qa -m x --transfer list/-").code, 0);
    assert_eq!(by(&context, "planner", "handoff create qa -m x --transfer /list/-").code, 2);
    assert_eq!(by(&context, "planner", "handoff create qa -m x --transfer a..b").code, 2);
    by(&context, "planner", "-N list handoff create qa -m x --transfer [0]").prints("h3\n");
    by(&context, "planner", "handoff create qa -m x --transfer .").prints("h4\n");
    by(&context, "qa", "handoff accept h4 --raw").done();
    assert_eq!(by(&context, "planner", "set anything 1").code, 3);
}

#[test]
fn the_right_of_an_acceptor_ends_with_its_time() {
    for (create, accept) in [(" --due 2s", ""), ("", " --ttl 1ns"), (" --due 1h", " --ttl 1ns")] {
        let context = Context::with(r#"{"a":{"b":1,"c":1}}"#);
        by(&context, "planner", &format!("handoff create coder -m x --transfer a.b{create}")).prints("h2\n");
        by(&context, "coder", &format!("handoff accept h2 --raw{accept}")).done();
        // Reading alone: no step of a handoff records that the time is over.
        if accept.is_empty() {
            assert_eq!(by(&context, "planner", "handoff wait h2").code, 1);
        }
        let again =
            if accept.is_empty() { "" } else { "hint: to hold it again: ctx -c context.json handoff accept h2\n" };
        by(&context, "coder", "set a.b 4").fails(
            3,
            &format!(
                "ctx: could not set a.b in context.json: \
                 a.b: owned by planner again, since the time to end h2 was over at TIME\n\
                 hint: ctx -c context.json handoff show h2\n{again}\
                 hint: --force writes it anyway, and the record says so\n"
            ),
        );
        by(&context, "planner", "set a.b 5").done();
        by(&context, "planner", "handoff create qa -m x --transfer a.b").prints("h5\n");
        assert_eq!(owners(&context)["a.b"]["owner"], "planner");
    }
}

#[test]
fn who_accepts_again_after_its_time_has_the_right_again() {
    let context = Context::with(r#"{"a":1}"#);
    by(&context, "planner", "handoff create coder -m x --transfer a").prints("h2\n");
    by(&context, "coder", "handoff accept h2 --raw --ttl 1ns").done();
    assert_eq!(by(&context, "coder", "set a 2").code, 3);
    by(&context, "coder", "handoff accept h2 --raw").done();
    by(&context, "coder", "set a 2").done();
    assert_eq!(by(&context, "planner", "set a 3").code, 3);
}

#[test]
fn a_handoff_is_open_when_the_one_that_withheld_its_place_ran_out() {
    let context = Context::with(r#"{"a":1}"#);
    by(&context, "planner", "handoff create coder -m x --transfer a --due 2s").prints("h2\n");
    by(&context, "planner", "handoff create qa -m x --transfer a").prints("h3\n");
    by(&context, "coder", "handoff accept h2 --raw").done();
    by(&context, "qa", "handoff inbox").fails(1, "");
    by(&context, "qa", "handoff wait --raw --timeout 1m").done();
    by(&context, "qa", "handoff next --raw").done();
    assert_eq!(owners(&context)["a"]["owner"], "qa");
}
