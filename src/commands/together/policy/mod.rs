//! `ctx policy`: merge policies, the size limit and the rules of access.

mod access;

use anyhow::Result;
use clap::Subcommand;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::kept::limit;
use crate::kept::policy::{MergePolicy, Policies, declare, kept_at, withdraw};
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::output::table;
use crate::session::Context;
use crate::session::choice::choice;
use crate::text::size::{Size, parse_limit};

/// Manage merge policies, the size limit and what agents may write
///
/// A policy applies to its path and everything below it; the nearest policy wins.
///
/// replace (the last value wins), append and union (for arrays), and max, min and sum (for
/// numbers) apply when values are merged. once (a value, once set, does not change) and deny
/// (existing values do not change) apply to every change: one that violates them fails (exit
/// code 3) unless --force is given.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx policy merge counters sum
  ctx policy merge release.version once
  ctx policy limit 50M
  ctx policy access coder --write build")]
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
    Access(access::Args),
}

/// Set the merge policy of a path
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx policy merge counters sum
  ctx policy merge release.version once")]
struct MergeArgs {
    /// Path that the policy applies to, with everything below it
    #[arg(value_name = "PATH")]
    path: String,

    /// How two values merge
    #[arg(value_name = "POLICY", value_parser = choice(&MergePolicy::ALL))]
    policy: MergePolicy,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// List the policies
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx policy list
  ctx policy list --json")]
struct ListArgs {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

/// Remove the policy of a path
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx policy unset counters
  ctx policy unset counters --dry-run")]
struct UnsetArgs {
    /// Path of the policy
    #[arg(value_name = "PATH")]
    path: String,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// Print or set the size limit of the document
///
/// The limit is stored in the document and overrides CTX_MAX_SIZE. It restricts growth only:
/// reads, and changes that do not make the document larger, always work.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx policy limit
  ctx policy limit 50M
  ctx policy limit --unset")]
struct LimitArgs {
    /// New limit: bytes, or a size such as 500k, 20M or 1GiB (kB and MB are powers of 1000)
    #[arg(value_name = "SIZE", value_parser = parse_limit)]
    size: Option<Size>,

    /// Remove the limit; CTX_MAX_SIZE of each writer applies again
    #[arg(long, conflicts_with = "size")]
    unset: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    match &args.step {
        Step::Merge(args) => merge(args, context),
        Step::List(args) => list(args, context),
        Step::Unset(args) => unset(args, context),
        Step::Limit(args) => limit(args, context),
        Step::Access(args) => access::run(args, context),
    }
}

fn merge(args: &MergeArgs, context: &mut Context<'_>) -> Result<Answer> {
    let (path, policy) = (context.session.path(&args.path)?, args.policy);
    let record = json!({"path": path.to_string(), "merge": policy});
    let tried = format!("set a policy for {path}");
    let request = args.write.request(tried, kept_at(&path), args.message.message.clone());
    let done = request.run(context, |draft| {
        declare(draft, &path, policy)?;
        Ok((Action { op: "policy.set", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn list(args: &ListArgs, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let policies = Policies::of(&context.store.read()?.document)?;
    let rows = policies.all().iter().map(|declared| (declared.path().to_string(), declared.merge));
    if args.json {
        let rows: Value = rows.map(|(path, merge)| json!({"path": path, "merge": merge})).collect();
        context.out.json(&rows)?;
        return Ok(Answer::Yes);
    }
    let rows: Vec<_> = rows.map(|(path, merge)| [path, merge.word().to_owned()]).collect();
    context.out.fitted(&table(["PATH", "MERGE"], &rows))?;
    Ok(Answer::Yes)
}

fn unset(args: &UnsetArgs, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path(&args.path)?;
    let record = json!({"path": path.to_string()});
    let tried = format!("remove the policy of {path}");
    let request = args.write.request(tried, kept_at(&path), args.message.message.clone());
    let done = request.run(context, |draft| {
        withdraw(draft, &path)?;
        Ok((Action { op: "policy.unset", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn limit(args: &LimitArgs, context: &mut Context<'_>) -> Result<Answer> {
    let size = args.size;
    if size.is_none() && !args.unset {
        context.must_exist()?;
        let declared = limit::declared(&context.store.read()?.document)?;
        context.out.line(&declared.unwrap_or(context.max_size).to_string())?;
        return Ok(Answer::Yes);
    }
    let record = json!({"size": size.map(Size::bytes)});
    let tried = if args.unset { "remove the limit" } else { "set a limit" }.to_owned();
    let request = args.write.request(tried, limit::kept_at(), args.message.message.clone());
    let done = request.run(context, |draft| {
        match size {
            Some(size) => limit::declare(draft, size)?,
            None => limit::withdraw(draft)?,
        }
        Ok((Action { op: "policy.limit", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
