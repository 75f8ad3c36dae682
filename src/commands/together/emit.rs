//! `ctx emit`: send a message to watchers.

use anyhow::Result;

use crate::commands::Answer;
use crate::log::agent::AgentName;
use crate::log::event::events_of;
use crate::log::message::{Message, Topic};
use crate::options::value::read_argument;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;

/// Send a message to other agents, or to watchers
///
/// Records the message in the log, as a revision that does not change the document, and
/// wakes `ctx watch`. Other agents read it with `ctx messages`. Guards such as --if-exists apply
/// to the whole document, or the namespace.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx emit deployed
  ctx emit deployed '{"version":"1.2"}'
  ctx emit question --to bob '{"text":"which branch?"}'"#)]
pub struct Args {
    /// Topic of the message: one word that is not an event type of ctx
    #[arg(value_name = "TOPIC")]
    topic: Topic,

    /// Data of the message, read like a value of `ctx set`; - reads standard input
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    data: Option<String>,

    /// Send it to one agent: `ctx messages` shows it to no other; `ctx watch` and the log show it
    #[arg(long, value_name = "AGENT")]
    to: Option<AgentName>,

    /// Print the event as `ctx watch` does
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let data = args.data.as_deref().map(|word| read_argument(context, word, "the data")).transpose()?;
    let message = Message { topic: args.topic.clone(), to: args.to.clone(), data };
    let place = context.session.namespace()?;
    let request = args.write.request(format!("emit {}", message.topic), place, args.message.message.clone());
    let done = request.announce(context, &message)?;
    let events = done.value.iter().filter(|_| args.json).flat_map(events_of);
    let lines = events.map(|event| serde_json::to_string(&event)).collect::<serde_json::Result<Vec<_>>>()?;
    done.print(context.out, lines);
    Ok(Answer::Yes)
}
