//! Many who want what one can have, again and again.

use std::process::{Child, Stdio};

use crate::support::{Answer, Context};

const AGENTS: usize = 32;
const ROUNDS: usize = 100;

/// What each of the agents is answered who all do the same at once.
fn all_at_once(context: &Context, arguments: &[&str]) -> Vec<Answer> {
    // Quiet about a lock that is waited for; why something is refused is told all the same.
    let arguments = [&["-q", "--durability", "fast"], arguments].concat();
    let racers: Vec<Child> = (0..AGENTS)
        .map(|n| {
            let mut command = context.command(&arguments);
            command.env("CTX_AGENT", format!("agent-{n}")).env("CTX_WAIT", "60s");
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    racers.into_iter().map(|racer| racer.wait_with_output().unwrap().into()).collect()
}

/// One has it; each of the others is told so by name, with exit code 3.
#[track_caller]
fn one_won_and_the_others_name_it(context: &Context, answers: Vec<Answer>, told: impl Fn(&str) -> String) {
    let winner = answers.iter().position(|answer| answer.code == 0).unwrap();
    let told = told(&format!("agent-{winner}"));
    for (n, answer) in answers.into_iter().enumerate() {
        if n == winner {
            assert_eq!(answer.stderr, "");
        } else {
            answer.normalized(context).fails(3, &told);
        }
    }
}

#[test]
fn of_32_agents_who_accept_a_handoff_one_has_it_and_31_are_told_who() {
    for _ in 0..ROUNDS {
        let context = Context::empty();
        context.run(&["handoff", "create", "*", "-m", "do it", "--durability", "fast"]).prints("h1\n");
        let answers = all_at_once(&context, &["handoff", "accept", "h1", "--raw"]);
        one_won_and_the_others_name_it(&context, answers, |winner| {
            format!(
                "ctx: could not accept h1 in context.json: it is already accepted by {winner} at TIME\n\
                 hint: ctx -c context.json handoff show h1\n"
            )
        });
        assert_eq!(context.ops(), ["handoff.created", "handoff.accepted"]);
    }
}

#[test]
fn of_32_agents_who_acquire_a_lease_one_has_it_and_31_are_told_who() {
    for _ in 0..ROUNDS {
        let context = Context::empty();
        context.run(&["set", "a", "1", "--durability", "fast"]).done();
        let answers = all_at_once(&context, &["lease", "acquire", "deploy", "--ttl", "10m"]);
        one_won_and_the_others_name_it(&context, answers, |winner| {
            format!(
                "ctx: could not acquire deploy in context.json: \
                 the lease deploy is held by {winner} since TIME until TIME (token 2)\n\
                 hint: use --wait 1m to wait for it; to list the leases: ctx -c context.json lease list\n"
            )
        });
        assert_eq!(context.ops(), ["set", "lease.acquired"]);
    }
}
