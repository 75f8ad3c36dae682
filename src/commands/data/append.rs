//! `ctx append`: append items to an array.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::log::entry::Action;
use crate::options::value::ValueArgs;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;

/// Append items to an array
///
/// Creates the array if it is missing.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Path of the array
    #[arg(value_name = "PATH")]
    path: String,

    /// Items to append; without one, or with -, one item is read from standard input
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    values: Vec<String>,

    /// Skip items that the array already contains
    #[arg(long)]
    unique: bool,

    #[command(flatten)]
    value: ValueArgs,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path(&args.path)?;
    let values = read_values(args, context, &path.to_string())?;
    let record = json!({"path": path.to_string(), "items": values.len()});
    let request = args.write.request(format!("append to {path}"), path.clone(), args.message.message.clone());
    let done = request.run(context, |draft| {
        draft.append(&path, values.clone(), args.unique)?;
        Ok((Action { op: "append", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn read_values(args: &Args, context: &Context<'_>, name: &str) -> Result<Vec<Value>> {
    match args.values.as_slice() {
        [] => Ok(vec![args.value.read(context, None, name)?]),
        [one] => Ok(vec![args.value.read(context, Some(one), name)?]),
        _ if args.value.from_file.is_some() => {
            Err(Failure::new(Kind::Usage, "values and --from-file are both given").into())
        }
        several => several.iter().map(|word| args.value.reading().read(context.session, word, name)).collect(),
    }
}
