//! `ctx append`: append items to an array.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::log::entry::Action;
use crate::options::assignment::path_alone;
use crate::options::value::ValueArgs;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;

/// Append items to an array
///
/// Creates the array if it is missing.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx append pages b.html c.html
  ctx append pages a.html --unique
  ctx append events '{"type":"built","ok":true}'"#)]
pub struct Args {
    /// Path of the array
    #[arg(value_name = "PATH")]
    path: String,

    /// Items to append; - reads one item from standard input
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: Option<String>,

    #[arg(value_name = "VALUE", hide = true, allow_negative_numbers = true)]
    more: Vec<String>,

    /// Skip items that the array already contains
    #[arg(long)]
    unique: bool,

    #[command(flatten)]
    how: ValueArgs,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = path_alone(&args.path, "append", context.session)?;
    let values = read_values(args, context, &path)?;
    let record = json!({"path": path.to_string(), "items": values.len()});
    let request = args.write.request(format!("append to {path}"), path.clone(), args.message.message.clone());
    let done = request.run(context, |draft| {
        draft.append(&path, values.clone(), args.unique)?;
        Ok((Action { op: "append", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn read_values(args: &Args, context: &Context<'_>, path: &KeyPath) -> Result<Vec<Value>> {
    let is_input = |word: &&String| *word == "-";
    if args.value.iter().chain(&args.more).filter(is_input).count() > 1 {
        return Err(Failure::new(Kind::Usage, "standard input is one item: - is given twice")
            .hint("give - once")
            .into());
    }
    let words = std::iter::once(args.value.as_deref()).chain(args.more.iter().map(String::as_str).map(Some));
    words.map(|word| args.how.read(context, word, path, "append")).collect()
}
