use crate::support::{Answer, Context, answer};

/// No credentials, but made like them.
fn github() -> String {
    format!("ghp_{}", "a1".repeat(18))
}

fn aws() -> String {
    format!("AKIA{}", "A1".repeat(8))
}

const HINT: &str = "hint: the log keeps every value permanently; `ctx set --redact` keeps one out of it; CTX_SECRETS=off turns off this warning\n";

fn run_with(context: &Context, policy: &str, arguments: &[&str]) -> Answer {
    let mut command = context.command(arguments);
    command.env("CTX_SECRETS", policy);
    answer(command)
}

#[test]
fn what_looks_like_a_credential_is_set_with_a_warning_that_does_not_show_it() {
    let context = Context::empty();
    let warning = |path: &str| format!("ctx: warning: {path} looks like a GitHub token (rule github-token)\n{HINT}");
    context.run(&["set", "api.key", &github()]).prints_and_says("", &warning("api.key"));
    context.run(&["get", "api.key"]).prints(&format!("{}\n", github()));
    context.run(&["set", "api.key", &github()]).prints_and_says("", "ctx: unchanged: revision 1\n");
    context.run(&["-q", "set", "other", &github()]).prints("");
    let text = format!("Authorization: Bearer {}", github());
    context.run(&["set", "a b", "--literal", &text]).prints_and_says("", &warning("[\"a b\"]"));
    context.run(&["set", "x", "1", "-m", &github()]).prints_and_says("", &warning("the text of -m"));
    context.run(&["append", "list", "one"]).done();
    context.run(&["append", "list", &github()]).prints_and_says("", &warning("list[1]"));
}

#[test]
fn a_web_token_is_one_however_short_its_signature() {
    let context = Context::empty();
    let warning = "ctx: warning: t looks like a JSON Web Token (rule jwt)\n";
    let token = format!("eyJ{}.eyJ{}.signed", "a1".repeat(9), "b2".repeat(5));
    context.run(&["set", "t", &token]).prints_and_says("", &format!("{warning}{HINT}"));
    context.run(&["set", "t", "com.example.application"]).done();
}

