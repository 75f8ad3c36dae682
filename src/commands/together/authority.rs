//! `ctx authority`: rank the agents.

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::kept::authority::Authority;
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Show or set the ranking of agents
///
/// Without a subcommand, prints the agents, one per line, highest rank first. A three-way
/// merge with `--on-conflict authority` takes the value of the higher-ranked agent. Agents
/// not listed rank below all others. Agent names are self-declared, so this is attribution,
/// not authorization.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx authority
  ctx authority set lead reviewer
  ctx set plan.step 2 --base 9 --on-conflict authority")]
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
#[command(after_long_help = "Examples:
  ctx authority set lead reviewer coder
  ctx authority set lead -m 'the lead decides'")]
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
#[command(after_long_help = "Examples:
  ctx authority unset
  ctx authority unset -m 'all rank alike'")]
struct UnsetArgs {
    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    match &args.step {
        None => show(args.json, context),
        Some(Step::Set(args)) => set(args, context),
        Some(Step::Unset(args)) => unset(args, context),
    }
}

fn show(json: bool, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let authority = Authority::of(&context.store.read()?.document)?;
    if json {
        context.out.json(&authority.agents())?;
        return Ok(Answer::Yes);
    }
    authority.agents().iter().try_for_each(|agent| context.out.line(agent.as_str()))?;
    Ok(Answer::Yes)
}

fn set(args: &SetArgs, context: &mut Context<'_>) -> Result<Answer> {
    let authority = Authority::new(args.agents.clone())?;
    let record = json!({"agents": authority.agents()});
    let request =
        args.write.request("set the authority ranking".to_owned(), Authority::path(), args.message.message.clone());
    let done = request.run(context, |draft| {
        authority.declare(draft)?;
        Ok((Action { op: "authority.set", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn unset(args: &UnsetArgs, context: &mut Context<'_>) -> Result<Answer> {
    let request =
        args.write.request("remove the authority ranking".to_owned(), Authority::path(), args.message.message.clone());
    let done = request.run(context, |draft| {
        if !draft.remove(&Authority::path())? {
            return Err(Failure::new(Kind::No, "no ranking is set").hint("ctx authority set AGENT...").into());
        }
        Ok((Action { op: "authority.unset", args: json!(null) }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
