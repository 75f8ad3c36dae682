//! Votes: one for each agent, counted once, decided once.

mod open;
mod over;
mod race;
mod rules;

use serde_json::{Value, json};

use crate::support::{Answer, Context};

/// A context with the vote `release`, which planner opened for three voters.
fn opened() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    open(&context, &["release", "--options", "ship,wait", "--voters", "ann,bob,eve"]).prints("");
    context
}

fn open(context: &Context, words: &[&str]) -> Answer {
    context.run(&[&["vote", "open"], words].concat())
}

fn cast(context: &Context, agent: &str, words: &[&str]) -> Answer {
    context.run_as(agent, &[&["vote", "cast", "release"], words].concat())
}

fn value(context: &Context, path: &str) -> Value {
    serde_json::from_str(&context.run(&["get", "--json", path]).done()).unwrap()
}

#[test]
fn the_vote_that_decides_it_closes_it_and_puts_the_result_into_the_document() {
    let context = opened();
    cast(&context, "ann", &["ship", "-m", "all tests pass"]).prints("");
    cast(&context, "bob", &["wait"]).prints("");
    assert_eq!(context.run(&["has", "votes"]).code, 1);
    cast(&context, "eve", &["ship"]).prints("");
    context.run(&["get", "votes"]).prints(
        "{\n  \"release\": {\n    \"result\": \"decided\",\n    \"winner\": \"ship\",\n    \"tally\": {\n      \
         \"ship\": 2,\n      \"wait\": 1\n    }\n  }\n}\n",
    );
    context.run(&["vote", "wait", "release"]).prints("ship\n");
    context.run(&["vote", "list"]).prints(
        "TOPIC    STATUS   WINNER  VOTED  VOTES           SUMMARY\nrelease  decided  ship    3/3    ship 2, wait 1\n",
    );
    assert_eq!(context.ops(), ["merge", "vote.opened", "vote.cast", "vote.cast", "vote.cast"]);
    let records = context.records();
    let told = |i: usize| (records[i]["agent"].clone(), records[i]["args"].clone(), records[i]["message"].clone());
    assert_eq!(told(1), (json!("planner"), json!({"topic": "release"}), Value::Null));
    assert_eq!(told(2), (json!("ann"), json!({"topic": "release", "option": "ship"}), json!("all tests pass")));
    let last = json!({"topic": "release", "option": "ship", "result": "decided", "winner": "ship"});
    assert_eq!(told(4), (json!("eve"), last, Value::Null));
    context.run(&["verify"]).done();
}

#[test]
fn a_vote_is_shown_with_its_tally_and_who_has_not_voted() {
    let context = opened();
    let answer = cast(&context, "ann", &["ship", "-m", "yes", "--json"]).normalized(&context);
    let voters = r#"[{"agent":"ann"},{"agent":"bob"},{"agent":"eve"}]"#;
    let open = format!(
        "{{\"topic\":\"release\",\"options\":[\"ship\",\"wait\"],\"rule\":\"majority\",\"voters\":{voters},\
         \"path\":\"votes.release\",\"opened_by\":\"planner\",\"opened\":\"TIME\",\"status\":\"open\",\"ballots\":\
         {{\"ann\":{{\"option\":\"ship\",\"at\":\"TIME\",\"reason\":\"yes\"}}}},\"tally\":{{\"ship\":1,\"wait\":0}},\
         \"awaited\":[\"bob\",\"eve\"]}}\n"
    );
    answer.prints(&open);
    let shown = |words: &[&str]| {
        let answer = context.run(&[&["vote", "show", "release"], words].concat()).normalized(&context);
        serde_json::from_str::<Value>(&answer.done()).unwrap()
    };
    let expected: Value = serde_json::from_str(&open).unwrap();
    assert_eq!((shown(&[]), shown(&["--json"])), (expected.clone(), expected));
    assert_eq!(shown(&["--at", "2"])["awaited"], json!(["ann", "bob", "eve"]));
    cast(&context, "bob", &["ship"]).prints("");
    let closed = shown(&[]);
    assert_eq!(
        (&closed["status"], &closed["winner"], &closed["closed_by"], closed.get("awaited")),
        (&json!("decided"), &json!("ship"), &json!("bob"), None)
    );
    let list: Value =
        serde_json::from_str(&context.run(&["vote", "list", "--json"]).normalized(&context).done()).unwrap();
    assert_eq!(list, json!([closed]));
    context.run(&["vote", "list", "--status", "open"]).prints("");
}