#[test]
fn it_is_found_at_any_depth_and_in_what_ctx_keeps() {
    let context = Context::with(r#"{"a":{"old":1}}"#);
    let input = format!(r#"{{"a":{{"list":[1,{{"x":"{}"}}]}},"k":"{}"}}"#, github(), aws());
    context.run(&["merge", &input]).prints_and_says(
        "",
        &format!(
            "ctx: warning: a.list[1].x looks like a GitHub token (rule github-token)\n\
             ctx: warning: k looks like an AWS access key id (rule aws-access-key)\n{HINT}"
        ),
    );
    // What was there before is not added.
    let again = format!(r#"{{"list":[1,{{"x":"{}"}}],"new":1}}"#, github());
    context.run(&["set", "a", &again]).done();
    let payload = format!(r#"{{"token":"{}"}}"#, aws());
    let answer = context.run(&["handoff", "create", "b", "-m", "work", "--payload", &payload]);
    let expected =
        "ctx: warning: _ctx.handoffs.h4.payload.token looks like an AWS access key id (rule aws-access-key)\n";
    answer.prints_and_says("h4\n", &format!("{expected}{HINT}"));
    let answer = context.run(&["task", "add", "t", "--payload", &payload]);
    let expected = "ctx: warning: _ctx.tasks.t.payload.token looks like an AWS access key id (rule aws-access-key)\n";
    answer.prints_and_says("t\n", &format!("{expected}{HINT}"));
    let expected = "ctx: warning: data.token looks like an AWS access key id (rule aws-access-key)\n";
    context.run(&["emit", "topic", &payload]).prints_and_says("", &format!("{expected}{HINT}"));
}

#[test]
fn a_key_that_looks_like_one_is_not_shown_either() {
    let context = Context::empty();
    let warning =
        |path: &str| format!("ctx: warning: {path} looks like an AWS access key id (rule aws-access-key)\n{HINT}");
    context.run(&["set", &format!("a.{}.b", aws()), "1"]).prints_and_says("", &warning("a.<aws-access-key>"));
    context.run(&["set", &format!("a.{}.b", aws()), "2"]).done();
    let input = format!(r#"{{"x":{{"{}":{{"y":"{}"}}}}}}"#, aws(), aws());
    context.run(&["merge", &input]).prints_and_says(
        "",
        &format!(
            "ctx: warning: x.<aws-access-key> looks like an AWS access key id (rule aws-access-key)\n{}",
            warning("x.<aws-access-key>.y")
        ),
    );
}

#[test]
fn many_are_not_all_named() {
    let input: Vec<String> = (0..8).map(|n| format!(r#""k{n}":"{}""#, aws())).collect();
    let answer = Context::empty().run(&["merge", &format!("{{{}}}", input.join(","))]);
    let warnings: Vec<String> =
        (0..5).map(|n| format!("ctx: warning: k{n} looks like an AWS access key id (rule aws-access-key)\n")).collect();
    answer.prints_and_says("", &format!("{}ctx: warning: so do 3 more\n{HINT}", warnings.concat()));
}

#[test]
fn deny_refuses_it_and_writes_nothing() {
    let context = Context::with(r#"{"a":1}"#);
    let before = (context.document(), context.log());
    let hint = "hint: leave it out (`ctx set --redact` keeps a value out of the log); set CTX_SECRETS=off if it is not a credential\n";
    let why = "looks like a GitHub token (rule github-token), and CTX_SECRETS is deny";
    run_with(&context, "deny", &["set", "a=2", &format!("b={}", github())])
        .fails(7, &format!("ctx: could not set a, b in context.json: b {why}\n{hint}"));
    run_with(&context, "deny", &["set", "b", &github(), "--dry-run"])
        .fails(7, &format!("ctx: could not set b in context.json: b {why}\n{hint}"));
    run_with(&context, "deny", &["emit", "topic", &format!("\"{}\"", github())])
        .fails(7, &format!("ctx: could not emit topic in context.json: data {why}\n{hint}"));
    run_with(&context, "deny", &["emit", "topic", "-m", &github()])
        .fails(7, &format!("ctx: could not emit topic in context.json: the text of -m {why}\n{hint}"));
    let answer = run_with(&context, "deny", &["--error-format", "json", "set", "b", &github()]);
    answer.fails(
        7,
        &format!(
            "{{\"error\":\"could not set b in context.json: b {why}\",\"code\":7,\"kind\":\"refused\",\"hints\":[\"{}\"],\
             \"path\":\"b\",\"rule\":\"github-token\"}}\n",
            hint.trim_start_matches("hint: ").trim_end()
        ),
    );
    assert_eq!((context.document(), context.log()), before);
    assert!(!context.read("context.json.lock").contains(&github()));
    run_with(&context, "deny", &["set", "b", "ghp_short"]).done();
}

#[test]
fn off_says_nothing_and_any_other_word_is_refused() {
    let context = Context::empty();
    run_with(&context, "off", &["set", "a", &github()]).done();
    for word in ["no", "DENY", "deny ", "1"] {
        let why =
            format!("ctx: could not set a in context.json: CTX_SECRETS is {word:?}, which is not warn, deny or off\n");
        run_with(&context, word, &["set", "a", "1"]).fails(2, &why);
    }
    run_with(&context, "", &["set", "a", "1"]).done();
    assert_eq!(context.ops(), ["set", "set"]);
}

#[test]
fn a_dry_run_warns_too() {
    let answer = Context::empty().run(&["set", "a", &github(), "--dry-run"]);
    assert_eq!(
        (answer.code, answer.stderr),
        (0, format!("ctx: warning: a looks like a GitHub token (rule github-token)\n{HINT}"))
    );
}

#[test]
fn a_key_that_is_refused_is_not_shown_as_what_was_tried_either() {
    let context = Context::with(r#"{"a":1}"#);
    for arguments in [&["set"][..], &["tag"], &["policy", "merge"]] {
        let value: &[&str] = match arguments {
            ["tag"] => &[],
            ["set"] => &["1"],
            _ => &["sum"],
        };
        let key = github();
        let answer = run_with(&context, "deny", &[arguments, &[key.as_str()], value].concat());
        assert!(answer.code == 7 && answer.stderr.contains(" <github-token> in context.json: "), "{answer:?}");
        assert!(!answer.stderr.contains(&key), "{answer:?}");
    }
}

#[test]
fn a_namespace_that_is_refused_is_not_shown() {
    let context = Context::with(r#"{"a":1}"#);
    for form in [&[][..], &["--error-format", "json"]] {
        let answer = run_with(&context, "deny", &[form, &["-N", &github(), "set", "a", "1"]].concat());
        assert!(
            answer.code == 7 && answer.stderr.contains("could not set <github-token>.a in context.json: "),
            "{answer:?}"
        );
        assert!(!answer.stderr.contains(&github()), "{answer:?}");
    }
}

#[test]
fn a_topic_and_a_name_are_warned_of() {
    let context = Context::empty();
    let warning = |place: &str| format!("ctx: warning: {place} looks like a GitHub token (rule github-token)\n");
    context.run(&["emit", &github()]).prints_and_says("", &(warning("topic") + HINT));
    context.run(&["--agent", &github(), "set", "a", "1"]).prints_and_says("", &warning("the agent's name"));
    run_with(&context, "off", &["--agent", &github(), "set", "a", "2"]).done();
    context.run(&["--agent", &github(), "get", "a"]).prints("2\n");
}

#[test]
fn a_topic_an_agent_and_a_session_are_refused_too() {
    let context = Context::with(r#"{"a":1}"#);
    let before = context.log();
    let hint = "hint: leave it out (`ctx set --redact` keeps a value out of the log); set CTX_SECRETS=off if it is not a credential\n";
    let why = "looks like a GitHub token (rule github-token), and CTX_SECRETS is deny";
    run_with(&context, "deny", &["emit", &github(), "1"])
        .fails(7, &format!("ctx: could not emit <github-token> in context.json: topic {why}\n{hint}"));
    run_with(&context, "deny", &["--agent", &github(), "set", "a", "2"])
        .fails(7, &format!("ctx: could not set a in context.json: the agent's name {why}\n{hint}"));
    let mut command = context.command(&["emit", "topic"]);
    command.envs([("CTX_SECRETS", "deny"), ("CTX_SESSION", &github())]);
    answer(command).fails(7, &format!("ctx: could not emit topic in context.json: the session {why}\n{hint}"));
    let mut command = context.command(&["emit", "topic"]);
    command.envs([("CTX_SECRETS", "deny"), ("CTX_ON_BEHALF_OF", &github())]);
    answer(command).fails(7, &format!("ctx: could not emit topic in context.json: CTX_ON_BEHALF_OF {why}\n{hint}"));
    assert_eq!(context.log(), before);
}
