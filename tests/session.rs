//! Agents of one name are told apart by their sessions.

use std::process::Command;

use crate::support::{Answer, CTX, Context, Need, answer, missing};

/// `ctx ARGUMENTS` as a coding agent in a session.
fn in_session(context: &Context, session: &str, arguments: &[&str]) -> Answer {
    let mut command = Context::bare(context.directory());
    command.args(["-c", "context.json"]).args(arguments);
    answer(with_session(command, session))
}

fn with_session(mut command: Command, session: &str) -> Command {
    command.envs([("CLAUDECODE", "1"), ("CLAUDE_CODE_SESSION_ID", session)]);
    command
}

/// `ctx ARGUMENTS` as nobody named, in a process session of its own, as another terminal is one.
fn in_another_terminal(context: &Context, arguments: &[&str]) -> Answer {
    let bare = Context::bare(context.directory());
    let mut command = Command::new("setsid");
    command.args(["--wait", CTX, "-c", "context.json"]).args(arguments).current_dir(context.directory()).env_clear();
    command.envs(bare.get_envs().filter_map(|(name, value)| Some((name, value?))));
    answer(command)
}

fn as_nobody_named(context: &Context, arguments: &[&str]) -> Answer {
    let mut command = Context::bare(context.directory());
    command.args(["-c", "context.json"]).args(arguments);
    answer(command)
}

trait Succeeds {
    fn succeeds(self);
}

impl Succeeds for Answer {
    /// Whatever it says on standard error.
    #[track_caller]
    fn succeeds(self) {
        assert_eq!(self.code, 0, "{self:?}");
    }
}

#[test]
fn undo_takes_back_what_this_session_changed_and_names_what_another_one_did() {
    let context = Context::empty();
    in_session(&context, "s1", &["set", "a=1"]).done();
    in_session(&context, "s2", &["set", "b=2"]).done();
    in_session(&context, "s1", &["set", "c=3"]).done();
    in_session(&context, "s2", &["undo"]).succeeds();
    assert_eq!(context.document(), "{\n  \"a\": 1,\n  \"c\": 3\n}\n");
    in_session(&context, "s2", &["undo"]).fails(
        1,
        "ctx: could not undo the last change of claude-code in context.json: there is no change left to undo\n\
         hint: to undo the last change of claude-code in another session: ctx -c context.json undo 3\n",
    );
    in_session(&context, "s2", &["undo", "3"]).succeeds();
    in_session(&context, "s1", &["undo"]).succeeds();
    assert_eq!(context.document(), "{}\n");
}

#[test]
fn a_claim_is_ended_in_its_session_or_by_its_token() {
    let context = Context::empty();
    context.run(&["task", "add", "t"]).done();
    in_session(&context, "s1", &["task", "claim"]).done();
    for end in [&["complete", "t"][..], &["fail", "t", "-m", "no"], &["release", "t"], &["renew", "t"]] {
        let verb = end[0];
        in_session(&context, "s2", &[&["task"], end].concat()).fails(
            3,
            &format!(
                "ctx: could not {verb} the task t in context.json: claude-code has claimed the task t in another session\n\
                 hint: if the claim is yours, pass the token that `ctx task claim` printed: --token TOKEN\n"
            ),
        );
    }
    assert_eq!(in_session(&context, "s2", &["task", "claim", "--mine"]).code, 1);
    in_session(&context, "s1", &["task", "claim", "--mine"]).succeeds();
    in_session(&context, "s2", &["task", "renew", "t", "--token", "2"]).done();
    in_session(&context, "s1", &["task", "complete", "t"]).done();
}

#[test]
fn two_terminals_of_a_user_whom_nobody_named_are_two_sessions() {
    let context = Context::empty();
    as_nobody_named(&context, &["task", "add", "t"]).done();
    as_nobody_named(&context, &["task", "claim"]).done();
    let refused = in_another_terminal(&context, &["task", "complete", "t"]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains(" has claimed the task t in another session\n"), "{refused:?}");
    as_nobody_named(&context, &["task", "complete", "t"]).done();
    let sessions: Vec<_> = context.records().iter().map(|record| record["session"].clone()).collect();
    assert_eq!(sessions.len(), 3);
    assert!(sessions.iter().all(|session| session.is_string() && session == &sessions[0]), "{sessions:?}");
    // A name of its own tells an agent apart wherever it runs.
    let mut named = context.command(&["set", "a=1"]);
    named.env("CTX_AGENT", "lead");
    answer(named).done();
    assert_eq!(context.records()[3].get("session"), None);
}

#[test]
fn two_containers_of_a_user_whom_nobody_named_are_two_sessions() {
    if missing(&[Need::Processes]) {
        return;
    }
    let context = Context::empty();
    let container = |script: &str| {
        let bare = Context::bare(context.directory());
        let mut command = Command::new("unshare");
        // The session of the one who started the container has no number in it.
        command.args(["-Ufpr", "--kill-child", "sh", "-ec", script, "sh", CTX]).current_dir(context.directory());
        command.env_clear().envs(bare.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command
    };
    let claim =
        r#""$1" -c context.json task add t; "$1" -c context.json task claim; "$1" -c context.json task renew t"#;
    // It goes on, so that the other one is another one.
    let first = container(&format!("{claim}; : >claimed; until [ -e over ]; do :; done"));
    let first = std::thread::scope(|scope| {
        let first = scope.spawn(|| answer(first));
        while !context.path("claimed").exists() && !first.is_finished() {
            std::thread::yield_now();
        }
        let refused = answer(container(r#""$1" -c context.json task complete t"#));
        context.write("over", "");
        assert_eq!(refused.code, 3, "{refused:?}");
        assert!(refused.stderr.contains(" has claimed the task t in another session\n"), "{refused:?}");
        first.join().unwrap()
    });
    first.succeeds();
}

#[test]
fn jobs_of_one_terminal_exclude_each_other_from_a_lease() {
    let context = Context::empty();
    as_nobody_named(&context, &["lease", "acquire", "build"]).done();
    assert_eq!(as_nobody_named(&context, &["lease", "acquire", "build"]).code, 3);
}

#[test]
fn long_session_ids_that_begin_alike_are_two() {
    let context = Context::empty();
    let id = |end: &str| format!("{}{end}", "0".repeat(128));
    in_session(&context, &id("a"), &["lease", "acquire", "build"]).done();
    assert_eq!(in_session(&context, &id("b"), &["lease", "acquire", "build"]).code, 3);
    in_session(&context, &id("a"), &["lease", "release", "build"]).done();
    let session = context.records()[0]["session"].as_str().unwrap().to_owned();
    assert!(session.starts_with("sha256:") && session.len() == 71, "{session}");
}