#[test]
fn a_vote_can_be_changed_until_it_is_closed_and_the_same_again_changes_nothing() {
    let context = opened();
    cast(&context, "ann", &["ship", "-m", "fine"]).prints("");
    for words in [&["ship"][..], &["ship", "-m", "fine"]] {
        cast(&context, "ann", words).prints_and_says("", "ctx: unchanged: revision 3\n");
    }
    cast(&context, "ann", &["ship", "-m", "very fine"]).prints("");
    cast(&context, "ann", &["wait"]).prints("");
    assert_eq!(value(&context, "_ctx.votes.release.ballots.ann")["option"], "wait");
    cast(&context, "bob", &["ship"]).prints("");
    cast(&context, "eve", &["ship"]).prints("");
    // What was counted is the same again; anything else is not.
    cast(&context, "ann", &["wait"]).prints_and_says("", "ctx: unchanged: revision 7\n");
    let closed = "ctx: could not vote on release in context.json: the vote release was closed at TIME by eve: ship won \
                  (ship 2, wait 1)";
    let hint = "hint: ctx -c context.json vote show release\n";
    cast(&context, "ann", &["ship"]).normalized(&context).fails(3, &format!("{closed}; not counted: ship\n{hint}"));
    cast(&context, "ann", &["wait", "-m", "too late"])
        .normalized(&context)
        .fails(3, &format!("{closed}; not counted: wait\n{hint}"));
    assert_eq!(context.records().len(), 7);
}

#[test]
fn who_may_not_vote_and_what_is_no_option_is_refused() {
    let context = opened();
    let tried = "ctx: could not vote on release in context.json:";
    cast(&context, "zed", &["ship"]).fails(
        7,
        &format!(
            "{tried} zed is not a voter of the vote release: ann, bob, eve\nhint: use --agent NAME to say who you are\n"
        ),
    );
    cast(&context, "ann", &["shp"])
        .fails(2, &format!("{tried} shp is not an option of the vote release: ship, wait\nhint: did you mean ship?\n"));
    cast(&context, "ann", &["x"]).fails(
        2,
        &format!(
            "{tried} x is not an option of the vote release: ship, wait\nhint: ctx -c context.json vote show release\n"
        ),
    );
    for verb in [&["cast", "relase", "ship"][..], &["show", "relase"], &["wait", "relase"], &["close", "relase"]] {
        let answer = context.run(&[&["vote"], verb].concat());
        assert_eq!(answer.code, 1, "{verb:?}");
        let (first, hint) = answer.stderr.split_once('\n').unwrap();
        assert!(first.ends_with(" in context.json: there is no vote relase"), "{first}");
        assert_eq!(hint, "hint: did you mean release?\n");
    }
    assert_eq!(context.records().len(), 2);
}

#[test]
fn a_dry_run_shows_the_result_and_guards_hold() {
    let context = opened();
    cast(&context, "ann", &["ship"]).prints("");
    let patch: Value = serde_json::from_str(&cast(&context, "bob", &["ship", "--dry-run"]).done()).unwrap();
    let paths: Vec<&str> =
        patch.as_array().unwrap().iter().map(|operation| operation["path"].as_str().unwrap()).collect();
    let below = |name: &str| format!("/_ctx/votes/release/{name}");
    let expected = ["ballots/bob", "status", "winner", "closed_by", "closed_at"].map(below);
    assert_eq!(paths[..5], expected);
    assert_eq!(paths[5..], ["/votes"]);
    let guarded = cast(&context, "bob", &["ship", "--if-unchanged-since", "2"]);
    assert_eq!(guarded.code, 3, "{guarded:?}");
    assert_eq!(context.records().len(), 3);
    cast(&context, "bob", &["ship", "--if-rev", "3", "--print-rev"]).prints("4\n");
}

#[test]
fn watchers_are_told_of_each_step_and_of_the_end() {
    let context = opened();
    cast(&context, "ann", &["ship"]).prints("");
    cast(&context, "bob", &["ship"]).prints("");
    let answer = context.run(&["watch", "--since", "1", "-n", "4", "--type", "vote.*"]).done();
    let events: Vec<Value> = answer.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<(&Value, &Value, &Value)> = events.iter().map(|e| (&e["type"], &e["rev"], &e["agent"])).collect();
    let expected = [
        (json!("vote.opened"), json!(2), json!("planner")),
        (json!("vote.cast"), json!(3), json!("ann")),
        (json!("vote.cast"), json!(4), json!("bob")),
        (json!("vote.closed"), json!(4), json!("bob")),
    ];
    assert_eq!(told, expected.each_ref().map(|(kind, rev, agent)| (kind, rev, agent)));
    assert_eq!(events[3]["args"], json!({"topic": "release", "option": "ship", "result": "decided", "winner": "ship"}));
}
