//! `ctx mv`: move a value to another path.

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::edit::guard::Places;
use crate::edit::relocate::{Relocation, relocate};
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::{Context, salt};

/// Move a value to another path
///
/// The value keeps the time at which it expires. Fails if there is none at FROM (exit code 1), or if there
/// is one at TO (exit code 3), unless --replace is given. Missing parents of TO are created.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx mv build.status ci.status
  ctx mv pages plan --replace")]
pub struct Args {
    /// Path of the value
    #[arg(value_name = "FROM")]
    from: String,

    /// Path to move it to
    #[arg(value_name = "TO")]
    to: String,

    /// Replace a value at TO
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (from, to) = (context.session.path(&args.from)?, context.session.path(&args.to)?);
    let record = json!({"from": from.to_string(), "to": to.to_string()});
    let (agent, salt) = (context.session.agent()?, salt()?);
    let places = Places::or(vec![from.clone(), to.clone()], context.session.namespace()?);
    let tried = format!("move {from} to {to}");
    let done = args.write.request(tried, places, args.message.message.clone()).run(context, |draft| {
        relocate(draft, Relocation::Move, [&from, &to], args.replace, (&agent, &salt))?;
        Ok((Action { op: "mv", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
