use std::process::Stdio;

use crate::support::{Answer, Context, answer};

fn acquire(context: &Context, agent: &str, ttl: &str) -> Answer {
    context.run_as(agent, &["lease", "acquire", "deploy", "--ttl", ttl])
}

/// Its own message, without the times, which differ from run to run.
fn timeless(context: &Context, answer: Answer) -> Answer {
    answer.normalized(context)
}

#[test]
fn a_lease_is_held_until_it_is_released() {
    let context = Context::with(r#"{"a":1}"#);
    acquire(&context, "one", "10m").prints("2\n");
    timeless(&context, acquire(&context, "two", "10m")).fails(
        3,
        "ctx: could not acquire deploy in context.json: the lease deploy is held by one since TIME until TIME (token 2)\n\
         hint: use --wait 1m to wait for it; to list the leases: ctx -c context.json lease list\n",
    );
    context.run_as("one", &["lease", "renew", "deploy", "--token", "2", "--ttl", "20m"]).prints("");
    let release = ["lease", "release", "deploy", "--token", "2", "--json"];
    timeless(&context, context.run_as("one", &release))
        .prints("{\"name\":\"deploy\",\"token\":2,\"holder\":null,\"since\":\"TIME\",\"until\":\"TIME\"}\n");
    context.run(&["lease", "list"]).prints("");
    acquire(&context, "two", "10m").prints("5\n");
    let list = timeless(&context, context.run(&["lease", "list"]));
    list.prints("NAME    HOLDER  TOKEN  SINCE                     UNTIL\ndeploy  two     5      TIME  TIME\n");
    assert_eq!(context.ops(), ["merge", "lease.acquired", "lease.renewed", "lease.released", "lease.acquired"]);
}

#[test]
fn whose_lease_was_over_is_fenced_once_somebody_else_has_it() {
    let context = Context::with(r#"{"a":1}"#);
    acquire(&context, "one", "1ns").prints("2\n");
    // Nobody else wanted it.
    context.run_as("one", &["set", "a", "2", "--fence", "2"]).prints("");
    acquire(&context, "two", "10m").prints("4\n");
    let fenced = "fenced: token 2 of the lease deploy is out of date; 4 is of two\n\
                  hint: to list the leases: ctx -c context.json lease list --all\n";
    let again = "hint: to acquire it again, with a new token: ctx -c context.json lease acquire deploy --ttl 10m\n";
    context
        .run_as("one", &["set", "a", "3", "--fence", "2"])
        .fails(3, &format!("ctx: could not set a in context.json: {fenced}{again}"));
    context
        .run_as("one", &["lease", "renew", "deploy", "--token", "2", "--ttl", "1m"])
        .fails(3, &format!("ctx: could not renew deploy in context.json: {fenced}{again}"));
    // Who wanted to be rid of it need not acquire it.
    context
        .run_as("one", &["lease", "release", "deploy", "--token", "2"])
        .fails(3, &format!("ctx: could not release deploy in context.json: {fenced}"));
    context.run_as("two", &["set", "a", "4", "--fence", "4"]).prints("");
    context.run(&["set", "a", "5", "--fence", "1"]).fails(
        1,
        "ctx: could not set a in context.json: no lease has the token 1\nhint: ctx -c context.json lease list\n",
    );
}

#[test]
fn a_stolen_lease_is_recorded_with_its_reason() {
    let context = Context::with(r#"{"a":1}"#);
    acquire(&context, "one", "10m").prints("2\n");
    let steal = ["lease", "steal", "deploy", "--reason", "one is dead", "--ttl", "1m"];
    context.run_as("two", &steal).prints("3\n");
    let record = &context.records()[2];
    let told = (&record["op"], &record["args"]["from"], &record["message"], &record["agent"]);
    assert_eq!(told, (&"lease.stolen".into(), &"one".into(), &"one is dead".into(), &"two".into()));
    assert_eq!(context.run_as("one", &["set", "a", "2", "--fence", "2"]).code, 3);
}

#[test]
fn who_waits_has_the_lease_when_it_is_released() {
    let context = Context::with(r#"{"a":1}"#);
    acquire(&context, "one", "10m").prints("2\n");
    let mut command = context.command(&["--wait", "60s", "lease", "acquire", "deploy", "--ttl", "1m"]);
    let waiter = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    context.run_as("one", &["lease", "release", "deploy", "--token", "2"]).prints("");
    let output = waiter.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b"4\n"[..]));
    let mut command = context.command(&["--wait", "10ms", "lease", "acquire", "deploy", "--ttl", "1m"]);
    command.env("CTX_AGENT", "late");
    answer(command).normalized(&context).fails(
        4,
        "ctx: could not acquire deploy in context.json: timed out after 10ms: the lease deploy is held by planner since \
         TIME until TIME (token 4)\n\
         hint: use --wait 1m to wait for it; to list the leases: ctx -c context.json lease list\n",
    );
}

/// A command of a session of `planner`.
fn in_session(context: &Context, session: &str, arguments: &[&str]) -> Answer {
    let mut command = context.command(&[&["lease"], arguments].concat());
    command.env("CTX_SESSION", session);
    answer(command)
}

#[test]
fn a_session_renews_and_releases_its_own_lease_without_its_token() {
    let context = Context::with(r#"{"a":1}"#);
    in_session(&context, "s1", &["acquire", "deploy"]).prints("2\n");
    in_session(&context, "s1", &["acquire", "deploy", "--ttl", "1h"]).prints("2\n");
    in_session(&context, "s1", &["renew", "--ttl", "2h"]).prints("");
    in_session(&context, "s1", &["renew", "deploy", "--ttl", "3h"]).prints("");
    assert_eq!(context.ops()[1..], ["lease.acquired", "lease.renewed", "lease.renewed", "lease.renewed"]);

    // Another session of the same agent is another holder.
    assert_eq!(in_session(&context, "s2", &["acquire", "deploy"]).code, 3);
    assert_eq!(context.run(&["lease", "acquire", "deploy"]).code, 3);
    let needed = "the lease deploy is held by planner, perhaps in another session: its token is needed\n\
                  hint: use --token TOKEN, as `ctx lease acquire` printed it; to list the leases: \
                  ctx -c context.json lease list\n";
    in_session(&context, "s2", &["release", "deploy"])
        .fails(2, &format!("ctx: could not release deploy in context.json: {needed}"));
    context
        .run(&["lease", "renew", "deploy"])
        .fails(2, &format!("ctx: could not renew deploy in context.json: {needed}"));
    in_session(&context, "s2", &["release"]).fails(
        1,
        "ctx: could not release a lease in context.json: this session holds no lease\n\
         hint: ctx -c context.json lease list\n",
    );

    in_session(&context, "s1", &["acquire", "other"]).done();
    in_session(&context, "s1", &["release"]).fails(
        2,
        "ctx: could not release a lease in context.json: this session holds 2 leases: deploy, other\n\
         hint: name one of them\n",
    );
    in_session(&context, "s1", &["release", "other"]).prints("");
    in_session(&context, "s1", &["release"]).prints("");
    context.run(&["lease", "list"]).prints("");
}

#[test]
fn a_time_of_nothing_or_of_years_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    for (ttl, why) in
        [("0s", "it must be longer than zero"), ("2years", "the maximum is one year; renew it before then")]
    {
        let why = format!("ctx: invalid value '{ttl}' for '--ttl <DURATION>': {why}\nhint: ctx lease acquire --help\n");
        acquire(&context, "one", ttl).fails(2, &why);
    }
    context.run(&["lease"]).fails(2, "ctx: no command given\nhint: ctx lease --help\n");
    acquire(&context, "one", "1year").prints("2\n");
}

#[test]
fn an_unknown_lease_is_a_no_that_names_those_it_may_be() {
    let context = Context::with(r#"{"a":1}"#);
    let renew = ["lease", "renew", "dpeloy", "--token", "2", "--ttl", "1m"];
    let why = "ctx: could not renew dpeloy in context.json: there is no lease dpeloy\n";
    context.run(&renew).fails(1, &format!("{why}hint: ctx -c context.json lease list --all\n"));
    acquire(&context, "one", "10m").prints("2\n");
    context.run(&renew).fails(1, &format!("{why}hint: did you mean deploy?\n"));
}

#[test]
fn a_lease_that_was_released_is_of_no_use_to_who_had_it() {
    let context = Context::with(r#"{"a":1}"#);
    acquire(&context, "one", "10m").prints("2\n");
    context.run_as("one", &["lease", "release", "deploy", "--token", "2"]).prints("");
    let why = "the lease deploy was released; its token 2 is no longer valid\n\
               hint: to list the leases: ctx -c context.json lease list --all\n";
    let again = "hint: to acquire it again, with a new token: ctx -c context.json lease acquire deploy --ttl 10m\n";
    context
        .run_as("one", &["lease", "renew", "deploy", "--token", "2", "--ttl", "1m"])
        .fails(3, &format!("ctx: could not renew deploy in context.json: {why}{again}"));
    context
        .run_as("one", &["lease", "release", "deploy", "--token", "2"])
        .fails(3, &format!("ctx: could not release deploy in context.json: {why}"));
    acquire(&context, "two", "10m").prints("4\n");
    context.run_as("two", &["lease", "release", "deploy", "--token", "4"]).prints("");
    context.run_as("one", &["--error-format", "json", "emit", "done", "--fence", "2"]).fails(
        3,
        "{\"error\":\"could not emit done in context.json: fenced: token 2 of the lease deploy is out of date; \
         4 is of an agent that released it\",\"code\":3,\"kind\":\"conflict\",\
         \"hints\":[\"to list the leases: ctx -c context.json lease list --all\",\
         \"to acquire it again, with a new token: ctx -c context.json lease acquire deploy --ttl 10m\"],\
         \"name\":\"deploy\",\"token\":2,\"newer\":4}\n",
    );
}

#[test]
fn a_lease_that_somebody_spoiled_is_named_with_who_wrote_it_so() {
    let context = Context::with(r#"{"a":1}"#);
    acquire(&context, "one", "10m").prints("2\n");
    context.write("context.json", context.document().replace("\"token\": 2", "\"token\": true"));
    let why = "_ctx.leases.deploy is not a lease: invalid type: boolean `true`, expected u64\n\
               hint: who wrote it: ctx -c context.json blame _ctx.leases.deploy\n";
    for (arguments, tried) in
        [(&["lease", "list"][..], "list the leases"), (&["set", "a", "2", "--fence", "2", "--dry-run"], "set a")]
    {
        context.run(arguments).fails(5, &format!("ctx: could not {tried} in context.json: {why}"));
    }
    // The next change keeps that out, so that the lease is what it was.
    let written = context.run(&["set", "a", "2", "--fence", "2"]);
    let says =
        "ctx: context.json: kept out of _ctx what does not hold there: leases.deploy; what was there is saved as ";
    assert!(written.code == 0 && written.stderr.starts_with(says), "{written:?}");
}
