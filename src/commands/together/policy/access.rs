//! `ctx policy access`: what each agent may read and write.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json;
use crate::json::glob::Glob;
use crate::kept::access::{Access, Rule, Side, Sides, check_pattern, check_whole, declare, withdraw};
use crate::kept::collection::Kept as _;
use crate::log::agent::Addressee;
use crate::log::entry::Action;
use crate::options::glob::Named;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::output::table;
use crate::session::{Context, Session};

/// Print or set what an agent may read and write
///
/// A rule covers its paths and everything below them. An agent without a list of its own has that
/// of '*', and without that may do everything. `ctx mcp` enforces both lists. In all other commands,
/// a write that is not allowed fails (exit code 7) unless --force is given, and reading is not
/// restricted: whoever can run ctx can read the file. Settings (_ctx) may be written only if a path
/// names them; handoffs, tasks, leases, votes and messages are always allowed. No rule is for a
/// counted item of an array (`a[0]`), as items move.
#[derive(clap::Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[command(after_long_help = "Examples:
  ctx policy access coder --write 'build.*' --write plan.notes
  ctx policy access '*' --read plan --read build --no-write
  ctx policy access lead --read . --write . --write _ctx
  ctx policy access
  ctx policy access coder --remove")]
pub struct Args {
    /// Agent, or '*' for all without a list of their own
    #[arg(value_name = "AGENT")]
    whose: Option<Addressee>,

    /// Path or pattern that it may read, with everything below (repeatable)
    #[arg(long, value_name = "PATH", requires = "whose")]
    read: Vec<String>,

    /// Path or pattern that it may write, with everything below (repeatable)
    #[arg(long, value_name = "PATH", requires = "whose")]
    write: Vec<String>,

    /// It may read nothing
    #[arg(long, conflicts_with = "read", requires = "whose")]
    no_read: bool,

    /// It may write nothing
    #[arg(long, conflicts_with = "write", requires = "whose")]
    no_write: bool,

    /// Remove its rule
    #[arg(long, conflicts_with_all = ["read", "write", "no_read", "no_write"], requires = "whose")]
    remove: bool,

    /// Print JSON
    #[arg(long, conflicts_with_all = ["read", "write", "no_read", "no_write", "remove"])]
    json: bool,

    #[command(flatten)]
    guards: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let Some(agent) = &args.whose else { return list(args, context) };
    let given = Sides {
        read: patterns(&args.read, args.no_read, context.session)?,
        write: patterns(&args.write, args.no_write, context.session)?,
    };
    if given == Sides::default() && !args.remove {
        return show(agent, args, context);
    }
    let tried = if args.remove { format!("remove the rule for {agent}") } else { format!("set a rule for {agent}") };
    let request = args.guards.request(tried, Rule::path(agent), args.message.message.clone());
    let done = request.run(context, |draft| {
        let args = if args.remove {
            withdraw(draft, agent)?;
            json!({"agent": agent, "removed": true})
        } else {
            in_json(agent, &declare(draft, agent, &given)?.sides)?
        };
        Ok((Action { op: "policy.access", args }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

/// The patterns that are given; `None` if the command line says nothing of this side.
fn patterns(words: &[String], is_none: bool, session: &Session) -> Result<Option<Vec<Glob>>> {
    let mut globs: Vec<Glob> = Vec::new();
    for word in words {
        let glob = Named::read(word, session)?.pattern();
        check_pattern(&glob)?;
        if !globs.contains(&glob) {
            globs.push(glob);
        }
    }
    Ok((is_none || !globs.is_empty()).then_some(globs))
}

fn list(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let document = context.store.read()?.document;
    check_whole(&document)?;
    let rules = Rule::all(&document)?;
    if args.json {
        let rules: Vec<Value> = rules.iter().map(|rule| in_json(&rule.agent, &rule.sides)).collect::<Result<_>>()?;
        context.out.json(&rules)?;
        return Ok(Answer::Yes);
    }
    let rows: Vec<_> = rules.iter().map(|rule| row(&rule.agent, &rule.sides)).collect();
    context.out.fitted(&table(HEADINGS, &rows))?;
    Ok(Answer::Yes)
}

/// Prints what decides for the agent, whichever rule says it.
fn show(agent: &Addressee, args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let document = context.store.read()?.document;
    let access = match agent {
        Addressee::Anyone => Access::of_others(&document)?,
        Addressee::Agent(name) => Access::of(&document, name)?,
    };
    let [read, write] = [access.read, access.write].map(|side| match side {
        Side::Free => None,
        Side::Only(globs, _) => Some(globs),
    });
    let sides = Sides { read, write };
    if args.json {
        context.out.json(&in_json(agent, &sides)?)?;
    } else {
        context.out.fitted(&table(HEADINGS, &[row(agent, &sides)]))?;
    }
    Ok(Answer::Yes)
}

const HEADINGS: [&str; 3] = ["AGENT", "READ", "WRITE"];

fn row(agent: &Addressee, sides: &Sides) -> [String; 3] {
    let text = |side: &Option<Vec<Glob>>| match side.as_deref() {
        None => "(all)".to_owned(),
        Some([]) => "(none)".to_owned(),
        Some(globs) => globs.iter().map(Glob::to_string).collect::<Vec<_>>().join(" "),
    };
    [agent.to_string(), text(&sides.read), text(&sides.write)]
}

/// The agent, and what it may read and write: a side that is missing is not restricted.
fn in_json(agent: &Addressee, sides: &Sides) -> Result<Value> {
    let failed = |e| Failure::new(Kind::BadData, format!("the rule cannot be written: {e}"));
    let mut members = json!({"agent": agent});
    if let (Value::Object(members), Value::Object(sides)) = (&mut members, json::to_value(sides).map_err(failed)?) {
        members.extend(sides);
    }
    Ok(members)
}
