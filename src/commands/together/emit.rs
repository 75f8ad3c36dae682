//! `ctx emit`: tell those who watch.

use anyhow::Result;
use serde_json::Value;

use crate::commands::{Answer, Whole};
use crate::log::event::events_of;
use crate::log::message::{Message, Topic};
use crate::options::value::read_json_data;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::platform::input::Source;
use crate::session::Session;
use crate::session::transaction::print_committed;

/// Send a message to watchers
///
/// Records the message in the log, as a revision that does not change the document, and
/// wakes `ctx watch`. Guards such as --if-exists apply to the whole document, or the namespace.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Topic of the message: one word that is not an event type of ctx
    #[arg(value_name = "TOPIC")]
    topic: Topic,

    /// Data of the message; - reads it from standard input
    #[arg(value_name = "JSON", allow_negative_numbers = true)]
    data: Option<String>,

    /// Print the event as `ctx watch` does
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let data = args.data.as_deref().map(|word| read(word, session)).transpose()?;
    let message = Message { topic: args.topic.clone(), data };
    let place = session.namespace()?;
    let request = args.write.request(format!("emit {}", message.topic), place, args.message.message.clone());
    let Some(entry) = request.announce(session, &message)? else { return Ok(Answer::Yes) };
    if args.json {
        for event in events_of(&entry) {
            print_committed(session, &serde_json::to_string(&event)?);
        }
    }
    if args.write.print_rev() {
        print_committed(session, &entry.link.rev.to_string());
    }
    Ok(Answer::Yes)
}

fn read(word: &str, session: &Session) -> Result<Value> {
    match word {
        "-" => read_json_data(&session.read(&Source::StandardInput)?, "the data"),
        word => read_json_data(word.as_bytes(), "the data"),
    }
}
