//! `ctx policy`: how values merge, path by path, and how large the document may become.

use anyhow::Result;
use clap::Subcommand;
use serde_json::{Value, json};

use crate::commands::{Answer, Whole};
use crate::kept::limit;
use crate::kept::policy::{MergePolicy, Policies, declare, kept_at, withdraw};
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Session;
use crate::session::choice::choice;
use crate::text::size::{Size, parse_limit};

/// Declare how values merge, path by path, and how large the document may become
///
/// A policy stands for its path and all below it; the nearest one decides. `replace` (the
/// last stands), `append` and `union` (arrays), `max`, `min` and `sum` (numbers) hold where
/// values are merged. `once` (the first value stands) and `deny` (what is there is not
/// changed) hold for every change: it is exit code 3, unless --force lets it through.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand, Debug)]
enum Step {
    Merge(MergeArgs),
    List(ListArgs),
    Unset(UnsetArgs),
    Limit(LimitArgs),
}

/// Declare how values at a path, and all below it, merge
#[derive(clap::Args, Debug)]
struct MergeArgs {
    /// Which path
    #[arg(value_name = "PATH")]
    path: String,

    /// What becomes of two values
    #[arg(value_name = "POLICY", value_parser = choice(&MergePolicy::ALL))]
    policy: MergePolicy,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// List the policies
#[derive(clap::Args, Debug)]
struct ListArgs {
    /// Print them as a JSON array
    #[arg(long)]
    json: bool,
}

/// Declare nothing for a path any more
#[derive(clap::Args, Debug)]
struct UnsetArgs {
    /// Which path
    #[arg(value_name = "PATH")]
    path: String,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// Declare how large the document may become, or print it
///
/// The limit stands in the document, and goes before CTX_MAX_SIZE of those who write it. It
/// judges growth: reading, and a change that leaves the document no larger, are never refused.
#[derive(clap::Args, Debug)]
struct LimitArgs {
    /// How large: bytes, or such as 500k, 20M, 1GiB; KiB, MiB and letters alone count by 1024, kB and MB by 1000
    #[arg(value_name = "SIZE", value_parser = parse_limit)]
    size: Option<Size>,

    /// Declare none any more: then CTX_MAX_SIZE of each writer holds
    #[arg(long, conflicts_with = "size")]
    unset: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    match &args.step {
        Step::Merge(args) => merge(args, session),
        Step::List(args) => list(args, session),
        Step::Unset(args) => unset(args, session),
        Step::Limit(args) => limit(args, session),
    }
}

fn merge(args: &MergeArgs, session: &mut Session) -> Result<Answer> {
    let (path, policy) = (session.path(&args.path)?, args.policy);
    let record = json!({"path": path.to_string(), "merge": policy});
    let tried = format!("declare a policy for {path}");
    let request = args.write.request(tried, kept_at(&path), args.message.message.clone());
    request.run(session, &mut |draft| {
        declare(draft, &path, policy)?;
        Ok(Action { op: "policy.set", args: record.clone() })
    })?;
    Ok(Answer::Yes)
}

fn list(args: &ListArgs, session: &mut Session) -> Result<Answer> {
    let policies = Policies::of(&session.store()?.read()?.document)?;
    let rows = policies.all().iter().map(|declared| (declared.path().to_string(), declared.merge));
    if args.json {
        let rows: Value = rows.map(|(path, merge)| json!({"path": path, "merge": merge})).collect();
        session.out.json(&rows)?;
        return Ok(Answer::Yes);
    }
    for (path, merge) in rows {
        session.out.line(&format!("{path}  {}", merge.word()))?;
    }
    Ok(Answer::Yes)
}

fn unset(args: &UnsetArgs, session: &mut Session) -> Result<Answer> {
    let path = session.path(&args.path)?;
    let record = json!({"path": path.to_string()});
    let tried = format!("unset the policy for {path}");
    let request = args.write.request(tried, kept_at(&path), args.message.message.clone());
    request.run(session, &mut |draft| {
        withdraw(draft, &path)?;
        Ok(Action { op: "policy.unset", args: record.clone() })
    })?;
    Ok(Answer::Yes)
}

fn limit(args: &LimitArgs, session: &mut Session) -> Result<Answer> {
    let size = args.size;
    if size.is_none() && !args.unset {
        let declared = limit::declared(&session.store()?.read()?.document)?;
        let own = session.max_size()?;
        session.out.line(&declared.unwrap_or(own).to_string())?;
        return Ok(Answer::Yes);
    }
    let record = json!({"size": size.map(Size::bytes)});
    let tried = if args.unset { "unset the limit" } else { "declare a limit" }.to_owned();
    let request = args.write.request(tried, limit::kept_at(), args.message.message.clone());
    request.run(session, &mut |draft| {
        match size {
            Some(size) => limit::declare(draft, size)?,
            None => limit::withdraw(draft)?,
        }
        Ok(Action { op: "policy.limit", args: record.clone() })
    })?;
    Ok(Answer::Yes)
}
