use std::process::Command;

use serde_json::json;

use crate::support::{Answer, Context, answer};

/// `ctx ARGUMENTS` in this directory, with these variables.
fn ctx(context: &Context, arguments: &[&str], variables: &[(&str, &str)]) -> Answer {
    let mut command: Command = Context::bare(context.directory());
    command.args(arguments).envs(variables.iter().copied());
    answer(command).normalized(context)
}

#[test]
fn the_agent_the_session_and_the_context_are_named_with_where_they_come_from() {
    let context = Context::with(r#"{"a":1}"#);
    ctx(&context, &["-c", "context.json", "--agent", "lead", "-N", "build", "whoami"], &[("CTX_SESSION", "s1")])
        .prints(
            "agent      lead  (from --agent)\n\
         session    s1  (from CTX_SESSION)\n\
         context    DIR/context.json  (from --context)\n\
         namespace  build  (from --namespace)\n",
        );
    let detected = [("CLAUDECODE", "1"), ("CLAUDE_CODE_SESSION_ID", "3f2a"), ("CTX_FILE", "context.json")];
    ctx(&context, &["whoami"], &detected).prints(
        "agent      claude-code  (from CLAUDECODE)\n\
         session    3f2a  (from CLAUDE_CODE_SESSION_ID)\n\
         context    DIR/context.json  (from CTX_FILE)\n\
         namespace  none\n",
    );
    let told = ctx(&context, &["whoami", "--json"], &[("CTX_AGENT", "qa"), ("CTX_NAMESPACE", "test")]).done();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&told).unwrap(),
        json!({
            "agent": {"name": "qa", "from": "CTX_AGENT"},
            "session": null,
            "context": null,
            "namespace": {"name": "test", "from": "CTX_NAMESPACE"},
        })
    );
}

#[test]
fn where_nothing_is_named_the_user_and_the_working_directory_are() {
    let context = Context::empty();
    let answer = ctx(&context, &["whoami"], &[]);
    let mut lines = answer.stdout.lines();
    let agent = lines.next().unwrap();
    assert!(agent.starts_with("agent      tester@") && agent.ends_with("  (from the user and the host)"), "{agent}");
    let session = lines.next().unwrap();
    assert!(session.starts_with("session    ") && session.ends_with("  (from the process session)"), "{session}");
    assert_eq!(lines.collect::<Vec<_>>(), ["context    none", "namespace  none"]);
    ctx(&context, &["init"], &[]);
    let answer = ctx(&context, &["whoami"], &[]);
    assert_eq!(answer.stdout.lines().nth(2), Some("context    DIR/.ctx/context.json  (from the working directory)"));
}
