//! `ctx repair`: repair a damaged context.

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::options::write::MessageArgs;
use crate::output::about;
use crate::session::Context;
use crate::store::required;

/// Diagnose and repair a damaged context
///
/// Without --yes, prints what is damaged and how it would be repaired, and exits with 1 if
/// anything is. Whatever a repair replaces is first copied to a file beside the original.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx repair
  ctx repair --json
  ctx repair --yes")]
pub struct Args {
    /// Make the repairs
    #[arg(long)]
    yes: bool,

    /// Print JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let Context { session, store, .. } = context;
    let repair = required(store.repair(), "find or repair damage")?;
    let damages =
        if args.yes { repair.repair(&session.origin(args.message.message.clone())?)? } else { repair.find_damage()? };
    if args.json {
        let rows: Vec<_> = damages.iter().map(|d| json!({"damaged": d.why, "repair": d.remedy})).collect();
        context.out.json(&json!({"damages": rows, "done": args.yes && !damages.is_empty()}))?;
    } else {
        for damage in &damages {
            context.out.line(&format!("damaged: {}", damage.why))?;
            context.out.line(&format!("{}: {}", if args.yes { "done   " } else { "repair " }, damage.remedy))?;
        }
    }
    if damages.is_empty() {
        context.session.say(&format!("{}: nothing is damaged", context.file.display()));
        return Ok(Answer::Yes);
    }
    if args.yes {
        return Ok(Answer::Yes);
    }
    let how =
        about("nothing was changed; to make the repairs: ctx repair --yes", context.session.named_file()?.as_deref());
    context.session.say(&how);
    Ok(Answer::No)
}
