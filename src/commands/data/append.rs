//! `ctx append`: add items to an array.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::{Answer, Whole};
use crate::error::{Failure, Kind};
use crate::log::entry::Action;
use crate::options::value::ValueArgs;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Session;

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

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let path = session.path(&args.path)?;
    let values = read_values(args, session, &path.to_string())?;
    let record = json!({"path": path.to_string(), "items": values.len()});
    let request = args.write.request(format!("append to {path}"), path.clone(), args.message.message.clone());
    request.run(session, &mut |draft| {
        draft.append(&path, values.clone(), args.unique)?;
        Ok(Action { op: "append", args: record.clone() })
    })?;
    Ok(Answer::Yes)
}

fn read_values(args: &Args, session: &Session, name: &str) -> Result<Vec<Value>> {
    match args.values.as_slice() {
        [] => Ok(vec![args.value.read(session, None, name)?]),
        [one] => Ok(vec![args.value.read(session, Some(one), name)?]),
        _ if args.value.from_file.is_some() => {
            Err(Failure::new(Kind::Usage, "values and --from-file are both given").into())
        }
        several => several.iter().map(|word| args.value.reading().read(session, word, name)).collect(),
    }
}
