//! `ctx authority`: whose value stands.

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

use crate::commands::{Answer, Whole};
use crate::error::{Failure, Kind};
use crate::kept::authority::Authority;
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Session;

/// Show or set the ranking of agents
///
/// Without a subcommand, prints the agents, one per line, highest rank first. A three-way
/// merge with `--on-conflict authority` takes the value of the higher-ranked agent. Agents
/// not listed rank below all others. Agent names are self-declared, so this is attribution,
/// not authorization.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    step: Option<Step>,

    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand, Debug)]
enum Step {
    Set(SetArgs),
    Unset(UnsetArgs),
}

/// Set the ranking, highest rank first
#[derive(clap::Args, Debug)]
struct SetArgs {
    /// Agents, highest rank first
    #[arg(value_name = "AGENT", required = true)]
    agents: Vec<AgentName>,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// Remove the ranking
#[derive(clap::Args, Debug)]
struct UnsetArgs {
    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    match &args.step {
        None => show(args.json, session),
        Some(Step::Set(args)) => set(args, session),
        Some(Step::Unset(args)) => unset(args, session),
    }
}

fn show(json: bool, session: &mut Session) -> Result<Answer> {
    let authority = Authority::of(&session.store()?.read()?.document)?;
    if json {
        session.out.json(&authority.agents())?;
        return Ok(Answer::Yes);
    }
    authority.agents().iter().try_for_each(|agent| session.out.line(agent.as_str()))?;
    Ok(Answer::Yes)
}

fn set(args: &SetArgs, session: &mut Session) -> Result<Answer> {
    let authority = Authority::new(args.agents.clone())?;
    let record = json!({"agents": authority.agents()});
    let request =
        args.write.request("set the authority ranking".to_owned(), Authority::path(), args.message.message.clone());
    request.run(session, &mut |draft| {
        authority.declare(draft)?;
        Ok(Action { op: "authority.set", args: record.clone() })
    })?;
    Ok(Answer::Yes)
}

fn unset(args: &UnsetArgs, session: &mut Session) -> Result<Answer> {
    let request =
        args.write.request("remove the authority ranking".to_owned(), Authority::path(), args.message.message.clone());
    request.run(session, &mut |draft| {
        if !draft.forget(&Authority::path())? {
            return Err(Failure::new(Kind::No, "no ranking is set").hint("ctx authority set AGENT...").into());
        }
        Ok(Action { op: "authority.unset", args: json!(null) })
    })?;
    Ok(Answer::Yes)
}
